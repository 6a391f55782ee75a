"""The formats that the web offers: name in addresses, media type, name for people.

The engine knows the formats by the names in `Format.name`; what stands here is the web's order of
preference, the suffixes of addresses and the labels of download links.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `name` as the engine has it, `suffix` without a dot."""

    name: str
    media_type: str
    suffix: str
    label: str

    @property
    def content_type(self) -> str:
        """What the Content-Type header says: text is always UTF-8."""
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


RESULTS = (
    Format("json", "application/sparql-results+json", "json", "JSON"),
    Format("xml", "application/sparql-results+xml", "xml", "XML"),
    Format("csv", "text/csv", "csv", "CSV"),
    Format("tsv", "text/tab-separated-values", "tsv", "TSV"),
)
GRAPHS = (
    Format("turtle", "text/turtle", "ttl", "Turtle"),
    Format("ntriples", "application/n-triples", "nt", "N-Triples"),
    Format("nquads", "application/n-quads", "nq", "N-Quads"),
    Format("trig", "application/trig", "trig", "TriG"),
    Format("jsonld", "application/ld+json", "jsonld", "JSON-LD"),
    Format("rdfxml", "application/rdf+xml", "rdf", "RDF/XML"),
)
JSON = "application/json"
TABLES = (
    Format("json", JSON, "json", "JSON"),
    Format("csv", "text/csv", "csv", "CSV"),
    Format("tsv", "text/tab-separated-values", "tsv", "TSV"),
)
# What older clients call the same things.
ALIASES = {
    JSON: "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/x-turtle": "turtle",
}
# What SPARQLWrapper calls them in ``format=``.
NAMES = {"rdf+xml": "rdfxml", "json-ld": "jsonld"}


def by_media_type(formats: Sequence[Format], media_type: str) -> Format | None:
    """Return the format of a media type, or of one of its older names."""
    name = ALIASES.get(media_type)
    return next((f for f in formats if media_type == f.media_type or name == f.name), None)


def by_name(formats: Sequence[Format], name: str) -> Format | None:
    """Return the format that an address calls `name`: its suffix, the engine's name or another."""
    name = NAMES.get(name, name)
    return next((f for f in formats if name in (f.suffix, f.name)), None)


def offers(formats: Sequence[Format]) -> list[str]:
    """Return the media types to negotiate, the usual ones first, then their older names."""
    names = {f.name for f in formats}
    usual = [f.media_type for f in formats]
    aliases = [alias for alias, name in ALIASES.items() if name in names and alias not in usual]
    return [*usual, *aliases]


def split_suffix(path: str, suffixes: Container[str]) -> tuple[str, str]:
    """Return `path` without a known suffix, and the suffix (``""`` if there is none)."""
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and suffix in suffixes else (path, "")


def graph_format(media_type: str) -> Format:
    """Return the graph format of a negotiated media type; Turtle stands for the rest."""
    return by_media_type(GRAPHS, media_type) or GRAPHS[0]


def answering(formats: Sequence[Format], media_type: str) -> Format:
    """Return the format of a negotiated media type, under the very name that the client used."""
    found = by_media_type(formats, media_type) or formats[0]
    return replace(found, media_type=media_type)
