"""Takes the paragraphs below a plan's title for its measures, where it numbers nothing."""

from __future__ import annotations

import re

from plankg.extract.headings import paragraph_title
from plankg.extract.parts import Part
from plankg.extract.plan_titles import title_in
from plankg.lookups import Lookups
from plankg.model import Paragraph

_SENTENCE = re.compile(r"(?s:.{12,})[。；;）)][\s　]*\Z")
# 责任单位：…, below the measure that it is for.
_LABELLED = re.compile(r"[\s　]*[一-鿿（）()]{2,9}[:：]")
# What a notice says of itself, and what a page prints, commits to nothing.
_OF_THE_NOTICE = re.compile(r"现将|印发给?你们|予以印发|请(?:认真|各|结合|遵照)|版权所有|来源[:：]")

# A notice that says so many numbers says what is to be done, too.
_NUMBERS = re.compile(r"\d+")
_MANY = 8
_IN_A_LIST = re.compile(r"[\s　]*\d{1,2}[.．、]")


def measures_below_title(
    text: str, front: list[Paragraph], lookups: Lookups
) -> tuple[list[Paragraph], list[Part]]:
    """Return the lines up to a plan's title, and a part for each sentence-like paragraph below it.

    No parts where no line is a plan's title.
    """
    # 2.改造渠道实施方案 in a list of annexes is another plan's title.
    own = tuple(line for line in front if not _IN_A_LIST.match(line.text))
    title = title_in(text, own, lookups)
    if title is None:
        return front, []
    above = [line for line in front if line.span.start < title.end]
    parts: list[Part] = []
    for line in front[len(above) :]:
        if parts and _LABELLED.match(line.text):
            parts[-1].lines.append(line.span)
            continue
        of_notice = _OF_THE_NOTICE.search(line.text) and len(_NUMBERS.findall(line.text)) < _MANY
        if not _SENTENCE.search(line.text) or of_notice:
            above.append(line)
            continue
        span = paragraph_title(text, line.span)
        order = len(parts) + 1
        parts.append(Part("paragraph", 99, "", order, span.of(text), span, [line.span]))
    return above, parts
