"""Knows the columns of a table of goals by their header words (``table_headers.tsv``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from plankg.extract.department_columns import with_departments
from plankg.lookups import Lookups
from plankg.model import Role, Span, Table

_YEAR_FIRST = re.compile(
    r"[到至]?(?:(?P<y>20\d\d)年(?:底前?|末|度)?|[“\"]?十(?P<plan>[一二三四五六])五[”\"]?(?:期末|末|期间|时期)?)"
)
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
# So many rows at most stand above the header: the table's title, a line with its unit.
_ROWS_ABOVE = 2
_LONGEST_HEADER = 40
_FEWEST_OF_PROSE = 2
# 牵头处室, 市水利局内配合科（股）室: of whom one department is made up.
_OFFICES = re.compile(r"(?:处|科|股)(?:[（(].[)）])?室?\Z")
# The columns of bodies, each with the role that it gives.
ROLE_COLUMNS: dict[str, Role] = {
    "lead": "lead",
    "participant": "participant",
    "responsible": "responsible",
}


@dataclass(frozen=True)
class GoalColumns:
    """Which column says what: the first of a kind counts, of goals all.

    `goals` has the year that a column's header names, `numbers` are all columns of numbers: of two
    the first counts the tasks, the second what is to be done. `body` is the first row below the
    header, `headers` where the header is printed; `prose` marks a table of sentences that nothing
    counts. `roles` are all columns of bodies, 牵头处室 none beside 牵头单位. `departments` marks a
    table of duties by department, each of whose rows is somebody's.
    """

    found: Mapping[str, int]
    goals: tuple[tuple[int, int | None], ...]
    body: int
    headers: tuple[Span, ...]
    numbers: tuple[int, ...] = ()
    prose: bool = False
    roles: tuple[tuple[int, Role], ...] = ()
    departments: bool = False


def columns_of(table: Table, lookups: Lookups) -> GoalColumns | None:
    """Return the columns of a table of goals by the header's words, None for other tables."""
    words = _patterns(lookups)
    for row in range(min(_ROWS_ABOVE + 1, len(table.rows) - 1)):
        sorts = [_sort(cell.text, words) for cell in table.rows[row]]
        body = row + 1
        below = [_sort(cell.text, words) for cell in table.rows[row + 1]]
        if _goes_on(table, row + 1, below):
            sorts = [low or high for low, high in zip(below, sorts, strict=True)]
            body += 1
        printed = [cell.span for head in table.rows[row:body] for cell in head if cell.text]
        found = with_departments(table, row, sorts, body, lookups)
        columns = _columns(found, body, printed) or _of_prose(table, found, body, printed)
        if columns is not None:
            roles = _without_offices(table, body, columns.roles)
            columns = replace(columns, roles=roles, departments=found != sorts)
            return _with_titles(table, columns)
    return None


def _with_titles(table: Table, columns: GoalColumns) -> GoalColumns:
    """Return the columns with the first one of goals as the tasks, where its cells hold for rows.

    工作事项、主要内容: what is printed once for several rows is the title of what these say.
    """
    (first, year), *others = columns.goals
    if "task" in columns.found or year is not None or not others or others[0][1] is not None:
        return columns
    begun = False
    for row in table.rows[columns.body :]:
        if begun and not row[first].text and row[others[0][0]].text:
            found = {**columns.found, "task": first}
            return replace(columns, found=found, goals=columns.goals[1:])
        begun = begun or bool(row[first].text)
    return columns


def _of_prose(
    table: Table, sorts: list[tuple[str, int | None] | None], body: int, headers: list[Span]
) -> GoalColumns | None:
    """Return the columns of a table of tasks in sentences (类别、重点任务), None for other tables.

    Without bodies, deadlines or numbers only whole sentences in a last column of tasks say that
    its rows commit to something.
    """
    last = sorts[-1] if sorts else None
    if last is None or last[0] not in ("task", "goal") or len(sorts) < _FEWEST_OF_PROSE:
        return None
    cells = [text for row in table.rows[body:] if (text := row[-1].text.strip())]
    sentences = [text for text in cells if text.endswith(("。", "；"))]
    if not cells or 2 * len(sentences) < len(cells):
        return None
    return GoalColumns({}, ((len(sorts) - 1, last[1]),), body, tuple(headers), prose=True)


class HeaderWords:
    """The words of tables of goals, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._patterns = _patterns(lookups)
        self._known: dict[str, str] = {}

    def sort(self, words: str) -> str:
        """Return what a header's words say of their column, ``""`` for words of no header."""
        if len(words) > _LONGEST_HEADER:
            return ""
        if words not in self._known:
            found = _sort(words, self._patterns)
            self._known[words] = found[0] if found else ""
        return self._known[words]


def goal_sorts(said: Sequence[str]) -> list[str] | None:
    """Return what a header's columns are, one of them the goals; None where it is no such header.

    Where no word says goals, it is the last column of tasks (项目名称、工作任务), else the one of
    actions, if bodies or deadlines stand beside it.
    """
    sorts = ["other" if one == "place" else one for one in said]
    if not all(sorts) or not any(one in (*ROLE_COLUMNS, "deadline") for one in sorts):
        return None
    if "goal" not in sorts:
        name = next((one for one in ("task", "action") if one in sorts), None)
        if name is None:
            return None
        sorts[len(sorts) - 1 - sorts[::-1].index(name)] = "goal"
    return sorts


def _patterns(lookups: Lookups) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row["pattern"]), row["column"]) for row in lookups.rows("table_headers")]


def _sort(text: str, words: list[tuple[re.Pattern[str], str]]) -> tuple[str, int | None] | None:
    """Return what a header's words say of their column, and the year that they name."""
    plain = _IN_BRACKETS.sub("", re.sub(r"[\s　]", "", text))
    year = _YEAR_FIRST.match(plain)
    bare = plain[year.end() :] if year else plain
    sort = next((column for pattern, column in words if pattern.fullmatch(bare)), None)
    return (sort, year_said(year["y"], year["plan"]) if year else None) if sort else None


def year_said(year: str | None, plan: str | None) -> int | None:
    """Return a year in digits, or the last one of a five-year plan (五 of 十五五: 2030)."""
    if year:
        return int(year)
    return 2005 + 5 * ("一二三四五六".index(plan) + 1) if plan else None


def _goes_on(table: Table, row: int, sorts: list[tuple[str, int | None] | None]) -> bool:
    """Say whether a row is the header's second one: nothing but header words."""
    said = [sort for cell, sort in zip(table.rows[row], sorts, strict=True) if cell.text]
    return row + 1 < len(table.rows) and bool(said) and all(said)


def _columns(
    sorts: list[tuple[str, int | None] | None], body: int, headers: list[Span]
) -> GoalColumns | None:
    found: dict[str, int] = {}
    goals: list[tuple[int, int | None]] = []
    for column, known in enumerate(sorts):
        if known is None:
            continue
        sort, year = known
        if sort == "goal":
            goals.append((column, year))
        else:
            found.setdefault(sort, column)
    held = any(sort in found for sort in (*ROLE_COLUMNS, "town", "deadline"))
    if not goals and held:
        # 序号、重点任务、牵头单位: the tasks are what the row commits to; of two columns the last.
        name = "task" if "task" in found else "action"
        last = max((c for c, known in enumerate(sorts) if known and known[0] == name), default=None)
        if last is not None:
            goals.append((last, None))
            if found[name] == last:
                del found[name]
    if not goals or not (held or "task" in found or "number" in found):
        return None
    numbers = tuple(c for c, known in enumerate(sorts) if known and known[0] == "number")
    roles = _by_role((c, known[0]) for c, known in enumerate(sorts) if known)
    return GoalColumns(found, tuple(goals), body, tuple(headers), numbers, roles=roles)


def role_columns(table: Table, rows: int, lookups: Lookups) -> tuple[tuple[int, Role], ...]:
    """Return the columns of bodies of any table, by the words in its first rows."""
    words = _patterns(lookups)
    found: dict[int, str] = {}
    for row in table.rows[: min(rows, _ROWS_ABOVE + 1)]:
        for cell in row:
            known = _sort(cell.text, words)
            if known and known[0] in ROLE_COLUMNS:
                found.setdefault(cell.column, known[0])
    return _without_offices(table, rows, _by_role(found.items()))


def _without_offices(
    table: Table, body: int, roles: tuple[tuple[int, Role], ...]
) -> tuple[tuple[int, Role], ...]:
    """Return columns of bodies without those of offices that stand beside whole departments.

    牵头单位、局内牵头处室: the offices within the department that the plan is printed for.
    """
    heads = table.rows[: min(body, _ROWS_ABOVE + 1)]
    within = {
        column
        for column, _ in roles
        if any(_OFFICES.search(re.sub(r"\s", "", head[column].text)) for head in heads)
    }
    whole = {role for column, role in roles if column not in within}
    return tuple((c, role) for c, role in roles if c not in within or role not in whole)


def _by_role(sorts: Iterable[tuple[int, str]]) -> tuple[tuple[int, Role], ...]:
    """Return the columns of bodies: those of leads first, and as printed among those of a role."""
    said = [(column, "responsible" if sort == "town" else sort) for column, sort in sorts]
    known = [(column, sort) for column, sort in said if sort in ROLE_COLUMNS]
    return tuple(
        (column, ROLE_COLUMNS[role])
        for role in ROLE_COLUMNS
        for column, sort in sorted(known)
        if sort == role
    )


def is_header(table: Table, index: int, columns: GoalColumns) -> bool:
    """Say whether a row prints the header once more, as on a new page."""
    words = [re.sub(r"\s", "", cell.text) for cell in table.rows[index]]
    return any(
        words == [re.sub(r"\s", "", cell.text) for cell in table.rows[head]]
        for head in range(columns.body)
    )
