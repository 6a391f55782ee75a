"""Finds numbers and bodies in a text that look like commitments, for a person to look at.

Wider than what the rules understand: a number with a measure word that no table knows is the more
interesting one. Dates, ordinals, the numbers of items and of documents, and names such as 5G are
left out, and so are small numbers in Chinese signs before 个 or 大 (三个部门, 五大工程): they count
parts and principles far more often than results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plankg.lookups import Lookups, any_of
from plankg.model import Span

Sort = Literal["number", "body"]

# Texts that were taken from a page may have a blank around each number.
_GAP = "[ 　]?"
_DASH = "[－—–~～-]"
_DIGITS = r"\d+(?:[.,]\d+)*"
_YEAR = r"(?:19|20)\d\d"
# Before a number they are no amounts; after a bare one either.
_NO_AMOUNTS = (
    rf"[〔\[【（(]{_YEAR}[〕\]】）)][ 　]{{0,2}}第?[ 　]{{0,2}}\d+[ 　]{{0,2}}号",
    rf"第[ 　]*{_DIGITS}",
    rf"{_YEAR}{_GAP}年?{_GAP}{_DASH}{{1,2}}{_GAP}{_YEAR}(?:{_GAP}年|(?=[）)]))",
    rf"(?:\d{{1,2}}{_DASH})?\d{{1,4}}{_GAP}年",
    rf"\d{{1,2}}{_GAP}月(?:{_GAP}\d{{1,2}}{_GAP}日|份)?",
    rf"\d{{1,2}}{_GAP}日(?!内)",
    r"^[\t 　]*[（(]?\d{1,3}(?:[.．、)）](?!\d)|[\t 　\r]*$)",
    r"(?<![A-Za-z.-])[A-Za-z][A-Za-z.-]*\d[\d.]*",
    r"\d+[A-Za-z]",
    r"(?:十[五六七八九]|二十)[届大]",
)
_BARE = rf"{_DIGITS}(?:{_DASH}{_DIGITS})?{_GAP}[万亿]*[一-鿿]?"
_LARGE = r"[一二两三四五六七八九]?[十百千万亿]{1,4}"
_SMALL = r"[两二三四五六七八九](?![个大项件级])"
# A body that no fact and no register names: its level first, 局 or the like last.
_OFFICE = (
    r"[省市县区州][一-鿿]{1,8}?(?:(?<![格布结大全开定])局(?![面部限势])|委员会|办公室|(?<!大)厅)"
)
# The first name after 牵头单位 begins behind a colon and perhaps a blank.
_LABEL_END, _LABEL_GAP = re.compile(r"[：:]"), 3


@dataclass(frozen=True, slots=True)
class Found:
    """A number or a body's name in a text; `reach` is where the fact about it may begin at last."""

    sort: Sort
    span: Span
    reach: int


class Finder:
    """Looks for numbers and bodies with the words of the grammar, and the names of bodies."""

    def __init__(self, lookups: Lookups, names: set[str]) -> None:
        unit = lookups.unit_pattern
        amounts = (
            rf"(?<![\d.]){_DIGITS}(?:{_DASH}{_DIGITS})?{_GAP}{unit}",
            rf"(?<![第数几十百千万亿]){_LARGE}{unit}",
            rf"(?<![第数几十百千万亿]){_SMALL}{unit}",
            r"(?<![第数几])[一二三四五六七八九]?[百千][万亿]级?",
            "一半|翻[一两]番",
        )
        skipped = "|".join(_NO_AMOUNTS)
        self._number = re.compile(
            rf"(?P<known>{'|'.join(amounts)})|{skipped}|(?P<bare>{_BARE})", re.MULTILINE
        )
        # Where no name after 牵头单位： was understood, the word itself is all there is to show.
        labels = any_of(lookups.words("role_words", position="label"))
        labelled = rf"(?:{labels})(?=[：:])"
        self._body = re.compile("|".join([*_longest_first(names), labelled, _OFFICE]))

    def found_in(self, text: str, start: int) -> Iterator[Found]:
        """Yield what is found in a stretch of text that begins at offset `start`, in text order."""
        found = [
            *(self._at("number", text, match, start) for match in self._numbers(text)),
            *(self._at("body", text, match, start) for match in self._body.finditer(text)),
        ]
        yield from sorted(found, key=lambda one: one.span)

    def _numbers(self, text: str) -> Iterator[re.Match[str]]:
        return (match for match in self._number.finditer(text) if match["known"] or match["bare"])

    @staticmethod
    def _at(sort: Sort, text: str, match: re.Match[str], start: int) -> Found:
        end = start + match.end()
        labelled = sort == "body" and _LABEL_END.match(text, match.end())
        reach = end + _LABEL_GAP if labelled else end
        return Found(sort, Span(start + match.start(), end), reach)


def _longest_first(names: set[str]) -> list[str]:
    return [re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))]
