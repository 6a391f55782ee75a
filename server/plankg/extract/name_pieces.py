"""Cuts a printed list of bodies into names, whatever signs part them.

Signs within a bracket (各县（市、区）人民政府), within quotes or a name of several levels
(各市、县、区政府) cut nothing, nor do those between levels of one name (市、区水利局). A blank or a
line's end that breaks a name in two (县水 利局) cuts nothing either, nor does the sign between
names that share their end (南河、北山经济开发区管委会) or between the halves of one place's rule
(各镇党委、政府).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from plankg.model import Span

INNER = re.compile(r"[（(〔〈][^（()）〔〕〈〉]*[)）〕〉]")
# “甲、乙”工作专班: a name's quoted words are cut nowhere.
QUOTED = re.compile(r"“[^“”]{1,30}”")
_SEPARATOR = re.compile(r"[、，,；;。\n\r\t 　]+")
_BLANK = " 　\t\r\n"
_LEVELS = re.compile(
    r"各(?:地|级|有关|相关)?[省市县区州盟旗自治级特、（()）〔〕〈〉\[\]]{2,}"
    r"(?:人民政府|政府|党委|管委会|部门|人民法院|法院|人民检察院|检察院)"
    # 各区、县级市: one name of all, where nothing else follows.
    r"|各(?:有关|相关)?(?:省|市|县|区|州|盟|旗|自治[州县旗]|县级市|[（(〔\[][市州县区特、]{1,6}[)）〕\]])"
    r"(?:、(?:市|县|区|州|盟|旗|自治[州县旗]|县级市))+(?:[（(〔\[][市州县区特、]{1,6}[)）〕\]])?"
    r"(?=等?[、，,；;。）)〕\]】\s　]|\Z)"
)
_LEVEL = re.compile("[省市县区州盟旗各]")
# 县委县政府|督查室: an office within the body before it, and no body alone.
_WITHIN = re.compile(r"[一-鿿]{0,3}室\Z")
# 清水⏎集团: what ends a name, and is none by itself.
_END_ALONE = re.compile("(?:集团|公司)(?:有限|股份|责任|公司)*")
_OF_ALL = re.compile("(?:委|政府)\\Z")
# 南河、北山|经济开发区管委会: short names of places, the last with what all are.
# 河东镇、北山经济开发区: a town is named in whole.
_PLACE = re.compile(r"[一-鿿]{2,4}(?<![镇乡])\Z")
_PLACES = re.compile(
    r"[一-鿿]{2,4}(?:(?:国家级|省级)?(?:经济|高新|技术|产业|工业|农业|旅游|科技)*(?:开发|园|新|示范|度假)"
    r"区|高新区|经开区)(?:管委会|管理委员会)?\Z"
)
# 市直有关部门、|单位: what follows is said of all alike.
_ALIKE = re.compile("(?:有关|相关|各|直属?)(?:部门|单位|机构)\\Z")
_KINDS = re.compile("部门|单位|机构")
# 市、|区水利局: one name for those of each level.
_LEVELS_ONLY = re.compile("[省市县区镇乡](?:、[市县区镇乡])*")
_PARTY = re.compile(r"(?:党委|党工委)\Z")
_RULE_OF_PLACE = re.compile(r"(?:人民)?政府|管委会|(?:街道)?办事处|行政")
# A name of two halves is not longer than this.
_LONGEST_HALF = 8

# A piece of a list, and the first sign after it.
Piece = tuple[Span, str]


def pieces_of(text: str, span: Span, is_body: Callable[[str], bool]) -> Iterator[Piece]:
    """Yield each name of a list with the first sign after it; `is_body` knows whole names."""
    pieces = list(_cut(text, span))
    signs = any(sign.strip(_BLANK) for _, sign in pieces)
    index = 0
    while index < len(pieces):
        whole, sign = pieces[index]
        last = index
        while last + 1 < len(pieces):
            following = pieces[last + 1][0]
            blank = bool(sign) and not sign.strip(_BLANK)
            broken = blank and is_broken(whole.of(text), following.of(text), is_body, signs=signs)
            if not broken and not _halves(text, whole, sign, following):
                break
            last += 1
            whole, sign = Span(whole.start, following.end), pieces[last][1]
        if last == index and (shared := _shared(text, pieces, index, is_body)) > index:
            last = shared
            whole, sign = Span(whole.start, pieces[last][0].end), pieces[last][1]
        yield whole, sign
        index = last + 1


def _cut(text: str, span: Span) -> Iterator[Piece]:
    whole = [
        Span(match.start(), match.end())
        for pattern in (_LEVELS, INNER, QUOTED)
        for match in pattern.finditer(text, span.start, span.end)
    ]
    position = span.start
    for separator in [*_SEPARATOR.finditer(text, span.start, span.end), None]:
        if separator and any(name.start < separator.start() < name.end for name in whole):
            continue
        end = separator.start() if separator else span.end
        if end > position:
            yield Span(position, end), _sign(separator.group()) if separator else ""
        position = separator.end() if separator else end


def _sign(printed: str) -> str:
    """Return the sign between two pieces: the first that is no blank, else a blank."""
    return next((sign for sign in printed if sign not in _BLANK), printed[0])


def is_broken(before: str, after: str, is_body: Callable[[str], bool], *, signs: bool) -> bool:
    """Say whether a blank between two words stands within one name.

    The halves are none, and both together are. Where blanks part the whole list (`signs` is
    false), only a name that begins with its level (县交通 运输局), or one of which nothing but the
    end stands behind the blank (清水 集团), is known to be half of one.
    """
    if is_body(before):
        return bool(_WITHIN.match(after) and _OF_ALL.search(before))
    if _LEVEL.match(after) or not (signs or _LEVEL.match(before) or _END_ALONE.fullmatch(after)):
        return False
    return max(len(before), len(after)) <= _LONGEST_HALF and is_body(before + after)


def _halves(text: str, left: Span, sign: str, right: Span) -> bool:
    before, after = left.of(text), right.of(text)
    return sign == "、" and bool(
        (_PARTY.search(before) and _RULE_OF_PLACE.fullmatch(after))
        or (_ALIKE.search(before) and _KINDS.fullmatch(after))
        or (_LEVELS_ONLY.fullmatch(before) and _LEVEL.match(after))
    )


def _shared(text: str, pieces: list[Piece], index: int, is_body: Callable[[str], bool]) -> int:
    """Return the last piece of the names from `index` on that share their end, else `index`."""
    last = index
    while last < len(pieces) and pieces[last][1] == "、":
        words = pieces[last][0].of(text)
        if not _PLACE.match(words) or is_body(words) or _LEVEL.match(words):
            break
        last += 1
    if last == index or last == len(pieces):
        return index
    return last if _PLACES.match(pieces[last][0].of(text)) else index
