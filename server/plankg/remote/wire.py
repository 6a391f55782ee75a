"""Reads what an endpoint sent, whole or not at all, and writes it as this service does.

Whatever a client asks for, the endpoint is asked for one of few formats that all endpoints have, so
that answers have the same bytes as from a store of our own, and cannot be cut without notice.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import pyoxigraph as ox

from plankg.engine import GRAPH_FORMATS, RESULT_FORMATS, Answer, Limits
from plankg.errors import RowLimitError, SizeLimitError
from plankg.oxigraph import StoreEngine
from plankg.remote.failures import EndpointError

ACCEPT_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
ACCEPT_GRAPH = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def results_as(name: str, media_type: str, body: bytes, limits: Limits) -> tuple[str, bytes]:
    """Return rows or a truth value that came as `media_type` in the format `name`.

    Raises:
        EndpointError: that is no whole result.
        LimitError: it passes a limit.
    """
    sent = ox.QueryResultsFormat.from_media_type(media_type)
    if sent is None:
        raise _unknown(media_type)
    content_type = _media_type(name, RESULT_FORMATS)
    try:
        _check_rows(body, sent, limits)
        written = _rewritten(body, sent, content_type)
    except (SyntaxError, ValueError) as error:
        raise _broken(error) from error
    if len(written) > limits.size:
        raise too_large(limits)
    charset = "; charset=utf-8" if content_type.startswith("text/") else ""
    return content_type + charset, written


def graph_as(
    name: str, media_type: str, body: bytes, limits: Limits, prefixes: Mapping[str, str]
) -> Answer:
    """Return triples that came as `media_type` in the format `name`.

    Raises:
        EndpointError: that is no whole graph.
        LimitError: it passes a limit.
    """
    sent = ox.RdfFormat.from_media_type(media_type)
    if sent is None:
        raise _unknown(media_type)
    store = ox.Store()
    try:
        store.load(body, sent)
    except (SyntaxError, ValueError) as error:
        raise _broken(error) from error
    # Sorted, counted and written where the graphs of our own stores are.
    return StoreEngine(store, "", prefixes, "urn:plankg:none").answer(_ALL, {}, name, limits)


def too_large(limits: Limits) -> SizeLimitError:
    """Return the error for an answer of more bytes than `limits` allow."""
    return SizeLimitError(
        f"the answer is larger than {limits.size} bytes: ask for fewer columns or rows,"
        " or page with ORDER BY, LIMIT and OFFSET"
    )


def _check_rows(body: bytes, sent: ox.QueryResultsFormat, limits: Limits) -> None:
    # Each row has a sign of its own in both formats: only then is it worth counting them.
    if max(body.count(b"{"), body.count(b"<")) <= limits.rows:
        return
    if _count(body, sent, limits.rows + 1) > limits.rows:
        raise RowLimitError(
            f"the answer has more than {limits.rows} rows: narrow the query, or page with"
            " ORDER BY, LIMIT and OFFSET"
        )


# In these two the library's results are let go before an error leaves: they may not end in another
# thread, and the error's traceback would take them there.


def _count(body: bytes, sent: ox.QueryResultsFormat, enough: int) -> int:
    results = ox.parse_query_results(body, sent)
    count = 0
    try:
        if isinstance(results, ox.QuerySolutions):
            for _ in results:
                count += 1
                if count == enough:
                    break
        return count
    finally:
        del results


def _rewritten(body: bytes, sent: ox.QueryResultsFormat, content_type: str) -> bytes:
    output = io.BytesIO()
    results = ox.parse_query_results(body, sent)
    try:
        results.serialize(output, ox.QueryResultsFormat.from_media_type(content_type))
        return output.getvalue()
    finally:
        del results


def _media_type(name: str, known: Mapping[str, str]) -> str:
    """Return the media type of a format that was found to be one before anything was sent."""
    wanted = name.split(";", 1)[0].strip().lower()
    return known.get(wanted, wanted)


def is_graph(name: str) -> bool:
    """Say whether `name` is a format of graphs."""
    return _media_type(name, GRAPH_FORMATS) in GRAPH_FORMATS.values()


def _unknown(media_type: str) -> EndpointError:
    return EndpointError(
        f"the endpoint answered with {media_type!r}, which is no format of answers: is it the"
        " address of a SPARQL query service?"
    )


def _broken(error: Exception) -> EndpointError:
    return EndpointError(f"the endpoint's answer broke off or is not whole: {error}; ask again")
