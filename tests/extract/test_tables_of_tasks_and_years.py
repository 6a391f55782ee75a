"""Tables, a cell a line with empty lines between: what is to be done, and a part of it by year."""

from __future__ import annotations

from plans import read_text

TITLE = "江阴市清泉行动计划（2021－2025年）\n一、主要目标\n水更清。\n\n"
TAIL = "\n\n二、重点任务\n\n（一）修渠\n\n加固渠道。\n"


def rows(*lines: str) -> list[tuple[str, str, str, str, str, str, str]]:
    reading = read_text(TITLE + "\n\n".join(lines) + TAIL)
    for target in reading.targets:
        assert reading.text[target.start : target.end] == target.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return [
        (
            t.where,
            t.scope,
            t.indicator,
            f"{t.comparator}{t.value}{t.unit}",
            t.kind,
            str(t.period_start),
            str(t.period_end),
        )
        for t in reading.targets
    ]


TASKS = ("表2  主要任务", "序号", "主要指标", "单位", "计划任务", "其中：2021年任务", "指标属性")
FIVE = ("2021-01-01", "2025-12-31")
FIRST = ("2021-01-01", "2021-12-31")


def test_what_is_to_be_done_is_an_increase_and_its_first_year_a_row_of_its_own() -> None:
    found = rows(
        *TASKS,
        *("1", "建设渠道", "公里", "200", "60", "约束性"),
        *("2", "改造泵房", "座", "12", "—", "约束性"),
        *("3", "净水率", "%", "95", "80", "预期性"),
    )
    level = ("2025-01-01", "2025-12-31")
    assert found == [
        ("表2 1", "江阴市", "渠道", "=200公里", "increase", *FIVE),
        ("表2 1", "江阴市", "渠道", "=60公里", "increase", *FIRST),
        ("表2 2", "江阴市", "改造泵房", "=12座", "increase", *FIVE),
        ("表2 3", "江阴市", "净水率", "=95%", "level", *level),
        ("表2 3", "江阴市", "净水率", "=80%", "level", *FIRST),
    ]


HEADER = ("表1  主要指标", "序号", "类别", "主要指标", "2020年现状", "2025年目标", "指标", "属性")


def test_a_category_and_a_header_may_be_broken_over_lines() -> None:
    found = rows(
        *HEADER,
        *("1", "综合", "治理", "净水率（%）", "——", "95", "约束性"),
        *("2", "供水普及率（%）", "80", "98", "约束性"),
        *("3", "节约", "用水", "节水器具普及率（%）", "46", "90", "预期性"),
    )
    assert [(one[0], one[2], one[3]) for one in found] == [
        ("表1 1", "净水率", "=95%"),
        ("表1 2", "供水普及率", "=98%"),
        ("表1 3", "节水器具普及率", "=90%"),
    ]


def test_a_cell_may_say_a_value_for_each_sort_of_place() -> None:
    found = rows(
        *HEADER,
        *("1", "治理", "净水率（%）", "——", "山区县≥90", "平原县≥95", "约束性"),
        *("2", "供水普及率（%）", "山区县≥60", "平原县≥70", "山区县≥80", "平原县≥85", "约束性"),
        *("3", "节水率（%）", "40", "50", "预期性"),
    )
    assert [one[:4] for one in found] == [
        ("表1 1", "山区县", "净水率", ">=90%"),
        ("表1 1", "平原县", "净水率", ">=95%"),
        ("表1 2", "山区县", "供水普及率", ">=80%"),
        ("表1 2", "平原县", "供水普及率", ">=85%"),
        ("表1 3", "江阴市", "节水率", "=50%"),
    ]


def test_values_that_do_not_part_evenly_are_none() -> None:
    found = rows(
        *HEADER,
        *("1", "治理", "净水率（%）", "山区县≥60", "平原县≥70", "山区县≥80", "约束性"),
        *("2", "供水普及率（%）", "80", "98", "约束性"),
        *("3", "节水率（%）", "40", "50", "预期性"),
    )
    assert [one[0] for one in found] == ["表1 2", "表1 3"]


def test_two_sorts_of_places_where_a_cell_may_be_blank_are_not_told() -> None:
    found = rows(
        *HEADER,
        *("1", "治理", "净水率（%）", "山区县≥60", "平原县≥70", "约束性"),
        *("2", "供水普及率（%）", "80", "98", "约束性"),
        *("3", "节水率（%）", "40", "50", "预期性"),
    )
    assert [one[0] for one in found] == ["表1 2", "表1 3"]
