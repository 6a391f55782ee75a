"""Reads a request by the SPARQL 1.1 Protocol, to the letter: one query, its dataset, its limits.

A query comes by GET, in a POSTed form, or as the body itself. Graphs named in the request take the
place of FROM and FROM NAMED. Whatever leaves room for two readings is refused, never guessed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote_to_bytes, urljoin

from flask import Request

from plankg.engine import Dataset
from plankg.web.refusals import BadQueryError, BadRequestError, ContentTypeError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
METHODS = ("GET", "HEAD", "OPTIONS", "POST")

_GRAPHS = ("default-graph-uri", "named-graph-uri")
_FURTHER = (*_GRAPHS, "timeout", "release")
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")
# Ways to say UTF-8, of which ASCII is a part.
_UTF8 = frozenset(("utf-8", "utf8", "us-ascii", "ascii"))


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks. `seconds` is the time that the client grants, None for the usual.

    `further` are the arguments, as they came, that the answer hangs on beside the query.
    """

    query: str
    dataset: Dataset | None = None
    seconds: float | None = None
    format: str = ""
    further: tuple[tuple[str, str], ...] = ()


def question_in(request: Request) -> Question | None:
    """Return what a request asks, or None where a GET asks nothing.

    Raises:
        BadQueryError: no query or several, an update, or text that is not UTF-8.
        BadRequestError: a graph or a time that is none.
        ContentTypeError: a POST with a body of another type or coding.
    """
    query = _posted(request) if request.method == "POST" else _by_get(request)
    if query is None:
        return None
    values = _values(request)
    return Question(
        query,
        _dataset(request, values),
        _seconds(values.get("timeout", [])),
        next(iter(values.get("format", [])), ""),
        tuple((name, given) for name in _FURTHER for given in values.get(name, [])),
    )


def _by_get(request: Request) -> str | None:
    _refuse_updates(request)
    if not any(name in request.args for name in ("query", *_GRAPHS)):
        return None
    return _only(request.args.getlist("query"))


def _posted(request: Request) -> str:
    # Refused rather than unpacked: a small body could become a huge one.
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding != "identity":
        raise ContentTypeError("content_encoding", coding=coding)
    if request.mimetype not in (FORM, QUERY):
        raise ContentTypeError("content_type", found=request.mimetype, available=[QUERY, FORM])
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in _UTF8:
        raise ContentTypeError("charset", charset=charset)
    body = request.get_data()
    if request.mimetype == QUERY:
        _refuse_updates(request)
        if "query" in request.args:
            raise BadQueryError("query_twice")
        return _as_text(body, "body")
    require_utf8(body, "body")
    _refuse_updates(request)
    return _only(request.args.getlist("query") + request.form.getlist("query"))


def _refuse_updates(request: Request) -> None:
    if any(name in request.args or name in request.form for name in _UPDATES):
        raise BadQueryError("update")


def _only(queries: list[str]) -> str:
    if len(queries) != 1:
        raise BadQueryError("queries", count=len(queries))
    return queries[0]


def _values(request: Request) -> dict[str, list[str]]:
    values = {name: list(given) for name, given in request.args.lists()}
    if request.method == "POST":
        for name, given in request.form.lists():
            values.setdefault(name, []).extend(given)
    return values


def _dataset(request: Request, values: dict[str, list[str]]) -> Dataset | None:
    # An empty one, as forms of some clients send it, names no graph.
    default, named = (tuple(filter(None, values.get(name, []))) for name in _GRAPHS)
    if not default and not named:
        return None
    base = request.base_url
    return Dataset(
        tuple(_graph(given, base, _GRAPHS[0]) for given in default),
        tuple(_graph(given, base, _GRAPHS[1]) for given in named),
    )


def _graph(given: str, base: str, name: str) -> str:
    iri = given if _ABSOLUTE.fullmatch(given) else urljoin(base, given)
    if not _ABSOLUTE.fullmatch(iri):
        raise BadRequestError("graph", name=name, found=given)
    return iri


def _seconds(given: list[str]) -> float | None:
    if not given:
        return None
    try:
        (seconds,) = map(float, given)
    except ValueError as error:
        raise BadRequestError("timeout", found=given) from error
    if not (math.isfinite(seconds) and seconds > 0):
        raise BadRequestError("timeout", found=given)
    return seconds


def require_utf8(escaped: bytes, where: Literal["address", "body"]) -> None:
    """Refuse percent-escapes that stand for no UTF-8: to guess would ask another question.

    Raises:
        BadQueryError: the text says from which byte on.
    """
    _as_text(unquote_to_bytes(escaped), where)


def _as_text(body: bytes, where: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadQueryError(f"not_utf8_{where}", at=error.start) from error
