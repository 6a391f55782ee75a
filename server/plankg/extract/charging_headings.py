"""Reads headings that say who leads all that stands below: 一、市教育局牵头工作（8项）.

A list of work that is ordered by bodies names each once, in the heading above its items; there it
leads (or joins, or is responsible for) every item, until the next such heading. A heading that is
nothing but a body and how many items it has (市发展改革委（12项）) says that it leads them; a body
alone is responsible for them. Such a heading may have no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from plankg.extract.body_mentions import BodyList, BodyMention, beside_lead
from plankg.extract.parts import Part
from plankg.extract.responsibilities import RoleGrammar
from plankg.lookups import Lookups, any_of
from plankg.model import Document, Role, Span

_RULE = "responsibilities.heading@1"
_COUNT = r"[（(](?:共|合计)?[ 　]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[ 　]*[项个条件][）)]"
# What follows the word for the role: 牵头|工作任务.
_WORK = r"(?:的|推进|落实|实施|完成|办理)*(?:重点)?(?:工作|任务|事项|项目|实事)*"
# 培育企业（5项） and 区域布局 name no body: without a word for the role only an office counts.
_AREA = r"[省市县区州盟旗](?!民(?!政|宗|族)|场(?!监)|[域级内外])"
_ENDING = r"(?:(?<![布格全大开结])局|委|办|厅|委员会|办公室|管委会|人民政府)"
_OFFICE = re.compile(
    rf"{_AREA}[一-鿿]{{1,14}}(?:{_ENDING}|中心|公司|集团|院|支队|大队|联|会)"
    rf"|[一-鿿]{{1,14}}(?:{_ENDING}|街道|[一-鿿]镇)"
)
_OFFICE_ALONE = re.compile(rf"{_AREA}[一-鿿]{{1,14}}{_ENDING}")
_OFFICE_LINE = re.compile(
    rf"[ 　\t]*{_AREA}[一-鿿]{{1,14}}{_ENDING}(?:牵头)?(?:{_COUNT})?[:：]?[ 　\r]*"
)
_SHORT_LINE = re.compile(rf"[ 　\t]*[一-鿿、]{{2,16}}(?:{_COUNT})?[:：]?[ 　\r]*")
_ITEM = re.compile(r"[ 　\t]*\d{1,3}[.．、](?!\d)")
# Between the headings with numbers around a list (（一）) and its items (1.).
_RANK = 7
_STYLE = "office"
_BODIES = r"(?P<list>[^。；;：:（）()“”\d]{2,60}?)"


class ChargingHeadings:
    """The ways in which a heading charges a body with what stands below, compiled once."""

    def __init__(self, lookups: Lookups, roles: RoleGrammar) -> None:
        self._roles = roles
        rows = [row for row in lookups.rows("role_words") if row["position"] == "tail"]
        self._role: dict[str, Role] = {
            row["word"]: role
            for row in rows
            for role in ("lead", "participant", "responsible")
            if row["role"] == role
        }
        self._charged = re.compile(
            rf"{_BODIES}(?P<verb>{any_of(self._role)}){_WORK}(?:{_COUNT})?[ 　。]*\Z"
        )
        self._counted = re.compile(rf"{_BODIES}{_COUNT}[ 　。]*\Z")

    def list_in(self, text: str, part: Part) -> BodyList | None:
        """Return the bodies that a part's heading charges; None where it charges nobody."""
        title = part.title_span
        if title is None:
            return None
        charged = self._charged.match(text, title.start, title.end)
        counted = None if charged else self._counted.match(text, title.start, title.end)
        match = charged or counted
        if match is None:
            return self._labelled(text, title, part) or self._alone(text, title)
        listed = Span(match.start("list"), match.end("list"))
        role = self._role[charged["verb"]] if charged else "lead"
        named = self._roles.names.mentions_in(text, listed, role)
        good = all(
            self._roles.names.is_named(one.name) or _OFFICE.fullmatch(one.name) for one in named
        )
        offices = charged or all(_OFFICE.fullmatch(one.name) for one in named)
        if not named or not good or not offices:
            return None
        return BodyList(title, tuple(replace(one, rule=_RULE) for one in named))

    def _labelled(self, text: str, title: Span, part: Part) -> BodyList | None:
        """Return what a label says that is a heading's whole title: 一、牵头单位：市教育局."""
        lists = list(self._roles.lists_in(text, title)) if part.children else []
        if len(lists) != 1 or lists[0].span != title:
            return None
        return BodyList(title, tuple(replace(one, rule=_RULE) for one in lists[0].mentions))

    def _alone(self, text: str, title: Span) -> BodyList | None:
        """Return the offices that are a heading's whole title: 一、市教育局."""
        named = self._roles.names.mentions_in(text, title, "responsible")
        if not named or not all(_OFFICE_ALONE.fullmatch(one.name) for one in named):
            return None
        return BodyList(title, tuple(replace(one, rule=_RULE) for one in named))

    def above(self, text: str, part: Part) -> tuple[BodyMention, ...]:
        """Return the bodies that the heading of a part, or the nearest above it, charges."""
        holder: Part | None = part
        while holder is not None:
            found = self.list_in(text, holder)
            if found:
                return found.mentions
            holder = holder.parent
        return ()


def office_heading(
    document: Document, index: int, order: int, around: Sequence[Part]
) -> Part | None:
    """Return the heading that a line without a number is: an office, with items right below it.

    `around` are the parts that are open. Below an item that no such heading stands above, an office
    is that item's. After one such heading any short line above items is another: what stands below
    a name that is not known is no longer the office's before it.
    """
    line = document.paragraphs[index]
    goes_on = any(part.style == _STYLE for part in around)
    if not goes_on and any(part.style.startswith("arabic") for part in around):
        return None
    if index + 1 == len(document.paragraphs):
        return None
    if not _ITEM.match(document.paragraphs[index + 1].text):
        return None
    if not (_SHORT_LINE if goes_on else _OFFICE_LINE).fullmatch(line.text):
        return None
    words = line.text.strip(" 　\t\r:：")
    start = line.span.start + line.text.index(words)
    title = Span(start, start + len(words))
    return Part(_STYLE, _RANK, "", order, words, title, [line.span])


def with_charged(
    charged: tuple[BodyMention, ...], own: Iterable[BodyMention]
) -> tuple[BodyMention, ...]:
    """Return an item's own bodies after those of the heading above it.

    Whoever leads by the item's own words does so alone; beside a heading's lead others join.
    """
    named = tuple(own)
    if any(one.role == "lead" for one in named):
        return named
    names = {one.name for one in charged}
    kept = tuple(one for one in named if one.name not in names)
    led = any(one.role == "lead" for one in charged)
    return (*charged, *(beside_lead(kept) if led else kept))
