from __future__ import annotations

import pytest

from plankg.cli.table import display_width, draw_table


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("ab", 2), ("市科技局", 8), ("（一）1", 7), ("≥50%", 4), ("e\u0301", 1)],
)
def test_a_chinese_character_takes_two_columns(text: str, width: int) -> None:
    assert display_width(text) == width


def test_columns_line_up_under_chinese() -> None:
    drawn = draw_table(["body", "n"], [["市科技局", "26"], ["高新区", "10"]], width=40)
    assert drawn.splitlines() == [
        "body      n",
        "────────  ──",
        "市科技局  26",
        "高新区    10",
    ]


def test_a_cell_too_wide_for_the_terminal_goes_on_below_and_nothing_is_lost() -> None:
    drawn = draw_table(["n", "quote"], [["1", "瞪羚企业达到两百家以上"]], width=15)
    assert drawn.splitlines() == [
        "n  quote",
        "─  ────────────",
        "1  瞪羚企业达到",
        "   两百家以上",
    ]


def test_a_line_break_inside_a_cell_keeps_the_row_together() -> None:
    assert draw_table(["a"], [["高新区\n临港"]], width=40).splitlines()[-1] == "高新区⏎临港"


def test_a_table_without_rows_still_shows_its_columns() -> None:
    assert draw_table(["name"], [], width=40).splitlines() == ["name", "────"]
