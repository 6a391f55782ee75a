"""Reads what a request asks of a named query: its arguments, and which page of the rows.

Arguments come in the address, or for long ones in a POSTed form or JSON object; each once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Request

from plankg.catalogue import LIMIT, PAGE
from plankg.errors import ParameterError, shown
from plankg.web.freshness import require_release
from plankg.web.protocol import FORM, require_utf8
from plankg.web.refusals import ContentTypeError

JSON = "application/json"
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_HALVES = re.compile("[\ud800-\udfff]")
# Arguments of every address, no parameters of a query.
OURS = ("lang", "release", LIMIT, PAGE)


class BodyTypeError(ContentTypeError):
    """A request body that is neither a form nor JSON."""

    headers: ClassVar[Mapping[str, str]] = {
        "Accept-Encoding": "identity",
        "Accept-Post": f"{FORM}, {JSON}",
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments of a named query, and ``limit`` and ``page`` as they were written."""

    arguments: Mapping[str, str]
    limit: str = ""
    page: str = ""

    @property
    def given(self) -> list[tuple[str, str]]:
        """The arguments that are not empty, as they go into an address."""
        return [(name, value) for name, value in self.arguments.items() if value]


def asked_in(request: Request) -> Asked:
    """Return what a request asks of a named query.

    Raises:
        ParameterError: an argument that is given twice, or no text.
        ContentTypeError: a POST with a body that is neither a form nor JSON.
        GoneError: a release that is not served.
    """
    posted = list(_posted(request)) if request.method == "POST" else []
    values = _each_once([*request.args.items(multi=True), *posted])
    # That of the address was looked at before.
    require_release(value for name, value in posted if name == "release")
    arguments = {name: value for name, value in values.items() if name not in OURS}
    return Asked(arguments, values.get(LIMIT, ""), values.get(PAGE, ""))


def _each_once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in values:
            raise ParameterError(
                f"the parameter {shown(name)!r} is given more than once; give it once",
                "twice",
                name=shown(name),
            )
        values[name] = value
    return values


def _posted(request: Request) -> Iterable[tuple[str, str]]:
    # Refused rather than unpacked: a small body could become a huge one.
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding != "identity":
        raise BodyTypeError("content_encoding", coding=coding)
    if request.mimetype == JSON:
        return _members(request.get_data())
    if request.mimetype != FORM:
        raise BodyTypeError("body_type", found=request.mimetype, available=[FORM, JSON])
    require_utf8(request.get_data(cache=True), "body")
    return request.form.items(multi=True)


def _members(body: bytes) -> Iterable[tuple[str, str]]:
    try:
        # As pairs: an object with a name twice would lose one of the two.
        found = json.loads(body, object_pairs_hook=list, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise ParameterError(
            'the body is no JSON; send an object of arguments, as in {"plan": "…"}', "json"
        ) from error
    if not isinstance(found, list) or not all(_is_pair(item) for item in found):
        raise ParameterError(
            'the body must be a JSON object whose values are texts or numbers, as in {"plan": "…"}',
            "json_object",
        )
    return found


def _is_pair(item: Any) -> bool:
    # Lists stand for objects here, so that a list of texts is told apart by its items.
    return isinstance(item, tuple) and all(map(_is_text, item))


def _is_text(value: object) -> bool:
    """Say whether that is a text; JSON can escape half a pair of surrogates, which is in none."""
    return isinstance(value, str) and not _HALVES.search(value)
