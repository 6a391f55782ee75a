"""The tables' rows back out of published graphs, equal to those of the reading they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from rdflib import Graph
from rdflib.namespace import DCTERMS

from plankg.graph.facts import COMPARATORS
from plankg.graph.published import Published
from plankg.iris import Iris
from plankg.model import WorkLevel
from plankg.table_columns import TableRows, Value, columns_of
from plankg.table_order import Key, element_key, responsibility_key, target_key
from plankg.target_bodies import COLUMN_OF_ROLE, NAME_SIGN
from plankg.titles_above import before_box, is_box, title_above

_TYPES = ("Section", "Action", "Task", "WorkGoal", "Objective", "Safeguard")
_SIGNS = {name: sign for sign, name in COMPARATORS.items()}

Record = dict[str, Value]


def rows_from_graph(
    graphs: Graph | Iterable[Graph], table: str, iris: Iris | None = None
) -> TableRows:
    """Return a table's rows from plan graphs; for ``ledger`` from ledger and plan graphs.

    Raises:
        ParameterError: there is no such table.
    """
    many = [graphs] if isinstance(graphs, Graph) else graphs
    return _rows(Published.from_graphs(many, iris or Iris()), table)


def rows_from_turtle(files: Iterable[bytes], table: str, iris: Iris | None = None) -> TableRows:
    """Return a table's rows from published files, read a good deal faster than into graphs.

    Raises:
        ParameterError: there is no such table.
        WorkspaceError: a file is not Turtle.
    """
    return _rows(Published.from_turtle(files, iris or Iris()), table)


def _rows(published: Published, table: str) -> TableRows:
    columns = columns_of(table)
    maker = _Rows(published)
    kinds: dict[str, tuple[tuple[str, ...], Callable[[str], tuple[Key, Record]]]] = {
        "targets": (("Target",), maker.target),
        "responsibilities": (("Responsibility",), maker.responsibility),
        "elements": (("Section", "PlanElement"), maker.element),
        "ledger": (("LedgerEntry",), maker.ledger_entry),
    }
    classes, row = kinds[table]
    found = [row(subject) for name in classes for subject in published.instances(name)]
    found.sort(key=lambda item: (item[1]["plan"], item[0]))
    rows = tuple(tuple(record[column] for column in columns) for _, record in found)
    return TableRows(table, columns, rows)


@dataclass(frozen=True)
class _Rows:
    published: Published

    def target(self, iri: str) -> tuple[Key, Record]:
        one, element = self.published.one, self.published.one(iri, "statedIn")
        value, value_max = one(iri, "value"), one(iri, "maxValue")
        record = self._common(iri) | {
            "action": self._title(element, "action"),
            "task": self._title(element, "task"),
            "goal": one(element, "text") if self.published.is_a(element, "WorkGoal") else "",
            "scope": self.published.label(one(iri, "hasScope")),
            "indicator": one(iri, "indicatorLabel"),
            "indicator_iri": one(iri, "hasIndicator"),
            "comparator": _SIGNS[_last(one(iri, "hasComparator"))],
            "value": Decimal(value or one(iri, "minValue")),
            "value_max": Decimal(value_max) if value_max else None,
            "unit": one(iri, "printedUnit"),
            "kind": _last(one(iri, "hasKind")),
            "frequency": _last(one(iri, "hasFrequency")),
            "period_start": _day(one(iri, "periodStart")),
            "period_end": _day(one(iri, "periodEnd")),
            "hedge": one(iri, "hedge"),
            **self._held(iri),
        }
        key = target_key(*self._span(iri), self._start(element), int(one(iri, "order")))
        return key, record

    def responsibility(self, iri: str) -> tuple[Key, Record]:
        one, element = self.published.one, self.published.one(iri, "responsibleFor")
        role = _last(one(iri, "hasRole"))
        record = self._common(iri) | {
            "element": self.published.one(element, DCTERMS.title) or one(element, "text"),
            "element_iri": element,
            "body": one(iri, "printedName"),
            "body_iri": one(iri, "heldBy"),
            "role": role,
            "basis": _last(one(iri, "hasBasis")),
        }
        return responsibility_key(*self._span(iri), self._start(element), role, iri), record

    def element(self, iri: str) -> tuple[Key, Record]:
        one = self.published.one
        types = [name for name in _TYPES if self.published.is_a(iri, name)]
        record = self._common(iri) | {
            "type": types[0] if types else "Element",
            "number": one(iri, "number"),
            "title": one(iri, DCTERMS.title),
            "text": one(iri, "text"),
            "parent_iri": one(iri, "partOf"),
            "qualitative": one(iri, "qualitative") == "true",
            "deadline": _day(one(iri, "deadline")),
        }
        return element_key(*self._span(iri), iri), record

    def ledger_entry(self, iri: str) -> tuple[Key, Record]:
        one = self.published.one
        start, end = int(one(iri, "start")), int(one(iri, "end"))
        record: Record = {
            "plan": self._plan(iri),
            "start": start,
            "end": end,
            "state": _last(one(iri, "hasState")),
            "reason": one(iri, "reason"),
            "quote": one(iri, "exact"),
        }
        return (start, end), record

    def _common(self, iri: str) -> Record:
        start, end = self._span(iri)
        return {
            "plan": self._plan(iri),
            "where": self.published.one(iri, "printedPath"),
            "quote": self.published.quote(iri),
            "start": start,
            "end": end,
            "iri": iri,
        }

    def _plan(self, iri: str) -> str:
        plan = self.published.one(iri, "inPlan")
        return self.published.one(plan, DCTERMS.identifier) or self.published.slug(plan)

    def _span(self, iri: str) -> tuple[int, int]:
        return self.published.span(iri)

    def _start(self, element: str) -> int:
        parts = ("PlanElement", "Section")
        is_part = any(self.published.is_a(element, name) for name in parts)
        return self._span(element)[0] if is_part else 0

    def _title(self, element: str, level: WorkLevel) -> str:
        """Return the title of the action or task, from `element` upwards."""
        parts = self._upwards(element)
        around = ((self._level(part), self.published.one(part, DCTERMS.title)) for part in parts)
        return title_above(around, level)

    def _held(self, target: str) -> dict[str, Value]:
        """Return who answers for a target, in the order in which its list has the names."""
        one = self.published.one
        listed = {name: at for at, name in enumerate(one(target, "printedBodies").split(NAME_SIGN))}
        names: dict[str, list[str]] = {role: [] for role in COLUMN_OF_ROLE}
        for held in self.published.many(target, "hasResponsibility"):
            names[_last(one(held, "hasRole"))].append(one(held, "printedName"))
        return {
            column: NAME_SIGN.join(sorted(names[role], key=lambda name: listed.get(name, -1)))
            for role, column in COLUMN_OF_ROLE.items()
        }

    def _upwards(self, element: str) -> Iterable[str]:
        """Yield an element and those around it; around a box what it is about."""
        while element:
            yield element
            above = self.published.one(element, "partOf")
            if is_box(element) and (about := self._before_box(element, above)):
                yield about
            element = above

    def _before_box(self, box: str, above: str) -> str:
        beside = self.published.subjects("partOf", above) if above else ()
        return before_box(
            self._start(box),
            [(self._start(one), self._level(one), one) for one in beside if not is_box(one)],
            [self._level(one) for one in self._upwards(above)],
        )

    def _level(self, part: str) -> WorkLevel:
        return cast("WorkLevel", self.published.one(part, "workLevel"))


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


def _day(lexical: str) -> date | None:
    return date.fromisoformat(lexical) if lexical else None
