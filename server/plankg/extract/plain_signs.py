"""Reads odd signs as the plain ones that they stand for, without moving a single offset.

Full-width digits, letters and decimal points, radicals that a PDF prints for characters (⼀ for
一), rare line ends, HTML entities, Markdown's signs and indents that a wrong decoding left as
question marks: each is replaced by as many characters as it has, so that what is found in the plain
text stands at the same place in the printed one, and is quoted from there.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from plankg.extract.plan_titles import one_line
from plankg.model import (
    CarrierMeasure,
    Document,
    Element,
    LedgerEntry,
    Mention,
    PlanMeta,
    Reading,
    Responsibility,
    Target,
)

# Full-width digits and letters; radicals; compatibility ideographs. Full-width punctuation is the
# genre's own.
_ODD = (
    (0xFF0F, 0xFF19),
    (0xFF21, 0xFF3A),
    (0xFF41, 0xFF5A),
    (0x2E80, 0x2FDF),
    (0xF900, 0xFAFF),
)
_LINE_ENDS = "\x0b\x85\u2028\u2029"
_BLANKS = "\u2000\u2002\u2003\u2009\u202f\u3164\ufeff"
# No-break blanks of an indent; alone, one parts the cells of a table that lost its lines.
_HARD_BLANK = re.compile("\xa0(?=[ 　])|(?<=[ 　])\xa0")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")
# 二〇二五年: years in Chinese digits, of as many characters as in others.
_HAN_YEAR = re.compile(
    r"(?<![〇○零一二三四五六七八九\d])[一二][〇○零九][〇○零一二三四五六七八九]{2}(?=[ 　]*年)"
)
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# 增加2．9万人: behind words a full-width point parts decimals; ahead of them it parts a number
# from its heading (2．9月底前).
_DECIMAL_POINT = re.compile(r"(?<=[一-鿿])(\d{1,4})．(?=\d{1,2}(?![\d年月日．.、]))")
_MARKDOWN = re.compile(r"(?m)^[ \t]{0,3}#{1,6}[ \t]|^[ \t]*[-*+][ \t]+(?=\S)|\*\*|^[ \t]*>[ \t]")
# \[市水利局\]: Markdown's own signs, where they stand for themselves.
_ESCAPE = re.compile(r"\\(?=[\[\]()*_~`#+.-])")
# Indents that a wrong decoding left as question marks, which no line begins with.
_LOST_INDENT = re.compile(r"(?m)^[ \t\u3000]*\?{1,4}(?=[^\s?])")
_FEWEST_LOST = 3
# A heading, or the dashes below a table's first row, say that a text is Markdown.
_MARKDOWN_SIGN = re.compile(
    r"(?m)^(?:#{1,6}[ \t]+\S|[ \t]*\|(?:[ \t]*:?-{3,}:?[ \t]*\|){1,30}[ \t]*\r*$)"
)
_LEFT_BLANKS = re.compile(r"(?<=[^\x00-\x7f]) {3,}(?=[^\x00-\x7f])")
_BREAK = re.compile(r"<br[ ]?/?>")

Quoted = TypeVar("Quoted", Target, Responsibility, CarrierMeasure, Mention, LedgerEntry)


def _plain(code: int) -> str | None:
    """Return the one plain character that an odd one stands for, None where there is none."""
    found = unicodedata.normalize("NFKC", chr(code))
    return found if len(found) == 1 and found != chr(code) else None


_SIGNS = {
    code: found
    for first, last in _ODD
    for code in range(first, last + 1)
    if (found := _plain(code))
}
_SIGNS |= {ord(blank): " " for blank in _BLANKS} | {ord(end): "\n" for end in _LINE_ENDS}
_ANY_ODD = re.compile("[" + "".join(map(chr, _SIGNS)) + "]")


def with_plain_signs(document: Document) -> Document:
    """Return the document with a text of the same length in plain signs; mostly the same one."""
    text = _of_same_length(document.text)
    return document if text == document.text else with_text(document, text)


def as_printed(reading: Reading, text: str) -> Reading:
    """Return a reading of the plain text with all its words as `text` prints them."""
    plain, named = reading.document.text, _with_printed_years(text)
    close = _close if _MARKDOWN_SIGN.search(text) else str
    return replace(
        reading,
        document=with_text(reading.document, text),
        meta=_titled(reading.meta, plain, named),
        elements=tuple(
            replace(
                one,
                title=close(_titled_as(one, plain, named).title),
                text=text[one.start : one.end],
            )
            for one in reading.elements
        ),
        targets=tuple(
            replace(one, action=close(one.action), task=close(one.task))
            for one in _quoted(reading.targets, text)
        ),
        responsibilities=tuple(
            replace(one, element=close(one.element))
            for one in _quoted(reading.responsibilities, text)
        ),
        carrier_measures=_quoted(reading.carrier_measures, text),
        mentions=_quoted(reading.mentions, text),
        ledger=_quoted(reading.ledger, text),
    )


def _close(words: str) -> str:
    """Return a title without the blanks that Markdown's signs left: **净水站** **（12个）**."""
    return _LEFT_BLANKS.sub("", words)


def _titled(meta: PlanMeta, plain: str, named: str) -> PlanMeta:
    """Return what a plan says of itself with the years of its title as printed."""
    for shown in meta.evidence:
        if "title" in shown.supports and one_line(shown.span.of(plain)) == meta.title:
            return replace(meta, title=one_line(shown.span.of(named)))
    return meta


def _titled_as(element: Element, plain: str, named: str) -> Element:
    """Return an element with the years of its title as printed."""
    span = element.title_span
    if span is None or span.of(plain) != element.title:
        return element
    return replace(element, title=span.of(named))


def with_text(document: Document, text: str) -> Document:
    """Return a document of the same spans over another text of the same length."""
    return replace(
        document,
        text=text,
        paragraphs=tuple(replace(one, text=one.span.of(text)) for one in document.paragraphs),
        tables=tuple(
            replace(
                table,
                rows=tuple(
                    tuple(replace(cell, text=cell.span.of(text).strip()) for cell in row)
                    for row in table.rows
                ),
            )
            for table in document.tables
        ),
    )


def _quoted(facts: Iterable[Quoted], text: str) -> tuple[Quoted, ...]:
    return tuple(replace(fact, quote=text[fact.start : fact.end]) for fact in facts)


def _of_same_length(text: str) -> str:
    text = _with_printed_years(text)
    return _HAN_YEAR.sub(lambda match: match.group().translate(_HAN_DIGITS), text)


def _with_printed_years(text: str) -> str:
    """Return a text in plain signs, but for its years (二〇二五年), which names hold as well."""
    if _ANY_ODD.search(text):
        text = text.translate(_SIGNS)
    if "\xa0" in text:
        text = _HARD_BLANK.sub(" ", text)
    if "．" in text:
        text = _DECIMAL_POINT.sub(r"\1.", text)
    if "&" in text:
        text = _ENTITY.sub(_sign_of, text)
    if _MARKDOWN_SIGN.search(text):
        text = _MARKDOWN.sub(lambda match: " " * len(match.group()), text)
        text = _BREAK.sub(lambda match: " " * len(match.group()), text)
    if "\\" in text:
        # A bar in a cell parts no cells, also where the rows are looked at again.
        text = _ESCAPE.sub(" ", text).replace("\\|", " ｜")
    if len(_LOST_INDENT.findall(text)) >= _FEWEST_LOST:
        text = _LOST_INDENT.sub(lambda match: " " * len(match.group()), text)
    return text


def _sign_of(entity: re.Match[str]) -> str:
    """Return an entity's sign and blanks to its length; as it is where it stands for no sign."""
    printed = entity.group()
    sign = html.unescape(printed)
    if len(sign) != 1 or sign in "\r\n":
        return printed
    return sign.replace("\xa0", " ").ljust(len(printed))
