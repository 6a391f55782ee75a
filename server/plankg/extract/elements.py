"""Turns the outline into elements: sections, actions, tasks, objectives, safeguards.

What a part is follows from its role, its level of work and place: below 主要目标 each committing
sentence is an objective, below 保障措施 each leaf is a safeguard, below 职责分工 what a body is to
do a task, elsewhere a part of the level of actions (`work_levels`) that holds tasks is an action,
and any other a task, which may lie within another. Its IRI is its printed path with kinds named;
what has no printed number is named in it by how it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plankg.extract.deadlines import deadline_of as deadline_of
from plankg.extract.parts import DUTIES, FRAME, LABELLED
from plankg.extract.sentences import sentences_in
from plankg.extract.structure import BOX, NOTE, Outline, Part
from plankg.iris import beginning, segment
from plankg.model import Element, ElementType, Span

_KIND_IN_PATH: dict[ElementType, str] = {
    "Section": "section",
    "Action": "action",
    "Task": "task",
    "Safeguard": "safeguard",
    "Objective": "objective",
    "WorkGoal": "goal",
    "Element": "element",
}
_ACTION = ("行动", "工程", "计划")
_STRENGTHENS = re.compile("强化|加强|健全|完善|优化|落实|夯实|加大|严格")
_STYLE_IN_PATH = {BOX: "box", NOTE: "note"}
_DASH_ITEM = re.compile(r"[\s　]*(?:——|--|－－|—)")
_COMMITS = re.compile(
    r"到?20\d\d年|年内|年底|期间|努力|力争|争取|基本|全面|建成|达到|实现|形成|提升|\d"
)


@dataclass
class Node:
    """An element while it is assembled, with the part or sentence that it comes from."""

    element: Element
    part: Part
    own: tuple[Span, ...]


# 1.粮食产量增长2%。 below 主要目标: a title that is a sentence, or ends in a value, is the goal.
_ENDS_IN_VALUE = re.compile(
    r"\d[ 　]*(?:[%％‰]|个百分点|[万亿]?[元吨人户亩家个处座件])(?:及?以[上内下]|左右)?[ 　]*\Z"
)
# A number that is no year.
_VALUE = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d年)\d+[ 　]*[^\d\s.、．]")
_STOPS = re.compile("[。；;]")
_LABELLED = re.compile(r"[\s　]*[一-鿿（）()]{2,9}[:：]")
_STOPPED = re.compile(r"[。；;][ 　\r]*(?:[（(〔\[【][^（()）\n]*[)）〕\]】][ 　。\r]*)?(?:\n|\Z)")


def element_type(part: Part, text: str) -> ElementType:
    """Say what a part of the body is."""
    if part.style == BOX:
        return "Section"
    if part.role == "objectives" and _is_goal(part, text):
        return "Objective"
    if part.role == "safeguards":
        # 五、强化保障（一）加大投入: named by what is done, as actions are; 保障措施 is a frame.
        doing = _STRENGTHENS.match(part.title) is not None
        return ("Action" if doing else "Section") if part.children else "Safeguard"
    if part.role in ("objectives", "background", FRAME, DUTIES, "notes"):
        return "Section"
    if part.parent is not None and part.parent.role == DUTIES:
        # 职责分工 1.市水利局（1）…: a body heads no action.
        return "Task"
    return "Action" if part.work == "action" and _is_action(part) else "Task"


def _is_action(part: Part) -> bool:
    """Say whether a part is an action: it holds tasks, as parts beside it do, or is named one.

    （一）市场准入行动 needs no task below it; （三）修渠 beside （二）建站 1.… is of its level.
    """
    if part.children or part.style == "chapter":
        return True
    if part.style in ("paragraph", LABELLED) or part.parent is None:
        return False
    beside = [one for one in part.parent.children if one.style == part.style]
    named = sum(one.title.endswith(_ACTION) for one in beside)
    return (part.parent.role == FRAME and named * 2 > len(beside)) or any(
        child.style not in (BOX, "paragraph") for one in beside for child in one.children
    )


def _is_goal(part: Part, text: str) -> bool:
    """Say whether an item of the objectives is itself one: its title is all that it says."""
    title = part.title_span
    if title is None or part.children or not part.style.startswith("arabic"):
        return False
    if any("。" in line.of(text) and not _LABELLED.match(line.of(text)) for line in part.lines[1:]):
        return False
    return bool(_ENDS_IN_VALUE.search(part.title) or _STOPPED.match(text, title.end))


def is_sentence(element: Element) -> bool:
    """Say whether an element is a sentence of the objectives, not a numbered part of its own."""
    return element.type == "Objective" and not element.title


def body_nodes(text: str, outline: Outline, plan: str, plan_iri: str) -> Iterator[Node]:
    """Yield the elements of the body, then of annexes of parts; parents before children."""
    for part in outline.parts:
        yield from _nodes(text, part, plan, plan_iri, plan_iri)
    for annex in outline.annexes:
        iri = f"{plan_iri}/annex/{annex.order}"
        for part in annex.children:
            yield from _nodes(text, part, plan, iri, iri)


def _nodes(text: str, part: Part, plan: str, parent_iri: str, section: str) -> Iterator[Node]:
    kind = element_type(part, text)
    name = _STYLE_IN_PATH.get(part.style, _KIND_IN_PATH[kind])
    start, end = _own_stretch(text, part)
    iri = f"{parent_iri}/{name}/{_name_in_path(part, text[start:end])}"
    yield Node(
        Element(
            plan=plan,
            where=part.path(),
            type=kind,
            number=part.number.strip("（）"),
            title=part.title,
            text=text[start:end],
            parent_iri=parent_iri,
            qualitative=kind not in ("Section", "Action"),
            deadline=None,
            start=start,
            end=end,
            iri=iri,
            order=part.order,
            printed_in="" if kind == "Section" else section,
            title_span=part.title_span,
            rule="structure.heading@3",
            work=part.work,
        ),
        part,
        _without_number(part),
    )
    inner = iri if kind == "Section" else section
    if part.role == "objectives" and kind != "Objective":
        yield from _objectives(text, part, plan, iri)
    for child in part.children:
        yield from _nodes(text, child, plan, iri, inner)


def _name_in_path(part: Part, words: str) -> str:
    """Return what names a part below the one that holds it: its printed number, or its words.

    A place in a list is no name: a paragraph put in before would move it to its neighbour.
    """
    if part.number and part.number != part.title:
        return str(part.order)
    return beginning(part.title or words)


def _without_number(part: Part) -> tuple[Span, ...]:
    """Return a part's lines, the first without its printed number, which commits to nothing."""
    title, (first, *others) = part.title_span, part.lines
    if title is None or not first.covers(title):
        return tuple(part.lines)
    return (Span(title.start, first.end), *others)


def _own_stretch(text: str, part: Part) -> tuple[int, int]:
    start, end = part.lines[0].start, part.lines[-1].end
    while start < end and text[start] in " 　\t\r\n":
        start += 1
    while end > start and text[end - 1] in " 　\t\r\n":
        end -= 1
    return start, end


def _objectives(text: str, part: Part, plan: str, section: str) -> Iterator[Node]:
    """Yield an objective for each committing sentence, or for each item of a dash list."""
    for order, span in enumerate(_objective_spans(text, part), start=1):
        words = span.of(text)
        yield Node(
            Element(
                plan=plan,
                where=part.path(),
                type="Objective",
                number="",
                title="",
                text=words,
                parent_iri=section,
                qualitative=True,
                deadline=None,
                start=span.start,
                end=span.end,
                iri=f"{section}/objective/{beginning(words)}",
                order=order,
                printed_in=section,
                rule="structure.objective@1",
            ),
            part,
            (span,),
        )


def _objective_spans(text: str, part: Part) -> Iterator[Span]:
    for line in part.lines:
        begin = max(line.start, _first_of_goals(text, part))
        if begin >= line.end:
            continue
        stretch = Span(begin, line.end)
        pieces = [stretch] if is_dash_item(text, begin) else list(sentences_in(text, stretch))
        for piece in pieces:
            trimmed = _trimmed(text, piece)
            if len(trimmed.of(text)) > 4 and _COMMITS.search(trimmed.of(text)):
                yield trimmed


def _first_of_goals(text: str, part: Part) -> int:
    """Return where a part's goals begin: behind its title, or with it where it is a goal itself.

    2.新建3座净水站。水质稳定达标。: its title is the first of its sentences.
    """
    title = part.title_span
    if title is None:
        return part.start
    goal = _STOPS.match(text, title.end) and _VALUE.search(part.title)
    return title.start if goal and not part.children else title.end


def is_dash_item(text: str, start: int) -> bool:
    """Say whether an item of a dash list (——水质明显改善。…) begins at `start`."""
    return bool(_DASH_ITEM.match(text, start))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in " 　\t\r\n。":
        start += 1
    while end > start and text[end - 1] in " 　\t\r\n":
        end -= 1
    return Span(start, end)


def path_segment(order: int | str) -> str:
    """Return a number as one segment of an element's IRI."""
    return segment(str(order))
