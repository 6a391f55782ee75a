"""The one interface between those who ask and what answers: a query in, bytes out.

No object of the engine crosses it, so that an engine can be a worker process that is killed at a
deadline, a remote endpoint or a cache. An answer is whole, or it is an error that names the limit
it met: nothing is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

_XSD = "http://www.w3.org/2001/XMLSchema#"

# Names that users and routes know the formats by, and their media types.
RESULT_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPH_FORMATS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "nquads": "application/n-quads",
    "trig": "application/trig",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term to bind a variable to: an IRI, or a literal with datatype or language."""

    value: str
    kind: Literal["iri", "literal"] = "literal"
    datatype: str = ""
    language: str = ""

    @classmethod
    def iri(cls, value: str) -> Term:
        """Return an IRI."""
        return cls(value, "iri")

    @classmethod
    def typed(cls, value: str, datatype: str) -> Term:
        """Return a literal of an XML Schema datatype, given by its local name."""
        return cls(value, datatype=_XSD + datatype)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may hold and take at most.

    `rows` (or triples) and `size`, the bytes of its serialisation, hold in every engine. `seconds`
    from the start of the evaluation and `memory`, the bytes that the evaluation may take beyond
    the store, hold where the engine can stop a query: in a pool of workers, not in this process.

    The defaults let through every table of a thousand plans like the shipped one, and keep the
    memory that one answer takes within what a small machine has.
    """

    rows: int = 200_000
    size: int = 64 * 1024 * 1024
    seconds: float = 10.0
    memory: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that one request asks over, by their IRIs, in place of FROM and FROM NAMED.

    The merge of `default_graphs` is the default graph; only `named_graphs` can be named by GRAPH.
    A graph that the store doesn't have is empty; nothing is ever fetched.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: HTTP status, media type and the bytes of the body.

    `release` is the release that it came from, which may just have been followed by another.
    `triples` is how many a graph has, where the engine counted them: few formats show it.
    """

    status: int
    media_type: str
    body: bytes
    release: str = field(default="", compare=False)
    triples: int | None = field(default=None, compare=False)


class Engine(Protocol):
    """Answers SPARQL queries over one release of the published graphs."""

    @property
    def release(self) -> str:
        """The content hash of the published graphs that answers come from."""

    def answer(
        self,
        query: str,
        bindings: Mapping[str, Term],
        format: str,  # noqa: A002 - the word of the interface, as users know it
        limits: Limits,
        *,
        dataset: Dataset | None = None,
        base: str = "",
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """Return the whole answer to `query`.

        Args:
            query: SPARQL 1.1; the ontology's prefix and those of its standards are predeclared.
            bindings: variables, without the question mark, that the engine substitutes. A SELECT
                must have them in its projection.
            format: a key of `RESULT_FORMATS` or `GRAPH_FORMATS`, or a media type of theirs.
            limits: what the answer may hold and take at most.
            dataset: the graphs to ask over, whatever the query's FROM says; by default those that
                the query names, or else the whole store.
            base: the absolute IRI that relative ones of the query are resolved against, where it
                has no BASE of its own; by default the engine's.
            gone: says whether whoever asked has gone. It is called now and then while the query
                runs, where the engine can stop it, and must be quick: ``threading.Event().is_set``.

        Raises:
            QueryError: bad syntax (with line and column), or an update.
            UnanswerableQueryError: well-formed, but with SERVICE, or it failed while it ran.
            NotAcceptableError: a format that this form of query doesn't come in.
            LimitError: the answer would pass a limit; its `limit` names which.
            OverloadedError: too many ask; `retry_after` says when to come again.
            EngineCrashedError: the engine broke down on this query, and only on this one.
            CancelledError: `gone` said so.
        """
