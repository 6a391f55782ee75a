"""Ids hold when something else in the text changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import read_text

GOALS = (
    "到2023年，新建泵站12座，水质达标率达到95%。",
    "到2023年，新建水渠30条。",
    "城区供水普及率提升到99%。",
    "力争建成节水示范县3个。",
)
# Whole paragraphs, none of which says a time or an area for what stands behind it.
BESIDE = ("坚持节水优先，全面推进清泉工作。", "实现还水于民。", "力争湿地面积达到8万亩。")
MEASURES = (
    "引水入城。新建水厂2座。（责任单位：市水利局）",
    "还水于民。新建亲水平台5个。（责任单位：市水利局、市财政局）",
)


def plan(goals: list[str], measures: list[str]) -> str:
    tasks = ["二、重点任务", *measures, "三、保障措施", "加强领导。"]
    return "\n".join(["江阴市清泉行动计划（2021－2023年）", "一、主要目标", *goals, *tasks])


def ids(text: str) -> dict[str, str]:
    reading = read_text(text)
    facts = [(one.iri, one.quote) for one in (*reading.targets, *reading.responsibilities)]
    return dict([*facts, *((one.iri, one.text) for one in reading.elements if one.where)])


WHOLE = ids(plan(list(GOALS), list(MEASURES)))


def mixed(own: tuple[str, ...], others: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Lists of all of `own`, in their order, with some of `others` anywhere between them."""
    places = st.lists(st.tuples(st.integers(0, len(own)), st.sampled_from(others)), max_size=3)
    return places.map(
        lambda put: [
            line
            for at in range(len(own) + 1)
            for line in [*(one for where, one in put if where == at), *own[at : at + 1]]
        ]
    )


@settings(max_examples=25, deadline=None)
@given(goals=mixed(GOALS, BESIDE), measures=mixed(MEASURES, ("修渠引水。（责任单位：市财政局）",)))
def test_paragraphs_put_in_change_no_other_id(goals: list[str], measures: list[str]) -> None:
    changed = ids(plan(goals, measures))
    sections = {iri for iri in WHOLE if iri.count("/section/") and iri.rpartition("/")[2].isdigit()}
    assert WHOLE.items() - changed.items() <= {(iri, WHOLE[iri]) for iri in sections}
    assert sections <= changed.keys()


def test_a_mended_figure_keeps_the_sentence_and_the_facts_beside_it() -> None:
    mended = ids(plan([GOALS[0].replace("95%", "96%"), *GOALS[1:]], list(MEASURES)))
    lost = [WHOLE[iri] for iri in WHOLE.keys() - mended.keys()]
    assert lost == ["水质达标率达到95%"]


@pytest.mark.parametrize("sign", ["，", " ，", ","])
def test_signs_and_blanks_are_no_part_of_a_name(sign: str) -> None:
    goals = [GOALS[0].replace("到2023年，", f"到2023年{sign}"), *GOALS[1:]]
    assert WHOLE.keys() == ids(plan(goals, list(MEASURES))).keys()


def test_sentences_that_begin_alike_have_different_ids() -> None:
    begin = "到2023年，全市城乡供水一体化工程加快推进，新建"
    elements = read_text(plan([f"{begin}泵站3座。", f"{begin}水渠5条。"], [])).elements
    named = [one.iri.rpartition("/")[2] for one in elements if one.type == "Objective"]
    assert named == [named[0], f"{named[0]}-2"]
