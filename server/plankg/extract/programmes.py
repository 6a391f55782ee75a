"""Finds the named programmes (schemes): 暨阳英才计划, 省“双创计划”, 企业家国际化素质提升工程.

A name is quoted, or it is the object of a verb that one uses of schemes (实施, 落实). The words
are ``programme_endings.tsv``, by the place that they have: `verb` and `dated-verb` before a name,
`joining` before a quoted one, `never` within one, `plain` words that make no name by themselves,
`stem-end` before the ending of what is no scheme, `mate` at the end of a list's other members.
What is built or repaired (整治工程), what is but a kind of work
(年度计划) and the plan itself (本行动计划) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plankg.extract.sentences import clauses_in, sentences_in
from plankg.lookups import Lookups, any_of
from plankg.model import Confidence, Span

_CHARS = r"[^，,；;。：:、的（）()《》“”\s]"
_QUOTED = r"“[^“”《》\n]{1,24}”"
_YEARS = r"(?:[（(](?:19|20)\d{2}(?:[－—–\-至~](?:19|20)\d{2})?年?[）)])?"
_SEPARATOR = re.compile(r"、|以及|[和及与]")
_QUOTATION = re.compile(_QUOTED)
_MARKS = re.compile(r"[“”]")
_ATTRIBUTE = re.compile(r"[^，,；;。：:的]{1,60}的")
_COUNTED = re.compile(r"\d+[ 　]*[个项家类大]")
# 标准、质量、品牌“三位一体”工程 is one name: short nouns after the verb, a quotation at the end.
_HEADS = r"(?:[^，,；;。：:、的（）()《》“”\s]{2,4}、){1,4}"
_SHORTEST_STEM = 2
# 省 and 无锡 may belong to a quoted name that they precede in a list; longer words do not.
_LONGEST_AREA = 3
# How far back the 《 of a title is looked for; titles have up to about 60 signs.
_REACH = 80


@dataclass(frozen=True)
class ProgrammeFound:
    """A place where a plan names a programme.

    `name` is as printed, with its years and without quotation marks; `quote` covers it as printed.
    """

    name: str
    quote: Span
    rule: str
    confidence: Confidence


class ProgrammeGrammar:
    """The shapes of programmes' names and the words around them, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        def words(place: str) -> str:
            return any_of(lookups.words("programme_endings", place=place))

        ending, after = words("ending"), rf"(?=\Z|[，,；;。：:、）)（(\s”]|{words('follows')})"
        dated = words("dated-verb")
        self._verb = re.compile(rf"{words('verb')}|(?P<dated>{dated})")
        self._joining = re.compile(rf"{words('verb')}|{dated}|{words('joining')}")
        self._member = re.compile(
            rf"(?P<heads>{_HEADS}(?=[^、]*“))?"
            rf"(?P<stem>(?:{_CHARS}|{_QUOTED}){{1,30}}?){ending}(?P<years>{_YEARS}){after}"
        )
        self._inside = re.compile(
            rf"(?P<before>{_CHARS}{{0,12}})“[^“”《》\n]{{1,24}}?{ending}{_YEARS}”{_YEARS}"
        )
        self._beside = re.compile(
            rf"(?P<before>{_CHARS}{{0,12}}){_QUOTED}(?P<between>{_CHARS}{{0,12}}?)"
            rf"{ending}{_YEARS}{after}"
        )
        self._product = re.compile(rf"(?P<before>)“[^“”《》\n]{{1,6}}{words('product')}”")
        self._mate = re.compile(rf"{words('mate')}\Z")
        self._level = re.compile(rf"{words('level')}\Z")
        self._never = re.compile(words("never"))
        self._idiom = re.compile(words("idiom"))
        self._plain = re.compile(rf"(?:{words('plain')})*")
        self._work = re.compile(rf"{words('stem-end')}\Z")

    def programmes_in(self, text: str, span: Span, own_title: str = "") -> Iterator[ProgrammeFound]:
        """Yield the programmes that a stretch of running text names, in text order.

        `own_title` is the plan's, which is none of them, with its years or without.
        """
        own = _MARKS.sub("", own_title)
        for sentence in sentences_in(text, span):
            for clause in clauses_in(text, sentence):
                for found in self._in_clause(text, clause):
                    if not own.startswith(found.name):
                        yield found

    def _in_clause(self, text: str, clause: Span) -> Iterator[ProgrammeFound]:
        named = [*self._objects(text, clause), *self._quoted(text, clause)]
        last = clause.start
        for quote, rule in sorted(named, key=lambda found: (found[0].start, -found[0].end)):
            if quote.start >= last and not _within_title(text, quote.start):
                last = quote.end
                yield ProgrammeFound(_MARKS.sub("", quote.of(text)), quote, rule, "printed")

    def _objects(self, text: str, clause: Span) -> Iterator[tuple[Span, str]]:
        """Yield the members of the lists that follow a scheme's verb."""
        for verb in self._verb.finditer(text, clause.start, clause.end):
            position = verb.end()
            while position < clause.end:
                member = self._member.match(text, position, clause.end)
                if member and self._is_name(member, dated=bool(verb["dated"])):
                    yield Span(member.start(), member.end()), "programmes.object@1"
                stop = member.end() if member else self._mate_end(text, position, clause.end)
                separator = _SEPARATOR.match(text, stop, clause.end)
                if not separator:
                    break
                position = separator.end()

    def _mate_end(self, text: str, position: int, end: int) -> int:
        """Return the end of a list's member that is no programme (一批民生科技示范项目).

        What ends otherwise is no such member, and the list ends before it: in
        大气、水、土壤污染防治计划 it is an elided part of the next.
        """
        attribute = _ATTRIBUTE.match(text, position, end)
        begin = attribute.end() if attribute else position
        stop = text.find("、", begin, end)
        return stop if stop > begin and self._mate.search(text, begin, stop) else position

    def _is_name(self, member: re.Match[str], *, dated: bool) -> bool:
        """Say whether the object of a scheme's verb is a name, not a kind of work.

        After a verb that is used of any plan (落实) it is one only with years of its own.
        """
        stem = member["stem"]
        if "“" in stem:
            around = _QUOTATION.sub("", stem)
            return not (self._idiom.search(stem) or self._never.search(around))
        return (
            bool(member["years"] or not dated)
            and len(stem) >= _SHORTEST_STEM
            and not self._never.search(stem)
            and not _COUNTED.search(stem)
            and not self._verb.search(stem)
            and not self._plain.fullmatch(stem)
            and not self._work.search(stem)
        )

    def _quoted(self, text: str, clause: Span) -> Iterator[tuple[Span, str]]:
        """Yield the quoted names that stand anywhere, with the level or area printed before."""
        for pattern in (self._inside, self._beside, self._product):
            for match in pattern.finditer(text, clause.start, clause.end):
                between = match.groupdict().get("between") or ""
                start = match.end("before")
                if self._never.search(between) or self._idiom.search(text, start, match.end()):
                    continue
                start -= self._belonging(text, match, clause)
                yield Span(start, match.end()), "programmes.quoted@1"

    def _belonging(self, text: str, match: re.Match[str], clause: Span) -> int:
        """Return how many of the signs before a quotation belong to the name.

        They are all words after a scheme's verb (实施|名校名企“四名工程”), a level (国家“…”), or in
        a list an area (、无锡“…”).
        """
        before = match["before"]
        verbs = list(self._joining.finditer(before))
        if verbs:
            rest = before[verbs[-1].end() :]
            named = self._verb.fullmatch(verbs[-1].group()) or self._level.fullmatch(rest)
            return len(rest) if named else 0
        in_list = match.start() > clause.start and text[match.start() - 1] == "、"
        if in_list and len(before) <= _LONGEST_AREA:
            return len(before)
        level = self._level.search(before)
        # 市 alone is a level only where it is a word: not in 重点城市“煤改气”工程.
        whole = level and (level.start() == 0 or len(level.group()) > 1)
        return len(level.group()) if level and whole else 0


def _within_title(text: str, position: int) -> bool:
    """Say whether a position stands within 《…》, across line breaks too."""
    begin = max(0, position - _REACH)
    return text.rfind("《", begin, position) > text.rfind("》", begin, position)
