"""Ends titles whose text follows at once: （一）规范服务行为|加强执业纪律教育，….

A text that was put together line by line may have lost the break behind its headings, and nothing
else parts a title from its text. Known by what the headings of one level have in common: most of
them begin with a verb, and so does, within the same sentence, what stands behind the title.
"""

from __future__ import annotations

import re
from collections import defaultdict

from plankg.extract.parts import BOX, Part
from plankg.model import Span

_VERB = (
    "加强|加快|加大|完善|强化|推进|推动|优化|建立|构建|实施|创新|增强|深化|提升|提高|制定|健全|支持|鼓励|引导"
    "|开展|落实|大力|全面|深入|坚持|围绕|协调|统筹|积极|切实|持续|进一步|充分|严格|规范|探索|依托|充分发挥"
    "|按照|根据|聚焦|扎实|着力|不断|努力|充实|拓展|畅通|保障|整合|组织|发挥|建设|打造|培育|壮大|做强|做优|做大"
)
_BEGINS = re.compile(
    f"(?:{_VERB}|促进|扩大|激发|改善|夯实|释放|稳定|巩固|营造|广泛|有序|稳步|牢固|科学)"
)
# What is behind a title is a sentence of its own: a verb, and more than a noun's end.
_BEHIND = re.compile(
    rf"(?<=[一-鿿”）])(?={_VERB})(?!(?:建设|培育|提升|创新|实施|保障|规范|整合|组织|统筹|引导|支持|推进|优化|建立|开展|提高|打造)"
    r"(?:[工力能水体机制程平与和及、的者型性]|行动|计划|方案|项目|基地|中心|园区|政策|资金|规划|标准|措施|服务|人才|企业|主体|环境|方式|模式|驱动|发展|创业|需求|。|，|\Z))"
    r"(?!(?:支持|引导|鼓励)[一-鿿]{0,6}政策)"
)
_BOX_TITLE = re.compile(rf"[^，,；;。：]{{2,24}}?(?:工程|行动|计划|项目)(?=(?:{_VERB}))")
_SHORTEST, _LONGEST = 6, 30
_FEWEST, _MOST_OF = 3, 0.6


def end_glued_titles(text: str, top: list[Part]) -> None:
    """End the titles of headings of one style in which most are followed by their text at once.

    A title that is closed by a full stop before any such place is left as it is.
    """
    for root in top:
        for part in root.walk():
            if part.style == BOX and part.title_span and "，" in part.title:
                _end(text, part, _end_of_box(text, part.title_span))
    by_style: dict[str, list[Part]] = defaultdict(list)
    for root in top:
        for part in root.walk():
            if part.title_span and part.style not in (BOX, "paragraph", "han", "chapter"):
                by_style[part.style].append(part)
    for parts in by_style.values():
        if len(parts) < _FEWEST:
            continue
        ends = [_end_of(text, part) for part in parts]
        if sum(end > 0 for end in ends) < _MOST_OF * len(parts):
            continue
        for part, end in zip(parts, ends, strict=True):
            _end(text, part, end)


def _end(text: str, part: Part, end: int) -> None:
    if end and part.title_span:
        part.title_span = Span(part.title_span.start, end)
        part.title = part.title_span.of(text)


def _end_of_box(text: str, title: Span) -> int:
    """Return where a box's title ends in its first line: 水网升级工程|加强管理，…."""
    found = _BOX_TITLE.match(text, title.start, title.end)
    return found.end() if found else 0


def _end_of(text: str, part: Part) -> int:
    """Return where a title ends whose text follows at once, 0 where it is none."""
    title = part.title_span
    if title is None or not _BEGINS.match(text, title.start, title.end):
        return 0
    comma = min((at for at in map(part.title.find, "，,；;：") if at >= 0), default=len(part.title))
    last = min(title.start + comma, title.start + _LONGEST)
    behind = _BEHIND.search(text, title.start + _SHORTEST, last)
    return behind.start() if behind and title.end - behind.start() >= _SHORTEST else 0
