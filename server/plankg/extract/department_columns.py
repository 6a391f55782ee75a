"""Knows tables of duties by department: 序号、部门、工作职责, whose rows say what each has to do.

A header as short as 单位 heads units of measure and employers of persons, too, so a column of
departments is one only where its cells are names of bodies, where words that say what is to be
done stand beside them, and where no column is of persons (姓名、职务). A column of towns (镇街、
工作任务) says whose the duties are, and where. The words are ``department_columns.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plankg.extract.body_names_in_lists import BodyNames
from plankg.lookups import Lookups
from plankg.model import Span, Table

Sorts = list[tuple[str, int | None] | None]
_TABLE = "department_columns"
_DUTIES = ("goal", "task", "duty")
_BODIES = ("lead", "participant", "responsible")
# 镇街、建设内容: where projects are, which does not say whose they are.
_ASKS = re.compile("职责|任务|分工|职能")
# A cell of fewer characters is a number or a mark (√), and says nothing that is to be done.
_FEWEST_WORDS = 6
_TOWN = re.compile(r"(?:(?![镇乡区县市])[一-鿿]){2,5}(?:镇|乡|街道|县|市|办事处)")
_LAST_BRACKET = re.compile(r"[（(][^（()）]{1,20}[)）]\Z")
_LONGEST_UNKNOWN = 8
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_WORDS = re.compile(r"[一-鿿]")


def with_departments(table: Table, row: int, sorts: Sorts, body: int, lookups: Lookups) -> Sorts:
    """Return the sorts of columns with those of departments as responsible, of duties as goals.

    `row` is the first row of the header, `body` the first below it. A header known already keeps
    its sort; the sorts come back as they are where this is no table of duties by department.
    """
    said = _said(table, row, sorts, body, lookups)
    if "persons" in said or not {"department", "town", *_BODIES} & set(said):
        return sorts
    duties = [column for column, sort in enumerate(said) if sort in _DUTIES]
    if not duties:
        duties = [c for c, sort in enumerate(said) if sort == "prose" and _is_prose(table, body, c)]
    if not duties or not any(_says_something(table, body, column) for column in duties):
        return sorts
    found = list(sorts)
    if not any(sort in ("lead", "responsible") for sort in said):
        sort = "department" if "department" in said else "town"
        column = said.index(sort) if sort in said else -1
        if column < 0 or not _are_bodies(table, body, column, lookups.made(BodyNames)):
            return sorts
        if sort == "town" and not any(
            _ASKS.search(_plain(table.rows[row][c].text)) for c in duties
        ):
            return sorts
        found[column] = ("responsible" if sort == "department" else "town", None)
    goals = "goal" in said
    for column in duties:
        if said[column] in ("duty", "prose") and not (goals and sorts[column] is None):
            found[column] = ("goal", None)
    return found


class DepartmentWords:
    """The header words of such tables, compiled once, for tables that lost their lines."""

    def __init__(self, lookups: Lookups) -> None:
        self._words = [(re.compile(one["pattern"]), one["column"]) for one in lookups.rows(_TABLE)]

    def heads_departments(self, words: str) -> bool:
        """Say whether a header's words may head a column of departments (单位, 部门)."""
        return _sort_of(_plain(words), self._words) == "department"

    def with_departments(self, words: Sequence[str], sorts: Sequence[str]) -> list[str]:
        """Return the sorts of a header's columns, 部门 as responsible beside what it has to do."""
        own = [_sort_of(_plain(one), self._words) for one in words]
        duties = any(sort == "duty" for sort in own) or "goal" in sorts
        bodies = {"department", "persons"} & set(own)
        if bodies != {"department"} or not duties or set(_BODIES) & set(sorts):
            return list(sorts)
        as_goals = {"department": "responsible", "duty": "goal"}
        return [sort or as_goals.get(said, "") for sort, said in zip(sorts, own, strict=True)]


def _sort_of(words: str, patterns: Sequence[tuple[re.Pattern[str], str]]) -> str:
    return next((sort for pattern, sort in patterns if pattern.fullmatch(words)), "")


def _said(table: Table, row: int, sorts: Sorts, body: int, lookups: Lookups) -> list[str]:
    """Return what each column's header says, ``""`` where nothing known.

    任务分工 heads bodies where no column of departments does, and what these have to do beside one.
    """
    words = [(re.compile(one["pattern"]), one["column"]) for one in lookups.rows(_TABLE)]
    own = []
    for column in range(len(sorts)):
        printed = [_plain(table.rows[head][column].text) for head in range(row, body)]
        last = next((one for one in reversed(printed) if one), "")
        own.append(_sort_of(last, words))
    departments = "department" in own
    return [
        sort if known is None or sort == "persons" or (sort == "duty" and departments) else known[0]
        for known, sort in zip(sorts, own, strict=True)
    ]


def _plain(words: str) -> str:
    return _IN_BRACKETS.sub("", re.sub(r"[\s　]", "", words))


def _cells(table: Table, body: int, column: int) -> list[str]:
    return [text for row in table.rows[body:] if (text := row[column].text.strip())]


def _are_bodies(table: Table, body: int, column: int, names: BodyNames) -> bool:
    """Say whether nearly all cells of a column are names of bodies and nothing else."""
    cells = _cells(table, body, column)
    good = 0
    for text in cells:
        named = names.mentions_in(text, Span(0, len(text)), "responsible")
        good += bool(named) and all(is_department(one.name, names) for one in named)
    return 3 * good >= 2 * len(cells) > 0


def is_department(name: str, names: BodyNames) -> bool:
    """Say whether a name of such a column is a body's, or a town's: 宣传部（融媒体中心）."""
    bare = _LAST_BRACKET.sub("", name)
    return names.is_named(name) or names.is_named(bare) or bool(_TOWN.fullmatch(name))


def says_who(printed: str, words: Sequence[str], names: BodyNames) -> bool:
    """Say whether the pieces of a cell may be names; a sentence came there from another column.

    In a table that leaves cells out a row may have moved. A short name of no known form is one.
    """
    if any(sign in printed for sign in "。；"):
        return False
    known = any(is_department(word, names) for word in words)
    return known or all(len(word) <= _LONGEST_UNKNOWN for word in words)


def _says_something(table: Table, body: int, column: int) -> bool:
    """Say whether most cells of a column hold words, not numbers or marks alone."""
    cells = _cells(table, body, column)
    return 2 * sum(len(_WORDS.findall(text)) >= _FEWEST_WORDS for text in cells) > len(cells)


def _is_prose(table: Table, body: int, column: int) -> bool:
    """Say whether most cells of a column are whole sentences."""
    cells: Sequence[str] = _cells(table, body, column)
    return 2 * sum(text.endswith(("。", "；")) for text in cells) > len(cells)


__all__ = ["DepartmentWords", "is_department", "says_who", "with_departments"]
