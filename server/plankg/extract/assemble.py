"""Makes the elements of a plan, each with what is printed for it.

Each step takes values and returns values; the order of the steps is the order of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plankg.extract.body_mentions import BodyList, BodyMention
from plankg.extract.branches import branch_above
from plankg.extract.charging_headings import with_charged
from plankg.extract.commitments import Setting
from plankg.extract.conventions import Convention, applied, of_every_task
from plankg.extract.deadlines import labelled_deadline, one_year, whole_due
from plankg.extract.duties import RULE as DUTIES_RULE
from plankg.extract.elements import (
    Node,
    body_nodes,
    is_sentence,
)
from plankg.extract.goals import goal_elements, period_span, places_of
from plankg.extract.held import Grammar, Held
from plankg.extract.list_groups import side_by_side
from plankg.extract.metadata import Header
from plankg.extract.parts import around_work
from plankg.extract.responsibilities import RoleGrammar
from plankg.extract.said_times import SaidTimes
from plankg.extract.sentences import sentences_in
from plankg.extract.structure import BOX, Outline, Part, paragraph_title
from plankg.extract.times import Time
from plankg.iris import distinct
from plankg.model import (
    Document,
    Element,
    PlanMeta,
    Span,
)
from plankg.titles_above import title_above

# 附件：第一批复制推广借鉴的改革措施清单, 典型案例
_MODELS = re.compile("复制推广|学习借鉴|推广借鉴|典型(?:经验|案例|做法)|经验做法")
# A heading, and one sentence below it.
_TITLE_AND_SENTENCE = 2
_SENTENCE_LINE = re.compile(r".{15}[。；][\s　]*\Z", re.DOTALL)
# 具体指标：, on a line of its own above the first heading.
_LABEL = re.compile(r"(?:目标|指标)[：:][\s　]*\Z")
_BY_A_DATE = re.compile(
    r"[到至]20\d\d年|力争|争取|20\d\d年(?:底|末)前?|(?:主要|工作|总体|预期|发展)目标"
    r"|20\d\d年?[—－-]+20\d\d年|实现[^，。；]{2,40}的目标"
    # 今年全市治水的总盘子是：新建渠道3条
    r"|(?:今年|本年度)[^，。；]{0,20}(?:目标|任务|指标|盘子)[^，。；\d]{0,8}[：:]"
)


def held_elements(
    document: Document, outline: Outline, header: Header, meta: PlanMeta, grammar: Grammar
) -> tuple[Held, ...]:
    """Return all elements of body and annexes, in text order, with what is printed for them."""
    body = list(_body(document.text, outline, header, meta, grammar))
    preamble = _preamble(document.text, outline, header, meta)
    annexes = list(goal_elements(document, outline, body, header, meta, grammar))
    places = places_of(annexes, body, document, outline, grammar)
    found = [*preamble, *body, *annexes]
    if any(annex.children for annex in outline.annexes):
        found.sort(key=lambda held: held.element.start)
    return tuple(
        replace(held, element=replace(held.element, places=tuple(places[held.element.iri])))
        if held.element.iri in places
        else held
        for held in found
    )


def _preamble(text: str, outline: Outline, header: Header, meta: PlanMeta) -> tuple[Held, ...]:
    """Return the paragraphs before the first heading, where they commit to something by a date."""
    paragraphs: list[Span] = []
    begins = False
    for line in outline.front:
        if header.title and line.text.strip() == header.title:
            # What a page prints before the title on the same line is none of the plan's words.
            begins = True
            continue
        # Sentences of one printed line belong together: the first may say the date of all.
        goes_on = paragraphs and "\n" not in text[paragraphs[-1].end : line.span.start]
        if goes_on and not begins:
            paragraphs[-1] = Span(paragraphs[-1].start, line.span.end)
        else:
            paragraphs.append(line.span)
            begins = False
    sentences = [span for span in paragraphs if _SENTENCE_LINE.search(span.of(text))]
    own = tuple(aim for span in sentences if (aim := _from_aim(text, span)))
    told = tuple(span for span in sentences if not _BY_A_DATE.search(span.of(text)))
    told += tuple(
        Span(span.start, aim.start)
        for span in sentences
        if (aim := _from_aim(text, span)) and aim.start > span.start
    )
    if not own and not told and not outline.loose:
        return ()
    start, end = (own[0].start, own[0].end) if own else (0, 0)
    plan = Element(
        plan=meta.slug,
        where="",
        type="Section",
        number="",
        title="",
        text=text[start:end],
        parent_iri="",
        qualitative=False,
        deadline=None,
        start=start,
        end=end,
        iri=meta.iri,
    )
    setting = Setting(
        header.area.scope,
        header.period,
        None,
        None,
        period_span(meta),
        issued=meta.issued,
        effect=header.effect,
        lists_goals=any(_LABEL.search(line.text) for line in outline.front),
    )
    return (Held(plan, own, (), (), setting, tables=outline.loose, preamble=True, told=told),)


def _from_aim(text: str, paragraph: Span) -> Span | None:
    """Return a paragraph from its first sentence with a date on, None where it has none.

    全市有渠道20公里。|今后五年（2022—2026年），…: what there is stands before what is to be.
    """
    for sentence in sentences_in(text, paragraph):
        if _BY_A_DATE.search(sentence.of(text)):
            return Span(sentence.start, paragraph.end)
    return None


def _holds_for(said: Convention, part: Part, outline: Outline) -> bool:
    """Say whether a declaration may hold for a part without a list of its own.

    One in the chapter of tasks (二、主要任务) is of its tasks, not of the steps in the next one.
    """
    chapters = [one for one in outline.parts if one.start <= said.span.start]
    chapter = max(chapters, key=lambda one: one.start, default=None)
    return chapter is None or chapter.role != "tasks" or part.outermost() is chapter


def _body(
    text: str, outline: Outline, header: Header, meta: PlanMeta, grammar: Grammar
) -> Iterator[Held]:
    annexed = [part for annex in outline.annexes for part in annex.children]
    # What others have done is told in them, not what this plan sets out to do.
    models = {
        id(part)
        for annex in outline.annexes
        if _MODELS.search(annex.title)
        for part in annex.children
    }
    for part in [part for root in (*outline.parts, *annexed) for part in root.walk()]:
        _split_measures(text, part, grammar.roles)
    nodes = list(body_nodes(text, outline, meta.slug, meta.iri))
    iris = distinct(node.element.iri for node in nodes)
    stretches = [line.span for line in outline.front] + [s for node in nodes for s in node.own]
    conventions = list(grammar.conventions.conventions_in(text, stretches))
    said = SaidTimes(text, grammar.targets, header.period)
    columns = grammar.lines.runs_in(text, [line.span for line in outline.front], None).columns
    for node, iri in zip(nodes, iris, strict=True):
        label = labelled_deadline(text, node.own, one_year(meta))
        due = whole_due(text, node.own, one_year(meta))
        element = replace(node.element, iri=iri, deadline=label.day if label else None)
        lists = (
            [found for line in node.own for found in grammar.roles.lists_in(text, line)]
            if not is_sentence(element)
            else []
        )
        runs = grammar.lines.runs_in(text, node.own, columns)
        columns = runs.columns
        if not is_sentence(element):
            lists = sorted([*lists, *runs.lists], key=lambda one: one.span)
        heading = None if element.title == "" else grammar.headings.list_in(text, node.part)
        if heading:
            lists = [one for one in lists if not heading.span.covers(one.span)]
        lists = side_by_side(text, lists)
        lists = [
            replace(
                found, mentions=applied(_once_each(found.mentions), conventions, text, found.span)
            )
            for found in lists
        ]
        named = [mention for found in lists for mention in found.mentions]
        if not named and node.part.owners:
            owners = grammar.roles.names.mentions_in(text, node.part.owners, "responsible")
            named = [replace(one, rule=DUTIES_RULE) for one in owners]
        if not named and element.type in ("Task", "Safeguard"):
            named = grammar.charged.bodies_in(text, node.own)
        if not node.part.children and not is_sentence(element):
            named = list(with_charged(grammar.headings.above(text, node.part), named))
        if not named and element.type == "Task":
            held = [one for one in conventions if _holds_for(one, node.part, outline)]
            named = of_every_task(held, element.start)
        if heading:
            # The heading is no measure: neither its bodies nor how many items it has.
            lists.insert(0, replace(heading, mentions=()))
        bodies = _once_each(tuple(named))
        action, task = _titles(node.part)
        yield Held(
            element=element,
            own=node.own,
            bodies=bodies,
            lists=tuple(lists),
            setting=replace(
                _setting(text, node.part, bodies, header, meta, grammar),
                time=_introduced(text, node, grammar, said),
                hedge=said.hedge_before(node),
                issued=meta.issued,
                due=due.day if due else None,
                due_span=due.span if due else None,
                lists_goals=node.part.role == "objectives",
            ),
            action=action,
            task=task,
            reads_targets=node.part.role != "background"
            and not _repeats(node)
            and id(node.part.outermost()) not in models,
            repeats=_repeats(node),
            tables=tuple(node.part.tables) if not is_sentence(element) else (),
            unread_bodies=runs.unread if not is_sentence(element) else (),
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
        seen.setdefault((mention.full_name, mention.role), mention)
    return tuple(seen.values())


def _repeats(node: Node) -> bool:
    return node.part.role == "objectives" and node.element.type == "Section"


def _introduced(text: str, node: Node, grammar: Grammar, said: SaidTimes) -> Time | None:
    """Return the time that the words before an objective set for it.

    Those before it in its own paragraph, else those that introduce the list of which it is an item.
    """
    if node.element.type != "Objective":
        return _introduced_part(text, node.part, grammar)
    return said.before(node) or _introduced_part(text, node.part, grammar)


def _introduced_part(text: str, part: Part, grammar: Grammar) -> Time | None:
    """Return the time that the words before a numbered list set: 到2024年，实现以下目标：1．….

    Or the one sentence before the parts of the objectives: 到2024年，…。（一）….
    """
    above = part.parent
    if above is None or above.role != "objectives" or not above.lines:
        return None
    last = above.lines[-1]
    words = last.of(text).strip(" 　\r\n")
    if words.endswith(("：", ":")):
        return grammar.targets.last_time(text, last)
    if len(above.lines) != _TITLE_AND_SENTENCE or words.count("。") != 1 or words[-1] != "。":
        return None
    time = grammar.targets.last_time(text, last)
    return time if time and time.reach == "by-year" else None


def _titles(part: Part) -> tuple[str, str]:
    """Return the titles of the action and the task in which a part lies, ``""`` where none."""
    around = [(one.work, one.title) for one in around_work(part)]
    return title_above(around, "action"), title_above(around, "task")


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
    scope, span = header.area.scope, None
    while above is not None:
        found = grammar.scopes.in_heading(above.title, names)
        if found and above.title_span:
            at = above.title_span.start + above.title.index(found)
            scope, span = found, Span(at, at + len(found))
            break
        above = above.parent
    return Setting(
        scope,
        header.period,
        None,
        span,
        period_span(meta),
        branch=branch_above(part),
        effect=header.effect,
    )
