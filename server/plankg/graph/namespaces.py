"""The prefixes of graphs and of the endpoint: ours, which follow the base, and the standards'."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rdflib import Graph
from rdflib.namespace import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    VOID,
    XSD,
    Namespace,
)

from plankg.iris import DEFAULT_BASE

ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
QUDT = Namespace("http://qudt.org/schema/qudt/")
SDGO = Namespace("http://metadata.un.org/sdg/ontology#")

_SCHEMES = (
    "role",
    "kind",
    "direction",
    "comparator",
    "frequency",
    "confidence",
    "basis",
    "carriertype",
    "measure",
    "unit",
    "dimension",
    "ledgerstate",
    "linkstate",
)
_STANDARDS = {
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "org": ORG,
    "eli": ELI,
    "oa": OA,
    "qudt": QUDT,
    "void": VOID,
    "dcat": DCAT,
    "sh": SH,
    "foaf": FOAF,
    "sdgo": SDGO,
}


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """Return every predeclared prefix with its namespace; ours lie below `base`."""
    ours = {"plan": f"{base}ontology#", "id": f"{base}id/", "graph": f"{base}graph/"}
    ours |= {scheme: f"{base}vocab/{scheme}/" for scheme in _SCHEMES}
    return ours | {prefix: str(namespace) for prefix, namespace in _STANDARDS.items()}


def prefix_lines(base: str = DEFAULT_BASE) -> str:
    """Return the prefixes as SPARQL declarations, one a line."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes(base).items())


SPARQL_PREFIXES: Mapping[str, str] = MappingProxyType(prefixes())
"""The prefixes of the default base, as the endpoint predeclares them."""


def new_graph(base: str = DEFAULT_BASE) -> Graph:
    """Return an empty graph that knows our prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in prefixes(base).items():
        graph.bind(prefix, iri)
    return graph
