"""Parts that are numbered like 2.1 and 2.1.1."""

from __future__ import annotations

import pytest
from plans import plan_with, read_text


def found(text: str) -> list[tuple[str, str, str]]:
    reading = read_text(text)
    iris = [element.iri for element in reading.elements]
    assert len(set(iris)) == len(iris)
    return [(t.where, str(t.value), t.responsible) for t in reading.targets]


def test_such_numbers_may_be_the_only_ones() -> None:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n"
        "1.发展目标\n1.1 总体目标\n到2025年，新建渠道3条。\n1.2 具体目标\n净水率达到95%。\n"
        "2.重点任务\n2.1 修渠\n2.1.1 加固渠道\n新建泵站5座。（责任单位：市水利局）\n"
        "2.1.2 清淤\n清理河道12公里。（责任单位：市城管局）\n3.保障措施\n3.1 加强领导\n落实责任。\n"
    )
    assert found(text) == [
        ("1.1", "3", ""),
        ("1.2", "95", ""),
        ("2.1.1", "5", "市水利局"),
        ("2.1.2", "12", "市城管局"),
    ]


def test_below_other_numbers_they_follow_these() -> None:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、重点任务\n"
        "（一）修渠\n1.1新建泵站5座。（责任单位：市水利局）\n1.2新建渠道3条。（责任单位：市城管局）\n"
        "（二）绿化\n2.1建设苗圃4个。（责任单位：市林业局）\n二、保障措施\n（一）加强领导。落实责任。\n"
    )
    assert found(text) == [
        ("一（一）1.1", "5", "市水利局"),
        ("一（一）1.2", "3", "市城管局"),
        ("一（二）2.1", "4", "市林业局"),
    ]


def test_a_number_that_holds_the_outermost_parts_is_the_whole_path() -> None:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、发展目标\n让水更清。\n二、重点任务\n2.1 修渠\n"
        "2.1.1 以水渠为重点补短板。新建泵站5座。\n2.1.2 “清泉”工程。清理河道12公里。\n"
        "2.2 公园建设\n建设水上公园4个。\n三、保障措施\n（一）加强领导。落实责任。\n"
    )
    assert found(text) == [("2.1.1", "5", ""), ("2.1.2", "12", ""), ("2.2", "4", "")]


def test_a_title_may_begin_with_digits_right_behind_its_number() -> None:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、重点任务\n1.修渠项目。新建泵站5座。\n"
        "2.365护水队项目。培训护水员300名。\n3.绿化项目。建设苗圃4个。\n"
        "二、保障措施\n（一）加强领导。落实责任。\n"
    )
    assert found(text) == [("一1", "5", ""), ("一2", "300", ""), ("一3", "4", "")]


@pytest.mark.parametrize("words", ["1.5万人受益。", "2.1倍于上年。", "3.5左右。", "1.2公里长。"])
def test_a_value_is_no_heading(words: str) -> None:
    reading = read_text(plan_with(f"引水入城。\n{words}\n"))
    assert [element.where for element in reading.elements if element.number == words[:3]] == []
