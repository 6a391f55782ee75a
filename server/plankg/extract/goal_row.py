"""A row of a table of goals, and what it shares with the row above it.

A cell that goes over several rows is printed in the first of them only: a goal with two bodies,
each with a deadline of its own, or two goals with one body. Where nothing else tells that a cell
is merged, a blank number does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from plankg.extract.body_mentions import BodyMention
from plankg.extract.goal_columns import GoalColumns
from plankg.model import Document, Span, Table


@dataclass(frozen=True)
class GoalRow:
    """A row of an annex: its goal, the task and action that it prints, its bodies.

    `more` are further cells that say what is to be done; `year` is the one that the goal's own
    header names (2021年目标), and `order` counts the goals of the table from one.
    """

    goal: Span
    number: str
    order: int
    task_number: str
    task_title: str
    task_span: Span | None
    action_title: str
    action_span: Span | None
    deadline: Span | None
    bodies: tuple[BodyMention, ...]
    first_of_task: bool
    first_of_action: bool
    more: tuple[Span, ...] = ()
    year: int | None = None
    action_number: str = ""
    place: Span | None = None


def joined(
    text: str,
    table: Table,
    index: int,
    columns: GoalColumns,
    above: tuple[GoalRow, ...],
    bodies: tuple[BodyMention, ...],
) -> tuple[GoalRow, ...]:
    """Return the goals of the row above with the bodies of one that prints no goal of its own.

    A deadline of its own is that of these bodies, so that the goals have no one deadline.
    """
    if not bodies:
        return above
    own = table.rows[index][columns.found["deadline"]].text if "deadline" in columns.found else ""
    found = []
    for row in above:
        named = {(one.name, one.role) for one in row.bodies}
        more = tuple(one for one in bodies if (one.name, one.role) not in named)
        same = not own or (row.deadline is not None and row.deadline.of(text).strip() == own)
        found.append(
            replace(row, bodies=(*row.bodies, *more), deadline=row.deadline if same else None)
        )
    return tuple(found)


def sharing(
    document: Document,
    table: Table,
    index: int,
    columns: GoalColumns,
    above: tuple[GoalRow, ...],
    rows: tuple[GoalRow, ...],
) -> tuple[GoalRow, ...]:
    """Return a row's goals with the bodies of the row above, where a merged cell names them.

    In a file's own table merged cells are known; in one that a crawler printed as text a row that
    prints neither its number nor a body has both from the row above. In a table of duties by
    department every row is somebody's, merged or not.
    """
    row = table.rows[index]
    unnamed = above and not any(row[column].text for column, _ in columns.roles)
    if unnamed and columns.departments:
        own = not all(one.bodies for one in rows)
        return tuple(replace(one, bodies=above[-1].bodies) for one in rows) if own else rows
    if document.origins or not above or not columns.numbers or row[columns.numbers[-1]].text:
        return rows
    if any(row[column].text for column, _ in columns.roles):
        return rows
    return tuple(replace(one, bodies=above[-1].bodies) for one in rows)
