"""Writes IRIs as CURIEs and reads them back, by the prefixes that a file of links declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# The prefixes that SSSOM has built in; they need not be declared and may mean nothing else.
BUILT_IN = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "linkml": "https://w3id.org/linkml/",
}
STANDARDS = {
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "orcid": "https://orcid.org/",
    "wd": "http://www.wikidata.org/entity/",
}
_FOLDERS = ("area", "body", "carrier", "document", "indicator", "industry", "person", "programme")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")


def known_prefixes(base: str) -> dict[str, str]:
    """Return the prefixes that files of links use below this base."""
    ours = {folder: f"{base}id/{folder}/" for folder in _FOLDERS}
    ours |= {"id": f"{base}id/", "rule": f"{base}id/rule/", "vocab": f"{base}vocab/"}
    return BUILT_IN | STANDARDS | ours


def expanded(curie: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI that a CURIE stands for.

    Raises:
        ValueError: it is none, or its prefix is not declared.
    """
    prefix, colon, local = curie.partition(":")
    if not colon or not _NAME.fullmatch(prefix) or local.startswith("//"):
        raise ValueError(f"{curie!r} is no CURIE: write prefix:name, with a prefix of curie_map")
    if prefix not in prefixes:
        raise ValueError(f"the prefix {prefix!r} is not declared: add it to curie_map at the top")
    return prefixes[prefix] + local


def contracted(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return the CURIE with the longest fitting namespace; ``""`` if none fits."""
    fitting = [
        (len(namespace), prefix, namespace)
        for prefix, namespace in prefixes.items()
        if iri.startswith(namespace)
    ]
    if not fitting:
        return ""
    _, prefix, namespace = max(fitting)
    return f"{prefix}:{iri.removeprefix(namespace)}"


def with_namespaces_of(iris: Iterable[str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes with further ones, ``ns1``, ``ns2`` …, for IRIs that none fits."""
    foreign = {_namespace(iri) for iri in iris if not contracted(iri, prefixes)}
    result = dict(prefixes)
    number = 0
    for namespace in sorted(foreign):
        number += 1
        while f"ns{number}" in result:
            number += 1
        result[f"ns{number}"] = namespace
    return result


def _namespace(iri: str) -> str:
    end = max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1
    return iri[:end]
