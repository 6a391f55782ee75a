"""Takes apart the words around a value: what is measured, and what the verbs say about it.

``全市人才总数达到|44万人``: scope 全市, head 人才总数, predicate 达到.
``每年引进|科技人才项目|30个``: frequency 每年, verb 引进, head 科技人才项目.
Every piece is a span of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plankg.extract.times import ANNUAL, TimeGrammar
from plankg.lookups import Lookups, any_of
from plankg.model import Comparator, Kind, Span

_BASE = re.compile(
    r"(?:比|较)[ 　]?(?:上年|去年|上一年|20\d\d[ 　]?年|“?十[二三四五]五”?(?:时期|期间|期)?末?)"
    r"(?:底|末|同期)?"
    r"|同比|在?[ 　]?20\d\d[ 　]?年(?:底|末)?的?基础上|以[ 　]?20\d\d[ 　]?年为基[期数]"
)
_SHARE = re.compile("其中[，,]?")
_CUMULATIVE = re.compile("累计")
# Signs by which two verbs share what follows: 新建、改扩建|公办幼儿园.
_JOINED_VERBS = ("、", "和", "或", "及", "并", "与")
_AT_LEAST = re.compile("至少|最少")
# Words in the middle of a clause from which what is done is said, after who does it.
_LATER = re.compile("每年|力争|确保|争取|至少|年内|全年")
# 孵化器, 引领性, 服务型: with these a verb is the beginning of a name.
_NAMES_ON = re.compile(
    r"[性型者率]|业(?!主|务|绩)|站|体系|平台|网点|度(?!假)|器(?![械材])|基地|机构|中心(?!城)|园区"
    r"|水平|用地"
)
_KINDS: tuple[Kind, ...] = ("level", "increase", "change", "cumulative")
_COMPARATORS: tuple[Comparator, ...] = ("=", ">=", ">", "<=", "<", "~", "range")


@dataclass(frozen=True)
class Verb:
    """A verb before the measured thing: its kind, and whether it belongs to the thing's name."""

    span: Span
    word: str
    kind: Kind
    name: str


@dataclass(frozen=True)
class Predicate:
    """The words between the measured thing and its value, read as one.

    `kept` are those that belong to the measured thing's name: 下降, since a change has no sign.
    """

    span: Span
    kind: Kind | None
    comparator: Comparator
    words: str
    split: bool = False
    kept: str = ""


@dataclass(frozen=True)
class Phrase:
    """The words before a value, taken apart; `head` is what is left as the measured thing."""

    verbs: tuple[Verb, ...]
    head: Span
    predicate: Predicate | None
    hedge: str
    annual: Span | None
    annual_leads: bool
    scope: Span | None
    share_of_previous: bool
    comparator: Comparator = "="


@dataclass(frozen=True)
class _Lead:
    """What leads to the measured thing, which begins at `position`."""

    position: int
    verbs: tuple[Verb, ...] = ()
    hedge: str = ""
    annual: Span | None = None
    scope: Span | None = None
    share: bool = False
    cumulative: tuple[int, int] | None = None
    comparator: Comparator = "="


class PhraseGrammar:
    """The word lists that take phrases apart, compiled once."""

    def __init__(self, lookups: Lookups, times: TimeGrammar) -> None:
        self._times = times
        self._verbs = {row["word"]: row for row in lookups.rows("verbs")}
        self._verb = re.compile(any_of(self._verbs))
        self._last_verb = re.compile(rf"{any_of(self._verbs)}\Z")
        self._predicates = {row["words"]: row for row in lookups.rows("predicates")}
        self._hedge = re.compile(any_of(lookups.words("hedges")))
        self._adverb = re.compile(any_of(lookups.words("adverbs", place="lead")))
        self._predicate = re.compile(rf"(?:{any_of(self._predicates)})\Z")
        # 争创 is a verb and a hedge at once: before a value it is read as the verb.
        hedges = any_of(word for word in lookups.words("hedges") if word not in self._verbs)
        self._tail = re.compile(
            rf"(?:{any_of(lookups.words('adverbs', place='tail'))}|{hedges}"
            rf"|{ANNUAL.pattern}|{_BASE.pattern}|{times.phrase.pattern})\Z"
        )
        self._service = re.compile(rf"(?P<verb>{any_of(lookups.words('service_verbs'))})\Z")

    def doing_in(self, words: str) -> str:
        """Return what somebody named at the head of the words does: 建立站点 of 社区建立站点."""
        match = self._verb.search(words, 2)
        return words[match.start() :] if match else ""

    def doing_after(self, text: str, span: Span) -> tuple[Verb, str] | None:
        """Return the verb in the midst of a stretch, and the words after it: 开展|净水培训."""
        match = self._verb.search(text, min(span.start + 2, span.end), span.end)
        if match is None:
            return None
        row = self._verbs[match.group()]
        verb = Verb(
            Span(match.start(), match.end()), match.group(), _kind(row["kind"]), row["name"]
        )
        return verb, text[match.end() : span.end]

    def service_verb(self, text: str, span: Span) -> Span | None:
        """Return the verb at the end of the stretch that says what is done for somebody."""
        match = self._service.search(text, span.start, span.end)
        return Span(match.start("verb"), match.end("verb")) if match else None

    def with_last_verb(self, text: str, phrase: Phrase) -> Phrase:
        """Return the phrase with the verb at the very end of its head read as its verb.

        Before a value that stands before its name, words in front of the verb (分领域发布|100个)
        say how, not what.
        """
        match = self._last_verb.search(text, phrase.head.start, phrase.head.end)
        if phrase.predicate and phrase.predicate.words in self._verbs and not phrase.verbs:
            # 新增|30家企业: right before a value, 新增 looks like a predicate.
            row = self._verbs[phrase.predicate.words]
            doing = Verb(phrase.predicate.span, row["word"], _kind(row["kind"]), row["name"])
            return replace(phrase, verbs=(doing,), predicate=None)
        if match is None or phrase.predicate:
            return phrase
        row = self._verbs[match.group()]
        span = Span(match.start(), match.end())
        verb = Verb(span, match.group(), _kind(row["kind"]), row["name"])
        return replace(phrase, verbs=(verb,), head=Span(phrase.head.end, phrase.head.end))

    def phrase(self, text: str, start: int, end: int, scopes: re.Pattern[str]) -> Phrase:
        """Take apart the words of ``text[start:end]``, which stand before a value.

        `scopes` matches the areas and zones that may be named as a scope.
        """
        end, predicate, hedge_after, annual_after = self._tail_of(text, start, end)
        lead = self._lead_of(text, start, end, scopes)
        if not lead.verbs and (later := _LATER.search(text, lead.position, end)):
            # 市级财政|每年|安排…: who does it stands before; how often or how surely begins anew.
            anew = self._lead_of(text, later.start(), end, scopes)
            if anew.verbs:
                lead = replace(anew, scope=lead.scope or anew.scope, share=lead.share)
        if lead.cumulative:
            predicate = _cumulative(predicate, *lead.cumulative)
        return Phrase(
            lead.verbs,
            Span(min(lead.position, end), end),
            predicate,
            lead.hedge or hedge_after,
            lead.annual or annual_after,
            lead.annual is not None,
            lead.scope,
            lead.share,
            lead.comparator,
        )

    def _lead_of(self, text: str, start: int, end: int, scopes: re.Pattern[str]) -> _Lead:
        """Read the words that lead to the measured thing: hedges, times, scopes, verbs."""
        verbs: list[Verb] = []
        lead = _Lead(start)
        position = start
        while position < end:
            step = self._lead(text, position, end, scopes)
            if step is None:
                break
            sort, stop = step
            joined = bool(verbs) and text[verbs[-1].span.end : position] in _JOINED_VERBS
            if sort == "verb" and verbs and not (self.leads(verbs[-1]) or joined):
                break
            word = text[position:stop]
            if sort == "hedge":
                lead = replace(lead, hedge=lead.hedge or self._plain_hedge(word))
            elif sort == "annual":
                lead = replace(lead, annual=lead.annual or Span(position, stop))
            elif sort == "scope":
                lead = replace(lead, scope=Span(position, stop))
            elif sort == "share":
                lead = replace(lead, share=True)
            elif sort == "cumulative":
                lead = replace(lead, cumulative=(position, stop))
            elif sort == "at-least":
                lead = replace(lead, comparator=">=")
            elif sort == "verb":
                row = self._verbs[word]
                verbs.append(Verb(Span(position, stop), word, _kind(row["kind"]), row["name"]))
                lead = replace(lead, hedge=lead.hedge or self._plain_hedge(word))
            position = stop
        return replace(lead, position=position, verbs=tuple(verbs))

    def leads(self, verb: Verb) -> bool:
        """Say whether a further verb may follow: 推动|实施…, but 建设|储备林 is one verb."""
        return self._verbs[verb.word]["leads"] == "yes"

    def _plain_hedge(self, word: str) -> str:
        match = self._hedge.fullmatch(word)
        return match.group() if match else ""

    def _lead(
        self, text: str, position: int, end: int, scopes: re.Pattern[str]
    ) -> tuple[str, int] | None:
        """Return the sort and end of the next leading word that is no part of the head."""
        if text[position] in " 　、，,；;和及与并或":
            return "sign", position + 1
        if text[position] == "“" and text.find("”", position, end) < 0:
            # 实现“引进人才达到2000名、…”的目标: the quotation goes on beyond this value.
            return "sign", position + 1
        for sort, pattern in (
            ("share", _SHARE),
            ("cumulative", _CUMULATIVE),
            ("at-least", _AT_LEAST),
            ("hedge", self._hedge),
            ("annual", ANNUAL),
            ("time", self._times.phrase),
            ("scope", scopes),
        ):
            match = pattern.match(text, position, end)
            if match and match.end() > position:
                stop = match.end()
                if sort == "hedge" and match.group() in self._verbs:
                    return "verb", stop
                if sort == "hedge" and match.group() in ("保持", "稳定", "努力"):
                    continue
                if sort == "scope" and not _stands_alone(text, position, stop, end):
                    continue
                return sort, stop
        verb = self._verb.match(text, position, end)
        if verb and _NAMES_ON.match(text, verb.end(), end):
            verb = None
        adverb = self._adverb.match(text, position, end)
        if verb and (not adverb or verb.end() >= adverb.end()):
            return "verb", verb.end()
        if adverb and adverb.end() < end:
            # 再 and 将 are adverbs before a verb only: 再生水 and 将军 are names.
            alone = adverb.end() - adverb.start() > 1
            if alone or self._verb.match(text, adverb.end(), end):
                return "adverb", adverb.end()
        return None

    def _tail_of(
        self, text: str, start: int, end: int
    ) -> tuple[int, Predicate | None, str, Span | None]:
        """Strip the predicates, hedges and adverbs at the end; the head ends before them."""
        words: list[str] = []
        kind: Kind | None = None
        comparator: Comparator = "="
        hedge = ""
        annual: Span | None = None
        split = False
        kept = ""
        stop = end
        while stop > start:
            if text[stop - 1] in " 　\n":
                stop -= 1
                continue
            found = self._predicate.search(text, start, stop)
            tail = self._tail.search(text, start, stop)
            if found and (not tail or found.start() <= tail.start()):
                row = self._predicates[found.group()]
                kind = _stronger(kind, row["kind"])
                if row["comparator"] != "=" and comparator == "=":
                    comparator = _comparator(row["comparator"])
                words.insert(0, found.group())
                if (row["name"] == "keep" and len(words) == 1) or (row["name"] == "keep" and kept):
                    kept = found.group() + kept
                hedge = hedge or ("保持" if found.group().startswith("保持") else "")
                hedge = hedge or ("稳定" if found.group().startswith("稳定") else "")
                stop = found.start()
            elif tail and tail.end() > tail.start() and tail.start() >= start:
                word = tail.group()
                hedge = hedge or self._plain_hedge(word)
                if ANNUAL.fullmatch(word):
                    annual = Span(tail.start(), tail.end())
                split = split or word in ("分别", "各", "均", "每个")
                words.insert(0, word)
                stop = tail.start()
            else:
                break
        if not words:
            return stop, None, "", None
        predicate = Predicate(Span(stop, end), kind, comparator, "".join(words), split, kept)
        return stop, predicate, hedge, annual


def _cumulative(predicate: Predicate | None, start: int, stop: int) -> Predicate:
    """Return the predicate of a phrase that begins with 累计."""
    if predicate is None:
        return Predicate(Span(start, stop), "cumulative", "=", "累计")
    return replace(predicate, kind="cumulative")


def _stands_alone(text: str, start: int, stop: int, end: int) -> bool:
    """Say whether a scope word is a phrase of its own, not the start of a longer name."""
    return not re.match(r"(?:的|级|性|范围|排名|第|内外)", text[stop : min(end, stop + 2)])


def _stronger(kind: Kind | None, other: str) -> Kind | None:
    """Return which of two predicates' kinds holds: 累计 over increase, change, level."""
    order: dict[str, int] = {"": 0, "level": 1, "change": 2, "increase": 3, "cumulative": 4}
    if order[other] > order[kind or ""]:
        return _kind(other)
    return kind


def _kind(word: str) -> Kind:
    for kind in _KINDS:
        if word == kind:
            return kind
    raise ValueError(f"no such kind in the lookup tables: {word!r}")


def _comparator(sign: str) -> Comparator:
    for comparator in _COMPARATORS:
        if sign == comparator:
            return comparator
    raise ValueError(f"no such comparator in the lookup tables: {sign!r}")
