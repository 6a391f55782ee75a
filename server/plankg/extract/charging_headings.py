"""Reads headings that say who leads all that stands below: 一、市教育局牵头工作（8项）.

A list of work that is ordered by bodies names each once, in the heading above its items; there it
leads (or joins, or is responsible for) every item, until the next such heading. A heading that is
nothing but a body and how many items it has (市发展改革委（12项）) says that it leads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from plankg.extract.parts import Part
from plankg.extract.responsibilities import BodyList, BodyMention, RoleGrammar, beside_lead
from plankg.lookups import Lookups, any_of
from plankg.model import Role, Span

_RULE = "responsibilities.heading@1"
_COUNT = r"[（(](?:共|合计)?[ 　]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[ 　]*[项个条件][）)]"
# What follows the word for the role: 牵头|工作任务.
_WORK = r"(?:的|推进|落实|实施|完成|办理)*(?:重点)?(?:工作|任务|事项|项目|实事)*"
# 培育企业（5项） names no body: without a word for the role only an office of the area counts.
_OFFICE = re.compile(
    r"[省市县区州盟旗].*|.+(?:局|委|办|厅|委员会|办公室|管委会|人民政府|街道|[一-鿿]镇)"
)
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
            return None
        listed = Span(match.start("list"), match.end("list"))
        role = self._role[charged["verb"]] if charged else "lead"
        named = self._roles.names_in(text, listed, role)
        good = all(self._roles.is_body(one.name) or _OFFICE.fullmatch(one.name) for one in named)
        offices = charged or all(_OFFICE.fullmatch(one.name) for one in named)
        if not named or not good or not offices:
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
