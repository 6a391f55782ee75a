"""Tables of goals in plain text: a row per line, a cell per line, all cells on one line."""

from __future__ import annotations

import pytest
from plans import read_text

HEAD = (
    "江阴市清泉行动计划（2021－2025年）\n一、重点任务\n（一）修渠\n加固渠道。\n附件\n任务分工表\n"
)
HEADER = ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]
ROWS = [
    ["1", "新建渠道3条", "市水利局", "市财政局、市城管局", "2022年底前"],
    ["2", "建设泵房5座", "市城管局", "各镇街", "2023年"],
    ["3", "建设苗圃4个", "市林业局", "市财政局", "长期"],
]
EXPECTED = [
    ("附件 1", "市水利局", "lead"),
    ("附件 1", "市财政局", "participant"),
    ("附件 1", "市城管局", "participant"),
    ("附件 2", "市城管局", "lead"),
    ("附件 2", "各镇街", "participant"),
    ("附件 3", "市林业局", "lead"),
    ("附件 3", "市财政局", "participant"),
]


def bodies(table: str) -> list[tuple[str, str, str]]:
    reading = read_text(HEAD + table)
    for fact in (*reading.responsibilities, *reading.targets):
        assert reading.text[fact.start : fact.end] == fact.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return [(one.where, one.body, one.role) for one in reading.responsibilities]


def table(rows: list[list[str]], within: str, between: str, edge: str = "") -> str:
    return between.join(edge + within.join(row) + edge for row in [HEADER, *rows]) + "\n"


@pytest.mark.parametrize(
    "printed",
    [
        table(ROWS, "\t", "\n"),
        table(ROWS, "|", "\n", "|"),
        table(ROWS, " | ", "\n", "|").replace("\n", "\n|---|---|---|---|---|\n", 1),
        table(ROWS, "\n", "\n"),
        table(ROWS, "\n\n　", "\n\n　"),
        table(ROWS, " ", " "),
        table(ROWS, "　", "　"),
    ],
    ids=["tabs", "pipes", "markdown", "lines", "spread", "blanks", "wide-blanks"],
)
def test_each_row_keeps_its_bodies(printed: str) -> None:
    assert bodies(printed) == EXPECTED
    found = read_text(HEAD + printed)
    assert [(t.where, t.indicator, str(t.value), t.lead) for t in found.targets] == [
        ("附件 1", "渠道", "3", "市水利局"),
        ("附件 2", "泵房", "5", "市城管局"),
        ("附件 3", "苗圃", "4", "市林业局"),
    ]


def test_a_blank_cell_at_a_lines_end_may_be_cut_off() -> None:
    rows = [ROWS[0], ["2", "建设泵房5座", "市城管局"], ["3", "建设苗圃4个", "市林业局", "", "长期"]]
    assert bodies(table(rows, "\t", "\n")) == [*EXPECTED[:4], EXPECTED[5]]


def test_a_row_that_lacks_who_joins_is_told_by_what_its_cells_are() -> None:
    rows = [ROWS[0], ["2", "建设泵房5座", "市城管局", "2023年"], ROWS[2]]
    assert bodies(table(rows, "\n", "\n")) == [*EXPECTED[:4], *EXPECTED[5:]]


@pytest.mark.parametrize("between", ["\n", " "], ids=["lines", "blanks"])
def test_a_row_that_fits_in_no_way_leaves_the_table_unread(between: str) -> None:
    row = ["2", "建设泵房5座", "2023年", "市城管局", "各镇街"]
    assert bodies(table([ROWS[0], row, ROWS[2]], between, between)) == []


@pytest.mark.parametrize(
    "row",
    [["2", "建设泵房5座", "2023年"], ["3", "建设泵房5座", "市城管局", "各镇街", "2023年"]],
    ids=["two cells gone", "number skipped"],
)
def test_between_blanks_such_a_row_does_too(row: list[str]) -> None:
    assert bodies(table([ROWS[0], row, ROWS[2]], " ", " ")) == []


def test_on_lines_a_row_without_bodies_is_nobodys() -> None:
    rows = [ROWS[0], ["2", "建设泵房5座", "2023年"], ROWS[2]]
    assert bodies(table(rows, "\n", "\n")) == [*EXPECTED[:3], *EXPECTED[5:]]


def test_lines_with_tabs_that_are_no_table_stay_paragraphs() -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2025年）\n组长：\t张三\n副组长：\t李四\t市水利局局长\n"
        "一、重点任务\n（一）修渠\n新建渠道3条。\n"
    )
    assert reading.document.tables == ()
    assert [t.indicator for t in reading.targets] == ["渠道"]
