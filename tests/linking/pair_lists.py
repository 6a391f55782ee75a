"""Pairs of names, made by hand, and what the rules say about each of them.

``same`` is one thing under two names, ``near`` something that a person must decide, ``different``
two things. The names are of no plan in particular; places with no real name have no code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from plankg.assets import assets_root
from plankg.body_names import names_of_unregistered
from plankg.iris import Iris
from plankg.linking.model import Kind, Proposal, Thing
from plankg.linking.proposing import LinkRules, successors_in
from plankg.lookups import Lookups
from plankg.ontology import load_ontology
from plankg.register import Register

IRIS = Iris()
Verdict = Literal["same", "near", "different"]
_FOLDER = Path(__file__).with_name("pairs")


@dataclass(frozen=True)
class Pair:
    kind: Kind
    one: Thing
    other: Thing
    verdict: Verdict

    @property
    def name(self) -> str:
        return f"{self.one.label} ({self.one.area}) | {self.other.label} ({self.other.area})"


class Rules:
    """The rules of the package, loaded once."""

    def __init__(self) -> None:
        root = assets_root()
        self.register = Register.load(root / "data" / "registers")
        ontology = load_ontology(root)
        self.rules = LinkRules.of(Lookups.load(), self.register, ontology, IRIS)
        assert successors_in(ontology, IRIS), "the reforms are in the vocabularies"

    def compare(self, pair: Pair) -> Proposal | None:
        return getattr(self.rules, pair.kind).compare(pair.one, pair.other)  # type: ignore[no-any-return]

    def pairs(self) -> Iterator[Pair]:
        for row in _rows("indicators"):
            yield _pair("indicators", row, self._plain)
        for row in _rows("bodies"):
            yield _pair("bodies", row, self._body)
        for row in _rows("documents"):
            yield _pair("documents", row, self._document)
        for row in _rows("names"):
            kind: Kind = row["kind"]  # type: ignore[assignment]
            yield _pair(kind, row, self._plain)

    def _plain(self, kind: Kind, row: dict[str, str], side: str) -> Thing:
        label, area = row[side], row.get(f"area_{side}", "")
        return Thing(kind, f"{IRIS.things}{kind}/{area}/{label}/{side}", label, area=area)

    def _document(self, kind: Kind, row: dict[str, str], side: str) -> Thing:
        """One is cited by a plan of its area; the other is a plan itself where it has an area."""
        label, area = row[side], row[f"area_{side}"]
        iri = (
            IRIS.plan("青禾")
            if area and side == "other"
            else IRIS.document(f"{label}{row[f'number_{side}']}")
        )
        return Thing(kind, iri, label, area=area, number=row[f"number_{side}"])

    def _body(self, kind: Kind, row: dict[str, str], side: str) -> Thing:
        label, area = row[side], row[f"area_{side}"]
        names = names_of_unregistered(label, area)
        functions = self.register.functions.of_names(names, (area, area[:-1]))
        return Thing(
            kind,
            IRIS.body(area, label),
            label,
            names=names,
            area=area,
            functions=frozenset(IRIS.concept("function", key) for key in functions),
        )


def _pair(kind: Kind, row: dict[str, str], thing: object) -> Pair:
    verdict: Verdict = row["verdict"]  # type: ignore[assignment]
    assert verdict in ("same", "near", "different"), row
    assert row["why"], row
    return Pair(kind, thing(kind, row, "one"), thing(kind, row, "other"), verdict)  # type: ignore[operator]


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (_FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
