"""Finds the documents that a plan cites: 《…》 titles with number and issuer, and bare numbers.

The words of the grammar are ``citation_relations.tsv`` (what the plan has to do with the document)
and ``issuer_endings.tsv`` (how an issuer's name ends).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from plankg.extract.sentences import sentences_in
from plankg.lookups import Lookups, any_of
from plankg.model import Span

# A 文号: the issuer's code, the year, the number (苏发〔2018〕18号). In running text the code is
# taken from its last signs only, as nothing parts it from the words before.
_NUMBER = r"[〔\[［【（(](?:19|20)\d{2}[〕\]］】）)][ 　]*第?\d{1,5}[ 　]*号"
_CODE = r"[一-鿿]{1,12}"
_BARE_CODE = r"[一-鿿]{1,7}"
_BRACKET = re.compile(rf"[ 　]*[（(](?P<number>{_CODE}{_NUMBER})")
_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]{1,80}》){1,150})》")
_SHORT = re.compile(r"(?:简称|统称)为?[:：]?[《“\"](?P<name>[^《》“”\"]{1,20})[》”\"]")
_INSIDE = re.compile(r"\A(?P<issuer>[一-鿿、]{2,40}?)(?:关于|印发)")
_CLAUSE_SIGN = re.compile(r"[，,；;。：:]")
_JOINING = re.compile(r"\A(?:以及|[和及与由])")
_BOUNDARY = re.compile(r".*[，,。；;：:、！？《》（）()〔〕“”\s\d]", re.DOTALL)
_PASSED_ON = re.compile(r"(?:联合)?(?:关于)?(?:印发|发布|制定|出台|下发|颁布)的?\Z")
_PASSED_ON_BY = re.compile(r"(?:联合)?(?:印发|发布|制定|出台|下发|颁布)的\Z")
_NOISE = re.compile(r"[\s“”\"‘’'（）()－—–\-]+")
# What a covering letter says of the documents that it carries: 现将《…》印发给你们.
_CARRIED = re.compile(r"印发给你们|已经?[^。《》]{0,40}(?:同意|通过|审定|批准)")
_LINE = re.compile(r"[ 　\t（(]*\Z")
# How far before a title its issuer and the word that says why it is cited are looked for.
_REACH = 40


@dataclass(frozen=True)
class CitationFound:
    """One citation. `title` and `issuer` are printed, blanks and breaks taken out, or ``""``.

    `number` is the 文号, `relation` a key of the relations' vocabulary (based-on …) or ``""``.
    `quote` runs from 《 through the bracket that holds the number.
    """

    title: str
    number: str
    issuer: str
    relation: str
    quote: Span
    rule: str


class CitationGrammar:
    """The words that stand before a cited document, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._relations = lookups.mapping("citation_relations", "word", "relation")
        words = any_of(lookups.words("citation_relations", place="before"))
        after = any_of(lookups.words("citation_relations", place="after"))
        self._after = re.compile(rf"[ 　]*(?P<word>{after})")
        self._relation = re.compile(rf".*(?P<word>{words})", re.DOTALL)
        self._issuer = re.compile(
            rf"(?P<name>[一-鿿]*?{any_of(lookups.words('issuer_endings', 'ending'))})\Z"
        )
        self._code = re.compile(rf"(?:.*(?:{words}|以及|[和及与]))?(?P<code>.+)", re.DOTALL)
        self._bare = re.compile(rf"(?P<code>{_BARE_CODE}){_NUMBER}")
        self._kinds = frozenset(lookups.words("plan_types"))

    def citations_in(
        self, text: str, span: Span, own_title: str = "", own_number: str = ""
    ) -> Iterator[CitationFound]:
        """Yield the citations in a stretch, in text order.

        `own_title` and `own_number` are the plan's, and no citations; neither is what its covering
        letter carries (现将《…》印发给你们), a number that is a line by itself, a short form that
        the text gives to a title (以下简称《通用目录》), or a mere kind of document (《方案》).
        """
        own = _NOISE.sub("", own_title), _NOISE.sub("", own_number)
        for found in self._all_in(text, span):
            printed = _NOISE.sub("", found.title), _NOISE.sub("", found.number)
            of_itself = printed[0] == own[0] if found.title else printed[1] == own[1]
            if not (of_itself or found.title in self._kinds or found.title in _short_forms(text)):
                yield found

    def relation_before(self, text: str, span: Span) -> str:
        """Return what the words before a document, as far as its sentence reaches, say of it."""
        sentence = text[max(span.start, span.end - _REACH) : span.end]
        return self._relation_of(sentence[sentence.rfind("\n") + 1 :])

    def _all_in(self, text: str, span: Span) -> Iterator[CitationFound]:
        for sentence in sentences_in(text, span):
            if _CARRIED.search(text, sentence.start, sentence.end):
                continue
            relation, position = "", sentence.start
            for title in _TITLE.finditer(text, sentence.start, sentence.end):
                if title.start() < position:
                    continue  # a short form, in the bracket of the document before
                yield from self._bare_in(text, Span(position, title.start()))
                before = text[max(position, title.start() - _REACH) : title.start()]
                # 根据《…》和省政府《…》: the second is cited as the first is.
                said = self._relation_of(before)
                carried = position > sentence.start and not _CLAUSE_SIGN.search(before)
                relation = said or (relation if carried else "")
                found = self._titled(text, title, before, relation, sentence.end)
                position = found.quote.end
                after = self._after.match(text, position, sentence.end)
                yield replace(found, relation=self._relations[after["word"]]) if after else found
            yield from self._bare_in(text, Span(position, sentence.end))

    def _titled(
        self, text: str, title: re.Match[str], before: str, relation: str, end: int
    ) -> CitationFound:
        bracket = _BRACKET.match(text, title.end(), end)
        closing = _closing(text, bracket.end(), end) if bracket else title.end()
        printed = _joined(title["title"])
        return CitationFound(
            title=printed,
            number=_joined(bracket["number"]) if bracket else "",
            issuer=self._issuer_of(before, printed),
            relation=relation,
            quote=Span(title.start(), closing),
            rule="citations.title@1",
        )

    def _bare_in(self, text: str, span: Span) -> Iterator[CitationFound]:
        """Yield the numbers that stand without a title (按照苏发〔2018〕18号文件)."""
        for match in self._bare.finditer(text, span.start, span.end):
            before = text[max(span.start, match.start() - _REACH) : match.end("code")]
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if _LINE.fullmatch(line) and _ends_line(text, match.end()):
                continue
            code = self._code.fullmatch(match["code"])
            start = match.start() + code.start("code") if code else match.start()
            yield CitationFound(
                title="",
                number=_joined(text[start : match.end()]),
                issuer="",
                relation=self._relation_of(before),
                quote=Span(start, match.end()),
                rule="citations.number@1",
            )

    def _relation_of(self, before: str) -> str:
        """Return what the last relation word of the clause before a document says."""
        clause = before[max(before.rfind(sign) for sign in "，,；;。：:》") + 1 :]
        match = self._relation.match(_PASSED_ON_BY.sub("", clause))
        return self._relations[match["word"]] if match else ""

    def _issuer_of(self, before: str, title: str) -> str:
        """Return the issuer printed right before a title, else the one that it begins with."""
        words = _JOINING.sub("", _PASSED_ON.sub("", _BOUNDARY.sub("", before)))
        word = self._relation.match(words)
        for candidate in (words[word.end() :] if word else words, *_issuers_within(title)):
            match = self._issuer.fullmatch(candidate)
            if match:
                return match["name"]
        return ""


@lru_cache(maxsize=4)
def _short_forms(text: str) -> frozenset[str]:
    """Return the short forms that a text gives to titles and bodies."""
    return frozenset(match["name"] for match in _SHORT.finditer(text))


def _ends_line(text: str, position: int) -> bool:
    rest = text[position : position + 3].lstrip("）) 　\t\r")
    return not rest or rest[0] == "\n"


def _issuers_within(title: str) -> Iterator[str]:
    match = _INSIDE.match(title)
    if match:
        yield match["issuer"]


def _closing(text: str, position: int, end: int) -> int:
    """Return the end of the bracket open at `position`, or `position` if it never closes."""
    for index in range(position, min(end, position + _REACH)):
        if text[index] in "）)":
            return index + 1
    return position


def _joined(printed: str) -> str:
    """Return printed words without the breaks and blanks that the page put in."""
    return re.sub(r"\s+", "", printed)
