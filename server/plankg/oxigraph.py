"""The engine over an Oxigraph store in this process."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

import pyoxigraph as ox

from plankg.dataset_clauses import dataset_in
from plankg.engine import GRAPH_FORMATS, RESULT_FORMATS, Answer, Dataset, Limits, Term
from plankg.errors import (
    NotAcceptableError,
    QueryError,
    RowLimitError,
    SizeLimitError,
    UnanswerableQueryError,
)
from plankg.merged_graphs import MergedGraphs
from plankg.query_mistakes import refusal, told_mistake
from plankg.sparql_text import is_update, may_name_graphs, redirected


class StoreEngine:
    """An engine over an Oxigraph store that nobody writes to.

    `default_graph` is a store with the default graph of `store` alone. Questions that can only be
    about that graph are asked of it, since Oxigraph keeps the quads of a subject, in whatever
    graph, in one list, and walks it for each look-up.
    """

    def __init__(
        self,
        store: ox.Store,
        release: str,
        prefixes: Mapping[str, str],
        base: str,
        *,
        default_graph: ox.Store | None = None,
    ) -> None:
        self._store = store
        self._default_graph = default_graph
        self._merged = MergedGraphs(store)
        self._release = release
        self._prefixes = dict(prefixes)
        self._named = tuple((f"{name}:", name, iri) for name, iri in self._prefixes.items())
        self._base = base
        self._services: dict[str, str] = {}

    def allow(self, services: Mapping[str, str]) -> None:
        """Let SERVICE go to the endpoints with these IRIs, each by way of its stand-in.

        Behind a stand-in's address comes a slash and when the query ends, by the monotonic clock,
        which all processes of a machine share.
        """
        self._services = dict(services)

    @property
    def release(self) -> str:
        """The content hash of the published graphs that answers come from."""
        return self._release

    def answer(
        self,
        query: str,
        bindings: Mapping[str, Term],
        format: str,  # noqa: A002 - the word of the interface
        limits: Limits,
        *,
        dataset: Dataset | None = None,
        base: str = "",
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """Return the whole answer to `query`; see `Engine.answer`.

        Nothing can stop a query in this process: time and memory are not limited, nor is `gone`
        ever called.
        """
        base = base or self._base
        if "service" in query.lower():
            query = redirected(query, self._ways_out(limits), lambda text: self._parses(text, base))
        results = self._evaluate(query, bindings, dataset, base)
        triples: int | None = None
        try:
            if isinstance(results, ox.QueryTriples):
                media_type, body, triples = self._graph(results, format, limits)
            else:
                media_type, body = _rows(results, format, limits)
        except (RuntimeError, OSError) as error:
            raise UnanswerableQueryError(self._failure(error)) from error
        return Answer(200, _with_charset(media_type), body, self._release, triples)

    def _evaluate(
        self, query: str, bindings: Mapping[str, Term], dataset: Dataset | None, base: str
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            dataset = dataset or dataset_in(
                query,
                lambda text: self._parses(text, base),
                lambda text: self._constants(text, base),
            )
            store, default, named = self._graphs(query, dataset)
            return store.query(
                query,
                base_iri=base,
                prefixes=self._prefixes_in(query),
                default_graph=default,
                named_graphs=named,
                substitutions=_substitutions(bindings) or None,
            )
        except SyntaxError as error:
            if is_update(query):
                raise QueryError("an update is refused: what is served is read-only") from error
            told = told_mistake(query, str(error), lambda text: self._refusal(text, base))
            raise QueryError(told) from error
        except (RuntimeError, ValueError, OSError) as error:
            raise UnanswerableQueryError(self._failure(error)) from error

    def _graphs(
        self, query: str, dataset: Dataset | None
    ) -> tuple[ox.Store, list[Any] | None, list[Any] | None]:
        """Return the store to ask, and the graphs of it that are the default and the named ones."""
        if dataset is None:
            if self._default_graph is None or may_name_graphs(query):
                return self._store, None, None
            return self._default_graph, None, None
        # Each once: the engine counts what is in a graph as often as the graph is named.
        default, named = (
            _nodes(dict.fromkeys(iris)) for iris in (dataset.default_graphs, dataset.named_graphs)
        )
        filled = [graph for graph in default if self._store.contains_named_graph(graph)]
        if len(filled) < 2:
            return self._store, filled or default[:1], named
        shown = named if may_name_graphs(query) else []
        return self._merged.of(filled, shown), [ox.DefaultGraph()], named

    def _prefixes_in(self, query: str) -> dict[str, str]:
        # The engine takes a quarter of a small query's time to learn all prefixes, and looking for
        # each takes as long as all else here; often there are no colons but those of addresses.
        if query.count(":") == query.count("://"):
            return {}
        return {name: iri for written, name, iri in self._named if written in query}

    def _ways_out(self, limits: Limits) -> dict[str, str]:
        deadline = time.monotonic() + limits.seconds
        return {iri: f"{stand_in}/{deadline:.3f}" for iri, stand_in in self._services.items()}

    def _failure(self, error: Exception) -> str:
        message = f"the query failed: {error}".strip()
        # The way out is nobody's business.
        for iri, stand_in in self._services.items():
            message = iri.join(re.split(rf"{re.escape(stand_in)}/[\w.]+", message))
        return message

    def _parses(self, query: str, base: str) -> bool:
        return not self._refusal(query, base)

    def _refusal(self, query: str, base: str) -> str:
        """Return what the parser says of a text that it refuses; nothing of it is evaluated."""
        return refusal(query, self._prefixes_in(query), base)

    def _constants(self, query: str, base: str) -> tuple[str, ...]:
        """Return the one row of a SELECT that asks nothing of a store."""
        rows: Any = ox.Store().query(query, base_iri=base, prefixes=self._prefixes_in(query))
        return tuple(term.value for term in next(rows))

    def _graph(self, triples: ox.QueryTriples, name: str, limits: Limits) -> tuple[str, bytes, int]:
        media_type = _graph_type(name)
        found: set[ox.Triple] = set()
        for triple in triples:
            found.add(triple)
            _check_rows(len(found), limits, "triples")
        output = _Bounded(limits.size)
        # Sorted: the engine's order is arbitrary, and equal answers should be equal bytes.
        rdf_format = ox.RdfFormat.from_media_type(media_type)
        ox.serialize(sorted(found, key=str), output, rdf_format, prefixes=self._prefixes)
        return media_type, output.getvalue(), len(found)


class _Bounded(io.BytesIO):
    """Collects bytes up to a limit, which it is an error to pass."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # the engine writes bytes
        if self.tell() + len(data) > self._size:
            raise SizeLimitError(
                f"the answer is larger than {self._size} bytes: ask for fewer columns or rows,"
                " or page with ORDER BY, LIMIT and OFFSET"
            )
        return super().write(data)


def _rows(
    results: ox.QuerySolutions | ox.QueryBoolean, name: str, limits: Limits
) -> tuple[str, bytes]:
    media_type, form = _result_type(name)
    output = _Bounded(limits.size)
    results.serialize(output, form)
    body = output.getvalue()
    if isinstance(results, ox.QuerySolutions):
        _check_rows(_count(body, media_type, limits.rows), limits, "rows")
    return media_type, body


def _check_rows(count: int, limits: Limits, what: str) -> None:
    if count > limits.rows:
        raise RowLimitError(
            f"the answer has more than {limits.rows} {what}: narrow the query, or page with"
            " ORDER BY, LIMIT and OFFSET"
        )


def _count(body: bytes, media_type: str, enough: int) -> int:
    """Return the rows in a serialisation; a number not above `enough` may be too high.

    The engine serialises without telling how many rows it wrote. Separators are quick to count but
    may stand inside values too, so only a count above the limit is worth an exact one, which needs
    no memory and stops at the first row too many.
    """
    if len(body) <= enough:  # and a row has a byte at least
        return enough
    separator, between = _SEPARATORS[media_type]
    rough = body.count(separator) + between
    if rough <= enough or media_type not in _STRINGS:
        return rough
    pieces = re.finditer(_STRINGS[media_type] + rb"|" + re.escape(separator), body)
    separators = (piece for piece in pieces if piece[0] == separator)
    return sum(1 for _ in islice(separators, enough + 1 - between)) + between


# What stands once for each row, and how many rows more there are than of these.
_SEPARATORS = {
    RESULT_FORMATS["json"]: (b"},{", 1),
    RESULT_FORMATS["xml"]: (b"<result>", 0),
    RESULT_FORMATS["csv"]: (b"\n", -1),
    RESULT_FORMATS["tsv"]: (b"\n", -1),
}
# Values that may hold a separator, where the format does not escape it. Possessive, so that a value
# of many megabytes is matched without remembering each step.
_STRINGS = {
    RESULT_FORMATS["json"]: rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"',
    RESULT_FORMATS["csv"]: rb'"[^"]*+(?:""[^"]*+)*+"',
}


# Few are asked for, again and again; a name that is none raises, which is not remembered.
@lru_cache(maxsize=64)
def _result_type(name: str) -> tuple[str, ox.QueryResultsFormat]:
    media_type = _media_type(name, RESULT_FORMATS, "SELECT or ASK")
    form = ox.QueryResultsFormat.from_media_type(media_type)
    assert form is not None  # noqa: S101 - the engine knows all of ours
    return media_type, form


@lru_cache(maxsize=64)
def _graph_type(name: str) -> str:
    return _media_type(name, GRAPH_FORMATS, "CONSTRUCT or DESCRIBE")


def _media_type(name: str, known: Mapping[str, str], form: str) -> str:
    wanted = name.split(";", 1)[0].strip().lower()
    for key, media_type in known.items():
        if wanted in (key, media_type):
            return media_type
    raise NotAcceptableError(
        f"a {form} query has no answer as {name!r}; ask for one of {', '.join(known)}"
    )


def _with_charset(media_type: str) -> str:
    # Without it some clients take text for Latin-1.
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


_OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def _substitutions(bindings: Mapping[str, Term]) -> dict[ox.Variable, _OxTerm]:
    return {ox.Variable(name): _to_ox(term) for name, term in bindings.items()}


def _nodes(iris: Iterable[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"a graph of the dataset is no absolute IRI: {error}") from error


def _to_ox(term: Term) -> _OxTerm:
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    if term.datatype:
        return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))
    return ox.Literal(term.value)
