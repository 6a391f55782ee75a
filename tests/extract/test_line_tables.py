"""Tables whose cells stand on lines of their own, with all that pages put between them."""

from __future__ import annotations

import pytest
from plans import read_text

HEAD = (
    "江阴市清泉行动计划（2021－2025年）\n一、重点任务\n（一）修渠\n加固渠道。\n附件\n任务分工表\n"
)
GOALS = ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"]
ROWS = [
    ["1", "新建渠道3条，改造泵房12座", "市水利局", "市财政局、市城管局", "2022年底前"],
    ["2", "建设苗圃4个", "市林业局", "各镇街", "长期"],
    ["3", "建设水站5座", "市城管局", "市财政局", "2023年"],
]
VALUES = [
    ("附件 1", "渠道", "3", "市水利局", "2022-12-31"),
    ("附件 1", "改造泵房", "12", "市水利局", "2022-12-31"),
    ("附件 2", "苗圃", "4", "市林业局", "2025-12-31"),
    ("附件 3", "水站", "5", "市城管局", "2023-12-31"),
]


def lines(*rows: list[str], cell: str = "\n", row: str = "\n") -> str:
    return row.join(cell.join(one) for one in rows)


def goals(table: str) -> list[tuple[str, str, str, str, str]]:
    reading = read_text(HEAD + table + "\n")
    for fact in (*reading.responsibilities, *reading.targets):
        assert reading.text[fact.start : fact.end] == fact.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return [
        (t.where, t.indicator, str(t.value), t.lead, str(t.period_end)) for t in reading.targets
    ]


@pytest.mark.parametrize(
    "printed",
    [
        lines(GOALS, *ROWS),
        lines(GOALS, *ROWS, cell="\n\n", row="\n\n"),
        lines(GOALS, *ROWS, row="\n\n"),
        lines(GOALS, *ROWS, cell="\n　\n", row="\n　\n　\n"),
        lines(GOALS, ROWS[0], ["— 5 —"], *ROWS[1:]),
        lines(GOALS, ROWS[0], ["5"], *ROWS[1:]),
        lines(GOALS, ROWS[0], ["第5页"], GOALS, *ROWS[1:]),
        lines(GOALS, ["一、引水工程"], ROWS[0], ["二、绿化工程"], *ROWS[1:]),
        lines(["序号", "重点任务", "牵头", "单位", "责任", "单位", "完成时限"], *ROWS),
    ],
    ids=[
        "lines", "blank lines", "blank rows", "wide blanks", "page number", "bare page number",
        "header again", "titles", "broken header",
    ],
)  # fmt: skip
def test_each_row_keeps_its_cells(printed: str) -> None:
    assert goals(printed) == VALUES


PROGRESS = ["序号", "项目内容", "当前进度", "牵头单位", "备注"]
PROGRESS_ROWS = [
    ["1", "新建渠道3条，改造泵房12座。", "80%（泵房进度滞后）", "县水利局", "市民生实事"],
    ["2", "建设苗圃4个。", "98.5%", "县林业局", "县民生实事"],
    ["3", "推进老水站扩容。", "22%", "县城管局", "县民生实事"],
]


@pytest.mark.parametrize("bar", ["", " |"], ids=["lines", "a bar closes each cell"])
def test_how_far_a_row_has_come_is_neither_its_goal_nor_its_deadline(bar: str) -> None:
    printed = lines(
        ["2022年青禾县民生实事项目进度表"],
        *([f"{cell}{bar}" for cell in row] for row in (PROGRESS, *PROGRESS_ROWS)),
    )
    reading = read_text(printed)
    assert [(one.where, one.body, one.role) for one in reading.responsibilities] == [
        ("1", "县水利局", "lead"),
        ("2", "县林业局", "lead"),
        ("3", "县城管局", "lead"),
    ]
    assert [(one.indicator, str(one.value), one.lead) for one in reading.targets] == [
        ("渠道", "3", "县水利局"),
        ("改造泵房", "12", "县水利局"),
        ("苗圃", "4", "县林业局"),
    ]


def test_cells_between_blanks_are_rows_though_a_blank_breaks_a_name() -> None:
    text = (
        "2022年青禾县清渠职责清单 工作任务和内容 责任单位 配合单位 完成时间 "
        "负责清渠宣传，开展专题报道。\n\n县委宣传部 持续开展 "
        "负责清渠的督导考核。 县委县政府 督查室 持续开展 "
        "负责河道巡查，新建渠道3条。 县水 利局 县财政局 12月底前 "
        "负责沿河道路保洁。 县城管局 长期\n"
    )
    reading = read_text(text)
    held = sorted(reading.responsibilities, key=lambda one: one.start)
    assert [(one.body, one.role, one.quote) for one in held] == [
        ("县委宣传部", "responsible", "县委宣传部"),
        ("县委县政府督查室", "responsible", "县委县政府 督查室"),
        ("县水利局", "responsible", "县水 利局"),
        ("县财政局", "participant", "县财政局"),
        ("县城管局", "responsible", "县城管局"),
    ]
    assert [(one.indicator, str(one.value), one.responsible) for one in reading.targets] == [
        ("渠道", "3", "县水利局")
    ]


def test_rows_that_nothing_counts_stand_where_their_table_does() -> None:
    table = lines(GOALS[1:], *(row[1:] for row in ROWS))
    assert {where for where, *_ in goals(table)} == {"附件"}
    loose = read_text(f"附件 2022年青禾县清渠职责清单 {table}".replace("\n", " "))
    assert {one.where for one in loose.responsibilities} == {"附件"}


def test_numbers_begin_anew_below_a_title() -> None:
    rows = [["一、引水工程"], ROWS[0], ROWS[1], ["二、绿化工程"], ["1", *ROWS[2][1:]]]
    assert [where for where, *_ in goals(lines(GOALS, *rows))] == [
        "附件 1", "附件 1", "附件 2", "附件 1",
    ]  # fmt: skip


def test_a_cell_may_go_on_over_lines_and_a_page() -> None:
    row = ["1", "新建渠道3条，", "— 7 —", "改造泵房12座", "市水利局", "市财政局、", "市城管局"]
    assert goals(lines(GOALS, [*row, "2022年底前"], *ROWS[1:])) == VALUES


def test_a_merged_cell_is_printed_once() -> None:
    header = ["序号", "重点任务", "序号", "具体举措", "牵头单位"]
    rows = [
        ["1", "引水", "1", "新建渠道3条", "市水利局"],
        ["2", "改造泵房12座", "市城管局"],
        ["2", "绿化", "1", "建设苗圃4个", "市林业局"],
    ]
    assert [one[:4] for one in goals(lines(header, *rows))] == [
        ("附件 1.1", "渠道", "3", "市水利局"),
        ("附件 1.2", "改造泵房", "12", "市城管局"),
        ("附件 2.1", "苗圃", "4", "市林业局"),
    ]


def test_what_follows_the_table_is_none_of_it() -> None:
    after = "\n以上任务由各镇街抓好落实，及时报送进展。\n全市每年开展督查2次以上。"
    assert goals(lines(GOALS, *ROWS) + after)[:4] == VALUES


def test_one_row_in_doubt_is_told_of_and_gives_no_fact() -> None:
    rows = [[str(n), f"建设水站{n}座", "市水利局", "市财政局", "2023年"] for n in range(1, 7)]
    rows[3] = ["4", "2023年", "建设水站4座", "市水利局", "市财政局"]
    reading = read_text(HEAD + lines(GOALS, *rows) + "\n")
    assert [str(t.value) for t in reading.targets] == ["1", "2", "3", "5", "6"]
    unread = [e for e in reading.ledger if e.state == "not-understood"]
    assert ["建设水站4座" in entry.quote for entry in unread] == [True]


INDICATORS = ["类别", "序号", "指标名称", "单位", "2020年", "2025年目标值", "指标属性"]


def indicators(*rows: list[str]) -> list[tuple[str, str, str, str, str]]:
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、主要目标\n让水更清。\n专栏1　主要指标\n"
        + lines(INDICATORS, *rows)
        + "\n二、重点任务\n（一）修渠。加固渠道。\n"
    )
    return [
        (t.where, t.indicator, t.comparator, str(t.value), t.unit) for t in read_text(text).targets
    ]


def test_a_category_is_printed_before_the_first_of_its_rows() -> None:
    assert indicators(
        ["水环境", "1", "净水率", "%", "85", "≥95", "约束性"],
        ["2", "新增水渠", "公里", "—", "〔120〕", "预期性"],
        ["水产业", "3", "节水企业", "家", "120", "260左右", "预期性"],
    ) == [
        ("专栏1 1", "净水率", ">=", "95", "%"),
        ("专栏1 2", "水渠", "=", "120", "公里"),
        ("专栏1 3", "节水企业", "~", "260", "家"),
    ]


def test_words_for_a_value_are_no_target() -> None:
    assert indicators(
        ["水环境", "1", "净水率", "%", "85", "持续上升", "约束性"],
        ["2", "水站", "座", "10", "30", "预期性"],
        ["3", "水质达标率", "%", "90", "完成上级下达任务", "约束性"],
        ["4", "水渠", "公里", "100", "120", "预期性"],
    ) == [("专栏1 2", "水站", "=", "30", "座"), ("专栏1 4", "水渠", "=", "120", "公里")]


def test_years_below_a_common_head_are_columns_in_its_place() -> None:
    header = ["序号", "指标", "单位", "目标值", "责任单位", "2023年", "2024年", "2025年"]
    text = (
        "江阴市清泉行动计划（2021－2025年）\n一、主要目标\n让水更清。\n"
        + lines(
            header,
            ["1", "净水率", "%", "85", "90", "95", "市水利局"],
            ["2", "水站", "座", "10", "20", "30", "市城管局"],
        )
        + "\n二、重点任务\n（一）修渠。加固渠道。\n"
    )
    found = [
        (t.indicator, str(t.value), str(t.period_end)[:4], t.responsible)
        for t in read_text(text).targets
    ]
    assert found == [
        ("净水率", "85", "2023", "市水利局"),
        ("净水率", "90", "2024", "市水利局"),
        ("净水率", "95", "2025", "市水利局"),
        ("水站", "10", "2023", "市城管局"),
        ("水站", "20", "2024", "市城管局"),
        ("水站", "30", "2025", "市城管局"),
    ]


def test_a_table_ends_where_another_ones_header_begins() -> None:
    other = ["序号", "工作任务", "责任单位", "备注"]
    more = [["1", "建设水塔4座", "市林业局", "已开工"], ["2", "建设水闸6座", "市城管局", "待开工"]]
    found = goals(lines(GOALS, *ROWS, other, *more))
    assert found[:4] == VALUES
    assert [(name, value) for _, name, value, *_ in found[4:]] == [("水塔", "4"), ("水闸", "6")]
