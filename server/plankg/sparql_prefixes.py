"""The prefixes that queries need not declare: ours, which follow the base, and the standards'."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from plankg.iris import DEFAULT_BASE

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
# Written out, since a service that answers questions does without rdflib, which knows most of them.
STANDARDS: Mapping[str, str] = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "qudt": "http://qudt.org/schema/qudt/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sh": "http://www.w3.org/ns/shacl#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sdgo": "http://metadata.un.org/sdg/ontology#",
}


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """Return every predeclared prefix with its namespace; ours lie below `base`."""
    ours = {"plan": f"{base}ontology#", "id": f"{base}id/", "graph": f"{base}graph/"}
    ours |= {scheme: f"{base}vocab/{scheme}/" for scheme in _SCHEMES}
    return ours | dict(STANDARDS)


def prefix_lines(base: str = DEFAULT_BASE) -> str:
    """Return the prefixes as SPARQL declarations, one a line."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes(base).items())


SPARQL_PREFIXES: Mapping[str, str] = MappingProxyType(prefixes())
"""The prefixes of the default base, as the endpoint predeclares them."""
