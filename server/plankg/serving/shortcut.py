"""Answers plain SPARQL questions on the event loop, without a thread and without the web.

The web answers the first question of a kind: same address, headers and form of query. What it
asked of the engine, and the headers that it sent, are kept as a recipe. The next question of the
kind is asked of a worker directly, and its answer gets these headers. So the web alone decides what
is sent. Where the recipe does not fit to the letter (an error, a longer request, no idle worker),
the web is asked after all, and is told what the worker said.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from plankg.engine import Answer, Limits
from plankg.errors import PlanKGError
from plankg.pool.messages import Question
from plankg.serving.absence import Absence
from plankg.serving.asked_engine import AskedEngine, Said
from plankg.serving.exchange import Reply, Request
from plankg.serving.kept_answers import KeptAnswer, Mould
from plankg.serving.switchboard import Call, Switchboard, Told
from plankg.sparql_text import form_of
from plankg.web.freshness import etag_of

_PATHS = frozenset({"/sparql"})
# A worker takes so much at once; a longer question could hold up the loop.
_LONGEST = 32_768
# Kinds of questions: headers that clients send differ, and may be made up.
_MOST_RECIPES = 512


@dataclass(frozen=True, slots=True)
class Recipe:
    """How questions of a kind are asked, and what goes before their answers."""

    format: str
    limits: Limits
    base: str
    mould: Mould
    release: str


class Outcome(NamedTuple):
    """What came of asking a worker directly: an answer or an error."""

    question: Question
    answer: Answer | None = None
    error: PlanKGError | None = None

    @property
    def said(self) -> Said | None:
        """What the web is told when it asks the same."""
        told = self.answer or self.error
        return (self.question, told) if told is not None else None


def outcome_of(question: Question, said: Answer | PlanKGError) -> Outcome:
    """Return what came of a question to which a worker said this."""
    if isinstance(said, PlanKGError):
        return Outcome(question, error=said)
    return Outcome(question, said)


class Shortcut:
    """Knows the recipes of this release. All on the event loop's thread."""

    def __init__(self, engine: AskedEngine, switchboard: Switchboard) -> None:
        self._engine = engine
        self._switchboard = switchboard
        self._recipes: dict[Hashable, Recipe] = {}

    def forget(self) -> None:
        """Forget the recipes: another release or another application is served."""
        self._recipes.clear()

    def learn(self, request: Request, shape: Hashable | None, reply: Reply) -> None:
        """Keep a recipe, if the web did nothing else than ask one question and send the answer."""
        kind, query = _kind_of(request, shape)
        if kind is None or kind in self._recipes or len(reply.asked) != 1 or reply.status != 200:
            return
        question, answer = reply.asked[0]
        content_type = reply.header(b"content-type").decode("latin-1")
        given = reply.header(b"etag").strip(b'"').decode("latin-1")
        plainly = not question.bindings and question.dataset is None and question.query == query
        if not plainly or answer.body != reply.body or etag_of(content_type, reply.body) != given:
            return
        if len(self._recipes) < _MOST_RECIPES:
            self._recipes[kind] = Recipe(
                question.format, question.limits, question.base, Mould.of(reply), reply.release
            )

    def recipe_for(
        self, request: Request, shape: Hashable | None
    ) -> tuple[Recipe, Question] | None:
        """Return the recipe for a request and the question to ask, if there is one."""
        kind, query = _kind_of(request, shape)
        recipe = self._recipes.get(kind) if kind is not None else None
        if recipe is None:
            return None
        return recipe, Question(query, {}, recipe.format, recipe.limits, None, recipe.base)

    async def ask(self, question: Question, absence: Absence) -> Outcome | None:
        """Ask a worker; None if none is idle, or it ended before it could be asked."""
        key = self._engine.key_of(question)
        kept = self._engine.kept(key)
        if kept is not None:
            return Outcome(question, kept)
        begun, release = time.perf_counter(), self._engine.release
        came: asyncio.Future[Answer | PlanKGError] = asyncio.get_running_loop().create_future()
        call = self.begin(question, lambda said: None if came.done() else came.set_result(said))
        if call is None:
            return None
        absence.when_told(lambda: self.give_up(call))
        try:
            outcome = outcome_of(question, await came)
        except asyncio.CancelledError:
            self.give_up(call)
            raise
        finally:
            absence.when_told(None)
        self.note(outcome, release, time.perf_counter() - begun, key)
        return outcome

    def key_of(self, question: Question) -> Hashable:
        """Return what the answer to a question is kept by."""
        return self._engine.key_of(question)

    def kept(self, key: Hashable) -> Answer | None:
        """Return the answer that is kept by a key."""
        return self._engine.kept(key)

    def begin(self, question: Question, told: Told) -> Call | None:
        """Ask a worker, if one is idle; `told` is called with what it says. Then `note` it."""
        return self._switchboard.ask(question, told)

    def give_up(self, call: Call) -> None:
        """Stop what was begun."""
        self._switchboard.give_up(call)

    def close(self) -> None:
        """Ask nobody any more."""
        self._switchboard.close()

    def note(self, outcome: Outcome, release: str, seconds: float, key: Hashable) -> None:
        """Count and log what came of a question with this key, and keep an answer."""
        self._engine.note(outcome.question, outcome.answer, outcome.error, release, seconds, key)

    def answer(self, recipe: Recipe, outcome: Outcome) -> KeptAnswer | None:
        """Return what is sent by the recipe; None if it is for the web to make."""
        answer = outcome.answer
        if answer is None or answer.status != 200 or answer.release != recipe.release:
            return None
        mould = recipe.mould
        tag = b'"%s"' % etag_of(mould.content_type, answer.body).encode()
        return mould.cast(answer.body, tag)


def _kind_of(request: Request, shape: Hashable | None) -> tuple[Hashable | None, str]:
    """Return what, beside the query's text, shapes the answer; None where it is not that simple."""
    sent = request.query
    plain = sent.startswith(b"query=") and b"&" not in sent and b";" not in sent
    if not plain or len(sent) > _LONGEST or request.path not in _PATHS:
        return None, ""
    if request.method not in ("GET", "HEAD") or request.body:
        return None, ""
    if not isinstance(shape, tuple):
        return None, ""
    try:
        query = unquote_to_bytes(sent[6:].replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None, ""
    scheme, path, _, *rest = shape
    return (scheme, path, form_of(query), *rest), query
