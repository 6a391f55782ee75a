"""Reads the names of bodies in a plain list: where one ends, what belongs to none, who is meant.

What ends like a body (``body_endings.tsv``) is one; names of several (各镇街, 有关部门) are kept as
printed, those behind 等 too (市水利局等|市直有关部门). No part of a name are marks (市水利局*),
persons (市水利局（张大山）), and how many others are meant (市水利局等10个部门).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plankg.extract.body_mentions import BodyMention
from plankg.extract.name_pieces import QUOTED, pieces_of
from plankg.lookups import Lookups, any_of
from plankg.model import Role, Span

# 等10部门, 等20个部门.
_COUNT = r"(?:(?:\d{1,2}|[几数多两三四五六七八九十]{1,3})个?)?"
_KINDS = "(?:部门|单位|机构)"
# 税务总局|等国务院相关部门, 市水利局|等市河长制工作领导小组成员单位: the others are named, too.
_AND = re.compile(r"以及|会同|[和及与]|等(?=国务院|[省市县区][^、，；等]{4,40}成员单位)")
# 中央|和国家机关工委: no list of two.
_ONE_NAME = re.compile("中央和国家机关")
# 各有关部门|和单位: what follows is said of all alike.
_ALIKE = re.compile("(?:单位|部门|机构|企业)\\Z")
# 市水利局|市财政局: the sign between two offices of one level is lost; 市水利局市场科 is one.
_RUN_TOGETHER = re.compile(r"(?<=[局办厅部])(?=[省市县区](?![场区级直属内本级]))")
# Whom a name includes: 各区政府（含新区管委会）.
_INCLUDING = re.compile(r"[（(〔〈](?:含|包括|不含)[^（()）〔〕〈〉]*[)）〕〉]\Z")
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
# 12个成员单位 are bodies, 12个工作日 and 3号楼 none.
_SEVERAL = re.compile(r"\d{1,2}[个家][一-鿿]{1,20}?(?:单位|部门|政府|集团|公司|委员会)\Z")
# 部门 alone is nobody: 责任单位（部门）.
_NO_NAME = re.compile(
    rf"\A(?!{_SEVERAL.pattern}).*[\d:：]|^[等及和无/—－-]+$|^[（(〔]?{_KINDS}[)）〕]?$"
    # （以下简称领导小组办公室） and 逗号前为牵头单位 say something of names.
    "|^(?:以下|[逗分]号)"
)
# 厅法规处: the offices of one department, which its own plans list.
_WITHIN_OFFICE = re.compile(r"[厅局委署][一-鿿]{1,8}[处科室]\Z")
# What names of bodies that hold a verb end in.
_GROUP = re.compile(r"(?:小组|办公室|指挥部|委员会|协会|公司|中心|联席会议|[室局组])\Z")
# 各区|应|落实, but 各区应急管理局 is a name.
_SHOULD = "[应要须](?![急用对素闻道塞])当?"
# A body's name is short; a longer piece is a sentence.
_LONGEST_NAME, _LONGEST_WITH_QUOTES = 30, 40
# 省发展改革委、财政厅: the second is one of the province, too. 省委组织部 is of its committee.
_OF_PROVINCE = re.compile("省(?!委|级|直|属|内|辖)")
_OWN_LEVEL = re.compile("(?!市场|国[资土防库]|中[医小])[省市县区州盟旗镇各全国中]")
_TOWN = re.compile(r"[一-鿿]{1,4}(?<![城乡小集重各古名强])[镇乡]\Z")
# 市商务局|（自贸委）, 市城管局|（市综合执法局）: two offices in one.
_OTHER_NAME = re.compile(
    r"(?<=[局委办厅部院会心府])[（(][一-鿿]{2,12}(?<=[局委办厅部院会心室队])[)）]\Z"
)
_BLANKS = (" ", "　")


class BodyNames:
    """The shapes of bodies' names, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        surnames = "".join(lookups.words("surnames", "surname"))
        # 市水利局（张大山）: a person within a body; 高新园（邹区镇） is a place.
        self._person = re.compile(rf"[{surnames}][一-鿿]{{2}}(?<![{_NO_PERSON}])\Z")
        self._person_behind = re.compile(
            rf"[（(][{surnames}][一-鿿]{{2}}(?<![{_NO_PERSON}])[)）]\Z"
        )
        others = any_of(lookups.words("others_words", "word"))
        # 市水利局|等10个部门: how many there are is no body of the list.
        kinds = rf"{_KINDS}(?:[和及、]?{_KINDS}|[（(〔]{_KINDS}[)）〕])?"
        self._etc = re.compile(rf"等(?:{_COUNT}{others}*{kinds})?\Z")
        # 市水利局等|市直有关部门: whoever else is meant is one, though nobody is named; 相关单位
        # alone says nothing.
        self._others = re.compile(rf"(?!(?:各?(?:相关|有关))单位\Z){others}+{kinds}")
        self._nobody = _ending(lookups.words("body_endings", "ending", kind="none"))
        self._endings = _ending(lookups.words("body_endings", "ending"))
        self._sorts_alone = frozenset(lookups.words("body_endings", "ending", kind="sort"))
        sorts = lookups.words("body_endings", "ending", kind="group")
        self._sort = _ending(sorts)
        acts = any_of(lookups.words("sentence_words", sort="act-behind-body"))
        self._act = re.compile(rf"(?<=..)(?:{acts}|{_SHOULD})(?!的)")
        groups = any_of([*sorts, *lookups.words("body_endings", "ending", kind="place")])
        prefixes = any_of(lookups.words("group_prefixes", "prefix"))
        self._group = re.compile(
            rf"(?:{prefixes}.*|.*(?:有关|相关){groups}(?:[（(〔]{_KINDS}[)）〕])?)\Z"
        )

    def is_collective(self, name: str) -> bool:
        """Say whether a name stands for several bodies (各镇街园区, 有关镇街)."""
        return bool(self._group.match(name) or _SEVERAL.match(name))

    def is_body(self, name: str) -> bool:
        """Say whether a name ends like a body's, its other name in brackets aside."""
        if self._nobody.search(name):
            return False
        if (other := _OTHER_NAME.search(name)) and self._endings.search(name[: other.start()]):
            return True
        return (
            bool(self._endings.search(name))
            or self.is_collective(name)
            or _WITHIN_OFFICE.match(name) is not None
        )

    def is_town(self, name: str) -> bool:
        """Say whether a name is a town's: among bodies it is one, alone it may be a place."""
        return _TOWN.match(name) is not None

    def is_sort_alone(self, name: str) -> bool:
        """Say whether a name only says of which sort a place is: 产业园区, as project types do."""
        return name in self._sorts_alone

    def is_named(self, name: str) -> bool:
        """Say whether a name is a body's, or says that it is of several (各部门).

        加强部门 ends like the name of several, and is none.
        """
        several = self._sort.search(name) and not self.is_collective(name)
        return self.is_body(name) and not several

    def mentions_in(self, text: str, span: Span, role: Role, group: int = 1) -> list[BodyMention]:
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
            named = _INCLUDING.sub("", printed)
            etc = self._etc.search(named)
            name = self._without_act(named[: etc.start()] if etc else named)
            end = piece.start + len(name)
            name = "".join(name.split())
            if before in _BLANKS and mentions and self._person.match(name):
                # 市水利局 张大山、市财政局 李小河
                name = ""
            before = after
            longest = _LONGEST_WITH_QUOTES if QUOTED.search(name) else _LONGEST_NAME
            if name and len(name) <= longest and not _NO_NAME.search(name):
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
                if etc and self._others.fullmatch(named, etc.start() + 1):
                    rest = Span(piece.start + etc.start() + 1, piece.start + len(named))
                    words, order = named[etc.start() + 1 :], len(mentions) + 1
                    mentions.append(BodyMention(rest, words, role, order, group, collective=True))
            if after in "，,；;":
                group += 1
        mentions = list(_sharing_level(mentions))
        if role == "responsible" and any(mention.role == "lead" for mention in mentions):
            return [
                replace(mention, role="participant") if mention.role == role else mention
                for mention in mentions
            ]
        return mentions

    def _without_act(self, name: str) -> str:
        """Return a name without what the body does: 各镇街|明确专人, of which no name consists.

        Nothing is left of one that ends there, 各区明确|牵头部门, which speaks of others; and
        市政府加快职能转变领导小组 is a name.
        """
        for act in self._act.finditer(name):
            doer = name[: act.start()]
            if self.is_collective(doer) or (self.is_named(doer) and not _GROUP.search(name)):
                return doer if act.end() < len(name) else ""
        return name

    def _names_body(self, words: str) -> bool:
        return self.is_body(self._etc.sub("", words))

    def _pieces(self, text: str, span: Span) -> Iterator[tuple[Span, str]]:
        """Yield the pieces of a list; 和 cuts only between two bodies (not 工业和信息化局)."""
        for piece, sign in pieces_of(text, span, self._names_body):
            begin = piece.start
            if _AND.match(text, begin) and self._names_body(text[begin + 1 : piece.end]):
                # 市民政局、和各镇街: the word for "and" is left over from the list.
                begin += 1
            while end := self._end_of_first(text, Span(begin, piece.end)):
                yield Span(begin, end), "、"
                begin = end
            for cut in _AND.finditer(text, begin, piece.end):
                if cut.start() - begin > 2 * _LONGEST_WITH_QUOTES:
                    break  # what is so long begins with no body
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

    def _end_of_first(self, text: str, piece: Span) -> int:
        """Return where the first of two offices of one level ends that no sign parts, else 0."""
        if piece.end - piece.start > _LONGEST_WITH_QUOTES:
            return 0
        for cut in _RUN_TOGETHER.finditer(text, piece.start + 1, piece.end):
            halves = text[piece.start : cut.start()], text[cut.start() : piece.end]
            shared = halves[0][0] == halves[1][0]
            if shared and all(self._names_body(half) for half in halves):
                return cut.start()
        return 0


def _sharing_level(mentions: list[BodyMention]) -> Iterator[BodyMention]:
    """Yield the mentions, those that 、 parts from an office of the 省 with its level."""
    shared = 0
    for mention in mentions:
        if _OF_PROVINCE.match(mention.name):
            shared = mention.group
        own = mention.collective or _OWN_LEVEL.match(mention.name)
        yield replace(mention, level="省") if mention.group == shared and not own else mention


def _without_closing(name: str) -> str:
    """Return a name without the sign that closes the whole list: 各区（市）政府|）."""
    opened = sum(name.count(sign) for sign in "（(〔[【")
    closed = sum(name.count(sign) for sign in "）)〕]】")
    return name[:-1] if closed > opened and name[-1] in "）)〕]】" else name


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for what ends in one of the words."""
    return re.compile(rf"{any_of(words)}\Z")
