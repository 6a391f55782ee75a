"""Says what in a bracket, and around it, is no list of bodies: deadlines, persons, declarations."""

from __future__ import annotations

import re

from plankg.model import Span

# What a bracket says of all lists after its own: A、B等负责。列第一位者为牵头单位，下同.
_DECLARED = re.compile(
    r"[。；;，,、][^。；;，,、]*(?:列|排|逗号|分号|第一|首位|标[有注]|加[注有])[^。；;]*牵头[^（()）]*\Z|[，,。；;]?下同[^（()）〔〕〈〉]*\Z"
    r"|[。；;][^。；;，,]{2,40}[，,]?以下[^。；;，,（()）]{0,8}[均都][需须应要]?(?:涉及|参与|负责|落实|配合)\Z"
    r"|[。；;，,][ 　]*(?:以下|(?:各项|上述|以上|所有)[一-鿿]{0,4}[均都])"
    r"(?:[^（()）]|[（(][^（()）]{0,12}[)）])*?(?:不再|均需|均须|均涉及|均参与)"
    r"(?:[^（()）]|[（(][^（()）]{0,12}[)）])*\Z"
)
# …、各镇街（逗号前为牵头单位，其余配合，下同）: the same, in a bracket behind the last name.
_DECLARED_APART = re.compile(
    r"[（(][^（()）]*(?:(?:列|排|第一|首位|逗号|分号)[^（()）]*牵头[^（()）]*|下同)[)）][ 　]*\Z"
)
_MOST_DECLARED = 2
_OTHER = (
    r"(?:完成时[限间]|完成期限|时限要求|时间要求|责任人|责任领导|牵头领导|分管领导|牵头(?:市|县|区|省)?领导"
    r"|联系人)[ 　]*[:：][^；;，,。]*"
    r"|[^；;，,。：:]{0,16}(?:底|末|月|日|年)?(?:之?前|以前|底|内)完成|长期(?:坚持|推进|实施)|持续推进"
)
_OTHER_LAST = re.compile(rf"[；;，,。][ 　]*(?:{_OTHER})[ 　。]*\Z")
_OTHER_FIRST = re.compile(rf"[ 　]*(?:{_OTHER})[；;，,。][ 　]*")
# （市级任务分工：A、B负责）: whose list it is of several that a measure has.
_WHOSE_LIST = re.compile(
    r"[ 　]*(?:[省市县区州旗]级?|[我本][省市县区州旗])?(?:任务|责任|工作|职责)?分工"
    r"(?:方案|安排)?[ 　]*[:：]"
)
_MEANT = re.compile("(?:部门|单位|机构|机关|主体|等)\\Z")


def bodies_within(text: str, inside: Span) -> Span:
    """Return what a bracket says of its own bodies, without what it declares of all lists."""
    inside = _without_other_words(text, inside)
    # 。逗号前为牵头单位，以下均需…落实，不再列出: two declarations, one behind the other.
    for _ in range(_MOST_DECLARED):
        declared = _DECLARED_APART.search(inside.of(text)) or _DECLARED.search(inside.of(text))
        if declared is None:
            break
        before = Span(inside.start, inside.start + declared.start())
        # （市水利局负责，6月底前完成。以下各项均需…）
        inside = _without_other_words(text, before)
    return inside


def _without_other_words(text: str, inside: Span) -> Span:
    """Return what a bracket says of bodies, a deadline or a person before or after them left out.

    （市水利局负责；完成时限：2023年12月）, （市水利局牵头，市财政局配合，2023年底前完成）.
    """
    start, end = inside.start, inside.end
    if whose := _WHOSE_LIST.match(text, start, end):
        start = whose.end()
    while (last := _OTHER_LAST.search(text, start, end)) and last.end() == end:
        end = last.start()
    while first := _OTHER_FIRST.match(text, start, end):
        start = first.end()
    return Span(start, max(start, end))


def ends_sentence(text: str, bracket: re.Match[str], span: Span) -> bool:
    """Say whether a bracket is a sentence's last words, before its full stop."""
    before = text[span.start : bracket.start()].rstrip()
    after = text[bracket.end() : span.end].lstrip(" 　")
    return bool(before) and after[:1] in ("", "。", "\r") and not _MEANT.search(before)


def ends_measure(text: str, bracket: re.Match[str], span: Span) -> bool:
    """Say whether a bracket stands where a measure's bodies do: after its last full stop.

    Elsewhere a bracket explains a word (进村（社区）), and its content is no list of bodies.
    """
    before = text[span.start : bracket.start()].rstrip()
    after = text[bracket.end() : span.end].strip(" 　。；\r")
    return (not before or before[-1] in "。；！") and (not after or before[-1:] == "。")
