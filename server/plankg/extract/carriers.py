"""Finds what a plan's element does to each innovation carrier (创新载体) that it names.

A verb opens a list of names (推动|南理工科技园、科技小镇|建设). A light verb (推动, 加快) leaves it
to the words after the list to say what is done; a result may follow its names without any verb
(…建成投用). The words are ``carrier_measures.tsv``, with their role: `alone` says what is done by
itself, `light` may leave it to what follows, `opens` needs it, `whole` takes no more than the name;
after the list, `result` stands without a verb, and `object` runs to the clause's end
(申报国家级孵化器). What a name is, `carrier_names` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plankg.extract.carrier_names import CarrierName, CarrierNames
from plankg.extract.sentences import clauses_in, sentences_in
from plankg.lookups import Lookups, any_of
from plankg.model import Confidence, Evidence, Span

# 建设用地, 建设标准: what is done is not done to the carrier.
_OTHER_OBJECT = r"(?!项目|用地|资金|标准|方案|规划|管理|主体|单位)"
# A list that goes on with something else: 建设青禾科创园、道路和学校.
_MORE = "、和及与（("
# Before a name that opens a clause: 年内|青禾科技园建成投用.
_TIME = r"(?:\d{4}年|年内|年底前?|年末|上半年|下半年|[一二三四]季度|\d{1,2}月底?前?|到|前|，|\s)"


@dataclass(frozen=True)
class CarrierFound:
    """A named carrier and the measure that its clause takes on it.

    `carrier_type` and `measure` are keys of the vocabularies, `place` the zone as printed or
    ``""``. `verb` is printed, with ``…`` where the names stand within it (推动…建设). `quote` runs
    from the verb through the name, or through the words after the list that end the measure.
    """

    name: str
    carrier_type: str
    place: str
    measure: str
    verb: str
    quote: Span
    evidence: tuple[Evidence, ...]
    confidence: Confidence
    rule: str


@dataclass(frozen=True)
class _Measure:
    """What the words around a list say: the measure, the printed verb, where its words end."""

    key: str
    verb: str
    start: int
    end: int


class CarrierGrammar:
    """The words for measures and the shapes of carriers' names; made for one plan.

    `zones` are the names of the zones within the plan's area: one printed before a name, or with
    在 before the verb, is where the carrier lies.
    """

    def __init__(self, lookups: Lookups, zones: Iterable[str]) -> None:
        self._before = {
            row["word"]: row for row in lookups.rows("carrier_measures") if row["place"] == "before"
        }
        self._after = {
            row["word"]: row for row in lookups.rows("carrier_measures") if row["place"] == "after"
        }
        self._names = CarrierNames(lookups, zones, self._before, self._after)
        self._verb = re.compile(any_of(self._before))
        self._said = re.compile(
            r"(?:等[一-鿿]{0,6}?)?(?:的[一-鿿、]{0,12}?)?"
            rf"(?P<after>{any_of(self._after)}){_OTHER_OBJECT}"
        )
        self._over = re.compile(r"(?:等[一-鿿]{0,8})?\Z")
        self._located = re.compile(rf"在(?P<zone>{self._names.zone})\Z")
        lead = any_of(lookups.words("adverbs", place="lead"))
        self._opening = re.compile(rf"(?:{_TIME}|{lead})*")

    def carriers_in(self, text: str, span: Span) -> Iterator[CarrierFound]:
        """Yield the carriers that a stretch of running text takes a measure on, in text order."""
        for sentence in sentences_in(text, span):
            for clause in clauses_in(text, sentence):
                yield from self._in_clause(text, clause)

    def _in_clause(self, text: str, clause: Span) -> Iterator[CarrierFound]:
        opening = self._opening.match(text, clause.start, clause.end)
        subject = opening.end() if opening else clause.start
        items = self._names.list_at(text, subject, clause.end)
        result = self._result(text, items, subject, clause.end)
        if result:
            yield from self._found(text, items, result, None)
            return
        done = clause.start
        for verb in self._verb.finditer(text, clause.start, clause.end):
            if verb.start() < done:
                continue
            items = self._names.list_at(text, verb.end(), clause.end)
            measure = self._measure(text, verb, items, clause.end)
            if measure:
                located = self._located.search(text, clause.start, verb.start())
                place = Span(*located.span("zone")) if located else None
                yield from self._found(text, items, measure, place)
                done = measure.end

    def _result(self, text: str, items: list[CarrierName], start: int, end: int) -> _Measure | None:
        """Return what names at a clause's start come to: …取得实质性成效, …建成投用."""
        said = self._said_after(text, items, end)
        row = self._after[said["after"]] if said else None
        if not said or not row or row["role"] != "result":
            return None
        return _Measure(row["measure"], said["after"], start, said.end())

    def _measure(
        self, text: str, verb: re.Match[str], items: list[CarrierName], end: int
    ) -> _Measure | None:
        """Return what a verb and the words after its list say; None where they say nothing."""
        if not items:
            return None
        row = self._before[verb.group()]
        said = None if row["role"] == "whole" else self._said_after(text, items, end)
        if said:
            after = self._after[said["after"]]
            # 推动…建设 says by its last word what is done, 完善…建设 by its first.
            key = after["measure"] if row["measure"] == "promote" else row["measure"]
            stop = end if after["role"] == "object" else said.end()
            return _Measure(key, f"{verb.group()}…{said['after']}", verb.start(), stop)
        if not self._complete(text, row["role"], _closed(text, items[-1].span.end), end):
            return None
        return _Measure(row["measure"], verb.group(), verb.start(), verb.end())

    def _complete(self, text: str, role: str, last: int, end: int) -> bool:
        """Say whether a verb needs no more than the names that end at `last`."""
        if role == "whole":
            return True
        over = bool(self._over.match(text, last, end))
        return over if role == "light" else role == "alone" and (over or text[last] in _MORE)

    def _said_after(self, text: str, items: list[CarrierName], end: int) -> re.Match[str] | None:
        if not items:
            return None
        return self._said.match(text, _closed(text, items[-1].span.end), end)

    def _found(
        self, text: str, items: list[CarrierName], measure: _Measure, located: Span | None
    ) -> Iterator[CarrierFound]:
        for item in self._names.named(items):
            last = _closed(text, (item.tail or item.span).end)
            quote = Span(measure.start, max(last, measure.end))
            evidence = [Evidence(quote, ("concerns", "hasMeasure"))]
            if item.tail:
                evidence.append(Evidence(item.tail, ("concerns",), restored=True))
            place = item.place or located
            if place:
                evidence.append(Evidence(place, ("locatedIn",)))
            yield CarrierFound(
                name=item.name,
                carrier_type=item.carrier_type,
                place=place.of(text) if place else "",
                measure=measure.key,
                verb=measure.verb,
                quote=quote,
                evidence=tuple(evidence),
                confidence="restored" if item.tail else "printed",
                rule="carriers.elided-list@1" if item.tail else "carriers.named@1",
            )


def _closed(text: str, end: int) -> int:
    """Return the end of a name with the quotation mark that closes it."""
    return end + 1 if text[end : end + 1] == "”" else end
