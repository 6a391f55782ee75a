"""Reads who is responsible: bracketed lists, labelled lines, and lists that end in a role word.

The role words are ``data/lookups/role_words.tsv``: labels stand before their list (责任单位：…),
tails after it (…按职责分工负责). A bracket without either is a list of bodies only where every
piece ends like a body (``body_endings.tsv``). What is left over is nobody: never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plankg.extract.name_pieces import INNER, pieces_of
from plankg.extract.role_labels import RoleLabels
from plankg.lookups import Lookups, any_of
from plankg.model import Basis, Confidence, Role, Span

_BRACKET = re.compile(
    r"[（(〔\[【](?P<inside>[^（()）〔〕\[\]【】]*"
    r"(?:[（(〔\[][^（()）〔〕\[\]]*[)）〕\]][^（()）〔〕\[\]【】]*)*)[)）〕\]】]"
)
# 等10部门, 等20个部门.
_COUNT = r"(?:(?:\d{1,2}|[几数多两三四五六七八九十]{1,3})个?)?"
_KINDS = "(?:部门|单位|机构)"
_AND = re.compile(r"以及|会同|[和及与]")
# 中央|和国家机关工委: no list of two.
_ONE_NAME = re.compile("中央和国家机关")
# 各有关部门|和单位: what follows is said of all alike.
_ALIKE = re.compile("(?:单位|部门|机构|企业)\\Z")
# A list ends at a full stop, or where another label begins (；完成时限：2023年6月).
_LIST_END = re.compile(r"。|[；;，, 　\n][^；;，,、。：:（）()]{2,8}[:：]")
# What a bracket says of all lists after its own: A、B等负责。列第一位者为牵头单位，下同.
_DECLARED = re.compile(
    r"[。；;，,、][^。；;，,、]*(?:列|排|逗号|分号|第一|首位|标[有注]|加[注有])[^。；;]*牵头[^（()）]*\Z|[，,。；;]?下同[^（()）]*\Z"
    r"|[。；;][^。；;，,]{2,40}[，,]?以下[^。；;，,（()）]{0,8}[均都][需须应要]?(?:涉及|参与|负责|落实|配合)\Z"
    r"|[。；;，,][ 　]*(?:以下|(?:各项|上述|以上|所有)[一-鿿]{0,4}[均都])"
    r"(?:[^（()）]|[（(][^（()）]{0,12}[)）])*?(?:不再|均需|均须|均涉及|均参与)"
    r"(?:[^（()）]|[（(][^（()）]{0,12}[)）])*\Z"
)
_OTHER = (
    r"(?:完成时[限间]|完成期限|时限要求|时间要求|责任人|责任领导|牵头领导|分管领导|牵头(?:市|县|区|省)?领导"
    r"|联系人)[ 　]*[:：][^；;，,。]*"
    r"|[^；;，,。：:]{0,16}(?:底|末|月|日|年)?(?:之?前|以前|底|内)完成|长期(?:坚持|推进|实施)|持续推进"
)
_OTHER_LAST = re.compile(rf"[；;，,。][ 　]*(?:{_OTHER})[ 　。]*\Z")
_OTHER_FIRST = re.compile(rf"[ 　]*(?:{_OTHER})[；;，,。][ 　]*")
# The names of a list that goes on in the next line; what begins anew there is none.
_LONGEST_REST = 150
_NEW_SENTENCE = re.compile(
    r"。|\n[ 　]*\n|\n[ 　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.])"
)
_CUT_NAME = re.compile(r"[、，,；;]?[^、，,；;（()）]*[（(][^（()）]*\Z")
# Whom a name includes: 各区政府（含新区管委会）.
_INCLUDING = re.compile(r"[（(](?:含|包括|不含)[^（()）]*[)）]\Z")
# What a bracket behind the last name says of all lists: 市财政局(列第一位者为牵头单位,下同).
_NOTE = re.compile(
    r"[（(][^（()）]*(?:下同|(?:列|排|第一|首位)[^（()）]*牵头[^（()）]*|不再(?:列出|重复|标注)[^（()）]*)[)）]\Z"
)
# A mark behind a name: 市水利局（牵头）、市财政局.
_LEAD_MARK = re.compile(r"[（(](?:牵头|牵头单位|主办)[)）]\Z")
# A name that ends so is one of a place or an office.
_NO_PERSON = "镇乡区县市州旗村街园局办委部会所站院队组处科室校馆厂司社团"
# The signs by which lists mark a lead (市水利局*) are no part of the name.
_MARKS = "*＊★☆△▲●#＃"
_NO_NAME = re.compile(r"[\d:：]|^[等及和无/—－-]+$")
# Offices of an area begin with its level; 有关部门（市水利局、市财政局） says who is meant.
_OF_AREA = re.compile("[省市县区州盟旗各]")
_MEANT = re.compile("(?:部门|单位|机构|机关|主体|等)\\Z")
# A body's name is short; a longer piece is a sentence.
_LONGEST_NAME = 30
_BLANKS = (" ", "　")


@dataclass(frozen=True)
class BodyMention:
    """One printed body in a list: its name without 等, role, and place in the list."""

    span: Span
    name: str
    role: Role
    position: int
    group: int
    basis: Basis = "stated"
    collective: bool = False
    confidence: Confidence = "printed"
    rule: str = "responsibilities.list@2"


@dataclass(frozen=True)
class BodyList:
    """A printed list of bodies. `span` covers it with its brackets or label."""

    span: Span
    mentions: tuple[BodyMention, ...]


class RoleGrammar:
    """The role words and the shapes of bodies' names, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self.labels = RoleLabels(lookups)
        tails = [row for row in lookups.rows("role_words") if row["position"] == "tail"]
        self._role = {row["word"]: _role(row["role"]) for row in tails}
        # 县政协办 is a body, and nobody's 协办.
        self._tails = re.compile(rf"(?:(?<!政)(?=协)|(?!协)){any_of(self._role)}")
        surnames = "".join(lookups.words("surnames", "surname"))
        # 市水利局（张大山）: a person within a body; 高新园（邹区镇） is a place.
        self._person = re.compile(rf"[{surnames}][一-鿿]{{2}}(?<![{_NO_PERSON}])\Z")
        self._person_behind = re.compile(
            rf"[（(][{surnames}][一-鿿]{{2}}(?<![{_NO_PERSON}])[)）]\Z"
        )
        others = any_of(lookups.words("others_words", "word"))
        # 市水利局|等市直有关部门、单位: whoever else is meant is no body of the list.
        self._etc = re.compile(rf"等(?:{_COUNT}{others}*{_KINDS}(?:[和及、]{_KINDS})?)?\Z")
        self._nobody = _ending(lookups.words("body_endings", "ending", kind="none"))
        self._endings = _ending(lookups.words("body_endings", "ending"))
        sorts = lookups.words("body_endings", "ending", kind="group")
        self._sort = _ending(sorts)
        groups = any_of([*sorts, *lookups.words("body_endings", "ending", kind="place")])
        prefixes = any_of(lookups.words("group_prefixes", "prefix"))
        self._group = re.compile(rf"(?:{prefixes}.*|.*(?:有关|相关){groups})\Z")

    def lists_in(self, text: str, span: Span) -> Iterator[BodyList]:
        """Yield the lists of bodies in a stretch, in text order."""
        if self.labels.begins(text, span):
            mentions = tuple(self._labelled(text, span))
            if mentions:
                yield BodyList(span, mentions)
            return
        found = list(self._bracketed(text, span))
        for one in self._in_running_text(text, span):
            if not any(
                one.span.start < other.span.end and other.span.start < one.span.end
                for other in found
            ):
                found.append(one)
        yield from sorted(found, key=lambda one: one.span)

    def _bracketed(self, text: str, span: Span) -> Iterator[BodyList]:
        """Yield the lists in brackets: （责任单位：A、B）, （A牵头，B配合）, （A、B）."""
        for bracket in _BRACKET.finditer(text, span.start, span.end):
            inside = Span(bracket.start("inside"), bracket.end("inside"))
            mentions = tuple(self._mentions(text, inside, _ends_measure(text, bracket, span)))
            label = None if mentions else self.labels.before(text, bracket.start())
            if label:
                # 责任单位（市水利局、市财政局）
                mentions = self._said(text, inside, label.role)
            elif not mentions and _ends_sentence(text, bracket, span):
                mentions = self._offices(text, inside)
            if mentions:
                yield BodyList(Span(bracket.start(), bracket.end()), mentions)
        left = self._left_open(text, span)
        mentions = tuple(self._labelled(text, left)) if left else ()
        if left and mentions:
            yield BodyList(left, mentions)

    def _offices(self, text: str, inside: Span) -> tuple[BodyMention, ...]:
        """Return the bodies of a bracket that closes a sentence: offices of the area alone.

        A bracket before the full stop mostly explains a word (社区（街道）。), or names the one
        body that the words before it mean.
        """
        named = self.names_in(text, inside, "responsible")
        good = all(self.is_body(one.name) and _OF_AREA.match(one.name) for one in named)
        return tuple(named) if good and len(named) > 1 else ()

    def _left_open(self, text: str, span: Span) -> Span | None:
        """Return the list in a bracket that its line leaves open; the next may close it.

        Where the text itself ends first, a name that it ends in may be cut, and is left out.
        """
        opened = self.labels.opened(text, span)
        if not opened or _BRACKET.match(text, opened[-1], span.end):
            return None
        closed = _BRACKET.match(text, opened[-1], min(len(text), span.end + _LONGEST_REST))
        if closed:
            whole = not _NEW_SENTENCE.search(text, span.end, closed.end())
            return Span(closed.start(), closed.end() - 1) if whole else None
        cut = _CUT_NAME.search(text, opened[-1] + 1, span.end)
        return Span(opened[-1], cut.start() if cut else span.end)

    def _in_running_text(self, text: str, span: Span) -> Iterator[BodyList]:
        """Yield the lists after a label in a sentence (…建设。责任单位：A、B。; 牵头单位为A，…)."""
        labels = list(self.labels.in_sentences(text, span))
        position = span.start
        led = 0
        for index, label in enumerate(labels):
            if label.span.start < position:
                continue
            stop = text.find("。", label.span.end, span.end)
            end = stop if stop >= 0 else span.end
            if label.says:
                following = labels[index + 1].span.start if index + 1 < len(labels) else end
                end = min(end, following)
                mentions = self._said(text, Span(label.span.end, end), label.role)
            else:
                mentions = tuple(self._labelled(text, Span(label.span.start, end)))
            if mentions and any(self.is_body(mention.name) for mention in mentions):
                if led and not text[led : label.span.start].strip("。，, 　\n"):
                    mentions = beside_lead(mentions)
                if any(mention.role == "lead" for mention in mentions):
                    led = end
                yield BodyList(Span(label.span.start, end), mentions)
            position = max(end, label.span.end)

    def _said(self, text: str, span: Span, role: Role) -> tuple[BodyMention, ...]:
        """Return whom a sentence names (牵头单位为市水利局), if it names nothing but bodies."""
        named = self.names_in(text, span, role)
        good = all(self.is_body(one.name) and not self.labels.are_all(one.name) for one in named)
        return tuple(named) if good else ()

    def is_collective(self, name: str) -> bool:
        """Say whether a name stands for several bodies (各镇街园区, 有关镇街)."""
        return bool(self._group.match(name))

    def is_body(self, name: str) -> bool:
        """Say whether a name ends like a body's."""
        if self._nobody.search(name):
            return False
        return bool(self._endings.search(name)) or self.is_collective(name)

    def names_one(self, name: str) -> bool:
        """Say whether a name is a body's, or says that it is of several (各部门).

        加强部门 ends like the name of several, and is none.
        """
        several = self._sort.search(name) and not self.is_collective(name)
        return self.is_body(name) and not several

    def _names_body(self, words: str) -> bool:
        return self.is_body(self._etc.sub("", words))

    def names_in(self, text: str, span: Span, role: Role, group: int = 1) -> list[BodyMention]:
        """Return the bodies of a plain list, split at its separators."""
        mentions: list[BodyMention] = []
        before = ""
        for piece, after in self._pieces(text, span):
            printed = self._person_behind.sub("", _NOTE.sub("", piece.of(text)))
            marked = _LEAD_MARK.search(printed)
            printed = printed[: marked.start()] if marked else printed
            leading = len(printed) - len(printed.lstrip(_MARKS))
            if printed.startswith("由") and self.is_body(printed[1:]):
                leading = 1
            piece, printed = Span(piece.start + leading, piece.end), printed[leading:]
            printed = _without_closing(printed.rstrip(_MARKS))
            name = self._etc.sub("", _INCLUDING.sub("", printed)) or printed
            end = piece.start + len(name)
            name = "".join(name.split())
            if before in _BLANKS and mentions and self._person.match(name):
                # 市水利局 张大山、市财政局 李小河
                name = ""
            before = after
            if name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name):
                mentions.append(
                    BodyMention(
                        Span(piece.start, end),
                        name,
                        "lead" if marked else role,
                        len(mentions) + 1,
                        group,
                        collective=self.is_collective(name),
                    )
                )
            if after in "，,；;":
                group += 1
        if role == "responsible" and any(mention.role == "lead" for mention in mentions):
            return [
                replace(mention, role="participant") if mention.role == role else mention
                for mention in mentions
            ]
        return mentions

    def bodies_of_cell(self, text: str, span: Span, role: Role) -> list[BodyMention]:
        """Return the bodies of a table's cell: by its own role words, else by its column's."""
        if self.labels.in_list(text, span):
            return list(self._labelled(text, span))
        if self._tails.search(text, span.start, span.end):
            tailed = list(self._tailed(text, span))
            if tailed:
                return tailed
        return self.names_in(text, span, role)

    def _pieces(self, text: str, span: Span) -> Iterator[tuple[Span, str]]:
        """Yield the pieces of a list; 和 cuts only between two bodies (not 工业和信息化局)."""
        for piece, sign in pieces_of(text, span, self._names_body):
            begin = piece.start
            if _AND.match(text, begin) and self.is_body(
                self._etc.sub("", text[begin + 1 : piece.end])
            ):
                # 市民政局、和各镇街: the word for "and" is left over from the list.
                begin += 1
            for cut in _AND.finditer(text, piece.start, piece.end):
                left, right = text[begin : cut.start()], text[cut.end() : piece.end]
                if _ONE_NAME.match(text, begin, piece.end):
                    continue
                if self.is_collective(left) and _ALIKE.match(right):
                    continue
                if self._names_body(left) and self._names_body(right):
                    yield Span(begin, cut.start()), "、"
                    begin = cut.end()
            if begin < piece.end:
                yield Span(begin, piece.end), sign

    def _mentions(self, text: str, inside: Span, at_end: bool) -> Iterator[BodyMention]:
        inside = _without_other_words(text, inside)
        if self.labels.are_all(inside.of(text)):
            return
        declared = _DECLARED.search(inside.of(text))
        if declared:
            inside = Span(inside.start, inside.start + declared.start())
        if self.labels.in_list(text, inside):
            yield from self._labelled(text, inside)
        elif self._tails.search(INNER.sub("", inside.of(text))):
            yield from self._tailed(text, inside)
        elif at_end:
            named = self.names_in(text, inside, "responsible")
            known = sum(self.is_body(mention.name) for mention in named)
            # In a long list one name of an unusual form is a body as the others are.
            if named and known * 6 >= len(named) * 5:
                yield from named

    def _labelled(self, text: str, span: Span) -> Iterator[BodyMention]:
        """Yield the bodies after each label; beside a lead, 责任单位 are participants."""
        labels = self.labels.in_list(text, span)
        led = any(label.role == "lead" for label in labels)
        for index, label in enumerate(labels):
            end = labels[index + 1].span.start if index + 1 < len(labels) else span.end
            stop = _LIST_END.search(text, label.span.end, end)
            end = stop.start() if stop else end
            role: Role = "participant" if led and label.role == "responsible" else label.role
            listed = Span(label.span.end, end)
            tailed = list(self._tailed(text, listed)) if self._tails.search(listed.of(text)) else []
            if tailed and len(labels) == 1:
                # 责任单位：A牵头，B、C按职责分工负责: the tails say more than the label.
                yield from tailed
            else:
                yield from self.names_in(text, listed, role)

    def _tailed(self, text: str, span: Span) -> Iterator[BodyMention]:
        """Yield the bodies before each tail: A、B牵头，C、D配合; …按职责分工负责."""
        begin = span.start
        found: list[tuple[Role, Span]] = []
        for tail in self._tails.finditer(text, span.start, span.end):
            after = text[tail.end() : tail.end() + 1]
            if tail.start() <= begin or (tail.end() < span.end and after not in "，,；;。、"):
                continue
            last = max(text.rfind(sign, begin, tail.start()) for sign in "，,")
            if tail.group().startswith("为") and last >= begin:
                # A、B，C为牵头单位: what follows the comma is said of C alone.
                found.append(("responsible", Span(begin, last)))
                begin = last + 1
            found.append((self._role[tail.group()], Span(begin, tail.start())))
            begin = tail.end()
        rest = text[begin : span.end].strip("，,；;。、 　\n\r")
        lead = any(role == "lead" for role, _ in found)
        if rest and lead and begin < span.end:
            # A牵头，B、C: who is named beside a lead joins it.
            found.append(("participant", Span(begin, span.end)))
        elif rest or not found:
            return
        for role, listed in found:
            if role == "responsible" and lead:
                role = "participant"
            named = self.names_in(text, listed, role)
            known = sum(self.is_body(mention.name) for mention in named)
            if known * 2 >= len(named):
                yield from named


def beside_lead(mentions: tuple[BodyMention, ...]) -> tuple[BodyMention, ...]:
    """Return the bodies of 责任单位：… that stand beside 牵头单位：…: they join the lead."""
    return tuple(
        replace(mention, role="participant") if mention.role == "responsible" else mention
        for mention in mentions
    )


def _without_closing(name: str) -> str:
    """Return a name without the sign that closes the whole list: 各区（市）政府|）."""
    opened = sum(name.count(sign) for sign in "（(〔[【")
    closed = sum(name.count(sign) for sign in "）)〕]】")
    return name[:-1] if closed > opened and name[-1] in "）)〕]】" else name


def _without_other_words(text: str, inside: Span) -> Span:
    """Return what a bracket says of bodies, a deadline or a person before or after them left out.

    （市水利局负责；完成时限：2023年12月）, （市水利局牵头，市财政局配合，2023年底前完成）.
    """
    start, end = inside.start, inside.end
    while (last := _OTHER_LAST.search(text, start, end)) and last.end() == end:
        end = last.start()
    while first := _OTHER_FIRST.match(text, start, end):
        start = first.end()
    return Span(start, max(start, end))


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for what ends in one of the words."""
    return re.compile(rf"{any_of(words)}\Z")


def _role(word: str) -> Role:
    if word == "lead":
        return "lead"
    if word == "participant":
        return "participant"
    if word == "responsible":
        return "responsible"
    raise ValueError(f"no such role in role_words.tsv: {word!r}")


def _ends_sentence(text: str, bracket: re.Match[str], span: Span) -> bool:
    """Say whether a bracket is a sentence's last words, before its full stop."""
    before = text[span.start : bracket.start()].rstrip()
    after = text[bracket.end() : span.end].lstrip(" 　")
    return bool(before) and after[:1] in ("", "。", "\r") and not _MEANT.search(before)


def _ends_measure(text: str, bracket: re.Match[str], span: Span) -> bool:
    """Say whether a bracket stands where a measure's bodies do: after its last full stop.

    Elsewhere a bracket explains a word (进村（社区）), and its content is no list of bodies.
    """
    before = text[span.start : bracket.start()].rstrip()
    after = text[bracket.end() : span.end].strip(" 　。；\r")
    return (not before or before[-1] in "。；！") and (not after or before[-1:] == "。")
