"""What an endpoint holds of ours, as the endpoint itself tells it: one small named graph.

``<base>graph/publication`` names the release, and each graph with the hash of its content. It tells
a release only while all graphs are that release's: whoever changes one takes the release out first,
and puts the new one in last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from plankg.errors import PlanKGError
from plankg.iris import Iris

_DCTERMS = "http://purl.org/dc/terms/"
_PROV = "http://www.w3.org/ns/prov#"
_SPDX = "http://spdx.org/rdf/terms#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ENTITY = ox.NamedNode(f"{_PROV}Entity")
IDENTIFIER = ox.NamedNode(f"{_DCTERMS}identifier")
_PART = ox.NamedNode(f"{_DCTERMS}hasPart")
_STATE_OF = ox.NamedNode(f"{_PROV}specializationOf")
_CHECKSUM = ox.NamedNode(f"{_SPDX}checksumValue")
_HEX = ox.NamedNode("http://www.w3.org/2001/XMLSchema#hexBinary")

# The name of the server's own default graph among the graphs; it has none of its own.
DEFAULT = ""


def publication_graph(base: str) -> str:
    """Return the named graph that tells what is published below `base`."""
    return Iris(base).graph("publication")


def merged_graph(base: str) -> str:
    """Return the named graph that holds what our default graph is: plans, ontology and links.

    A graph of its own, as servers differ in what their default graph is, and some give a triple
    that two graphs share twice when they are asked to merge these.
    """
    return f"{publication_graph(base)}/merged"


@dataclass(frozen=True, slots=True)
class Publication:
    """What an endpoint holds.

    `release` is empty while it is being changed, and where a change was broken off. `graphs` maps
    each graph to the hash of its content, or to the empty text where the content is not known;
    `DEFAULT` is among them if the server's own default graph was loaded, too.
    """

    graph: str
    release: str = ""
    graphs: Mapping[str, str] = field(default_factory=dict)

    def doubted(self, graphs: Iterable[str]) -> Publication:
        """Return the publication while `graphs` are changed: no release, their content unknown."""
        return replace(self, release="", graphs={**self.graphs, **dict.fromkeys(graphs, "")})

    def triples(self) -> str:
        """Return it as N-Triples, sorted."""
        return "".join(sorted(f"{triple} .\n" for triple in self._triples()))

    def checksum_triple(self, graph: str, checksum: str) -> str:
        """Return the N-Triples line that tells the content of one of the graphs."""
        return f"{self._checksum(graph, checksum)} .\n"

    def _triples(self) -> Iterator[ox.Triple]:
        this = ox.NamedNode(self.graph)
        yield ox.Triple(this, _TYPE, _ENTITY)
        if self.release:
            yield ox.Triple(this, IDENTIFIER, ox.Literal(self.release))
        for graph, checksum in self.graphs.items():
            state = self._state(graph)
            yield ox.Triple(this, _PART, state)
            if graph != DEFAULT:
                yield ox.Triple(state, _STATE_OF, ox.NamedNode(graph))
            if checksum:
                yield self._checksum(graph, checksum)

    def _checksum(self, graph: str, checksum: str) -> ox.Triple:
        return ox.Triple(self._state(graph), _CHECKSUM, ox.Literal(checksum, datatype=_HEX))

    def _state(self, graph: str) -> ox.NamedNode:
        if graph == DEFAULT:
            return ox.NamedNode(f"{self.graph}#default")
        return ox.NamedNode(f"{self.graph}#{hashlib.sha256(graph.encode()).hexdigest()[:16]}")


def publication_in(graph: str, ntriples: bytes) -> Publication:
    """Return the publication that the named graph `graph` tells.

    Raises:
        PlanKGError: it holds what no publication has.
    """
    try:
        store = ox.Store()
        store.load(ntriples, ox.RdfFormat.N_TRIPLES)
        return _publication(graph, store)
    except (SyntaxError, ValueError, AttributeError) as error:
        raise PlanKGError(
            f"the graph {graph!r} is not what 'plankg publish' writes: {error}"
        ) from error


def _publication(graph: str, store: ox.Store) -> Publication:
    this = ox.NamedNode(graph)
    graphs = {}
    for state in _objects(store, this, _PART):
        names = _objects(store, state, _STATE_OF)
        name = names[0].value if names else DEFAULT
        graphs[name] = "".join(found.value for found in _objects(store, state, _CHECKSUM)[:1])
    releases = _objects(store, this, IDENTIFIER)
    return Publication(graph, "".join(found.value for found in releases[:1]), graphs)


def _objects(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
    # Whatever is no IRI there has a value as well, and is what it is.
    return [quad.object for quad in store.quads_for_pattern(subject, predicate, None)]  # type: ignore[misc]
