"""Says in the reader's language what an error means, and in the problem's members what to read.

Errors cross from the engine as a class and an English text. Where the class tells which limit was
met, or the text a place in the query, pages say it in their language; the rest stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import current_app, g
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from plankg.engine import Limits
from plankg.errors import (
    LimitError,
    OverloadedError,
    ParameterError,
    PlanKGError,
    QueryError,
    UnanswerableQueryError,
    WaysOut,
)
from plankg.query_mistakes import SENTENCES
from plankg.reconciliation.queries_asked import BatchLimitError
from plankg.web.language import Translator
from plankg.web.refusals import RefusedError
from plankg.web.request import service

# What the engine says of a place in a query, and the two things that it says there.
_PLACE = re.compile(r"\bline (?P<line>\d+), column (?P<column>\d+)(?:: (?P<said>.*))?", re.DOTALL)
_EXPECTED = re.compile(r"expected (?P<several>one of )?(?P<items>.*)", re.DOTALL)


def explain(error: PlanKGError | HTTPException, t: Translator) -> str:
    """Return what is wrong and what to do, in the language of `t` where the error's class tells."""
    if isinstance(error, RefusedError):
        return error.told(t)
    if isinstance(error, HTTPException):
        return _explain_http(error, t)
    if t.language == "en":
        return str(error)
    if isinstance(error, (ParameterError, BatchLimitError)) and t.has(
        f"problem.parameter_{error.key}"
    ):
        return t(f"problem.parameter_{error.key}", **_in_words(error.values, t))
    if isinstance(error, LimitError) and (maximum := _maximum(error.limit)) is not None:
        if error.ways is None:
            return t(f"problem.limit_{error.limit}", maximum=maximum)
        return t(f"problem.met_{error.limit}", maximum=maximum, ways=_ways(error.ways, t))
    if isinstance(error, OverloadedError):
        return t(f"problem.limit_{error.limit}", seconds=error.retry_after)
    if isinstance(error, UnanswerableQueryError):
        return t("problem.unanswerable", said=str(error))
    if isinstance(error, QueryError) and (place := _PLACE.search(str(error))):
        return t("problem.syntax", **{**place.groupdict(), "said": _said(place["said"], t)})
    return str(error)


def members_of(error: PlanKGError) -> dict[str, object]:
    """Return what a program can read of an error: a place, a limit, what there is instead."""
    if isinstance(error, RefusedError):
        return dict(error.values)
    members: dict[str, object] = {}
    if isinstance(error, (LimitError, OverloadedError)) and error.limit:
        members["limit"] = error.limit
        if (maximum := _maximum(error.limit)) is not None:
            members["maximum"] = maximum
    if isinstance(error, LimitError) and error.ways and error.ways.arguments:
        members["parameters"] = list(error.ways.arguments)
    if isinstance(error, QueryError) and (place := _PLACE.search(str(error))):
        members |= {"line": int(place["line"]), "column": int(place["column"])}
    return members


def _in_words(values: Mapping[str, object], t: Translator) -> dict[str, object]:
    """Return values with what stands in several languages in that of `t`."""
    return {
        name: t.pick(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
    }


def _explain_http(error: HTTPException, t: Translator) -> str:
    """Return what an error of the framework means; its own words are English only."""
    key = f"problem.http_{error.code}"
    if not t.has(key):
        return error.description or ""
    methods = error.valid_methods if isinstance(error, MethodNotAllowed) else ()
    maximum = current_app.config["MAX_CONTENT_LENGTH"]
    return t(key, available=", ".join(sorted(methods or ())), maximum=maximum)


def _maximum(limit: str) -> int | float | None:
    """Return what the limit was for this request, which may have asked for less time."""
    limits: Limits = getattr(g, "limits", None) or service().limits
    names = {"rows": "rows", "bytes": "size", "time": "seconds", "memory": "memory"}
    return getattr(limits, names[limit]) if limit in names else None


def _ways(ways: WaysOut, t: Translator) -> str:
    """Return what to do about a named query that met a limit."""
    or_ = t("problem.way_or")
    told = []
    if ways.arguments:
        names = or_.join(f"{name}=" for name in ways.arguments)
        told.append(t("problem.way_arguments", arguments=names))
    if ways.pages:
        told.append(t("problem.way_pages"))
    if ways.shorter:
        told.append(t("problem.way_shorter"))
    return t("problem.way_else").join((*told, t("problem.way_tables")))


def _said(said: str | None, t: Translator) -> str:
    """Return what is said of a place in a query, in the language of `t` where it is known."""
    for kind, sentence in _MISTAKES.items():
        if found := sentence.fullmatch(said or ""):
            return t(f"problem.mistake_{kind}", **found.groupdict())
    expected = _EXPECTED.fullmatch(said or "")
    if expected is None:
        return said or ""
    key = "problem.expected_one" if expected["several"] else "problem.expected"
    return t(key, items=expected["items"])


def _pattern(sentence: str) -> re.Pattern[str]:
    """Return what matches a sentence with whatever words in it."""
    written, named = "", set[str]()
    for number, piece in enumerate(re.split(r"\{(\w+)\}", sentence)):
        if number % 2 == 0:
            written += re.escape(piece)
        else:
            written += f"(?P={piece})" if piece in named else f"(?P<{piece}>.+)"
            named.add(piece)
    return re.compile(written)


_MISTAKES = {kind: _pattern(sentence) for kind, sentence in SENTENCES.items()}
