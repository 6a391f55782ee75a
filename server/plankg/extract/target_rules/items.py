"""A value in its clause: the words before it and after it, and what the sentence said so far."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.commitments import SentenceState, Unread
from plankg.extract.phrase import Phrase
from plankg.extract.quantity import Quantity
from plankg.extract.wording import quote_start
from plankg.model import Span

# What is counted one by one, by a counting word; not measured, and not a share.
COUNTS = frozenset(("classifier", "round", "small"))
ONLY_LIST_SIGNS = re.compile(r"[、和及与以 　]*")
_NAME_START = re.compile(r"[一-鿿“”A-Za-z\d（(]")
# 6 个| 500 千伏变电站: the blank that some texts print around each number.
_SPACED_GRADE = re.compile(r"[ 　](?=\d+[ 　]?(?:千伏|[一-鿿]{1,3}级))")
_AND_THEN = re.compile("并(?![联网购轨])|且(?!末)")
# A name ends where the next place of a sort begins (、每个镇建有…), or what comes after it is said.
_NAME_ENDS = re.compile(
    r"、(?:每个?|各)(?=[县区镇街社乡村市行居])|、每[天日周月](?=[一-鿿]{2})|并(?=投入|正式|全面|通过|取得|实现|完成|设置|建成|给予|予以)"
    # 8个引水渠项目|建设及主体工程: what else is done.
    r"|(?<=项目|工程)(?:建设|改造)[及和与](?=[一-鿿]{2})"
)
# 抵押登记0.5个工作日|最快30分钟: what follows is another value.
_UNTIL = ("至", "到")
_AT_BEST = re.compile("最[快短长低高]")
# 实现收入增长8%|的目标: what the value itself is called, not what is counted.
_IS_AN_AIM = re.compile(
    "的(?:年度|全年|总体|预期|主要|工作|发展|既定|增长|约束性|控制|阶段性)*"
    "(?:目标|任务|要求|水平|指标)(?:任务|要求|值)?"
)
# （监督员不少于2名，养护员不少于3名）|专职护水人员
_WITH_PARTS = re.compile(
    r"[（(](?=[^（()）\d]*\d)[^（()）]{2,80}[)）](?P<name>[一-鿿“][^，,。；;、：:（()）\d]{1,30})"
)
# 净水站30座|（新建10座、改扩建20座）: what is told of them; （女性2名）护水员 goes on.
APART = re.compile(r"[（(][^（()）\n]{1,80}[)）](?=[，,。；;、\n]|\Z)")
"""A bracket behind a value that tells of what is counted, and of no name."""
# 20个|水站|以及80个泵站
_AS_WELL = "以及"
_BRACKET = re.compile(r"[（(][^（()）]*[)）]")
# 培育100个|"节水小屋": typewriter's marks are the same before and behind a name; '90s is none.
_CLOSED_BY = {'"': '"', "‘": "’"}
_QUOTED_WITHIN = 200


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its values; `before` is the clause before it in the sentence, if any.

    `state` is what the sentence has said so far: rules read it and keep it up to date.
    """

    text: str
    span: Span
    before: Span | None
    values: list[Quantity]
    state: SentenceState


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a clause: `phrase` is the words since `begin`, `name` those after it.

    培育|20家|企业: the phrase holds the verb 培育, the name is 企业. `name` is None where no name
    follows the value.
    """

    clause: Clause
    begin: int
    quantity: Quantity
    phrase: Phrase
    name: Span | None

    @property
    def text(self) -> str:
        """The document's text."""
        return self.clause.text

    @property
    def state(self) -> SentenceState:
        """What the sentence has said so far."""
        return self.clause.state

    @property
    def head(self) -> str:
        """The measured thing in the words before the value, without signs around it."""
        return self.phrase.head.of(self.text).strip(" 　、")

    @property
    def opening(self) -> int:
        """Where the target's own words begin."""
        return quote_start(self.text, self.begin)

    def unread(self, reason: str) -> Unread:
        """Return the value as a number that was not understood."""
        return Unread(self.quantity.span, reason)


def name_behind_bracket(text: str, quantity: Quantity, end: int) -> Span | None:
    """Return the name that stands behind a bracket with parts of the value, else None.

    配备|4名|（女性不少于2名）|护水员。
    """
    found = _WITH_PARTS.match(text, quantity.span.end, end)
    return Span(*found.span("name")) if found else None


def name_after(text: str, quantity: Quantity, following: int) -> Span | None:
    """Return the name that follows a value (培育|20家|企业), or None where none does.

    `following` is where the next value, or the clause's end, is.
    """
    if quantity.noun:
        return Span(quantity.span.end - len(quantity.noun), quantity.span.end)
    start = quantity.span.end
    if grade := _SPACED_GRADE.match(text, start, following):
        start = grade.end()
    if start >= following:
        return None
    if not _NAME_START.match(text[start]) and not _opens_quotation(text, start, following):
        return None
    if (text[start] in "和及与或" or text.startswith(_AS_WELL, start)) and following < len(text):
        return None
    if text[start:following].strip(" 　") in _UNTIL:
        return None
    if _AND_THEN.match(text, start) or _AT_BEST.match(text, start):
        return None
    if _IS_AN_AIM.fullmatch(text, start, following):
        return None
    bracket = _BRACKET.match(text, start, following)
    if bracket and (bracket.end() >= following or text[bracket.end()] in "、和及"):
        return None
    if APART.match(text, start):
        return None
    ends = _NAME_ENDS.search(text, start, following)
    end = ends.start() if ends else following
    while end > start and (text[end - 1] in "、和及与 　。" or text.startswith(_AS_WELL, end - 1)):
        end -= 1
    return Span(start, end) if end > start else None


def _opens_quotation(text: str, start: int, end: int) -> bool:
    """Say whether a quoted name begins at `start`: 培育100个|"节水小屋".

    Of typewriter's marks every second one closes, counted from the line's or sentence's beginning.
    """
    closing = _CLOSED_BY.get(text[start])
    if closing is None or text.find(closing, start + 1, end) < 0:
        return False
    if closing != text[start]:
        return True
    low = max(0, start - _QUOTED_WITHIN)
    low = max(low, *(text.rfind(sign, low, start) + 1 for sign in "\n。"))
    return text.count(closing, low, start) % 2 == 0
