"""Findings as they are published, read back into the model that all reports share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plankg.findings.finding import Finding, Method, Severity, Side
from plankg.findings.report import CheckText, Entry, State
from plankg.findings.values import Scalar, Thing
from plankg.findings.values import Value as FindingValue
from plankg.findings.waivers import Waiver
from plankg.model import Confidence
from plankg.web.results import Row, Value
from plankg.web.service import Service

SEVERITIES: Mapping[str, Severity] = {
    "http://www.w3.org/ns/shacl#Violation": "error",
    "http://www.w3.org/ns/shacl#Warning": "warning",
    "http://www.w3.org/ns/shacl#Info": "info",
}
_OA = "http://www.w3.org/ns/oa#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_MESSAGE = "http://www.w3.org/ns/shacl#resultMessage"
_XSD = "http://www.w3.org/2001/XMLSchema#"
# So many addresses are still a query that every server reads.
_AT_ONCE = 200
_CONFIDENCES: Mapping[str, Confidence] = {
    "printed": "printed",
    "restored": "restored",
    "inferred": "inferred",
}
_COMPONENT = "http://www.w3.org/ns/shacl#sourceConstraintComponent"
_METHODS: Mapping[str, Method] = {
    "http://www.w3.org/ns/shacl#SPARQLConstraintComponent": "query",
    "http://www.w3.org/ns/shacl#PatternConstraintComponent": "text",
}
Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding in a list: what it is filtered and sorted by."""

    iri: str
    id: str
    plan: str
    check: str
    severity: Severity
    start: int
    state: State


def entries_of(
    service: Service, listed: Sequence[Listed], checks: Mapping[str, CheckText]
) -> tuple[Entry, ...]:
    """Return the findings of a list with all that is published of them, in its order."""
    entries: list[Entry] = []
    for first in range(0, len(listed), _AT_ONCE):
        some = listed[first : first + _AT_ONCE]
        reader = _Reader(
            service.base,
            *(
                _by_finding(service.ask_of(name, "finding", [one.iri for one in some]).rows)
                for name in ("finding_texts", "finding_sides", "finding_values", "finding_waivers")
            ),
        )
        entries += (reader.entry(one, checks) for one in some)
    return tuple(entries)


@dataclass(frozen=True)
class _Reader:
    base: str
    texts: Rows
    sides: Rows
    values: Rows
    waivers: Rows

    def entry(self, one: Listed, checks: Mapping[str, CheckText]) -> Entry:
        """Return one finding with its state."""
        texts = self.texts.get(one.iri, ())
        elements = tuple(thing.iri for thing in _things(texts, self._term("concernsElement")))
        check = checks.get(one.check)
        component = next((row["value"] for row in texts if row["property"] == _COMPONENT), "")
        method = _METHODS.get(component, "shape")
        if check and check.group == "shapes":
            method = "shape"
        finding = Finding(
            id=one.id,
            iri=one.iri,
            plan=one.plan,
            check=one.check,
            group=check.group if check else "other",
            method=method,
            severity=one.severity,
            message=_bilingual(texts, _MESSAGE),
            settle=_bilingual(texts, self._term("settlement")),
            arithmetic=_bilingual(texts, self._term("arithmetic")),
            sides=self._sides(one.iri, elements),
            elements=elements,
            tasks=_things(texts, self._term("concernsTask")),
            bodies=_things(texts, self._term("concernsBody")),
            values=self._values(one.iri),
            confidence=self._confidence(texts),
            component=component if method == "shape" else "",
        )
        waivers = self.waivers.get(one.iri, ())
        return Entry(finding, one.state, _waiver(waivers[0], finding) if waivers else None)

    def _term(self, name: str) -> str:
        return f"{self.base}ontology#{name}"

    def _sides(self, finding: str, elements: Sequence[str]) -> tuple[Side, ...]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.sides.get(finding, ()):
            found[row["side"]].append(row)
        sides = (self._side(iri, rows, elements) for iri, rows in found.items())
        return tuple(side for _, side in sorted(sides, key=lambda item: item[0]))

    def _side(self, iri: str, rows: Sequence[Row], elements: Sequence[str]) -> tuple[int, Side]:
        """Return a side after its place among the others."""
        said = {row["property"]: row["value"] for row in rows}
        labels = {row["property"]: row["label"] for row in rows}
        fact, number = self._term("restsOn"), int(said[self._term("order")])
        quote, prefix, start = (
            said.get(f"{_OA}{name}", "") for name in ("exact", "prefix", "start")
        )
        side = Side(
            name=str(number),
            fact=said[fact],
            element=self._element(said, elements),
            where=said.get(self._term("printedPath"), ""),
            label=labels[fact] or quote,
            quote=quote,
            start=int(start) if start else None,
            end=int(said[f"{_OA}end"]) if start else None,
            sentence=f"{prefix}{quote}{said.get(f'{_OA}suffix', '')}",
            sentence_start=int(start or 0) - len(prefix),
            evidence=iri,
            confidence=_confidence(said.get(self._term("hasConfidence"), ""), "printed"),
            caption=_bilingual(rows, _LABEL),
            source=said.get(f"{_OA}hasSource", ""),
        )
        return number, side

    def _element(self, said: Mapping[str, str], elements: Sequence[str]) -> str:
        """Return the element that a side's fact is, or belongs to, of those of the finding."""
        names = ("restsOn", "responsibleFor", "statedIn")
        told = (said.get(self._term(name), "") for name in names)
        return next((iri for iri in told if iri in elements), "")

    def _values(self, finding: str) -> dict[str, FindingValue]:
        found: dict[str, dict[str, Scalar]] = defaultdict(dict)
        for row in self.values.get(finding, ()):
            value = row.value("value")
            if value is not None:
                found[row["name"]].setdefault(value.text, _scalar(value, row["label"]))
        return {
            name: tuple(some.values()) if len(some) > 1 else next(iter(some.values()))
            for name, some in found.items()
        }

    def _confidence(self, texts: Iterable[Row]) -> Confidence:
        stated = (row["value"] for row in texts if row["property"] == self._term("hasConfidence"))
        return _confidence(next(stated, ""), "inferred")


def _confidence(iri: str, unsaid: Confidence) -> Confidence:
    return _CONFIDENCES.get(iri.rpartition("/")[2], unsaid)


def _by_finding(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["finding"]].append(row)
    return found


def _bilingual(rows: Iterable[Row], property_: str) -> dict[str, str]:
    values = (row.value("value") for row in rows if row["property"] == property_)
    return {value.language: value.text for value in values if value is not None}


def _things(rows: Iterable[Row], property_: str) -> tuple[Thing, ...]:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["property"] == property_:
            labels, label = found.setdefault(row["value"], {}), row.value("label")
            if label is not None:
                labels.setdefault(label.language or "zh", label.text)
    return tuple(Thing(iri, labels) for iri, labels in found.items())


def _waiver(row: Row, finding: Finding) -> Waiver:
    return Waiver(
        plan=finding.plan,
        check=finding.check,
        sides=tuple((side.where, side.quote) for side in finding.sides),
        reason=row["reason"],
        who=row["who"],
        when=date.fromisoformat(row["when"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
    )


def _scalar(value: Value, label: str) -> Scalar:
    if value.is_iri:
        return Thing(value.text, {"zh": label} if label else {})
    return _CONVERTERS.get(value.datatype.removeprefix(_XSD), str)(value.text)


_CONVERTERS: Mapping[str, Callable[[str], Scalar]] = {
    "integer": int,
    "decimal": Decimal,
    "boolean": lambda text: text in ("true", "1"),
    "date": date.fromisoformat,
}
