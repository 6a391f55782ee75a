"""Says which headings of a plan are those of its actions, and which those of its tasks.

A plan has two levels of work. The first is that of the headings below its frame (重点任务), or of
its outermost ones where they say themselves what is done: actions, where one of them has titles
below it, or where most of them hold several measures; else tasks. The second is that of the titles
below the first: tasks. A level is one thing throughout a plan: 三、强化保障 without titles below it
is an action beside 二、修渠 with them. What is deeper has no level and lies in its task; nor have
goals, background, what secures the plan and its stages. The numbered items of a box are tasks,
of the action around it, else of the box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from plankg.extract.parts import BOX, DUTIES, FRAME, LABELLED, NOTE, Part, around_work
from plankg.titles_above import is_heading

# The name of a list of works in a label or a title: 行动一：…, （三）蓝天工程.
_ACTION = ("行动", "工程", "计划")
_PARAGRAPH = "paragraph"
_STOP = re.compile("[。；;]")
# A heading with as many sentences below it holds several measures.
_SEVERAL = 3


def give_levels(text: str, top: list[Part]) -> None:
    """Give each part of a plan its level of work, in `Part.work`.

    `top` are the outermost parts, with their roles (`give_roles`).
    """
    first = [part for one in top for part in _first_level(one)]
    alike: dict[str, list[Part]] = {}
    for part in first:
        alike.setdefault(part.style, []).append(part)
    named = {style for style, parts in alike.items() if _are_named_actions(parts)}
    several = {style for style, parts in alike.items() if _hold_several(text, parts)}
    groups = max((one.rank for one in first if any(map(_is_titled, one.children))), default=-1)
    for part in first:
        is_action = part.rank <= groups or part.style in named
        is_action = is_action or (part.style in several and _is_titled(part))
        part.work = "action" if is_action and not _is_duty(part) else "task"
    for part in [*first, *_secured(top, first)]:
        if part.work == "action":
            for child in part.children:
                if _is_titled(child):
                    child.work = "task"
    for one in top:
        for part in one.walk():
            if part.style == BOX and part.role not in ("objectives", "background"):
                _level_box(part)


def _level_box(box: Part) -> None:
    """Give a box's numbered items their level, and the box itself where no heading has one.

    In a plan without actions a box that lists tasks is one; where none is beside it either, one
    that lists nothing is a task.
    """
    items = [one for one in box.children if one.style != _PARAGRAPH and _is_titled(one)]
    for item in items:
        item.work = "task"
    around = {one.work for one in around_work(box)}
    if items and "action" not in around:
        box.work = "action"
    elif not items and around == {""}:
        box.work = "task"


def _first_level(part: Part) -> Iterator[Part]:
    """Yield the parts of the first level of work, which frames hold and other parts are."""
    if part.style in (BOX, NOTE):
        return
    roles = [one.role for one in part.children if one.style not in (BOX, NOTE)]
    if part.role in (FRAME, DUTIES) or _announces(part) or any(roles):
        for child in part.children:
            yield from _first_level(child)
    elif part.role == "":
        yield part


def _announces(part: Part) -> bool:
    """Say whether a heading only announces what the labels below it name: 攻坚行动, 行动一：…."""
    labels = {one.number[:2] for one in part.children if one.style.startswith(LABELLED)}
    return any(label in part.title for label in labels)


def _secured(top: list[Part], first: list[Part]) -> Iterator[Part]:
    """Yield the parts below 保障措施 that are work, too, with their level given.

    They are those named actions, and all whose numbers go on from those of the tasks: 三、保障措施
    （九）强化要素保障 behind （八） is counted with them.
    """
    for one in top:
        if one.role != "safeguards" or not one.children:
            continue
        for child in one.children:
            if child.title.endswith(_ACTION):
                child.work = "action"
                yield child
        if one.children[0].order == 1:
            continue
        style = one.children[0].style
        alike = [part for part in first if part.style == style]
        below = [child for part in first for child in part.children if child.style == style]
        level = alike[0].work if alike else "task" if below else ""
        for child in one.children:
            if child.style == style:
                child.work = level
                yield child


def _are_named_actions(alike: list[Part]) -> bool:
    """Say whether most headings of one style are named actions: （一）蓝天行动, 行动一：…."""
    named = sum(one.title.endswith(_ACTION) or one.number.startswith(_ACTION) for one in alike)
    return named * 2 > len(alike)


def _hold_several(text: str, alike: list[Part]) -> bool:
    """Say whether headings of one style hold several measures each; single items hold one."""
    if alike[0].style.startswith(("arabic", LABELLED)):
        return False
    return median(_sentences(text, one) for one in alike) >= _SEVERAL


def _is_duty(part: Part) -> bool:
    """Say whether a part is a body's duty, which heads no action: 职责分工 1.市水利局（1）…."""
    return part.parent is not None and part.parent.role == DUTIES


def _is_titled(part: Part) -> bool:
    """Say whether a part has a title; a sentence is one only where it has a number."""
    if part.style in (BOX, NOTE):
        return False
    return is_heading(part.title) if part.style == _PARAGRAPH else bool(part.title)


def _sentences(text: str, part: Part) -> int:
    """Return how many sentences a part has behind its title."""
    title = part.title_span
    start = title.end + 1 if title else part.start
    return sum(len(_STOP.findall(text, max(line.start, start), line.end)) for line in part.lines)
