"""What a plan says of its time and its area outside its title."""

from datetime import date

import pytest
from plans import read_text

FRAME = "{title}\n{front}一、主要目标\n{goal}\n二、重点任务\n（一）引水。新建净水站3座。{end}"


def _plan(
    title: str = "清泉行动实施方案", front: str = "", goal: str = "让水更清。", end: str = ""
) -> str:
    return FRAME.format(title=title, front=front, goal=goal, end=end)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ({"goal": "规划期限为2021—2025年。"}, date(2021, 1, 1), date(2025, 12, 31)),
        ({"goal": "2022年起3年内，让水更清。"}, date(2022, 1, 1), date(2024, 12, 31)),
        (
            {"end": "本方案自2023年2月1日起施行，有效期至2024年12月31日。"},
            date(2023, 2, 1),
            date(2024, 12, 31),
        ),
        ({"goal": "到2025年，让水更清。"}, None, date(2025, 12, 31)),
        ({"goal": "到2023年，让水变清。到2025年，让水更清。"}, None, None),
    ],
    ids=["a term", "years from a year", "validity", "the one horizon", "two horizons say none"],
)
def test_a_plan_without_years_in_its_title_says_its_period_in_its_words(
    words: dict[str, str], first: date | None, last: date | None
) -> None:
    meta = read_text(_plan(**words)).meta
    assert (meta.period_start, meta.period_end) == (first, last)


def test_years_of_effort_count_from_the_year_of_issue() -> None:
    front = "江阴市人民政府\n2023年1月19日\n"
    meta = read_text(_plan(front=front, goal="经过三年的试点，让水更清。")).meta
    assert (meta.period_start, meta.period_end) == (date(2023, 1, 1), date(2025, 12, 31))


def test_the_area_is_that_of_the_committee_and_government_which_the_plan_names() -> None:
    front = "根据《中共江阴市委、江阴市人民政府关于治水的决定》，制定本方案。\n"
    reading = read_text(_plan(front=front))
    assert reading.meta.area == "江阴市"
    assert [target.scope for target in reading.targets] == ["江阴市"]


def test_targets_before_the_first_heading_belong_to_the_plan_itself() -> None:
    front = "为了让水更清，制定本方案。到2023年，河湖水质优良率达到85%以上。\n"
    reading = read_text(_plan("江阴市清泉行动计划（2021－2023年）", front))
    first = reading.targets[0]
    assert (first.where, first.indicator, first.action, first.task) == (
        "",
        "河湖水质优良率",
        "",
        "",
    )
    assert first.element_iri == reading.meta.iri
    assert "" not in [element.where for element in reading.elements]
