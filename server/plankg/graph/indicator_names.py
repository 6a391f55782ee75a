"""Says by what name an indicator is compared within a plan: two spellings of one, one name.

Plans name one thing in several ways (规上 and 规模以上, …数 and …数量). What surely means the same
is set alike in ``plan:comparisonName``; what only seems to (有效高新技术企业 and 高新技术企业)
in ``plan:likelyComparisonName`` besides. Both are inferred from the label alone, so that one
indicator has the same names in every plan's graph. The knowledge is the table
``indicator_spellings``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import RDF, RDFS, Graph, Namespace

from plankg.errors import RegisterError
from plankg.graph import literals
from plankg.iris import Iris
from plankg.lookups import Lookups, Row


@dataclass(frozen=True, slots=True)
class Spellings:
    """What is written for what in the names of indicators: (pattern, replacement) in order."""

    same: tuple[tuple[re.Pattern[str], str], ...]
    likely: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, lookups: Lookups) -> Spellings:
        """Return the spellings that the tables hold.

        Raises:
            RegisterError: a row has no pattern, or a certainty that is neither same nor likely.
        """
        rows = lookups.rows("indicator_spellings")
        wrong = [row for row in rows if row["certainty"] not in ("same", "likely")]
        if wrong:
            raise RegisterError(
                f"data/lookups/indicator_spellings.tsv: {wrong[0]['certainty']!r} is no "
                "certainty: write 'same' or 'likely'"
            )
        return cls(_patterns(rows, "same"), _patterns(rows, "likely"))

    def sure_name(self, label: str) -> str:
        """Return the name by which an indicator is surely compared."""
        return _respelt(label, self.same)

    def likely_name(self, label: str) -> str:
        """Return the name that indicators share which probably, not surely, are one."""
        return _respelt(self.sure_name(label), self.likely)


def state_comparison_names(graph: Graph, spellings: Spellings, iris: Iris) -> None:
    """State both names of every indicator of a plan's graph."""
    terms = Namespace(iris.ontology)
    for indicator in set(graph.subjects(RDF.type, terms.Indicator)):
        label = str(graph.value(indicator, RDFS.label))
        sure, likely = spellings.sure_name(label), spellings.likely_name(label)
        graph.add((indicator, terms.comparisonName, literals.string(sure)))
        graph.add((indicator, terms.likelyComparisonName, literals.string(likely)))


def _respelt(name: str, spellings: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, plain in spellings:
        # What would leave nothing of the name is no spelling of it.
        name = pattern.sub(plain, name) or name
    return name


def _patterns(rows: Iterable[Row], certainty: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    chosen = [row for row in rows if row["certainty"] == certainty]
    try:
        return tuple((re.compile(row["printed"]), row["plain"]) for row in chosen)
    except re.error as error:
        raise RegisterError(
            f"data/lookups/indicator_spellings.tsv: {error.pattern!r} is no pattern: {error}"
        ) from error
