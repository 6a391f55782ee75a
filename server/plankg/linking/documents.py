"""Proposes which cited documents are one, and which plan of the workspace a citation means.

A 文号 is a document's own. A title is, if it names its area; without one it may be the country's
or that of the plan's own area: 《“十三五”规划》 of one place is not that of another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from rapidfuzz import fuzz

from plankg.linking.candidates import candidate_pairs
from plankg.linking.model import LEXICAL, SAME, SIMILAR, Proposal, Reason, Thing
from plankg.linking.opposites import Opposites
from plankg.linking.spellings import plain_name
from plankg.lookups import Lookups

_NUMBER, _OWN_TITLE, _TITLE, _WITHOUT_YEARS = 0.99, 0.97, 0.85, 0.8
_LEAST_SIMILAR = 0.88

_WRAPPER = re.compile(
    r".*?关于(?:印发|发布|转发|公布)(?:《)?(?P<title>.{4,}?)》?的(?:通知|公告|决定)"
)
_YEARS = re.compile(r"（[\d\-年－ ]+）$")
_TRIAL = re.compile(r"（(?:试行|暂行|修订|修订版|征求意见稿|送审稿|草案)[^）]*）$")
_FIVE_YEARS = re.compile("第?[一二三四五六七八九十]+五(?:年规划)?|第[一二三四五六七八九十]+个五年")
_NATIONAL = re.compile("国家(?!级)|中华人民共和国|全国")
_COUNTRY = "中国"
# A title of fewer signs (行动计划, 实施意见) is no name.
_SHORTEST = 6
# So long a title without an area is the country's; a shorter one may be any place's.
_LONG = 10


class DocumentRules:
    """Compares documents; `area_of` gives the key of the area that a text begins with."""

    def __init__(
        self, lookups: Lookups, area_of: Callable[[str], tuple[str, int] | None], plans: str
    ) -> None:
        self._opposites = Opposites.of(lookups)
        self._area_of = area_of
        # Plans of the workspace have their addresses here, and no folder below it.
        self._plans = plans

    def propose(self, things: Iterable[Thing]) -> Iterator[Proposal]:
        """Yield the proposals for these documents."""
        documents = sorted(things, key=lambda thing: thing.iri)
        by_key: dict[str, list[Thing]] = defaultdict(list)
        for document in documents:
            for key in dict.fromkeys((_number(document), self._core(document)[1])):
                by_key[key].append(document)
        found: dict[frozenset[str], Proposal] = {}
        for key, group in sorted(by_key.items()):
            first, *others = sorted(group, key=self._rank)
            for other in others if key else ():
                self._keep(found, other, first)
        for at, to in candidate_pairs([self._core(document)[1] for document in documents]):
            self._keep(found, documents[at], documents[to])
        yield from found.values()

    def compare(self, one: Thing, other: Thing) -> Proposal | None:
        """Return what is proposed about two documents, None if nothing is.

        The plan of the workspace, or else the one with the longer name, is the object.
        """
        target, cited = sorted((one, other), key=self._rank)
        if self._is_plan(target) and self._is_plan(cited):
            # One notice, with one number, may issue several plans.
            return None
        numbers = _number(cited), _number(target)
        if all(numbers):
            if numbers[0] != numbers[1]:
                return None
            reason = Reason(f"文号相同：{cited.number}", f"the same number: {cited.number}")
            return Proposal(cited, SAME, target, _NUMBER, LEXICAL, (reason,))
        return self._by_title(cited, target)

    def _keep(self, found: dict[frozenset[str], Proposal], one: Thing, other: Thing) -> None:
        proposal = self.compare(one, other)
        if proposal is not None:
            found.setdefault(proposal.pair, proposal)

    def _by_title(self, cited: Thing, target: Thing) -> Proposal | None:
        (area, title), (other_area, other) = self._core(cited), self._core(target)
        if _periods(cited) != _periods(target) or self._opposites.between(title, other):
            return None
        if title != other:
            return self._alike(cited, target) if area == other_area else None
        if len(title) < _SHORTEST or (area and other_area and area != other_area):
            return None
        years, others = _years(cited), _years(target)
        if years != others:
            if years and others:
                return None
            reason = Reason("名称相同，一侧未写年份", "the same title, one without its years")
            return Proposal(cited, SAME, target, _WITHOUT_YEARS, LEXICAL, (reason,))
        return self._placed(cited, target, area, other_area)

    def _placed(self, cited: Thing, target: Thing, area: str, other: str) -> Proposal | None:
        """Return how sure the same title is, by the areas that the two belong to."""
        if area and area == other:
            reason = Reason("名称与所冠地名都相同", "the same title, and the same area named in it")
            return Proposal(cited, SAME, target, _OWN_TITLE, LEXICAL, (reason,))
        national = target.area in ("", _COUNTRY) and not area and not other
        if national:
            score = _OWN_TITLE if len(self._core(target)[1]) >= _LONG else _TITLE
            reason = Reason(
                "名称相同，未冠地名，全国性文件", "the same title of a national document"
            )
            return Proposal(cited, SAME, target, score, LEXICAL, (reason,))
        if not target.area or target.area not in (area, cited.area):
            return None
        reason = Reason("名称相同，一侧未写地名", "the same title, one without an area")
        return Proposal(cited, SAME, target, _TITLE, LEXICAL, (reason,))

    def _alike(self, cited: Thing, target: Thing) -> Proposal | None:
        one, other = self._core(cited)[1], self._core(target)[1]
        similarity = fuzz.ratio(one, other) / 100
        if similarity < _LEAST_SIMILAR or min(len(one), len(other)) < _SHORTEST:
            return None
        reason = Reason(
            f"名称相近，相似度{similarity:.2f}", f"their titles are alike, {similarity:.2f}"
        )
        score = 0.5 + (similarity - _LEAST_SIMILAR)
        return Proposal(cited, SAME, target, score, SIMILAR, (reason,), similarity)

    def _core(self, document: Thing) -> tuple[str, str]:
        """Return the area that a title names, ``""`` for none, and the title without it."""
        title = _YEARS.sub("", _title(document))
        if national := _NATIONAL.match(title):
            return _COUNTRY, title[national.end() :]
        found = self._area_of(title)
        if found is None:
            return "", title
        key, end = found
        return key, title[end:].removeprefix("的")

    def _rank(self, document: Thing) -> tuple[bool, int, str]:
        return not self._is_plan(document), -len(document.label), document.iri

    def _is_plan(self, document: Thing) -> bool:
        return "/" not in document.iri.removeprefix(self._plans)


def _title(document: Thing) -> str:
    title = plain_name(document.label).strip("《》")
    wrapped = _WRAPPER.fullmatch(title)
    return _TRIAL.sub("", wrapped["title"] if wrapped else title)


def _number(document: Thing) -> str:
    return plain_name(document.number)


def _periods(document: Thing) -> tuple[str, ...]:
    return tuple(_FIVE_YEARS.findall(plain_name(document.label)))


def _years(document: Thing) -> tuple[str, ...]:
    return tuple(re.findall(r"\d{4}", plain_name(document.label)))
