"""Finds the industries that a plan names as its focus: 重点发展集成电路、生物医药等产业.

Only words of focus make one, never a noun alone: a verb of ``industries.tsv`` and then names that
end as industries' do (…产业, …制造业, …经济), that a closing 等…产业 calls so, or that the table
knows. What names no branch (主导产业, 未来产业) is left out, in what follows it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plankg.extract.sentences import clauses_in, sentences_in
from plankg.lookups import Lookups, any_of
from plankg.model import Span

_CHARS = r"[^，,；;。：:、的（）()《》“”等\d\s]"
_MEMBER = rf"{_CHARS}{{2,16}}?"
_SEPARATOR = r"(?:、|以及)"
# 等六大百亿级产业群, 等产业, 三大产业: what calls the names of a list before it industries.
_SIZES = r"[\d一二三四五六七八九十百千万亿级个大多、]{0,16}"
_QUALITY = r"(?:[^，,；;。：:等《》]{1,24}的)?"
_STOP = r"(?=\Z|[，,；;。：:（(\s]|的|(?:加快)?发展|建设|规划|做大做强|提质)"
_CLOSER = (
    rf"(?P<closer>(?:等{_QUALITY}{_SIZES}|[三四五六七八九十两]大|\d{{1,2}}大)(?P<kind>{_CHARS}{{0,8}}?)"
    r"(?:产业(?:集群|群)?|行业|服务业|制造业|新?经济)(?:重点)?(?:领域)?)"
    rf"{_STOP}"
)
_ATTRIBUTE = r"(?:[^，,；;。：:、《》]{1,30}的)?"
_OUR = re.compile(r"(?:我[国省市县区]|[全本][国省市县区])")
_PLANNED = re.compile(r"的?(?:发展)?规划")
_FOR_WHOM = re.compile(r"(?:企业|机构|公司|高校|院校|园区|人才|人员|群众|农户)\Z")
_SHORTEST = 2
# 等6个百亿级产业群, 三大产业: how many names the list before it has.
_COUNT = re.compile(r"等?(?P<n>\d{1,2}|[二三四五六七八九十])[大个]")
_NUMBERS = "零一二三四五六七八九十"
# 新一代信息技术, 车船及装备制造: the longest names in use; 船舶及配件高精钢构 is two.
_LONGEST_NAME = 8
# Longer lists than any plan has are not read, so that no text takes long.
_LONGEST = 40
# How far back the 《 of a title is looked for; titles have up to about 60 signs.
_REACH = 80


@dataclass(frozen=True)
class IndustryFound:
    """An industry named as focus: `name` without 产业, where printed, and the word of focus."""

    name: str
    quote: Span
    focus: Span
    rule: str


class IndustryGrammar:
    """The words of focus and the shapes of industries' names, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        def words(place: str) -> str:
            return any_of(lookups.words("industries", place=place))

        self._focus = re.compile(
            rf"(?P<word>(?:{words('focus')})+(?:和(?:提升|壮大|做强))?|(?P<planned>{words('planned')}))"
        )
        self._ending = re.compile(rf"{words('ending')}\Z")
        self._generic = re.compile(rf"{words('generic')}*(?:产业|经济|工业)?")
        self._names = frozenset(lookups.words("industries", place="name"))
        self._listed = re.compile(
            rf"{_ATTRIBUTE}(?P<list>{_MEMBER}(?:{_SEPARATOR}{_MEMBER}){{1,{_LONGEST}}}){_CLOSER}"
        )
        self._between = re.compile(r"、|以及|[和与及]")
        named = rf"(?:{_CHARS}{{1,14}}?{words('ending')}|{any_of(self._names)})"
        self._one = re.compile(rf"{named}(?=\Z|、|以及|[和与及])")
        self._named = re.compile(
            rf"{_ATTRIBUTE}(?P<list>{named}(?:(?:、|以及|[和与及]){named}){{0,{_LONGEST}}}?)"
            rf"(?:{words('tail')})?(?=\Z|[，,；;。：:（(\s])"
        )

    def industries_in(self, text: str, span: Span) -> Iterator[IndustryFound]:
        """Yield the industries that a stretch names as focus, in text order."""
        for sentence in sentences_in(text, span):
            for clause in clauses_in(text, sentence):
                yield from self._in_clause(text, clause)

    def _in_clause(self, text: str, clause: Span) -> Iterator[IndustryFound]:
        words, last = clause.of(text), 0
        for focus in self._focus.finditer(words):
            if focus.start() < last or _within_title(text, clause.start + focus.start()):
                continue
            listed = self._listed.match(words, focus.end())
            named = self._named.match(words, focus.end())
            if listed and not (focus["planned"] and not _PLANNED.match(words, listed.end())):
                found, last = list(self._members(words, listed)), listed.end()
                rule = "industries.list@1"
            elif named and not focus["planned"]:
                found, last = list(self._named_parts(words, *named.span("list"))), named.end("list")
                rule = "industries.name@1"
            else:
                continue
            at = Span(clause.start + focus.start(), clause.start + focus.end())
            for one in found:
                name = self._name(words[one.start : one.end])
                if name:
                    quote = Span(clause.start + one.start, clause.start + one.end)
                    yield IndustryFound(name, quote, at, rule)

    def _members(self, words: str, listed: re.Match[str]) -> Iterator[Span]:
        """Yield a closed list's members, and what closes it where that is a branch itself."""
        members = list(self._parts(words, *listed.span("list")))
        longest = max(members, key=lambda member: member.end - member.start)
        count = _COUNT.match(listed["closer"])
        if count and _number(count["n"]) == len(members) + 1 and _too_long(longest):
            # One name too few and one too long: the sign between two of them is missing.
            members.remove(longest)
        yield from members
        kind = Span(listed.start("kind"), listed.end("closer"))
        printed = words[kind.start : kind.end]
        if self._ending.search(printed) and not printed.endswith(("产业", "行业")):
            yield kind

    def _parts(self, words: str, start: int, end: int) -> Iterator[Span]:
        """Yield a list's members; 和 parts the last one in two, and never one of 船舶及配件."""
        spans = [Span(m.start(), m.end()) for m in re.finditer(r"[^、]+", words[:end]) if m]
        spans = [Span(max(start, span.start), span.end) for span in spans if span.end > start]
        for index, span in enumerate(spans):
            cut = words.find("和", span.start + _SHORTEST, span.end - _SHORTEST)
            known = words[span.start : span.end] in self._names
            if index + 1 == len(spans) and index and cut > 0 and not known:
                yield Span(span.start, cut)
                yield Span(cut + 1, span.end)
            else:
                yield span

    def _named_parts(self, words: str, start: int, end: int) -> Iterator[Span]:
        """Yield the members of a list without a closing word: each is a name by itself."""
        position = start
        while position < end:
            member = self._one.match(words, position, end)
            if member is None:
                return
            if self._is_name(member.group()):
                yield Span(member.start(), member.end())
            separator = self._between.match(words, member.end(), end)
            position = separator.end() if separator else end

    def _is_name(self, printed: str) -> bool:
        """Say whether printed words end as a branch's name; 人才和信息服务业 is none."""
        first, joined, _ = printed.partition("和")
        if joined and printed not in self._names and not self._ending.search(first):
            return False
        return printed in self._names or self._ending.search(printed) is not None

    def _name(self, printed: str) -> str:
        """Return the name without what says whose it is and without 产业; "" for no branch."""
        our = _OUR.match(printed)
        name = printed[our.end() :] if our else printed
        name = name.removesuffix("产业") if not self._generic.fullmatch(name) else ""
        return "" if len(name) < _SHORTEST or _FOR_WHOM.search(name) else name


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _NUMBERS.index(printed)


def _too_long(member: Span) -> bool:
    return member.end - member.start > _LONGEST_NAME


def _within_title(text: str, position: int) -> bool:
    """Say whether a position stands within 《…》, across line breaks too."""
    begin = max(0, position - _REACH)
    return text.rfind("《", begin, position) > text.rfind("》", begin, position)
