"""States the facts of elements: who is responsible, and what is committed to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from plankg.extract.annexes import unread_rows
from plankg.extract.body_mentions import BodyList, BodyMention
from plankg.extract.commitments import Commitment, Unread
from plankg.extract.goals import ANNEX_RULE
from plankg.extract.held import Grammar, Held
from plankg.extract.indicator_tables import TableTarget
from plankg.extract.list_groups import groups_of
from plankg.extract.sentence_bodies import OUGHT_RULE
from plankg.extract.table_captions import counts_rows, number_above
from plankg.iris import distinct
from plankg.model import (
    Document,
    Element,
    Evidence,
    PlanMeta,
    Responsibility,
    Span,
    Table,
    Target,
)
from plankg.register import BodyEntry, Register

# An item's text is not longer; without line breaks a search back would have no end.
_LONGEST_ITEM = 1500
_ANNEX = "附"
# The codes of provinces end so.
_PROVINCE = "0000"
_ITEM = re.compile(r"(?:\A|(?<=[。；;：:，,、\s　]))(?P<n>[①-⑳])(?=[ 　]*[一-鿿“A-Z\d])")
_SENTENCE_END = re.compile("[。\n]")
_ENUMERATED = re.compile(r"(?:\A|[。；;：:，,．.、）)\s])(?P<n>[一二三四五六七八九十]{1,2})是")


def responsibilities_of(
    text: str, held: tuple[Held, ...], meta: PlanMeta, grammar: Grammar
) -> tuple[Responsibility, ...]:
    """Return who is responsible for which element, in text order."""
    area = grammar.iris.area_key(meta.area_iri)
    found: list[Responsibility] = []
    for one in held:
        for mention in one.bodies:
            entry = _body_of(mention, area, grammar.register)
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
                    quote=mention.span.of(text),
                    start=mention.span.start,
                    end=mention.span.end,
                    iri=grammar.iris.fact(one.element.iri, "responsibility", values),
                    position=mention.position,
                    group=mention.group,
                    collective=mention.collective or entry.collective,
                    confidence=mention.confidence,
                    rule=mention.rule,
                )
            )
    iris = distinct(fact.iri for fact in found)
    return tuple(replace(fact, iri=iri) for fact, iri in zip(found, iris, strict=True))


def _body_of(mention: BodyMention, area: str, register: Register) -> BodyEntry:
    """Return the body that a list names; in a plan below the province's, one that shares 省.

    省发展改革委、国资委: the second is no office of the plan's own area. One that names a place
    (广东银保监局) is of no level.
    """
    plain = register.body(area, mention.name)
    if not mention.level or area.endswith(_PROVINCE) or register.names_place(area, mention.name):
        return plain
    full = register.body(area, mention.full_name)
    return full if register.functions_of(full) else plain


def targets_of(
    document: Document, held: tuple[Held, ...], meta: PlanMeta, grammar: Grammar
) -> tuple[tuple[Target, ...], tuple[Unread, ...]]:
    """Return the targets in text order, and the numbers that were not understood."""
    targets: list[Target] = []
    unread: list[Unread] = []
    above = {one.element.iri: one for one in held}
    rows = {one.row: one for one in held if one.row}
    for one in held:
        unread += one.unread_bodies
        for table in one.tables:
            unread += [
                Unread(cell.span, "a row whose cells cannot be told apart")
                for cell in unread_rows(table, grammar.lookups)
                if cell.span.of(document.text).strip()
            ]
            for row in _rows_of(document.text, table, one, grammar):
                if isinstance(row.found, Unread):
                    unread.append(row.found)
                    continue
                own = rows.get((table.span, row.index), one)
                bodies = own.bodies if own is not one else ()
                quote = row.found.quote
                target = _target(document.text, row.found, own, quote, bodies, meta, grammar)
                where = _place_of_row(document.text, table, row, one, own)
                goal = target.goal or _row_of_annex(document.text, table, row, own)
                if row.said and where.startswith(_ANNEX):
                    goal = row.said.of(document.text)
                targets.append(replace(target, where=where, goal=goal))
        unread += _told(document.text, one, grammar)
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


def _told(text: str, one: Held, grammar: Grammar) -> Iterator[Unread]:
    """Yield the numbers of paragraphs that speak of no aim, so that the ledger shows them."""
    for span in one.told:
        for found in grammar.targets.targets_in(text, span, one.setting):
            if isinstance(found, Commitment):
                yield Unread(found.quote, "before the first heading, in words of no aim")
            else:
                yield found


def _rows_of(text: str, table: Table, one: Held, grammar: Grammar) -> list[TableTarget]:
    """Return the targets of a table of values; rows of an annex without numbers are counted."""
    rows = list(
        chain(
            grammar.tables.targets_in(text, table, one.setting),
            grammar.standards.targets_in(text, table, one.setting),
            grammar.places.targets_in(text, table, one.setting),
        )
    )
    if not one.element.where.startswith(_ANNEX) or any(row.row for row in rows):
        return rows
    places = {at: str(order) for order, at in enumerate(sorted({row.index for row in rows}), 1)}
    return [replace(row, row=places[row.index]) for row in rows]


def _place_of_row(text: str, table: Table, row: TableTarget, one: Held, own: Held) -> str:
    """Return where a row stands: 专栏1 3, 附件 3, 表1 3, 二（四） 3, or where its table does."""
    where = one.element.where
    if not counts_rows(where):
        if own is not one:
            return own.element.where
        where = number_above(text, table) or where
    if not where:
        return own.element.where
    return f"{where} {row.row}" if row.row else where


def _row_of_annex(text: str, table: Table, row: TableTarget, own: Held) -> str:
    """Return the whole of a row of indicators in an annex: it is the goal, as far as one is said.

    Nothing for a table of the body, and for a row that a page broke.
    """
    cells = [cell.span for cell in table.rows[row.index] if cell.text.strip()]
    if own.element.rule != ANNEX_RULE or not cells:
        return ""
    words = text[min(cell.start for cell in cells) : max(cell.end for cell in cells)].strip()
    return "" if "\n" in words else words


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
    a list lies within its parent's. Whoever leads by a heading above it leads there, too, unless
    it names a lead of its own. A goal of an annex has its own columns only. Of whom a sentence says
    what they ought to do (市水利局要…) answers for what that sentence commits to.
    """
    if one.element.type in ("WorkGoal", "Objective"):
        return one.bodies
    named_here = tuple(body for body in one.bodies if _in_one_sentence(text, body, quote))
    holder: Held | None = one
    while holder is not None and not _stated(holder):
        if "/box/" in holder.element.iri:
            return named_here
        holder = above.get(holder.element.parent_iri)
    if holder is None:
        return named_here
    groups = groups_of(text, holder.lists) if holder is one else []
    if len(groups) < 2:
        named = (*_stated(holder), *named_here)
    else:
        after = [group for group in groups if group[0].span.start >= quote.end]
        chosen = after[0] if after else groups[-1]
        named = tuple(mention for found in chosen for mention in found.mentions)
    named = tuple(body for body in named if _answers(text, body, quote, holder))
    return (*_leads_above(holder, named, above), *named)


def _stated(one: Held) -> tuple[BodyMention, ...]:
    """Return the bodies that answer for all of an element."""
    return tuple(body for body in one.bodies if body.rule != OUGHT_RULE)


def _answers(text: str, body: BodyMention, quote: Span, holder: Held) -> bool:
    """Say whether a body answers for a target where work is divided (市城管局负责|储气|设施建设).

    What none of the measure's other words names (负责资金保障) serves all of it.
    """
    if body.sentence is not None:
        return body.sentence.covers(quote)
    if not body.part or body.part in quote.of(text):
        return True
    return not any(
        body.part in text[line.start : min(line.end, body.span.start)] for line in holder.own
    )


def _in_one_sentence(text: str, body: BodyMention, quote: Span) -> bool:
    """Say whether a body of whom it is said what it ought to do stands in a target's sentence.

    Whoever is meant by 各地 is spoken to in general.
    """
    if body.collective:
        return False
    first, last = min(body.span.start, quote.start), max(body.span.end, quote.end)
    return body.rule == OUGHT_RULE and not _SENTENCE_END.search(text, first, last)


def _leads_above(
    holder: Held, named: tuple[BodyMention, ...], above: Mapping[str, Held]
) -> tuple[BodyMention, ...]:
    """Return who leads by the nearest heading above an element that names no lead itself."""
    while not any(mention.role == "lead" for mention in named):
        outer = above.get(holder.element.parent_iri)
        if outer is None or "/box/" in holder.element.iri:
            return ()
        holder, named = outer, outer.bodies
        if leads := tuple(one for one in named if one.role == "lead"):
            return leads
    return ()


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
        role: "；".join(m.name for m in bodies if m.role == role and not m.everywhere)
        for role in ("lead", "participant", "responsible")
    }
    quote = found.quote.of(text)
    where = one.element.where + _enumerated(text, one, line, found.quote)
    values = (
        quote,
        found.scope,
        found.indicator,
        f"{found.value}",
        f"{found.value_max or ''}",
    )
    return Target(
        plan=meta.slug,
        where=where + _item(text, one, found),
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
        scope_iri=grammar.iris.area(grammar.scopes.key(found.scope)),
        evidence=(_own_evidence(found), *found.evidence),
        confidence=found.confidence,
        rule=found.rule,
        direction=found.direction,
    )


def _own_evidence(found: Commitment) -> Evidence:
    """Return the quote as evidence for all that no other words are evidence for."""
    elsewhere = {name for shown in found.evidence if shown.restored for name in shown.supports}
    supports = ("hasIndicator", "hasComparator", "value", "hasUnit", "hasKind")
    kept = [name for name in supports if name not in elsewhere or name == "hasIndicator"]
    if found.value_max is not None:
        kept = ["minValue" if name == "value" else name for name in kept]
        kept.insert(kept.index("minValue") + 1, "maxValue")
    if found.direction and "hasDirection" not in elsewhere:
        kept.append("hasDirection")
    if found.hedge:
        kept.append("hedge")
    return Evidence(found.quote, tuple(kept))


def _enumerated(text: str, one: Held, line: Span, quote: Span) -> str:
    """Return ``·一`` for a target in the 一是 … of a running list, else nothing.

    The words behind 一是 may be the title of what follows in the same printed line. A titled item
    is an element of its own, whose path says it already.
    """
    if "·" in one.element.where:
        return ""
    printed = text.rfind("\n", max(0, line.start - _LONGEST_ITEM), line.start) + 1
    # An objective is a sentence; every other element begins before its own 一是.
    within = printed if one.element.type == "Objective" else max(one.element.start, printed)
    begin = within if printed else line.start
    marks = list(_ENUMERATED.finditer(text, max(0, begin - 1), quote.start))
    return f"·{marks[-1]['n']}" if marks else ""


def _item(text: str, one: Held, found: Commitment) -> str:
    """Return ``①`` for a target in the ① … of a numbered part, else nothing.

    In a row's cell such numbers lead clauses and are part of none.
    """
    if one.element.type == "WorkGoal" or not one.element.where:
        return ""
    begin = max(one.element.start, found.quote.start - _LONGEST_ITEM)
    begin = max(begin, text.rfind("\n", begin, found.quote.start) + 1)
    marks = list(_ITEM.finditer(text, begin, found.quote.start + 1))
    return marks[-1]["n"] if marks else ""


def with_qualitative(held: tuple[Held, ...], targets: tuple[Target, ...]) -> tuple[Element, ...]:
    """Return the elements, those that a target is stated in marked as not qualitative."""
    quantified = {target.element_iri for target in targets}
    return tuple(
        replace(
            one.element, qualitative=one.element.qualitative and one.element.iri not in quantified
        )
        for one in held
    )
