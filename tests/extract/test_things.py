"""Where things of a plan lie, and under which names they stand."""

import pytest
from plans import plan_with, read_text


@pytest.mark.parametrize(
    ("sentence", "area"),
    [
        ("深入实施江风英才计划。", "320281"),
        ("落实省“双创计划”。", "320000"),
        ("深入实施无锡“太湖人才计划”。", "320200"),
        ("参与国家“清泉”科技创新合作行动计划。", "中国"),
    ],
)
def test_a_programme_is_of_the_area_that_its_name_begins_with(sentence: str, area: str) -> None:
    (mention,) = read_text(plan_with(sentence)).mentions
    assert f"/programme/{area}/" in mention.thing_iri


def test_a_plan_named_with_its_own_years_is_a_cited_document_too() -> None:
    mentions = read_text(plan_with("落实清泉倍增计划（2018－2022年）。")).mentions
    assert {(mention.kind, mention.name) for mention in mentions} == {
        ("programme", "清泉倍增计划（2018－2022年）"),
        ("document", "清泉倍增计划（2018－2022年）"),
    }


def test_one_plan_printed_in_two_ways_has_one_id() -> None:
    text = plan_with(
        "实施“清泉对接行动计划”（2020－2022年）。深化“清泉对接行动计划”（2020－2022）。"
    )
    programmes = [m.thing_iri for m in read_text(text).mentions if m.kind == "programme"]
    assert len(programmes) == 2
    assert len(set(programmes)) == 1


def test_a_carrier_of_a_task_about_a_zone_lies_there() -> None:
    text = plan_with("改造提升水谷孵化园。（责任单位：高新区）").replace(
        "1．引水入城", "1．提升高新区供水能力"
    )
    (measure,) = read_text(text).carrier_measures
    assert (measure.carrier, measure.place, measure.confidence) == (
        "水谷孵化园",
        "高新区",
        "inferred",
    )
