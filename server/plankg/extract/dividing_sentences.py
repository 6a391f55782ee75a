"""Reads sentences that do nothing but divide the work: 市水利局牵头抓总，市财政局保障资金….

Each clause begins with bodies and goes on with what they do; where one of them leads, the others
join it. A sentence of one clause divides nothing unless it names a lead, or says that all act by
their duties (市水利局、市财政局按职责办理). Who is charged with a part (市城管局负责储气设施建设)
answers for the targets that name it, where any does; leads in turn (分别牵头), each for a sentence
before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from plankg.extract.body_mentions import BodyMention
from plankg.lookups import Lookups, any_of
from plankg.model import Role, Span

_CLAUSE = re.compile(r"(?:[^，,；;（(]|[（(][^（()）]*[)）])+")
# 上述工作由|市水利局负责
_BEGIN = re.compile(
    "[ 　\r\n]*(?:(?P<all>(?:上述|以上|该项|此项|这项|本项|各项|前述|所有)[一-鿿]{0,4}?"
    "(?:工作|任务|措施|事项|目标|项目)[均都]?)?由)?"
)
# 会同市财政局制定办法: with whom, and no clause of its own.
_WITH = ("会同", "联合", "协同", "商")
_CLOSING = " 　\r\n。！"
_JOINED_BY = "会同"
# 市水利局、市住建局|分别牵头: each for one of the sentences with values.
_IN_TURN = "分别牵头"
_VALUE = re.compile(r"\d[ 　]*[%‰一-鿿]")
_CHARGED = "负责"
# 负责|储气设施建设: two characters of what a body is charged with tell its thing.
_PART = re.compile(
    "(?:具体)?负责(?:组织|做好|抓好)?(?P<head>(?!实施|落实|推进|组织|协调)[一-鿿]{2})[一-鿿]{2}"
)
_LONGEST_SENTENCE = 240
# The verb of a clause, the bodies before it, and its words from the verb on.
_Clause = tuple[str, list[BodyMention], Span]
# Whose names alone may begin a clause; the text, its span, its role, whether what they do follows.
Named = Callable[[str, Span, Role, bool], list[BodyMention]]


class DividingSentences:
    """The words with which such a clause goes on, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        rows = [row for row in lookups.rows("role_words") if row["position"] in _POSITIONS]
        roles: tuple[Role, ...] = ("lead", "participant", "responsible")
        self._role: dict[str, Role] = {
            row["word"]: role for row in rows for role in roles if row["role"] == role
        }
        self._last = frozenset(row["word"] for row in rows if row["position"] == "clause-end")
        self._duties = tuple(word for word in self._role if word.startswith(("按", "依", "各")))
        acts = lookups.words("sentence_words", sort="act-of-body")
        self._verbs = re.compile(any_of({*self._role, *acts} - {"按", "等", "对"}))

    def bodies_in(
        self, text: str, sentence: Span, before: list[Span], named: Named
    ) -> list[BodyMention]:
        """Return the bodies of a sentence, all of whose clauses begin with bodies; else none.

        `before` are the sentences of the measure that precede it.
        """
        if sentence.end - sentence.start > _LONGEST_SENTENCE:
            return []
        words = sentence.of(text).rstrip(_CLOSING)
        leading = _BEGIN.match(text, sentence.start, sentence.start + len(words))
        begin = leading.end() if leading else sentence.start
        clauses: list[_Clause] = []
        for match in _CLAUSE.finditer(text, begin, sentence.start + len(words)):
            clause = self._clause(text, Span(*match.span()), named)
            if clause is None:
                return []
            clauses.append(clause)
        if not clauses or not self._divides(text, clauses):
            return []
        if leading and leading["all"]:
            clauses = self._led_by_charged(text, clauses)
        return self._with_roles(text, clauses, before)

    def _clause(self, text: str, clause: Span, named: Named) -> _Clause | None:
        """Return the verb of a clause, the bodies before it, and its words from the verb on."""
        if text.startswith(_WITH, clause.start, clause.end):
            return None
        for verb in self._verbs.finditer(text, clause.start, clause.end):
            word = verb.group()
            if word in self._last and verb.end() < clause.end:
                continue
            if text.startswith(_WITH, verb.end(), clause.end):
                # 市水利局牵头|商市财政局…: others are told of within the clause.
                return None
            listed = Span(clause.start, verb.start())
            bodies = named(text, listed, self._role.get(word, "responsible"), False)
            if bodies:
                rest = Span(verb.end(), clause.end)
                joined = named(text, rest, "participant", True) if word == _JOINED_BY else []
                if word == _JOINED_BY and not joined:
                    return None
                return word, [*bodies, *joined], Span(verb.start(), clause.end)
        return None

    def _divides(self, text: str, clauses: list[_Clause]) -> bool:
        first = clauses[0][0]
        if len(clauses) == 1:
            return self._role.get(first) == "lead" or first in self._duties
        return any(word in self._role for word, _, _ in clauses)

    def _led_by_charged(self, text: str, clauses: list[_Clause]) -> list[_Clause]:
        """Return the clauses, whoever is charged with all of it leading those who join.

        上述工作由|市水利局|负责，市财政局协同推进.
        """
        roles = [self._role.get(word, "responsible") for word, _, _ in clauses]
        word, bodies, does = clauses[0]
        if does.of(text) != _CHARGED or "lead" in roles or "participant" not in roles:
            return clauses
        return [(word, [replace(one, role="lead") for one in bodies], does), *clauses[1:]]

    def _with_roles(
        self,
        text: str,
        clauses: list[_Clause],
        before: list[Span],
    ) -> list[BodyMention]:
        """Return the bodies, those beside a lead as its participants."""
        before = [one for one in before if _VALUE.search(text, one.start, one.end)]
        led = any(one.role == "lead" for _, bodies, _ in clauses for one in bodies)
        found: list[BodyMention] = []
        for word, bodies, does in clauses:
            part = _PART.match(text, does.start, does.end) if led else None
            for order, one in enumerate(bodies):
                role: Role = "participant" if led and one.role == "responsible" else one.role
                in_turn = word == _IN_TURN and len(before) == len(bodies)
                own = before[order] if in_turn else None
                head = part["head"] if part and role != "lead" else ""
                found.append(replace(one, role=role, part=head, sentence=own))
        return found


_POSITIONS = ("tail", "clause", "clause-end")
