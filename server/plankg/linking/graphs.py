"""States links in RDF: those that hold for the default graph, the others apart from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import pyoxigraph as ox

from plankg.iris import Iris
from plankg.linking.links import Link
from plankg.linking.merging import reasons_in
from plankg.linking.model import Thing
from plankg.linking.sssom import values_of
from plankg.linking.things import SHOWN

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_PROV = "http://www.w3.org/ns/prov#"
_XSD = "http://www.w3.org/2001/XMLSchema#"

Find = Callable[[str], Thing | None]


def links_turtle(links: Iterable[Link], iris: Iris, find: Find) -> bytes:
    """Return the graph of `links` in Turtle's plainest form, one sorted triple a line.

    `find` gives the thing of an IRI, whose first sightings are the evidence on its side.
    """
    graph = _LinkGraph(iris, find)
    for link in links:
        graph.state(link)
    return graph.turtle()


class _LinkGraph:
    """Collects the triples of one graph of links."""

    def __init__(self, iris: Iris, find: Find) -> None:
        self._iris = iris
        self._find = find
        self._triples: set[ox.Triple] = set()

    def turtle(self) -> bytes:
        """Return the triples, sorted."""
        return "".join(sorted(f"{triple} .\n" for triple in self._triples)).encode()

    def state(self, link: Link) -> None:
        """State what a link says, if it holds, and who says so, why and how surely."""
        if link.state in ("certain", "accepted"):
            self._say(link.subject, link.predicate, ox.NamedNode(link.object))
        modifier = "Not" if link.negated else ""
        name = self._iris.link(link.subject, link.predicate, link.object, modifier)
        ours = self._iris.ontology
        self._say(name, _RDF_TYPE, ox.NamedNode(f"{ours}Link"))
        self._say(name, _LABEL, ox.Literal(_shown(link), language="zh"))
        for term, iri in (
            ("linksFrom", link.subject),
            ("linksBy", link.predicate),
            ("linksTo", link.object),
            ("justifiedBy", link.justification),
            ("hasLinkState", self._iris.concept("linkstate", link.state)),
        ):
            self._say(name, f"{ours}{term}", ox.NamedNode(iri))
        score = format(Decimal(link.further.get("confidence", "1")).normalize(), "f")
        self._say(name, f"{ours}score", _typed(score, "decimal"))
        self._state_reasons(name, link)
        self._state_agents(name, link)
        self._state_evidence(name, link)

    def _state_reasons(self, name: str, link: Link) -> None:
        for words, language in reasons_in(link.further.get("comment", "")):
            literal = ox.Literal(words, language=language) if language else ox.Literal(words)
            self._say(name, f"{self._iris.ontology}linkReason", literal)

    def _state_agents(self, name: str, link: Link) -> None:
        rules = f"{self._iris.things}rule/"
        people = [
            *((iri, "") for iri in _references(link, "author_id", "reviewer_id")),
            *((self._iris.person(words), words) for words in _names(link)),
        ]
        for iri, label in people:
            self._say(name, f"{_PROV}wasAttributedTo", ox.NamedNode(iri))
            kind = "SoftwareAgent" if iri.startswith(rules) else "Person"
            self._say(iri, _RDF_TYPE, ox.NamedNode(f"{_PROV}{kind}"))
            shown = label or iri.removeprefix(rules).replace("/", "@")
            self._say(iri, _LABEL, ox.Literal(shown))
        day = link.further.get("review_date") or link.further.get("mapping_date")
        if day and not link.tool:
            self._say(name, f"{self._iris.ontology}reviewDate", _typed(day, "date"))

    def _state_evidence(self, name: str, link: Link) -> None:
        for iri in (link.subject, link.object):
            thing = self._find(iri)
            for seen in thing.sightings[:SHOWN] if thing else ():
                if seen.evidence:
                    evidence = ox.NamedNode(seen.evidence)
                    self._say(name, f"{self._iris.ontology}hasEvidence", evidence)

    def _say(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        self._triples.add(ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value))


def _shown(link: Link) -> str:
    joint = link.predicate.rpartition("#")[2].rpartition("/")[2]
    return (
        f"{link.label('subject')} — {'≠ ' if link.negated else ''}{joint} — {link.label('object')}"
    )


def _references(link: Link, *slots: str) -> list[str]:
    return [iri for slot in slots for iri in values_of(slot, link.further.get(slot, ""))]


def _names(link: Link) -> list[str]:
    slots = ("author_label", "reviewer_label")
    return [name for slot in slots for name in values_of(slot, link.further.get(slot, ""))]


def _typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(f"{_XSD}{datatype}"))
