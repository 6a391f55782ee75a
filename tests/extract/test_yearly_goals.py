"""A table of what is added each year, glued to the end of a text without line breaks."""

from __future__ import annotations

from datetime import date

from plans import read_text

from plankg.model import Reading

TITLE = "江阴市清泉行动2021年—2023年期间年度新增目标任务表"
TABLE = (
    "年度目标项目2021年2022年2023年护水员（人）320036002800净水站（座）132"
    "固定资产投资（亿元）4.55.26.0"
)


def _reading(table: str = TABLE, title: str = TITLE) -> Reading:
    return read_text(
        "各镇街：现将《江阴市清泉行动实施方案》印发给你们。江阴市人民政府办公室2021年2月19日"
        "江阴市清泉行动实施方案为让水更清，制定本方案。一、目标任务让水清岸绿。"
        "全市计划于2023年底，新建泵房40座（具体任务见附件）。二、重点任务（一）引水。修建渠道。"
        "（责任单位：市水利局）（二）督导。定期通报进度。（责任单位：市水利局）"
        f"附件：{title}{title}{table}扫一扫在手机打开当前页"
    )


def test_each_year_of_a_row_is_what_is_added_in_it() -> None:
    reading = _reading()
    found = [
        (t.where, t.indicator, str(t.value), t.unit, t.kind, t.period_start, t.period_end)
        for t in reading.targets
        if t.where.startswith("附件")
    ]
    assert [row[:5] for row in found] == [
        ("附件 1", "护水员", "3200", "人", "increase"),
        ("附件 1", "护水员", "3600", "人", "increase"),
        ("附件 1", "护水员", "2800", "人", "increase"),
        ("附件 2", "净水站", "1", "座", "increase"),
        ("附件 2", "净水站", "3", "座", "increase"),
        ("附件 2", "净水站", "2", "座", "increase"),
        ("附件 3", "固定资产投资", "4.5", "亿元", "increase"),
        ("附件 3", "固定资产投资", "5.2", "亿元", "increase"),
        ("附件 3", "固定资产投资", "6.0", "亿元", "increase"),
    ]
    years = [date(year, 1, 1) for year in (2021, 2022, 2023)]
    assert [row[5] for row in found] == years * 3
    assert [row[6] for row in found] == [date(year.year, 12, 31) for year in years] * 3


def test_what_is_to_be_done_by_a_years_end_begins_with_the_issue_of_the_plan() -> None:
    reading = _reading()
    (goal,) = [t for t in reading.targets if t.indicator == "泵房"]
    assert (goal.where, goal.period_start, goal.period_end) == (
        "一",
        date(2021, 1, 1),
        date(2023, 12, 31),
    )


def test_the_title_printed_twice_begins_the_annex_and_ends_the_last_task() -> None:
    reading = _reading()
    titles = {e.where: e.title for e in reading.elements if e.title}
    assert titles["附件"] == TITLE
    assert [e.text[-5:] for e in reading.elements if e.where == "二（二）"] == ["市水利局）"]


def test_digits_that_part_in_several_ways_are_left_to_the_ledger() -> None:
    table = "年度目标项目2021年2022年2023年护水员（人）12345678净水站（座）5678901渠道（条）132"
    reading = _reading(table)
    assert not [t for t in reading.targets if t.indicator in ("护水员", "净水站")]
