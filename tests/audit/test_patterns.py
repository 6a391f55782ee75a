"""What patterns find in a text, and where."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from plankg.audit.patterns import Patterns

BRACKETS = Patterns(pairs={"）": "（", "”": "“"}, ignore=(re.compile(r"^\d+）"),))


def found(patterns: Patterns, text: str) -> list[tuple[str, int]]:
    return [(text[m.span.start : m.span.end], m.span.start) for m in patterns.matches(text)]


def test_an_expression_gives_its_named_groups():
    patterns = Patterns(find=(re.compile(r"(?P<sign>[一-龥])(?P=sign)"),))
    (match,) = patterns.matches("增强能能力")
    assert (match.span.start, match.span.end) == (2, 4)
    assert match.values == {"found": "能能", "sign": "能"}
    assert patterns.columns == ("found", "sign")


def test_what_is_found_more_often_than_seldom_is_how_the_text_is_written():
    patterns = Patterns(find=(re.compile("[A-Z] [一-龥]"),), seldom=2)
    assert found(patterns, "A 组、B 组") == [("A 组", 0), ("B 组", 4)]
    assert found(patterns, "A 组、B 组、C 组") == []


def test_the_edges_of_a_line_are_edges_of_what_is_looked_at():
    patterns = Patterns(find=(re.compile("^、"), re.compile("、$")))
    assert found(patterns, "甲\n、乙\n丙、\n丁、戊") == [("、", 2), ("、", 6)]


def test_a_wrong_word_gives_the_right_one_and_the_longest_word_wins():
    patterns = Patterns(instead={"増": "增", "増长": "增长"})
    assert [dict(m.values) for m in patterns.matches("増长快，増速高")] == [
        {"found": "増长", "right": "增长"},
        {"found": "増", "right": "增"},
    ]


def test_signs_that_lack_the_other_one_are_found():
    assert found(BRACKETS, "全面（加强\n管理。") == [("（", 2)]
    assert found(BRACKETS, "全面加强\n管理）。") == [("）", 7)]
    # Crossed: neither closing sign closes what was opened last.
    assert found(BRACKETS, "“强（化”") == [("“", 0), ("（", 2), ("”", 4)]


def test_a_pair_may_wrap_into_the_next_line_but_not_over_a_long_stretch():
    assert found(BRACKETS, "全面（加强\n管理）。") == []
    assert found(BRACKETS, f"全面（加强\n{'管理' * 40}）。") == [("（", 2), ("）", 86)]


def test_a_pair_within_a_pair_is_right():
    assert found(BRACKETS, "（实施“小升高”计划）") == []


def test_what_lies_within_an_ignored_match_is_not_looked_at():
    assert found(BRACKETS, "1）加强管理") == []
    patterns = Patterns(find=(re.compile("人人"),), ignore=(re.compile("人人有责"),))
    assert found(patterns, "人人有责，人人动手") == [("人人", 5)]


@given(st.text(alphabet="（）“”1甲\n", max_size=30))
def test_a_match_is_the_words_at_its_place(text):
    for match in BRACKETS.matches(text):
        assert text[match.span.start : match.span.end] == match.values["found"]


@given(
    st.recursive(st.just("甲"), lambda inner: inner.map(lambda s: f"（{s}）乙“{s}”"), max_leaves=4)
)
def test_whatever_is_nested_well_is_right(text):
    assert BRACKETS.matches(text) == []
