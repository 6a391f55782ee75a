"""Proposes links for everything that the plans of a workspace share, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef

from plankg.iris import Iris
from plankg.linking.bodies import BodyRules
from plankg.linking.concepts import ConceptRules
from plankg.linking.documents import DocumentRules
from plankg.linking.indicators import IndicatorRules
from plankg.linking.model import KINDS, Kind, Proposal, Thing
from plankg.linking.names import NameRules
from plankg.linking.things import Things
from plankg.lookups import Lookups
from plankg.register import Register

# The version of the rules, part of the provenance of what they propose.
VERSION = 1


@dataclass(frozen=True)
class LinkRules:
    """The rules of every kind, with the words and registers of one workspace."""

    indicators: IndicatorRules
    bodies: BodyRules
    documents: DocumentRules
    programmes: NameRules
    carriers: NameRules
    industries: NameRules

    @classmethod
    def of(cls, lookups: Lookups, register: Register, ontology: Graph, iris: Iris) -> LinkRules:
        """Return the rules over a loaded ontology.

        Raises:
            RegisterError: a table of theirs is broken.
        """
        return cls(
            indicators=IndicatorRules(lookups, ConceptRules.of(lookups, ontology, iris)),
            bodies=BodyRules(lookups, successors_in(ontology, iris)),
            documents=DocumentRules(lookups, register, iris.things),
            programmes=NameRules(lookups, "programmes"),
            carriers=NameRules(lookups, "carriers"),
            industries=NameRules(lookups, "industries"),
        )

    def propose(self, kind: Kind, things: Iterable[Thing]) -> Iterator[Proposal]:
        """Yield the proposals for things of one kind."""
        by_kind: dict[Kind, Callable[[Iterable[Thing]], Iterator[Proposal]]] = {
            "indicators": self.indicators.propose,
            "bodies": self.bodies.propose,
            "documents": self.documents.propose,
            "programmes": self.programmes.propose,
            "carriers": self.carriers.propose,
            "industries": self.industries.propose,
        }
        return by_kind[kind](things)


def proposals_for(
    things: Things, rules: LinkRules, kinds: Iterable[Kind] = KINDS
) -> dict[Kind, tuple[Proposal, ...]]:
    """Return the proposals of each kind."""
    return {kind: tuple(rules.propose(kind, things.of_kind(kind))) for kind in kinds}


def rule_iri(kind: Kind, iris: Iris) -> str:
    """Return the rule that proposes links between things of a kind."""
    return iris.rule(f"linking.{kind}@{VERSION}")


def successors_in(ontology: Graph, iris: Iris) -> list[tuple[str, str]]:
    """Return which lines of government took over which, in one step."""
    continued = URIRef(f"{iris.ontology}continuedBy")
    return sorted((str(old), str(new)) for old, new in ontology.subject_objects(continued))
