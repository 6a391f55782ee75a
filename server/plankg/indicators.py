"""The register of indicators: which common indicator a plan's wording means, and why.

The knowledge is ``ontology/vocab/indicators.ttl``; a new indicator is one block there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal as OneOf

from rdflib import SKOS, Graph, Literal, Namespace, URIRef

from plankg.errors import WorkspaceError
from plankg.indicator_parts import IndicatorGrammar, Parts
from plankg.iris import Iris
from plankg.units import QUDT

Reason = OneOf["label", "alias", "structure", "near"]

# A number for ten thousand people may be printed with a unit that says so: 件/万人, 万元.
_PER_HEAD = "-per-capita"
_LIMIT = 5


@dataclass(frozen=True, slots=True)
class Indicator:
    """A common indicator. Numerator and denominator are keys of others, ``""`` where none."""

    key: str
    iri: str
    label: str
    labels: tuple[str, ...]
    nature: str
    dimension: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """A common indicator that a wording may mean. `features` say why, or why not, in words.

    `certain` ones may be applied without a person: the wording is one of its names, or has the
    same numerator, denominator and population, and nothing speaks against it.
    """

    indicator: Indicator
    reason: Reason
    certain: bool
    features: tuple[str, ...]


@dataclass(frozen=True)
class Indicators:
    """The common indicators by key; made by `from_graph`."""

    by_key: Mapping[str, Indicator]
    grammar: IndicatorGrammar
    _names: Mapping[str, str] = field(repr=False)

    @classmethod
    def from_graph(cls, graph: Graph, grammar: IndicatorGrammar, iris: Iris) -> Indicators:
        """Return the indicators of a loaded ontology.

        Raises:
            WorkspaceError: two indicators go by one name, or have the same parts.
        """
        scheme = URIRef(f"{iris.base}vocab/indicator")
        subjects = sorted(str(one) for one in graph.subjects(SKOS.inScheme, scheme))
        names: dict[str, str] = {}
        for iri in subjects:
            for label in _labels(graph, iri):
                key = _key(iri)
                if names.setdefault(grammar.compared(label), key) != key:
                    raise WorkspaceError(
                        f"indicators.ttl: {label!r} names {names[grammar.compared(label)]!r} and"
                        f" {key!r}; take it from the labels of one"
                    )
        found = {_key(iri): _indicator(graph, iri, names, grammar, iris) for iri in subjects}
        _refuse_equal_parts(found)
        return cls(found, grammar, names)

    def parts(self, label: str) -> Parts:
        """Return the parts of any wording; the same for two wordings that mean the same."""
        named = self._named(label)
        return named.parts if named else self.grammar.parts(label, self._key_of)

    def matches(
        self, label: str, dimension: str = "", kind: str = ""
    ) -> tuple[IndicatorMatch, ...]:
        """Return the indicators that a wording may mean: the one that it means, else near ones.

        `dimension` is that of the target's unit and `kind` its kind; a unit that cannot measure
        the indicator makes the match uncertain. The growth of GDP is told in %, so of a `change`
        nothing follows from the unit.
        """
        named = self._named(label)
        parts = self.parts(label)
        if named:
            exact = self.grammar.compared(named.label) == self.grammar.compared(label)
            reason: Reason = "label" if exact else "alias"
            said = "首选名称" if exact else "常用名称"
            return (_judged(named, reason, (f"{said}：{label}",), dimension, kind),)
        for one in self.by_key.values():
            if one.parts == parts:
                return (_judged(one, "structure", _described(parts), dimension, kind),)
        return self._near(parts)

    def _near(self, parts: Parts) -> tuple[IndicatorMatch, ...]:
        """Return indicators with the same numerator, and what of them differs."""
        found = [
            IndicatorMatch(one, "near", False, _differences(one.parts, parts))
            for one in self.by_key.values()
            if one.parts.numerator == parts.numerator
            or (parts.population and one.parts.numerator == parts.population + parts.numerator)
        ]
        found.sort(key=lambda match: (len(match.features), match.indicator.key))
        return tuple(found[:_LIMIT])

    def _named(self, label: str) -> Indicator | None:
        return self.by_key.get(self._key_of(self.grammar.compared(label)))

    def _key_of(self, compared: str) -> str:
        return self._names.get(compared, "")


def _indicator(
    graph: Graph, iri: str, names: Mapping[str, str], grammar: IndicatorGrammar, iris: Iris
) -> Indicator:
    subject, terms = URIRef(iri), Namespace(iris.ontology)

    def one(predicate: URIRef) -> str:
        value = graph.value(subject, predicate)
        return str(value) if value is not None else ""

    key, (label, *_) = _key(iri), _labels(graph, iri)
    # Its own name is left out, so that a name such as 人均GDP is taken apart.
    others = {name: other for name, other in names.items() if other != key}
    read = grammar.parts(label, lambda words: others.get(words, ""))
    above, below = _key(one(terms.hasNumerator)), _key(one(terms.hasDenominator))
    population = grammar.compared(one(terms.population)) if one(terms.population) else ""
    parts = Parts(above, below, population, "", read.scale) if above and below else Parts(key)
    if not above and read.change:
        parts = read
    labels = _labels(graph, iri)
    nature, dimension = _key(one(terms.hasNature)), _key(one(QUDT.hasQuantityKind))
    return Indicator(key, iri, label, labels, nature, dimension, parts)


def _labels(graph: Graph, iri: str) -> tuple[str, ...]:
    """Return the Chinese names, the preferred one first."""
    labels = [
        sorted(
            str(label)
            for label in graph.objects(URIRef(iri), predicate)
            if isinstance(label, Literal) and label.language == "zh"
        )
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
    ]
    return (*labels[0], *labels[1])


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]


def _refuse_equal_parts(indicators: Mapping[str, Indicator]) -> None:
    by_parts: dict[Parts, list[str]] = defaultdict(list)
    for one in indicators.values():
        by_parts[one.parts].append(one.key)
    for keys in by_parts.values():
        if len(keys) > 1:
            raise WorkspaceError(
                f"indicators.ttl: {keys[0]!r} and {keys[1]!r} have the same numerator,"
                " denominator and population; make them one"
            )


def _judged(
    indicator: Indicator, reason: Reason, features: tuple[str, ...], dimension: str, kind: str
) -> IndicatorMatch:
    fits = (
        not dimension
        or kind == "change"
        or dimension.removesuffix(_PER_HEAD) == indicator.dimension.removesuffix(_PER_HEAD)
        or (dimension == "per-capita" and indicator.dimension == "count")
    )
    if not fits:
        features = (*features, f"量纲不同：{dimension}，应为{indicator.dimension}")
    return IndicatorMatch(indicator, reason, fits, features)


def _described(parts: Parts) -> tuple[str, ...]:
    named = (
        ("分子", parts.numerator),
        ("分母", parts.denominator),
        ("统计总体", parts.population),
        ("变化", parts.change),
        ("每", parts.scale),
    )
    return tuple(f"同一{name}：{value}" for name, value in named if value)


def _differences(one: Parts, other: Parts) -> tuple[str, ...]:
    compared = (
        ("分子", one.numerator, other.numerator),
        ("分母", one.denominator, other.denominator),
        ("统计总体", one.population, other.population),
        ("变化", one.change, other.change),
        ("每", one.scale, other.scale),
    )
    return tuple(
        f"{name}不同：{left or '无'}，{right or '无'}"
        for name, left, right in compared
        if left != right
    )
