"""Puts a plan's facts together: elements, who is responsible, targets, carriers, mentions.

Each step takes values and returns values; the order of the steps is the order of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from plankg.extract.annexes import GoalRow, goal_rows, task_of, year_of
from plankg.extract.conventions import ConventionGrammar, applied
from plankg.extract.elements import (
    Node,
    body_nodes,
    deadline_in,
    deadline_of,
    is_dash_item,
    path_segment,
)
from plankg.extract.glued_rows import GluedRow, glued_rows
from plankg.extract.indicator_tables import IndicatorTables
from plankg.extract.metadata import Header
from plankg.extract.responsibilities import BodyList, BodyMention, RoleGrammar
from plankg.extract.scopes import ScopeGrammar
from plankg.extract.structure import BOX, Outline, Part, paragraph_title
from plankg.extract.targets import Commitment, Setting, TargetGrammar, Unread
from plankg.extract.times import Time
from plankg.iris import Iris, distinct
from plankg.lookups import Lookups
from plankg.model import (
    Document,
    Element,
    Evidence,
    Place,
    PlanMeta,
    Responsibility,
    Span,
    Table,
    Target,
)
from plankg.register import Register

_ENUMERATED = re.compile(r"(?:\A|[。；;：:，,\s])(?P<n>[一二三四五六七八九十]{1,2})是")


@dataclass(frozen=True)
class Held:
    """An element with the lists of bodies printed for it, and the setting of its targets.

    `repeats` marks a section whose words stand again in its objectives.
    """

    element: Element
    own: tuple[Span, ...]
    bodies: tuple[BodyMention, ...]
    lists: tuple[BodyList, ...]
    setting: Setting
    action: str = ""
    task: str = ""
    goal: str = ""
    reads_targets: bool = True
    repeats: bool = False
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Grammar:
    """Everything that reads one plan."""

    lookups: Lookups
    roles: RoleGrammar
    conventions: ConventionGrammar
    scopes: ScopeGrammar
    targets: TargetGrammar
    tables: IndicatorTables
    register: Register
    iris: Iris


def held_elements(
    document: Document, outline: Outline, header: Header, meta: PlanMeta, grammar: Grammar
) -> tuple[Held, ...]:
    """Return all elements of body and annexes, in text order, with what is printed for them."""
    body = list(_body(document.text, outline, header, meta, grammar))
    annexes = [
        held
        for annex in outline.annexes
        for held in _annex(document, annex, outline, body, header, meta, grammar)
    ]
    places = _places(annexes, body, document, outline, grammar)
    return tuple(
        replace(held, element=replace(held.element, places=tuple(places[held.element.iri])))
        if held.element.iri in places
        else held
        for held in (*body, *(one for one in annexes))
    )


def _body(
    text: str, outline: Outline, header: Header, meta: PlanMeta, grammar: Grammar
) -> Iterator[Held]:
    for part in [part for root in outline.parts for part in root.walk()]:
        _split_measures(text, part, grammar.roles)
    nodes = list(body_nodes(text, outline, meta.slug, meta.iri))
    iris = distinct(node.element.iri for node in nodes)
    stretches = [line.span for line in outline.front] + [s for node in nodes for s in node.own]
    conventions = list(grammar.conventions.conventions_in(text, stretches))
    for node, iri in zip(nodes, iris, strict=True):
        element = replace(node.element, iri=iri, deadline=deadline_in(text, node.own))
        lists = (
            [found for line in node.own for found in grammar.roles.lists_in(text, line)]
            if element.type != "Objective"
            else []
        )
        bodies = tuple(mention for found in lists for mention in found.mentions)
        bodies = applied(_once_each(bodies), conventions, text)
        action, task = _titles(node.part)
        yield Held(
            element=element,
            own=node.own,
            bodies=bodies,
            lists=tuple(lists),
            setting=replace(
                _setting(text, node.part, bodies, header, meta, grammar),
                time=_introduced(text, node, grammar),
            ),
            action=action,
            task=task,
            reads_targets=node.part.role != "background" and not _repeats(node),
            repeats=_repeats(node),
            tables=tuple(node.part.tables) if element.type != "Objective" else (),
        )


def _split_measures(text: str, part: Part, roles: RoleGrammar) -> None:
    """Make each paragraph with a list of its own a part, where a part has several such.

    Plans without numbers below a heading print one measure in a paragraph: a title, its text, and
    who is responsible.
    """
    if part.children or part.role in ("objectives", "background") or part.style == BOX:
        return
    inner = part.lines[1:]
    listed = [line for line in inner if any(_bracketed(text, line, roles))]
    if len(listed) < 2:
        return
    part.lines = [line for line in part.lines if line not in listed]
    for order, line in enumerate(listed, start=1):
        title = paragraph_title(text, line)
        child = Part("paragraph", 99, "", order, title.of(text), title, [line], [], part, part.role)
        part.children.append(child)


def _bracketed(text: str, line: Span, roles: RoleGrammar) -> Iterator[BodyList]:
    """Yield the lists in brackets at the end of a paragraph that has words before them."""
    for found in roles.lists_in(text, line):
        if found.span.start > line.start and text[found.span.start] in "（(〔[【":
            yield found


def _once_each(mentions: tuple[BodyMention, ...]) -> tuple[BodyMention, ...]:
    """Return the mentions without a body's second one in the same role."""
    seen: dict[tuple[str, str], BodyMention] = {}
    for mention in mentions:
        seen.setdefault((mention.name, mention.role), mention)
    return tuple(seen.values())


def _repeats(node: Node) -> bool:
    return node.part.role == "objectives" and node.element.type == "Section"


def _introduced(text: str, node: Node, grammar: Grammar) -> Time | None:
    """Return the time that the words before a dash list set for its items."""
    if node.element.type != "Objective" or not is_dash_item(text, node.element.start):
        return None
    intro = [line for line in node.part.lines if line.start < node.element.start]
    times = [
        grammar.targets.last_time(text, line)
        for line in intro
        if not is_dash_item(text, line.start)
    ]
    return next((time for time in reversed(times) if time), None)


def _titles(part: Part) -> tuple[str, str]:
    """Return the titles of the action and the task in which a part lies, ``""`` where none."""
    action = task = ""
    above: Part | None = part
    while above is not None:
        if above.style == BOX:
            task = task or above.title
        elif above.role == "":
            if above.children:
                action = action or above.title
            else:
                task = task or above.title
        above = above.parent
    return action, task


def _setting(
    text: str,
    part: Part,
    bodies: Iterable[BodyMention],
    header: Header,
    meta: PlanMeta,
    grammar: Grammar,
) -> Setting:
    names = [mention.name for mention in bodies]
    above: Part | None = part
    scope, span = meta.area, None
    while above is not None:
        found = grammar.scopes.in_heading(above.title, names)
        if found and above.title_span:
            at = above.title_span.start + above.title.index(found)
            scope, span = found, Span(at, at + len(found))
            break
        above = above.parent
    return Setting(scope, header.period, None, span, _title_span(meta))


def _title_span(meta: PlanMeta) -> Span | None:
    return next((shown.span for shown in meta.evidence if "periodStart" in shown.supports), None)


def _annex(
    document: Document,
    annex: Part,
    outline: Outline,
    body: list[Held],
    header: Header,
    meta: PlanMeta,
    grammar: Grammar,
) -> Iterator[Held]:
    """Yield the annex itself and the goals of its tables."""
    text = document.text
    iri = f"{meta.iri}/annex/{annex.order}"
    section = Element(
        plan=meta.slug,
        where=annex.number,
        type="Section",
        number=annex.number,
        title=annex.title,
        text=text[annex.start : annex.own_end],
        parent_iri=meta.iri,
        qualitative=False,
        deadline=None,
        start=annex.start,
        end=annex.own_end,
        iri=iri,
        order=annex.order,
        title_span=annex.title_span,
        rule="structure.annex@1",
    )
    setting = Setting(meta.area, header.period, None, None, _title_span(meta))
    yield Held(
        section,
        tuple(annex.lines),
        (),
        (),
        setting,
        reads_targets=False,
        tables=tuple(annex.tables),
    )
    tasks = [
        part
        for root in outline.parts
        for part in root.walk()
        if part.role == "" and not part.children
    ]
    by_span = {held.element.start: held for held in body if held.element.type == "Task"}
    year = year_of(annex.title)
    if not annex.tables:
        level = meta.area[-1:]
        for line in annex.lines:
            for glued in glued_rows(text, line, level, grammar.roles):
                yield _glued_goal(text, annex, iri, glued, header, meta)
    for table in annex.tables:
        for row in goal_rows(document, table, grammar.lookups, grammar.roles):
            task = task_of(row, tasks)
            holder = by_span.get(_first_word(text, task)) if task else None
            yield _goal(text, annex, iri, row, holder, year, header, meta, grammar)


def _end_of(year: int | None) -> date | None:
    """Return the last day of the year that an annex of yearly goals is for."""
    return date(year, 12, 31) if year else None


def _glued_goal(
    text: str, annex: Part, annex_iri: str, row: GluedRow, header: Header, meta: PlanMeta
) -> Held:
    number = str(row.number)
    element = Element(
        plan=meta.slug,
        where=f"{annex.number} {number}",
        type="WorkGoal",
        number=number,
        title="",
        text=row.goal.of(text),
        parent_iri=annex_iri,
        qualitative=True,
        deadline=deadline_of(row.deadline),
        start=row.goal.start,
        end=row.goal.end,
        iri=f"{annex_iri}/goal/{path_segment(number)}",
        order=row.number,
        printed_in=annex_iri,
        rule="annexes.glued-row@1",
    )
    setting = Setting(meta.area, header.period, None, None, _title_span(meta))
    return Held(element, (row.goal,), row.bodies, (), setting, goal=row.goal.of(text))


def _first_word(text: str, part: Part) -> int:
    start = part.start
    while text[start] in " 　\t\r\n":
        start += 1
    return start


def _goal(
    text: str,
    annex: Part,
    annex_iri: str,
    row: GoalRow,
    holder: Held | None,
    year: int | None,
    header: Header,
    meta: PlanMeta,
    grammar: Grammar,
) -> Held:
    number = row.number or str(row.index)
    printed = f"{row.task_number}.{number}" if row.task_number else number
    path = f"{annex_iri}/task/{path_segment(row.task_number)}" if row.task_number else annex_iri
    words = row.goal.of(text)
    names = [mention.name for mention in row.bodies]
    if holder:
        names += [mention.name for mention in holder.bodies]
    found = grammar.scopes.in_heading(row.task_title, names)
    span = None
    if found and row.task_span:
        at = text.find(found, row.task_span.start, row.task_span.end)
        span = Span(at, at + len(found)) if at >= 0 else None
    element = Element(
        plan=meta.slug,
        where=f"{annex.number} {printed}",
        type="WorkGoal",
        number=number,
        title="",
        text=words,
        parent_iri=holder.element.iri if holder else annex_iri,
        qualitative=True,
        deadline=deadline_of(row.deadline) if row.deadline else _end_of(year),
        start=row.goal.start,
        end=row.goal.end,
        iri=f"{path}/goal/{path_segment(number)}",
        order=int(number) if number.isdigit() else row.index,
        printed_in=annex_iri,
        rule="annexes.goal-row@1",
    )
    return Held(
        element=element,
        own=(row.goal,),
        bodies=row.bodies,
        lists=(),
        setting=Setting(
            found or meta.area,
            header.period,
            year,
            span,
            annex.title_span if year else _title_span(meta),
        ),
        action=holder.action if holder else row.action_title,
        task=holder.task if holder else row.task_title,
        goal=words,
    )


def _places(
    annexes: list[Held], body: list[Held], document: Document, outline: Outline, grammar: Grammar
) -> Mapping[str, list[Place]]:
    """Return where the body's tasks and actions are printed a second time, in the annexes."""
    text = document.text
    places: dict[str, list[Place]] = {}
    tasks = [part for root in outline.parts for part in root.walk()]
    iri_at = {held.element.start: held.element.iri for held in body}
    for annex in outline.annexes:
        section = next(held.element.iri for held in annexes if held.element.start == annex.start)
        for table in annex.tables:
            for row in goal_rows(document, table, grammar.lookups, grammar.roles):
                task = task_of(row, [p for p in tasks if p.role == "" and not p.children])
                if task is not None and row.task_span and row.first_of_task:
                    iri = iri_at[_first_word(text, task)]
                    places.setdefault(iri, []).append(Place(section, row.task_title, row.task_span))
                above = task.parent if task else None
                if above and row.action_span and row.first_of_action:
                    iri = iri_at[_first_word(text, above)]
                    places.setdefault(iri, []).append(
                        Place(section, row.action_title, row.action_span)
                    )
    return places


def responsibilities_of(
    held: tuple[Held, ...], meta: PlanMeta, grammar: Grammar
) -> tuple[Responsibility, ...]:
    """Return who is responsible for which element, in text order."""
    area = grammar.register.area_key(meta.area)
    found: list[Responsibility] = []
    for one in held:
        for mention in one.bodies:
            entry = grammar.register.body(area, mention.name)
            values = (mention.name, mention.role)
            found.append(
                Responsibility(
                    plan=meta.slug,
                    where=one.element.where,
                    element=one.element.title or one.element.text,
                    element_iri=one.element.iri,
                    body=mention.name,
                    body_iri=grammar.iris.body(entry.area, entry.name),
                    role=mention.role,
                    basis=mention.basis,
                    quote=mention.name,
                    start=mention.span.start,
                    end=mention.span.end,
                    iri=grammar.iris.fact(one.element.iri, "responsibility", values),
                    position=mention.position,
                    group=mention.group,
                    collective=mention.collective or entry.collective,
                    rule="responsibilities.list@1",
                )
            )
    iris = distinct(fact.iri for fact in found)
    return tuple(replace(fact, iri=iri) for fact, iri in zip(found, iris, strict=True))


def targets_of(
    document: Document, held: tuple[Held, ...], meta: PlanMeta, grammar: Grammar
) -> tuple[tuple[Target, ...], tuple[Unread, ...]]:
    """Return the targets in text order, and the numbers that were not understood."""
    targets: list[Target] = []
    unread: list[Unread] = []
    above = {one.element.iri: one for one in held}
    for one in held:
        for table in one.tables:
            for row in grammar.tables.targets_in(document.text, table, one.setting):
                if isinstance(row.found, Unread):
                    unread.append(row.found)
                    continue
                target = _target(document.text, row.found, one, row.found.quote, (), meta, grammar)
                boxed = one.element.where.startswith("专栏") and row.row
                where = f"{one.element.where} {row.row}" if boxed else one.element.where
                targets.append(replace(target, where=where))
        if not one.reads_targets:
            continue
        for line in one.own:
            for stretch in without(line, one.lists):
                for found in grammar.targets.targets_in(document.text, stretch, one.setting):
                    if isinstance(found, Unread):
                        unread.append(found)
                    else:
                        bodies = bodies_of(document.text, one, found.quote, above)
                        targets.append(
                            _target(document.text, found, one, line, bodies, meta, grammar)
                        )
    targets.sort(key=lambda target: (target.start, target.end))
    iris = distinct(target.iri for target in targets)
    return (
        tuple(replace(target, iri=iri) for target, iri in zip(targets, iris, strict=True)),
        tuple(unread),
    )


def without(line: Span, lists: tuple[BodyList, ...]) -> Iterator[Span]:
    """Yield what is left of a line without the lists of bodies in it."""
    position = line.start
    for span in sorted(found.span for found in lists):
        if line.covers(span):
            if span.start > position:
                yield Span(position, span.start)
            position = span.end
    if position < line.end:
        yield Span(position, line.end)


def bodies_of(
    text: str, one: Held, quote: Span, above: Mapping[str, Held]
) -> tuple[BodyMention, ...]:
    """Return the bodies of the bracketed part in which a target stands.

    An element whose paragraphs each have a list of their own has several such parts; one without
    a list lies within its parent's. A goal of an annex has its own columns only.
    """
    if one.element.type in ("WorkGoal", "Objective"):
        return one.bodies
    holder: Held | None = one
    while holder is not None and not holder.bodies:
        if "/box/" in holder.element.iri:
            return ()
        holder = above.get(holder.element.parent_iri)
    if holder is None:
        return ()
    groups = _groups(text, holder.lists) if holder is one else []
    if len(groups) < 2:
        return holder.bodies
    after = [group for group in groups if group[0].span.start >= quote.end]
    chosen = after[0] if after else groups[-1]
    return tuple(mention for found in chosen for mention in found.mentions)


def _groups(text: str, lists: tuple[BodyList, ...]) -> list[list[BodyList]]:
    """Return the lists, those that follow each other with nothing between as one group."""
    groups: list[list[BodyList]] = []
    for found in lists:
        between = text[groups[-1][-1].span.end : found.span.start] if groups else "x"
        if between.strip(" 　\t\r\n。；，"):
            groups.append([found])
        else:
            groups[-1].append(found)
    return groups


def _target(
    text: str,
    found: Commitment,
    one: Held,
    line: Span,
    bodies: tuple[BodyMention, ...],
    meta: PlanMeta,
    grammar: Grammar,
) -> Target:
    names = {
        role: "；".join(m.name for m in bodies if m.role == role)
        for role in ("lead", "participant", "responsible")
    }
    area, zone = grammar.scopes.iri_parts(found.scope)
    quote = found.quote.of(text)
    values = (
        quote,
        found.scope,
        found.indicator,
        f"{found.value}",
        f"{found.value_max or ''}",
    )
    return Target(
        plan=meta.slug,
        where=one.element.where + _enumerated(text, line, found.quote),
        action=one.action,
        task=one.task,
        goal=one.goal,
        scope=found.scope,
        indicator=found.indicator,
        indicator_iri=grammar.iris.indicator(found.indicator),
        comparator=found.comparator,
        value=found.value,
        value_max=found.value_max,
        unit=found.unit,
        kind=found.kind,
        frequency=found.frequency,
        period_start=found.period[0],
        period_end=found.period[1],
        hedge=found.hedge,
        lead=names["lead"],
        participants=names["participant"],
        responsible=names["responsible"],
        quote=quote,
        start=found.quote.start,
        end=found.quote.end,
        iri=grammar.iris.fact(one.element.iri, "target", values),
        element_iri=one.element.iri,
        scope_iri=grammar.iris.area(area, zone),
        evidence=(_own_evidence(found), *found.evidence),
        confidence=found.confidence,
        rule=found.rule,
    )


def _own_evidence(found: Commitment) -> Evidence:
    """Return the quote as evidence for all that no other words are evidence for."""
    elsewhere = {name for shown in found.evidence if shown.restored for name in shown.supports}
    supports = ("hasIndicator", "hasComparator", "value", "hasUnit", "hasKind")
    kept = [name for name in supports if name not in elsewhere or name == "hasIndicator"]
    if found.value_max is not None:
        kept = ["minValue" if name == "value" else name for name in kept]
        kept.insert(kept.index("minValue") + 1, "maxValue")
    if found.hedge:
        kept.append("hedge")
    return Evidence(found.quote, tuple(kept))


def _enumerated(text: str, line: Span, quote: Span) -> str:
    """Return ``·一`` for a target in the 一是 … of a running list, else nothing."""
    marks = list(_ENUMERATED.finditer(text, line.start, quote.start))
    return f"·{marks[-1]['n']}" if marks else ""


def with_qualitative(held: tuple[Held, ...], targets: tuple[Target, ...]) -> tuple[Element, ...]:
    """Return the elements, those that a target is stated in marked as not qualitative."""
    quantified = {target.element_iri for target in targets}
    return tuple(
        replace(
            one.element, qualitative=one.element.qualitative and one.element.iri not in quantified
        )
        for one in held
    )


__all__ = [
    "Grammar",
    "Held",
    "Node",
    "held_elements",
    "responsibilities_of",
    "targets_of",
    "with_qualitative",
    "without",
]
