"""Takes titles and numbers of documents apart, so that two ways to print one compare.

The words of titles are ``document_titles.tsv`` and ``issuer_endings.tsv``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from plankg.lookups import Lookups, any_of
from plankg.register import Register

_MARKS = re.compile(r"[\s《》〈〉“”\"‘’'「」『』]+")
_DASHES = re.compile("[-－—–~～至到]+")
_YEARS = re.compile(r"\(?((?:19|20)\d\d)年?(?:-+((?:19|20)\d\d|\d\d))?年?\)?")
_NUMBER = re.compile(r"(.*?)[〔\[【(]((?:19|20)\d\d)[〕\]】)]第?0*(\d+)号")
_NATIONAL = re.compile("党中央|中共中央|中央|国务院|国家|全国")
# A title that says so itself; 国家创新型城市建设方案 and 全国文明城市创建方案 are a city's.
_OF_THE_STATE = re.compile("中华人民共和国|国务院|中共中央")
_ABOVE = re.compile("([省市县区])(?![场容域际块])")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is cited, or a plan as it says of itself.

    `within` is the key of the area whose plan cites it (省政府 is its province's), and a plan's own
    area; `issuers` are printed names.
    """

    iri: str
    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    within: str = ""
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: `core` without area, issuer, years and the letter around it."""

    core: str
    years: str = ""
    area: str = ""
    state: str = ""


def number_key(printed: str) -> str:
    """Return a 文号 as it is compared: 苏发〔2018〕18号, ``""`` for what is none."""
    plain = "".join(unicodedata.normalize("NFKC", printed).split())
    match = _NUMBER.fullmatch(plain)
    return f"{match[1]}〔{match[2]}〕{match[3]}号" if match else ""


class TitleGrammar:
    """Takes titles apart with one workspace's words and register."""

    def __init__(self, lookups: Lookups, register: Register) -> None:
        def any_pattern(sort: str) -> str:
            return "|".join(lookups.words("document_titles", "pattern", sort=sort))

        endings = any_of(lookups.words("issuer_endings", "ending"))
        issuer = rf"(?P<issuer>[^()]*?{endings})"
        self._letter = re.compile(
            rf"(?:{issuer})?(?:{any_pattern('passed_on')})(?P<title>.+?)(?:{any_pattern('letter')})"
        )
        self._issued = re.compile(rf"{issuer}(?:{any_pattern('lead')})(?P<title>.+)")
        self._lead = re.compile(f"(?:{any_pattern('lead')})(?=.)")
        self._state = re.compile(f"(?:{any_pattern('state')})|(?:{any_pattern('draft')})")
        self._register = register

    def title(self, document: Document) -> Title:
        """Return a document's title, taken apart; all empty where it has none."""
        words = _MARKS.sub("", unicodedata.normalize("NFKC", document.title))
        state = "".join(self._state.findall(words))
        words = self._state.sub("", words)
        issuers = list(document.issuers)
        for pattern in (self._letter, self._issued):
            match = pattern.fullmatch(words)
            if match:
                issuers.insert(0, match["issuer"] or "")
                words = match["title"]
        words, years = _without_years(self._lead.sub("", words, count=1))
        named = self._register.names.first_in(words)
        if named:
            words = words[named[1] :] or words
        elif _OF_THE_STATE.match(words):
            return Title(words, years, "中国", state)
        area = named[0].code if named else self._area(issuers, document)
        return Title(words, years, area, state)

    def _area(self, names: Iterable[str], document: Document) -> str:
        for issuer in names:
            area = self.area_of_issuer(issuer, document.within)
            if area:
                return area
        return document.within if document.is_plan else ""

    def area_of_issuer(self, issuer: str, within: str) -> str:
        """Return the key of an issuer's area, ``""`` where it isn't said.

        省政府 and 市委 are those of the area that they are named in, or of one above it.
        """
        words = issuer.removeprefix("中共") if not issuer.startswith("中共中央") else issuer
        named = self._register.names.first_in(words)
        if named:
            return named[0].code
        if _NATIONAL.match(words) or self._register.body("中国", words).known:
            return "中国"
        level = _ABOVE.match(words)
        if not (level and within):
            return ""
        around = (within, *self._register.names.above(within))
        entries = [self._register.areas[key] for key in around if key in self._register.areas]
        # 自治区 is never called 区 alone.
        fitting = (
            one.code
            for one in entries
            if one.name.endswith(level[1]) and not one.name.endswith("自治区")
        )
        return next(fitting, "")


def _without_years(words: str) -> tuple[str, str]:
    """Return a title without the years of its period, and these as 2021-2025."""
    dashed = re.sub(rf"(?<=\d)年?{_DASHES.pattern}(?=\d)", "-", words)
    match = _YEARS.search(dashed)
    if not match:
        return words, ""
    first, last = match[1], match[2] or ""
    if len(last) == 2:
        last = first[:2] + last
    return dashed[: match.start()] + dashed[match.end() :], f"{first}-{last}" if last else first
