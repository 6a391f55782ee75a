"""Tables that share a task out among places, a column a year, whose lines were lost or not."""

from __future__ import annotations

from plans import read_text

HEAD = (
    "江阴市清泉行动计划（2021－2025年）\n\n一、重点任务\n\n（一）改造泵房\n\n加固泵房。\n\n"
    "附表：1．泵房改造计划表\n\n      2．水站名单\n\n附表1  江阴市老旧泵房改造计划表\n\n"
)
PARTS = ["序号", "镇街", "老旧泵房数量", "改造计划（座）", "2020年（已改造）", "2021年", "2022年"]
ROWS = [
    ["1", "青阳镇", "8", "3", "4", "1"],
    ["2", "澄江街道", "12", "2", "6", "—"],
    ["3", "月城镇", "5", "0", "3", "2"],
]
SUM = ["合计", "25", "5", "13", "3"]
FIRST, SECOND = ("2021-01-01", "2021-12-31"), ("2022-01-01", "2022-12-31")


def rows(*lines: list[str], head: str = HEAD) -> list[tuple[str, str, str, str, str, str, str]]:
    reading = read_text(head + "\n\n".join("\n\n".join(one) for one in lines) + "\n")
    for target in reading.targets:
        assert reading.text[target.start : target.end] == target.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return [
        (
            t.where,
            t.scope,
            t.indicator,
            f"{t.value}{t.unit}",
            t.kind,
            str(t.period_start),
            str(t.period_end),
        )
        for t in reading.targets
    ]


def test_each_place_and_year_has_a_row_and_what_is_done_has_none() -> None:
    assert rows(PARTS, *ROWS, SUM) == [
        ("附表1 1", "青阳镇", "老旧泵房改造", "4座", "increase", *FIRST),
        ("附表1 1", "青阳镇", "老旧泵房改造", "1座", "increase", *SECOND),
        ("附表1 2", "澄江街道", "老旧泵房改造", "6座", "increase", *FIRST),
        ("附表1 3", "月城镇", "老旧泵房改造", "3座", "increase", *FIRST),
        ("附表1 3", "月城镇", "老旧泵房改造", "2座", "increase", *SECOND),
        ("附表1", "江阴市", "老旧泵房改造", "13座", "increase", *FIRST),
        ("附表1", "江阴市", "老旧泵房改造", "3座", "increase", *SECOND),
    ]


def test_the_caption_says_what_is_counted_where_no_column_does() -> None:
    header = ["序号", "镇街", "2020年（已改造）（座）", "2021年（座）", "2022年（座）"]
    found = rows(header, *([*one[:2], *one[3:]] for one in ROWS))
    assert {(one[0], one[2]) for one in found} == {
        ("附表1 1", "老旧泵房改造"),
        ("附表1 2", "老旧泵房改造"),
        ("附表1 3", "老旧泵房改造"),
    }
    assert len(found) == 5


def test_rows_that_do_not_come_at_one_distance_are_none() -> None:
    broken = [ROWS[0], ROWS[1][:-1], ROWS[2]]
    assert rows(PARTS, *broken) == []


def test_a_table_of_places_without_a_year_to_come_says_how_it_is() -> None:
    header = ["序号", "镇街", "老旧泵房数量", "泵房（座）", "2018年", "2019年", "2020年"]
    assert rows(header, *ROWS) == []


def test_a_value_of_which_no_unit_is_said_is_in_the_ledger() -> None:
    header = ["序号", "镇街", "老旧泵房数量", "改造计划", "2020年（已改造）", "2021年", "2022年"]
    text = HEAD + "\n\n".join("\n\n".join(one) for one in (header, *ROWS)) + "\n"
    reading = read_text(text)
    assert reading.targets == ()
    assert any("nothing says what it counts" in one.reason for one in reading.ledger)


def test_what_each_place_does_in_words_is_no_table_of_values() -> None:
    words = [[*one[:3], "—", "改造泵房4座。", "改造泵房2座。"] for one in ROWS]
    cells = [PARTS[:3] + PARTS[4:], *([*one[:3], *one[3:]] for one in words)]
    table = "\n\n".join("\n".join(f"\t{cell}" for cell in one) for one in cells)
    reading = read_text(HEAD + table + "\n")
    assert [one for one in reading.ledger if "nothing says what it counts" in one.reason] == []


LINES = "江阴市清泉行动计划（2021－2025年）\n\n一、重点任务\n\n（一）改造泵房\n\n加固泵房。{}\n"
TASKS = (
    "镇名\t泵站改造（座）\t水厂新建（座）\t管网（公里）\n"
    "青阳镇\t2\t1\t30\n月城镇\t4\t2\t45\n全市\t6\t3\t75\n"
)


def columns(caption: str) -> list[tuple[str, str, str, str, str, str, str]]:
    return rows(head=LINES.format(caption) + TASKS)


def test_a_table_of_tasks_has_a_row_for_each_place_and_column_with_its_unit() -> None:
    found = columns("各镇任务（2023年）如下：")
    years = ("2023-01-01", "2023-12-31")
    assert found[:3] == [
        ("一（一）", "青阳镇", "泵站改造", "2座", "increase", *years),
        ("一（一）", "青阳镇", "水厂", "1座", "increase", *years),
        ("一（一）", "青阳镇", "管网", "30公里", "level", *years),
    ]
    assert found[6:] == [
        ("一（一）", "江阴市", "泵站改造", "6座", "increase", *years),
        ("一（一）", "江阴市", "水厂", "3座", "increase", *years),
        ("一（一）", "江阴市", "管网", "75公里", "level", *years),
    ]
    assert {one[5:] for one in columns("各镇任务如下：")} == {("2021-01-01", "2025-12-31")}


def test_a_table_that_says_how_things_are_has_no_targets() -> None:
    assert columns("各镇泵站情况如下：") == []
    assert columns("各镇任务完成情况如下：") == []
