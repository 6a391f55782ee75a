"""Names the branch that a heading is about: 高质量发展|竹产业, 大力培育|林下经济."""

from __future__ import annotations

import re

from plankg.extract.parts import Part
from plankg.model import Span

_DOES = (
    "(?:发展|壮大|培育|提升|做[强优大]|打造|升级|建设|推进|巩固|振兴|扶持|布局|培优|提档|转型|赋能"
    "|支持|促进)"
)
_BRANCH = re.compile(
    rf"(?:.*{_DOES})?(?P<branch>(?!{_DOES})[一-鿿]{{1,8}}(?:产业|经济)|[一-鿿]{{1,6}}业)\Z"
)
# 主导产业, 民营经济: of no branch in particular.
_GENERAL = re.compile(
    "(?:[一-鿿]{0,4}?(?:主导|特色|优势|新兴|支柱|重点|相关|现代|传统|未来|富民|首位|龙头|两大|三大|各类|关联)"
    "|[一二三]|第[一二三])*产业"
    "|[一-鿿]{0,4}(?:实体|县域|区域|民营|国有|集体|村集体|开放型|外向型|市场|城市|园区|镇域|国民|非公|总部)经济"
    "|[一-鿿]{0,6}(?:企|就|创|行|作|事|毕|职|失|营)业|[工商]业"
)


def branch_above(part: Part) -> tuple[str, Span] | None:
    """Return the branch that the nearest heading names, and where; None if that names none.

    Only what a heading ends in is one; a list of several (竹、油茶产业) is none.
    """
    above: Part | None = part
    while above is not None:
        found = _BRANCH.fullmatch(above.title.strip()) if "、" not in above.title else None
        if found and above.title_span and not _GENERAL.fullmatch(found["branch"]):
            at = above.title_span.start + above.title.index(found["branch"])
            return found["branch"], Span(at, at + len(found["branch"]))
        if above.title_span:
            return None
        above = above.parent
    return None
