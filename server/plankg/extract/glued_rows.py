"""Reads an annex's table whose cells a crawler glued together, where that can be done safely.

``1修渠市水利局（牵头）、市城管局2022年4季度启动实施2清淤…``: each row has its number, which counts
on, a list of bodies whose first is marked （牵头）, and a time. A row in which any of these is
missing is left alone, and so is all that comes after it in doubt: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plankg.extract.body_mentions import BodyMention
from plankg.extract.responsibilities import RoleGrammar
from plankg.model import Span

_LEAD = re.compile(r"[（(]牵头[)）]")
# When a row's work is to be done, as such tables print it.
TIME = (
    r"20\d\d年(?:[1-4一二三四]季度|\d{1,2}月|[上下]半年)?(?:底)?前?(?:出台具体措施|启动实施|启动|完成|实施)?"
    r"|持续(?:实施|推进)|长期(?:坚持|实施)|(?:及时|适时)(?:实施|推进)"
)
_JOINED = re.compile(r"[、，]|会同|以及|(?<=[局委办厅部府会])和(?=各)")
_BANK = re.compile(r"(?:中国)?(?:人行|人民银行)[一-鿿]{0,3}\Z")
_TIME_AT = re.compile(TIME)
# A table with fewer rows than this is prose that happens to look like one.
_FEWEST_ROWS = 3
_LONGEST_NAME = 24


@dataclass(frozen=True)
class GluedRow:
    """A row: its number, its task's words, its bodies, its time as printed."""

    number: int
    goal: Span
    bodies: tuple[BodyMention, ...]
    deadline: str


def glued_rows(text: str, span: Span, level: str, roles: RoleGrammar) -> Iterator[GluedRow]:
    """Yield the rows of a stretch; `level` is the sign (市, 省) with which local bodies begin."""
    rows = list(_rows(text, span, level, roles))
    if len(rows) >= _FEWEST_ROWS:
        yield from rows


def _rows(text: str, span: Span, level: str, roles: RoleGrammar) -> Iterator[GluedRow]:
    position, number = span.start, 1
    for lead in _LEAD.finditer(text, span.start, span.end):
        if lead.start() < position:
            continue
        begin = _row_start(text, position, lead.start(), number)
        body = _body_start(text, lead.start(), level, roles)
        if begin is None or body is None or body <= begin:
            return
        time = _TIME_AT.search(text, lead.end(), span.end)
        following = _LEAD.search(text, lead.end(), span.end)
        if time is None or (following and following.start() < time.start()):
            return
        first = BodyMention(Span(body, lead.start()), text[body : lead.start()], "lead", 1, 1)
        others = _others(text, Span(lead.end(), time.start()), roles)
        yield GluedRow(number, Span(begin, body), (first, *others), time.group())
        position, number = time.end(), number + 1


def _row_start(text: str, start: int, end: int, number: int) -> int | None:
    """Return where a row's words begin, right after its number; None where that is not there."""
    match = re.compile(rf"(?<!\d){number}(?!\d|[.．]\d)").search(text, start, end)
    return match.end() if match else None


def _body_start(text: str, end: int, level: str, roles: RoleGrammar) -> int | None:
    """Return where the body's name that ends at `end` begins: at the nearest level sign."""
    for start in range(end - 3, max(0, end - _LONGEST_NAME), -1):
        if text[start] == level and roles.names.is_body(text[start:end]):
            bank = _BANK.search(text, max(0, start - 10), start)
            return bank.start() if bank else start
    return None


def _others(text: str, span: Span, roles: RoleGrammar) -> Iterator[BodyMention]:
    position, order = span.start, 2
    for sign in [*_JOINED.finditer(text, span.start, span.end), None]:
        end = sign.start() if sign else span.end
        for mention in roles.names.mentions_in(text, Span(position, end), "participant"):
            name = re.sub(r"等.*\Z", "", mention.name)
            if name and (roles.names.is_body(name) or roles.names.is_collective(name)):
                where = Span(mention.span.start, mention.span.start + len(name))
                yield BodyMention(
                    where, name, "participant", order, 1, collective=roles.names.is_collective(name)
                )
                order += 1
        position = sign.end() if sign else end
