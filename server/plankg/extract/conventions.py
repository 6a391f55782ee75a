"""Applies what a plan declares once about all its lists of bodies, and then relies on.

Six sorts are known (``data/lookups/conventions.tsv``): bodies that belong to every later list and
are not repeated (in one sort, to the list that declares it too), those who answer for whatever
names nobody, a place in the list that means the lead (the first, or all before the first comma), a
mark that means it. A role that follows from such a declaration has the basis ``document-rule``;
without one, nobody is made lead by a place in a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plankg.extract.body_mentions import BodyMention
from plankg.extract.responsibilities import RoleGrammar
from plankg.lookups import Lookups
from plankg.model import Basis, Role, Span

# The groups of a pattern that name bodies: 市水利局|组织，|各镇街|落实.
_LISTS = ("list", "others")
_WITH_ITS_OWN = "this-and-later"
# 第一个为牵头单位，下同: from its own list on.
_FROM_HERE = re.compile("[^（()）。；;]{0,8}下同")
_OF_ALL = ("every-list", _WITH_ITS_OWN)


@dataclass(frozen=True)
class Convention:
    """One declaration: its sort, where it stands, the bodies or the mark that it names."""

    sort: str
    span: Span
    bodies: tuple[BodyMention, ...] = ()
    mark: str = ""


class ConventionGrammar:
    """The ways of declaring a convention, compiled once."""

    def __init__(self, lookups: Lookups, roles: RoleGrammar) -> None:
        self._roles = roles
        self._patterns = [
            (row["sort"], re.compile(row["pattern"])) for row in lookups.rows("conventions")
        ]

    def conventions_in(self, text: str, spans: Iterable[Span]) -> Iterator[Convention]:
        """Yield the declarations that the stretches hold."""
        for span in spans:
            for sort, pattern in self._patterns:
                for match in pattern.finditer(text, span.start, span.end):
                    groups = match.groupdict()
                    bodies = tuple(self._named(text, match))
                    known = all(self._roles.names.is_body(one.name) for one in bodies)
                    if sort == _WITH_ITS_OWN and not known:
                        continue
                    yield Convention(
                        sort, Span(match.start(), match.end()), bodies, groups.get("mark") or ""
                    )

    def _named(self, text: str, declared: re.Match[str]) -> Iterator[BodyMention]:
        """Yield the bodies that a declaration names, in one list or in two."""
        for group in declared.re.groupindex:
            if group in _LISTS and declared[group]:
                listed = Span(declared.start(group), declared.end(group))
                yield from self._roles.names.mentions_in(text, listed, "participant")


def applied(
    mentions: tuple[BodyMention, ...],
    conventions: Iterable[Convention],
    text: str,
    within: Span | None = None,
) -> tuple[BodyMention, ...]:
    """Return the bodies of one list as the plan's conventions have them.

    `within` is the whole list with its brackets: what is declared there may be said of it too.
    """
    if not mentions:
        return mentions
    for convention in conventions:
        if _is_later(convention, within, text):
            continue
        if convention.sort in _OF_ALL and convention.span.end < mentions[0].span.start:
            mentions = _with_every(mentions, convention)
        elif convention.sort == _WITH_ITS_OWN:
            if within and within.covers(convention.span):
                mentions = _with_every(mentions, convention, "stated")
        elif convention.sort == "first-leads":
            mentions = _led_by(mentions, {0})
        elif convention.sort == "comma-leads":
            first = mentions[0].group
            before = {index for index, one in enumerate(mentions) if one.group == first}
            # A、B、C: without a comma nobody stands before one.
            if len(before) < len(mentions) or len(mentions) == 1:
                mentions = _led_by(mentions, before)
        elif convention.sort == "marked-leads":
            marked = {
                index
                for index, mention in enumerate(mentions)
                if convention.mark in _around(text, mention.span)
            }
            mentions = _led_by(mentions, marked) if marked else mentions
    return mentions


def _is_later(convention: Convention, within: Span | None, text: str) -> bool:
    """Say whether a declaration that holds from its own list on (下同) stands below this list."""
    onward = _FROM_HERE.match(text, convention.span.end)
    return bool(onward and within and within.end <= convention.span.start)


def of_every_task(conventions: Iterable[Convention], start: int) -> list[BodyMention]:
    """Return who answers for a task that begins at `start` and names nobody.

    以下各项工作均需各镇街落实，不再列出: said of all tasks below, also of those without a list;
    未注明责任单位的，均由市水利局负责: said of all tasks without one.
    """
    declared = [
        one
        for one in conventions
        if one.sort == "every-other" or (one.sort in _OF_ALL and one.span.end < start)
    ]
    return list(_with_every((), declared[-1])) if declared else []


def _with_every(
    mentions: tuple[BodyMention, ...], convention: Convention, basis: Basis = "document-rule"
) -> tuple[BodyMention, ...]:
    """Return the list with the bodies that belong to every list, once each."""
    role: Role = "participant" if any(m.role == "lead" for m in mentions) else "responsible"
    named = {mention.name for mention in mentions}
    group = mentions[-1].group + 1 if mentions else 1
    added = [body for body in convention.bodies if body.name not in named]
    return mentions + tuple(
        replace(
            body,
            role=role,
            basis=basis,
            group=group,
            position=len(mentions) + n,
            everywhere=basis == "document-rule",
        )
        for n, body in enumerate(added, start=1)
    )


def _led_by(mentions: tuple[BodyMention, ...], leads: set[int]) -> tuple[BodyMention, ...]:
    """Return a list without a stated lead with the given places as leads, the rest joining.

    配合单位：市财政局 leads nothing, nor does 责任单位：市财政局 below a line that says who leads.
    """
    roles = {mention.role for mention in mentions}
    if "lead" in roles or "responsible" not in roles:
        return mentions
    return tuple(
        replace(
            mention,
            role="lead" if index in leads else "participant",
            basis="document-rule",
        )
        for index, mention in enumerate(mentions)
    )


def _around(text: str, span: Span) -> str:
    """Return a name with the sign before and after it, where marks stand."""
    return text[max(0, span.start - 1) : span.end + 1]
