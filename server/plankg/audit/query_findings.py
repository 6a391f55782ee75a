"""Makes findings of the rows that a check's query gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from plankg.audit.checks import COMPARED, DIFFERING, FURTHER, Check, RowQuery
from plankg.audit.near_clauses import Clauses
from plankg.audit.plan_store import PlanStore, Row
from plankg.audit.sides import SideReader
from plankg.audit.templates import filled
from plankg.errors import CatalogueError
from plankg.findings.finding import CONFIDENCES, SEVERITIES, Finding, Side, finding_ids, weakest
from plankg.findings.values import Scalar, Thing, Value, shown
from plankg.model import Confidence, Span

Word = TypeVar("Word", bound=str)
_BODY = "body"
# Columns by which a row can be milder, or less sure, than its check.
_SEVERITY, _CONFIDENCE = "severity", "confidence"


def query_findings(
    check: Check, query: RowQuery, rows: Sequence[Row], store: PlanStore, reader: SideReader
) -> list[Finding]:
    """Return what a check finds in a plan, of the rows that its query gives (`rows_of`)."""
    if query.may_differ is not None:
        folded = list(_compared(check, query, query.may_differ, rows, reader))
    else:
        folded = [_Folded(check, query, group) for group in _groups(query, rows)]
    ids = finding_ids(check.name, (one.iris() for one in folded), store.iris.base)
    return [one.finding(name, store, reader) for name, one in zip(ids, folded, strict=True)]


def rows_of(check: Check, query: RowQuery, store: PlanStore) -> list[Row]:
    """Return the rows of a check's query.

    Raises:
        CatalogueError: the query failed; the text names the check's file.
    """
    try:
        return store.select(query.text)
    except (RuntimeError, ValueError) as error:
        raise CatalogueError(f"{check.file}: the query failed: {error}; mend it there") from error


def _groups(query: RowQuery, rows: Iterable[Row]) -> list[list[Row]]:
    """Fold the rows that differ only in ``?each`` and the columns that begin with its name."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    same = [name for name in (*query.sides, *query.values) if not name.startswith(FURTHER)]
    for row in rows:
        group = groups.setdefault(tuple(row.get(name) for name in same), [])
        if row not in group:
            group.append(row)
    # Rows come in any order; a finding's place among its equals must not depend on it.
    ordered = (sorted(group, key=_by_iris) for group in groups.values())
    return sorted(ordered, key=lambda group: [_by_iris(row) for row in group])


def _compared(
    check: Check,
    query: RowQuery,
    may_differ: Sequence[re.Pattern[str]],
    rows: Iterable[Row],
    reader: SideReader,
) -> Iterator[_Folded]:
    """Yield the clauses that differ between the two elements of each row, a finding each."""
    clauses = Clauses(reader.text)
    for row in sorted(rows, key=_by_iris):
        one, other = (str(getattr(row[column], "iri", "")) for column in COMPARED)
        for pair in clauses.differing(one, other, may_differ):
            words = dict(
                zip(DIFFERING, map("、".join, (pair.words, pair.other_words)), strict=True)
            )
            yield _Folded(check, query, [{**row, **words}], (pair.one, pair.other))


def _by_iris(row: Row) -> list[tuple[str, str]]:
    return sorted(
        (name, value.iri if isinstance(value, Thing) else str(value)) for name, value in row.items()
    )


@dataclass(frozen=True)
class _Folded:
    """The rows of one finding."""

    check: Check
    query: RowQuery
    rows: Sequence[Row]
    clauses: tuple[Span, ...] = ()

    def iris(self) -> list[str]:
        """Return the things that the finding is about: its sides, and those that it names."""
        return [
            value.iri for row in self.rows for value in row.values() if isinstance(value, Thing)
        ]

    def finding(self, name: str, store: PlanStore, reader: SideReader) -> Finding:
        """Return the finding under its id."""
        sides = self.sides(reader)
        values = self.values(store)
        elements = tuple(dict.fromkeys(side.element for side in sides if side.element))
        body = values.get(_BODY)
        bodies = (body,) if isinstance(body, Thing) else ()

        def value(place: str, language: str) -> str:
            return _value(place, language, sides, values)

        return Finding(
            id=name,
            iri=f"{store.iris.plan(store.slug)}/finding/{name}",
            plan=store.slug,
            check=self.check.name,
            group=self.check.group,
            method="query",
            severity=self._lowest(_SEVERITY, SEVERITIES, self.check.severity),
            message=filled(self.check.message, value),
            settle=filled(self.check.settle, value),
            sides=sides,
            elements=elements,
            tasks=reader.tasks_of(elements),
            bodies=bodies or reader.bodies_of(side.fact for side in sides),
            values=values,
            arithmetic=filled(self.check.arithmetic, value),
            confidence=weakest((self._sureness(), *(side.confidence for side in sides))),
        )

    def _sureness(self) -> Confidence:
        return self._lowest(_CONFIDENCE, CONFIDENCES, self.check.confidence)

    def _lowest(self, column: str, scale: Sequence[Word], claimed: Word) -> Word:
        """Return what the rows say in a column if that is less than the check claims."""
        said = [str(row[column]) for row in self.rows if column in row]
        wrong = [word for word in said if word not in scale]
        if wrong:
            known = ", ".join(scale)
            raise CatalogueError(
                f"{self.check.file}: ?{column} is {wrong[0]!r}; it must be one of: {known}"
            )
        return max((claimed, *(word for word in scale if word in said)), key=scale.index)

    def sides(self, reader: SideReader) -> tuple[Side, ...]:
        """Return the sides: those of the columns in their order, those of a column by place."""
        found: list[Side] = []
        for column in self.query.sides:
            caption = self.check.captions.get(column, {})
            iris = {one.iri for row in self.rows if isinstance(one := row.get(column), Thing)}
            some = [reader.side(column, iri, caption) for iri in sorted(iris)]
            found += sorted(some, key=lambda side: (side.start or 0, side.fact))
        if self.clauses:
            found = [
                reader.narrowed(side, span) for side, span in zip(found, self.clauses, strict=True)
            ]
        return tuple(found)

    def values(self, store: PlanStore) -> dict[str, Value]:
        """Return the values by column; one that differs from row to row is a list."""
        values: dict[str, Value] = {}
        for column in self.query.values:
            found = [_labelled(row[column], store) for row in self.rows if column in row]
            if column.startswith(FURTHER) and found:
                values[column] = tuple(found)
            elif found:
                values[column] = found[0]
        return values


def _labelled(value: Scalar, store: PlanStore) -> Scalar:
    return store.thing(value.iri) if isinstance(value, Thing) else value


def _value(place: str, language: str, sides: Sequence[Side], values: Mapping[str, Value]) -> str:
    if place in values:
        return shown(values[place], language)
    name, _, part = place.partition(".")
    texts = tuple(getattr(side, part or "label") for side in sides if side.name == name)
    return shown(texts, language)
