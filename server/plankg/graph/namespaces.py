"""The namespaces of graphs that rdflib does not know, and graphs with the endpoint's prefixes."""

from __future__ import annotations

from rdflib import Graph
from rdflib.namespace import Namespace

from plankg.iris import DEFAULT_BASE
from plankg.sparql_prefixes import STANDARDS, prefixes

ELI = Namespace(STANDARDS["eli"])
OA = Namespace(STANDARDS["oa"])
QUDT = Namespace(STANDARDS["qudt"])
SDGO = Namespace(STANDARDS["sdgo"])


def new_graph(base: str = DEFAULT_BASE) -> Graph:
    """Return an empty graph that knows our prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in prefixes(base).items():
        graph.bind(prefix, iri)
    return graph
