"""Finds who issued a plan in the title of the document, and the day in a signature in a line.

Titles name the issuer before 关于 or 印发 (青禾市人民政府关于印发…的通知). Pages that lost their
line breaks print the signature behind the last sentence (…执行。青禾市人民政府2021年3月5日附件…).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plankg.extract.plan_periods import DATE
from plankg.lookups import Lookups, any_of
from plankg.model import Paragraph, Span

# 为落实国务院关于…的部署: whom the plan follows has not issued it.
_BEFORE_SUBJECT = re.compile(
    r"[ 　\t]*(?!为|為|根据|按照|依据|依照|贯彻|遵照)"
    r"(?P<names>[一-鿿][一-鿿、 　]{1,80}?)[ 　]*(?:关于|印发)"
)
_NAME = re.compile(r"[一-鿿]+")
# …的意见。青禾市人民政府2021年3月5日相关附件：…: behind the last sentence, before the page's words.
_AT_END = re.compile(
    r"[。！）)][ 　\xa0]{0,20}(?P<name>[一-鿿]{2,16}(?:人民政府(?:办公[室厅])?|委员会|[^文]局))"
    rf"[ 　\xa0]{{0,20}}(?P<day>{DATE.pattern})[ 　\xa0]*"
    r"(?=相关|附件|政策解读|二维码|扫一扫|分享|打印|[（(]此件|\s*\Z)"
)
# 附件：1.任务表2.标准青禾市人民政府2021年3月5日附件1…: behind the list of annexes, before the first
# of them or its title.
_BEHIND_LIST = re.compile(
    r"附[ 　]*件[ 　]*[:：][ 　]*(?P<listed>[^。\n]{4,200}?(?:人民政府(?:办公[室厅])?|委员会|局))"
    rf"[ 　]*(?P<day>{DATE.pattern})[ 　]*"
)
_TITLE_AGAIN = 4


def issuers_in_title(front: Iterable[Paragraph], lookups: Lookups) -> list[Span]:
    """Return the issuers that the first line which names any names before its subject.

    All that stands there must be names that end as issuers do, else it names none; a line with a
    whole sentence (为落实国务院关于…，制定本方案。) is no title.
    """
    ending = re.compile(rf"[一-鿿]*{any_of(lookups.words('issuer_endings', 'ending'))}")
    for line in front:
        found = _BEFORE_SUBJECT.match(line.text)
        if found is None or "。" in line.text:
            continue
        names = list(_NAME.finditer(line.text, *found.span("names")))
        if all(ending.fullmatch(name.group()) for name in names):
            at = line.span.start
            return [Span(at + name.start(), at + name.end()) for name in names]
    return []


def day_signed_within(text: str, issuers: Sequence[Span]) -> Span | None:
    """Return the day behind the last of `issuers` where the two sign what stands before them.

    An annex begins behind the day, or a note that the plan is public ends the line, or a sentence
    ends before the name and the line behind the day; 青禾市政府2021年3月5日印发的… is a citation.
    """
    if not issuers:
        return None
    signature = re.compile(
        rf"(?P<ended>[。；！ 　])?{re.escape(issuers[-1].of(text))}[ 　]*(?P<day>{DATE.pattern})"
        r"[ 　]*(?P<note>[（(]此件[^（()）\n]{2,8}[）)])?[ 　]*(?:(?P<annex>附[件表])|$)",
        re.MULTILINE,
    )
    for found in signature.finditer(text):
        if found["annex"] or found["ended"] or found["note"]:
            return Span(*found.span("day"))
    return None


def signed_at_end(text: str) -> tuple[Span, Span] | None:
    """Return the name and the day that sign a plan behind its last sentence, title or none.

    执行。青禾市人民政府2021年3月5日, with nothing behind it but an annex or the page's own words.
    """
    found = _AT_END.search(text)
    return (Span(*found.span("name")), Span(*found.span("day"))) if found else None


def day_behind_annexes(text: str) -> Span | None:
    """Return the day of a signature between a list of annexes and the first of these.

    Where a name begins that follows the last listed title at once is not told.
    """
    for found in _BEHIND_LIST.finditer(text):
        again = text.startswith(found["listed"][:_TITLE_AGAIN], found.end())
        if again or text.startswith("附件", found.end()):
            return Span(*found.span("day"))
    return None
