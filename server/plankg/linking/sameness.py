"""Says what is compared as one: by links that hold, and by names that surely say so.

Every thing that plans share gets one representative, its own or that of the group which it is in;
questions across plans go by it alone (`plan:comparedBy`). What a person has kept apart is in no
group together, whatever names and other links say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from plankg.iris import Iris
from plankg.linking.groups import Groups
from plankg.linking.links import Link
from plankg.linking.model import BROAD, CLOSE, EXACT, NARROW, RELATED, SAME, Thing

Pair = tuple[str, str]
# SKOS: what is broader, narrower or related is not the same.
_APART = frozenset({BROAD, NARROW, RELATED})
_ONE = frozenset({EXACT, SAME})
_DIFFERENT = "http://www.w3.org/2002/07/owl#differentFrom"


@dataclass(frozen=True)
class Sameness:
    """What each thing is compared as, by IRI, and which a person says are not one."""

    compared: Mapping[str, str]
    apart: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, things: Iterable[Thing], links: Iterable[Link], iris: Iris) -> Sameness:
        """Return it for these things and all other ends of links that hold.

        Of several that are one a concept of the vocabulary stands for all, or a plan, else the
        plainest.
        """
        known = {thing.iri: thing for thing in things}
        plans = {iri for iri, thing in known.items() if _is_plan(thing, iris)}
        links = tuple(links)
        groups = Groups(_kept_apart(links), plans)
        for link in sorted(links, key=_surest_first):
            if link.state in ("certain", "accepted") and link.predicate in _ONE:
                groups.join(link.subject, link.object)
        for one, other in _by_name(known.values(), plans):
            groups.join(one, other)
        ends = {iri for link in links for iri in link.pair if groups.is_in_one(iri)}
        compared = {
            iri: min(groups.of(iri), key=lambda member: _rank(member, known, plans, iris))
            for iri in known.keys() | ends
        }
        return cls(compared, frozenset(_different(links)))

    def among(self, iris: Collection[str]) -> Sameness:
        """Return what it says of these things alone."""
        compared = {iri: self.compared[iri] for iri in iris if iri in self.compared}
        return Sameness(compared, frozenset(pair for pair in self.apart if {*pair} <= {*iris}))

    def turtle(self, iris: Iris) -> bytes:
        """Return it in Turtle's plainest form, one sorted triple a line."""
        predicate = f"{iris.ontology}comparedBy"
        triples = [(iri, predicate, one) for iri, one in self.compared.items()]
        triples += [(one, _DIFFERENT, other) for one, other in self.apart]
        lines = (str(ox.Triple(*map(ox.NamedNode, triple))) for triple in triples)
        return "".join(f"{line} .\n" for line in sorted(lines)).encode()


def _kept_apart(links: Iterable[Link]) -> Iterator[Pair]:
    for link in links:
        is_denied = link.negated and link.predicate in (*_ONE, CLOSE)
        is_other = link.state == "accepted" and link.predicate in _APART
        if is_denied or is_other:
            yield link.subject, link.object


def _different(links: Iterable[Link]) -> Iterator[Pair]:
    """Yield what a person says is not one: bodies, documents …; of concepts OWL knows no such."""
    for link in links:
        if link.negated and link.predicate == SAME:
            yield link.subject, link.object


def _by_name(things: Iterable[Thing], plans: set[str]) -> Iterator[Pair]:
    """Yield what is one by its name alone, without any link.

    Bodies and carriers are not: those of one name and area have one IRI already.
    """
    named: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    documents: list[Thing] = []
    for thing in things:
        if thing.kind == "indicators":
            named[thing.kind, thing.compared or thing.label].append(thing)
        elif thing.kind == "programmes":
            named[thing.kind, thing.label].append(thing)
        elif thing.kind == "documents":
            documents.append(thing)
    for group in named.values():
        yield from ((group[0].iri, other.iri) for other in group[1:])
    yield from _of_documents(documents, plans)


def _of_documents(documents: Iterable[Thing], plans: set[str]) -> Iterator[Pair]:
    """Yield which cited document is which plan: by 文号 and title, by 文号, by title.

    A number or a title that several plans have says nothing of which is meant.
    """
    by_name: dict[str, set[str]] = defaultdict(set)
    cited = []
    for document in documents:
        if document.iri not in plans:
            cited.append(document)
            continue
        for name in _called(document):
            by_name[name].add(document.iri)
    for document in cited:
        meant = (by_name.get(name, set()) for name in _called(document))
        telling = next((found for found in meant if len(found) == 1), set())
        yield from ((document.iri, plan) for plan in telling)


def _called(document: Thing) -> list[str]:
    """Return what a document goes by, the most telling first."""
    number, titles = document.number, sorted({*document.names} - {document.number, ""})
    both = [f"{number} {title}" for title in titles] if number else []
    return [*both, *filter(None, (number,)), *titles]


def _surest_first(link: Link) -> tuple[bool, float, tuple[str, str, str, bool]]:
    return link.tool, -link.score, link.key


def _rank(
    iri: str, known: Mapping[str, Thing], plans: set[str], iris: Iris
) -> tuple[bool, bool, bool, int, str]:
    thing = known.get(iri)
    is_concept = iri.startswith(f"{iris.base}vocab/")
    return not is_concept, iri not in plans, thing is None, len(thing.label) if thing else 0, iri


def _is_plan(thing: Thing, iris: Iris) -> bool:
    return "/" not in thing.iri.removeprefix(iris.things)
