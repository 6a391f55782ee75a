"""The catalogue as RDF: each query an example that editors and agents can find and run.

The convention is that of the SIB Swiss Institute of Bioinformatics: ``sh:SPARQLExecutable`` with
the text in ``sh:select``, a comment, keywords, the endpoint as ``schema:target``, and the prefixes
as ``sh:declare``. The triples are written as values of a query, so that the engine gives them in
every format that it knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plankg.catalogue import Catalogue, NamedQuery, example_text

_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SH = "http://www.w3.org/ns/shacl#"
_SCHEMA = "https://schema.org/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def examples_query(catalogue: Catalogue, prefixes: Mapping[str, str], base: str) -> str:
    """Return a CONSTRUCT that gives the examples; `base` is the service's own address."""
    lines = [*_prefixes(prefixes, base)]
    for query in catalogue:
        lines += _example(query, prefixes, base)
    rows = "\n".join(f"    ({subject} {name} {value})" for subject, name, value in lines)
    return (
        "CONSTRUCT { ?subject ?property ?value }\nWHERE {\n"
        f"  VALUES (?subject ?property ?value) {{\n{rows}\n  }}\n}}\n"
    )


def _example(
    query: NamedQuery, prefixes: Mapping[str, str], base: str
) -> Iterator[tuple[str, str, str]]:
    subject = f"<{base}queries/{query.name}>"
    yield subject, _RDF_TYPE, f"<{_SH}SPARQLExecutable>"
    yield subject, _RDF_TYPE, f"<{_SH}SPARQLSelectExecutable>"
    yield subject, f"<{_SH}select>", _text(example_text(query, prefixes))
    yield subject, f"<{_SH}prefixes>", _prefixes_of(base)
    yield subject, f"<{_SCHEMA}target>", f"<{base}sparql>"
    for language, title in query.title.items():
        yield subject, f"<{_RDFS}label>", _text(title, language)
    for language, description in query.description.items():
        yield subject, f"<{_RDFS}comment>", _text(description, language)
    for keyword in query.tags:
        yield subject, f"<{_SCHEMA}keywords>", _text(keyword)


def _prefixes(prefixes: Mapping[str, str], base: str) -> Iterator[tuple[str, str, str]]:
    for name, iri in sorted(prefixes.items()):
        declaration = f"<{base}queries#prefix-{name}>"
        yield _prefixes_of(base), f"<{_SH}declare>", declaration
        yield declaration, f"<{_SH}prefix>", _text(name)
        yield declaration, f"<{_SH}namespace>", f"{_text(iri)}^^<{_XSD}anyURI>"


def _prefixes_of(base: str) -> str:
    return f"<{base}queries#prefixes>"


def _text(value: str, language: str = "") -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'
