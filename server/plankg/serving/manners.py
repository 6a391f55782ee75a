"""Reads requests that differ from known ones by the question alone, without parsing them as HTTP.

A client sends the same header lines again, to the letter, with the next question. So what a request
means beside its question is remembered by the bytes after it, once the web and the front have
answered one such request; and how questions of its kind are asked and answered is a recipe of
`Shortcut`.
"""

from __future__ import annotations

import binascii
from collections.abc import Hashable
from dataclasses import dataclass, field
from string import ascii_letters, digits
from typing import NamedTuple

from plankg.pool.messages import Question
from plankg.serving.exchange import Request
from plankg.serving.shortcut import Recipe, Shortcut
from plankg.sparql_text import form_of

BEGINNING = b"GET /sparql?query="
PATH = "/sparql"
_AT_QUERY = len(b"GET /sparql?")
_AT_TEXT = len(BEGINNING)
# What can mean nothing else in an address; `quote` leaves no other.
_PLAIN = f"{ascii_letters}{digits}+._~/:?@!$'()*,=-%".encode()
# As the front has it for questions whose answers are kept, with room for what else makes a key.
_LONGEST = 4096
# Header lines that say more than who asks and what they like.
_SPECIAL = (b"if-", b"content-", b"transfer-", b"expect", b"upgrade", b"range", b"authorization")
_MOST_MANNERS = 512


@dataclass(slots=True)
class Manner:
    """What is known of requests that differ by the question alone."""

    scheme: str
    shape: Hashable
    coding: str
    client: str
    recipes: dict[str | None, Recipe] = field(default_factory=dict)


class Asked(NamedTuple):
    """A request that was read: its question, how it is answered, and what its answer is kept by.

    `key` is that of the front, `engine_key` that of the engine.
    """

    data: bytes
    manner: Manner
    recipe: Recipe
    question: Question
    key: Hashable
    engine_key: Hashable


def plain_text(data: bytes, start: int, end: int) -> bytes | None:
    """Return what a value of a form in an address means; None if it may be more than a value."""
    text = data[start:end]
    if text.translate(None, _PLAIN):
        return None
    # Quoted-printable has = for %, and its decoder is seven times as fast as `urllib.parse`. It
    # leaves what is no escape as it is, which the length tells.
    quoted = text.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")
    plain = binascii.a2b_qp(quoted)
    return plain if len(plain) == len(quoted) - 2 * quoted.count(b"=") else None


class Manners:
    """The manners that requests of this release were asked in."""

    def __init__(self, shortcut: Shortcut) -> None:
        self._shortcut = shortcut
        self._manners: dict[tuple[str, bytes], Manner] = {}

    def forget(self) -> None:
        """Forget what was learned: another release or another application is served."""
        self._manners.clear()

    def learn(self, peer: str, sent: bytes, request: Request, shape: object, coding: str) -> None:
        """Remember how `sent` was understood, if there is a recipe for its kind."""
        before = b"GET " + request.target.encode("latin-1")
        if any(name.startswith(_SPECIAL) for name in request.headers):
            return
        if not isinstance(shape, tuple) or not sent.startswith(before + b" HTTP/1.1\r\n"):
            return
        found = self._shortcut.recipe_for(request, shape)
        if found is None or request.method != "GET" or request.path != PATH:
            return
        recipe, question = found
        scheme, _, _, *rest = shape
        if len(self._manners) >= _MOST_MANNERS:
            self._manners.clear()
        manner = self._manners.setdefault(
            (peer, sent[len(before) :]), Manner(scheme, tuple(rest), coding, request.client)
        )
        manner.recipes[form_of(question.query)] = recipe

    def read(self, peer: str, data: bytes) -> Asked | None:
        """Return what a request asks; None if it is in no known manner, or not plain."""
        end = data.find(b" ", _AT_TEXT)
        if not _AT_TEXT < end <= _LONGEST:
            return None
        manner = self._manners.get((peer, data[end:]))
        text = plain_text(data, _AT_TEXT, end) if manner is not None else None
        if manner is None or text is None:
            return None
        try:
            query = text.decode()
        except UnicodeDecodeError:
            return None
        recipe = manner.recipes.get(form_of(query))
        if recipe is None:
            return None
        key = (manner.scheme, PATH, data[_AT_QUERY:end], *manner.shape)  # type: ignore[misc]
        question = Question(query, {}, recipe.format, recipe.limits, None, recipe.base)
        return Asked(data, manner, recipe, question, key, self._shortcut.key_of(question))
