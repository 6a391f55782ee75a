"""Finds a plan's parts: its numbered headings, their nesting, and its annexes.

Headings are recognised by ``data/lookups/numbering.tsv`` at the start of a paragraph, and within
one where a sentence ends before them and they continue the numbering (crawled text has no line
breaks). What a part is for (objectives, tasks, safeguards, background) is said by its title
(``part_roles.tsv``) or follows from its place.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plankg.extract.front_lines import FrontLines
from plankg.extract.numerals import han_number
from plankg.lookups import Lookups
from plankg.model import Document, Paragraph, Span, Table

# The style of boxes (专栏1), which stand outside the numbering of the parts around them.
BOX = "box"
# The style of notes below a table (注：1.… 2.…), which have a numbering of their own.
NOTE = "note"
_NOTE = re.compile(r"备?注[ 　]*[:：]")
_NOTE_RANK = 8
_ANNEX_MARK = (
    r"[\s　]*附[\s　]*(?P<k>件|表|录)[\s　]*"
    r"(?P<n>[0-9一二三四五六七八九十]*(?:[-－—][0-9]+)?)[\s　]*[:：]?[\s　]*"
)
_ANNEX = re.compile(rf"{_ANNEX_MARK}\Z")
# 附件1：任务分工表 heads an annex where its table follows at once; else it lists what is annexed.
_TITLED_ANNEX = re.compile(rf"{_ANNEX_MARK}(?P<title>[^。；，]{{2,40}}?)[\s　]*\Z")
# So many lines (a subtitle, a unit) stand at most between an annex's title and its table.
_LINES_BEFORE_TABLE = 2
_ANNEX_LIST = re.compile(r"[\s　]*附[ 　]*件[ 　]*\d*[ 　]*[:：][ 　]*\S")
_LIST_HEAD = re.compile(r"附[ 　]*件[ 　]*[:：][ 　]*\Z")
_LISTED = re.compile(r"[\s　]*[（(]?\d{1,2}[）)．.、]|[\s　]*附[ 　]*件[ 　]*\d")
# 附件治水任务分工序号任务…: a table's header glued to the annex's mark and title.
_GLUED_ANNEX = re.compile(r"附[ 　]*件[ 　]*(?P<title>[^。；：:，]{2,30}?)(?=序[ 　]*号)")
_BLANK = re.compile(r"[\s　]*")
# A title longer than this is a sentence that happens to be numbered; it is kept whole all the same.
_CLOSING = "。；：）)〕】”"
# 第二十三章, （二十三）: no printed number is longer.
_LONGEST_NUMBER = 12
# 二、主要任务（一）…: without line breaks a heading may follow a heading, if that is short.
_LONGEST_TITLE = 40
# A box whose first line is longer holds its whole content on that line.
_LONGEST_BOX_TITLE = 60
# Names of parts (指导思想和发展目标) are short; what is longer holds text as well.
_LONGEST_NAME = 24
_SEGMENTS = re.compile(r"[、，和与及]")
# A title that names two purposes (指导思想和发展目标) holds commitments, so objectives come first.
_ROLES = ("objectives", "safeguards", "tasks", "background", "frame")
# 到2023年，净水率达到85%: what makes a part of general words one of objectives.
_GOAL = re.compile(
    r"(?:到|至|力争|[一二三四五]年[内后])[^。]{0,12}(?:20\d\d年|年[底末内]|时)[^。]*\d"
)


@dataclass
class Part:
    """A part of the text while it is being assembled.

    `number` is as printed without the signs after it, `order` its value; `lines` are the spans
    of its own words: its heading's line first, then its paragraphs, children excluded.
    """

    style: str
    rank: int
    number: str
    order: int
    title: str
    title_span: Span | None
    lines: list[Span] = field(default_factory=list)
    children: list[Part] = field(default_factory=list)
    parent: Part | None = None
    role: str = ""
    tables: list[Table] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the part begins."""
        return self.lines[0].start if self.lines else 0

    @property
    def own_end(self) -> int:
        """Where the part's own words end, before its first child."""
        return self.lines[-1].end if self.lines else 0

    def path(self) -> str:
        """Return the printed number path, e.g. ``三（一）1``, or ``专栏2 3`` in a box."""
        above = self.parent.path() if self.parent and self.style != BOX else ""
        counted = self.number[:1].isdigit() or self.style == NOTE
        gap = " " if above[-1:].isdigit() and counted and _box_above(self) else ""
        return above + gap + self.number

    def walk(self) -> Iterator[Part]:
        """Yield the part and all below it in text order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Outline:
    """The front matter's paragraphs, the body's top parts, and the annexes."""

    front: tuple[Paragraph, ...]
    parts: tuple[Part, ...]
    annexes: tuple[Part, ...]


class Headings:
    """Recognises headings by the numbering styles of the lookup table."""

    def __init__(self, lookups: Lookups) -> None:
        self._styles = [
            (row["style"], int(row["rank"]), re.compile(row["pattern"]))
            for row in lookups.rows("numbering")
        ]
        names = "|".join(
            row["title"].replace("(?:.*的)?", "").replace(".*", "")
            for row in lookups.rows("part_roles")
        )
        self._named = re.compile(rf"(?:{names})(?:[和与、及](?:{names}))*")

    def _title(self, text: str, start: int, end: int) -> Span:
        """Return a heading's title; where its text follows at once, the known name of a part.

        一、指导思想和目标按照…: in text without line breaks nothing parts title and text.
        """
        title = _title_span(text, start, end)
        if title.end - title.start > _LONGEST_NAME:
            named = self._named.match(text, title.start, title.end)
            if named:
                return Span(title.start, named.end())
        return title

    def at(self, text: str, start: int, end: int) -> Part | None:
        """Return the heading that begins at `start`, its first line up to `end`; else None."""
        for style, rank, pattern in self._styles:
            match = pattern.match(text, start, end)
            if match:
                printed = match["n"]
                order = int(printed) if printed.isdigit() else han_number(printed)
                title = self._title(text, match.end(), end)
                return Part(
                    style=style,
                    rank=rank,
                    number=_without_stops(match.group()),
                    order=order,
                    title=title.of(text),
                    title_span=title,
                    lines=[Span(start, end)],
                )
        return None


def _without_stops(printed: str) -> str:
    """Return a printed number without the signs after it, its brackets full-width."""
    plain = re.sub(r"[ 　]", "", printed).rstrip("、．.﹒")
    return plain.replace("(", "（").replace(")", "）")


def _title_span(text: str, start: int, end: int) -> Span:
    """Return a heading's title: up to its first full stop, or the whole line."""
    stop = text.find("。", start, end)
    end = stop if stop >= 0 else end
    while start < end and text[start] in " 　\t":
        start += 1
    while end > start and text[end - 1] in " 　\t\r：:":
        end -= 1
    return Span(start, end)


def paragraph_title(text: str, line: Span) -> Span:
    """Return the title with which a paragraph begins: its first sentence."""
    blank = _BLANK.match(text, line.start, line.end)
    return _title_span(text, blank.end() if blank else line.start, line.end)


def outline_of(document: Document, lookups: Lookups) -> Outline:
    """Return the outline of a document that holds one plan."""
    headings = Headings(lookups)
    front: list[Paragraph] = []
    top: list[Part] = []
    annexes: list[Part] = []
    stack: list[Part] = []
    annex: Part | None = None
    listed = False
    for index, paragraph in enumerate(document.paragraphs):
        mark = _ANNEX.match(paragraph.text)
        titled = None if mark else _titled_annex(document, index)
        if (mark or titled) and (top or annexes):
            annex = _annex(document, paragraph, mark or titled, len(annexes) + 1)
            annexes.append(annex)
            continue
        if annex is not None:
            _extend_annex(annex, paragraph)
            continue
        if _ANNEX_LIST.match(paragraph.text) and top:
            # What follows the list of annexes (a signature, a date) belongs to no part either.
            stack.clear()
            stack.append(Part("closing", 0, "", 0, "", None))
            continue
        for piece in _pieces(document.text, paragraph.span, headings, stack):
            listed = not top and _lists_annexes(document.text, piece, listed)
            if listed:
                # A notice lists its plans as annexes: 附件：1.…方案 is no heading.
                front.append(Paragraph(piece, piece.of(document.text)))
                continue
            glued = _GLUED_ANNEX.search(document.text, piece.start, piece.end)
            if glued and (top or annexes):
                if stack and glued.start() > piece.start:
                    before = Span(piece.start, glued.start())
                    _take(document.text, before, headings, stack, top, front)
                annex = _glued_annex(document.text, Span(glued.start(), paragraph.span.end), glued)
                annexes.append(annex)
                break
            _take(document.text, piece, headings, stack, top, front)
    _give_tables(document, top, annexes)
    _give_roles(document.text, top, lookups)
    lines = FrontLines(lookups)
    return Outline(
        tuple(line for one in front for line in lines.lines_in(document.text, one)),
        tuple(top),
        tuple(annexes),
    )


def _lists_annexes(text: str, piece: Span, listed: bool) -> bool:
    """Say whether a piece of the front is one of a list of annexes; `listed` for the one before."""
    words = piece.of(text)
    if _ANNEX_LIST.match(words):
        return True
    begins = bool(_LIST_HEAD.search(text, max(0, piece.start - 8), piece.start))
    return (listed or begins) and bool(_LISTED.match(words))


def _take(
    text: str,
    piece: Span,
    headings: Headings,
    stack: list[Part],
    top: list[Part],
    front: list[Paragraph],
) -> None:
    """Take a piece of text up: as a new part, or as words of the one that is open."""
    start = _BLANK.match(text, piece.start, piece.end)
    begin = start.end() if start else piece.start
    part = headings.at(text, begin, piece.end)
    if _noted(text, part, Span(begin, piece.end), piece, headings, stack):
        return
    if part is not None:
        _place(part, stack, top)
        return
    _close_full_box(stack)
    if stack:
        stack[-1].lines.append(piece)
    else:
        front.append(Paragraph(piece, piece.of(text)))


def _noted(
    text: str, part: Part | None, words: Span, piece: Span, headings: Headings, stack: list[Part]
) -> bool:
    """Take a piece up as a note or as the next item of the open one; say whether it is such.

    Notes count from one, whatever the numbers of the parts around them.
    """
    mark = _NOTE.match(text, words.start, words.end)
    if mark and stack:
        _end_note(stack)
        note = Part(NOTE, _NOTE_RANK, "注", 1, "", None, [Span(piece.start, mark.end())])
        _hang(note, stack, [])
        stack.append(note)
        blank = _BLANK.match(text, mark.end(), words.end)
        first = blank.end() if blank else mark.end()
        part = headings.at(text, first, words.end)
        if part is None or not part.style.startswith("arabic") or part.order != 1:
            note.lines = [piece]
            return True
    note_at = _note_in(stack)
    if note_at is None:
        return False
    items = stack[note_at].children
    if part is None or not part.style.startswith("arabic") or part.order != len(items) + 1:
        _end_note(stack)
        return False
    del stack[note_at + 1 :]
    _hang(part, stack, [])
    stack.append(part)
    return True


def _note_in(stack: list[Part]) -> int | None:
    return next((index for index, one in enumerate(stack) if one.style == NOTE), None)


def _end_note(stack: list[Part]) -> None:
    at = _note_in(stack)
    if at is not None:
        del stack[at:]


def _glued_annex(text: str, span: Span, match: re.Match[str]) -> Part:
    """Return an annex whose title and table follow its mark without a line break."""
    title = Span(match.start("title"), match.end("title"))
    return Part("annex", 0, "附件", 1, title.of(text).strip(), title, [span])


def _pieces(text: str, span: Span, headings: Headings, stack: list[Part]) -> Iterator[Span]:
    """Yield a paragraph, cut before each inline heading that continues the numbering."""
    open_parts = [(part.rank, part.style, part.order) for part in stack]
    begin = span.start
    heads: set[int] = set()
    closed = False
    for position in range(span.start, span.end):
        fresh = position > span.start and position - begin < _LONGEST_TITLE and begin in heads
        # A blank may follow the sign that closes what stands before a heading.
        closed = position > span.start and (
            text[position - 1] in _CLOSING or (closed and text[position - 1] in " 　\xa0")
        )
        if position > span.start and not closed and not fresh:
            continue
        part = headings.at(text, position, min(span.end, position + _LONGEST_NUMBER))
        if part is None or (part.style == BOX and position > span.start):
            continue
        if fresh and not closed and part.style != "han-bracket":
            continue
        last = next((order for _, style, order in open_parts if style == part.style), 0)
        if position > span.start and part.order != last + 1:
            continue
        if position > begin:
            yield Span(begin, position)
            begin = position
        heads.add(position)
        open_parts = [one for one in open_parts if one[0] < part.rank]
        open_parts.append((part.rank, part.style, part.order))
    yield Span(begin, span.end)


def _place(part: Part, stack: list[Part], top: list[Part]) -> None:
    """Hang a part below the open one that it belongs to.

    A box is printed beside the tasks of a part, so it hangs beside the last of them. Headings
    inside a box begin at one again; one that goes on with the numbering around it ends the box.
    """
    if part.style == BOX:
        while stack and (stack[-1].style == BOX or _in_box(stack[-1])):
            stack.pop()
        _hang(part, stack[:-1] if len(stack) > 1 else stack, top)
        stack.append(part)
        return
    if any(one.style == BOX for one in stack):
        at = next(index for index, one in enumerate(stack) if one.style == BOX)
        around = any(one.style == part.style for one in stack[:at])
        inside = stack[at + 1 :]
        if (part.order == 1 or any(one.style == part.style for one in inside)) and not (
            around and part.order != 1 and not any(one.style == part.style for one in inside)
        ):
            while inside and inside[-1].rank >= part.rank:
                inside.pop()
            part.parent = inside[-1] if inside else stack[at]
            part.parent.children.append(part)
            stack[at + 1 :] = [*inside, part]
            return
        del stack[at:]
    while stack and stack[-1].rank >= part.rank:
        stack.pop()
    _hang(part, stack, top)
    stack.append(part)


def _box_above(part: Part) -> bool:
    return part.parent is not None and part.parent.style == BOX


def _close_full_box(stack: list[Part]) -> None:
    """End a box that was printed as one paragraph: what follows belongs to the part around it.

    Where a box's title has a line of its own, the paragraphs after it are the box's.
    """
    at = next((index for index, one in enumerate(stack) if one.style == BOX), None)
    if at is None:
        return
    first = stack[at].lines[0]
    if stack[at].children or first.end - first.start > _LONGEST_BOX_TITLE:
        del stack[at:]


def _in_box(part: Part) -> bool:
    above = part.parent
    while above is not None:
        if above.style == BOX:
            return True
        above = above.parent
    return False


def _hang(part: Part, stack: list[Part], top: list[Part]) -> None:
    if stack:
        part.parent = stack[-1]
        stack[-1].children.append(part)
    else:
        top.append(part)


def _annex(
    document: Document, paragraph: Paragraph, mark: re.Match[str] | None, order: int
) -> Part:
    start = document.text.index("附", paragraph.span.start)
    groups = mark.groupdict() if mark else {}
    title, span = groups.get("title") or "", None
    if mark and title:
        begin = paragraph.span.start + mark.start("title")
        span = Span(begin, begin + len(title))
    number = f"附{groups.get('k') or '件'}{groups.get('n') or ''}"
    return Part("annex", 0, number, order, title, span, [Span(start, paragraph.span.end)])


def _titled_annex(document: Document, index: int) -> re.Match[str] | None:
    """Return the mark and title of an annex whose table follows at once, else None."""
    paragraph = document.paragraphs[index]
    mark = _TITLED_ANNEX.match(paragraph.text)
    if mark is None:
        return None
    at = bisect.bisect_right(document.tables, paragraph.span.end, key=lambda t: t.span.start)
    if at == len(document.tables):
        return None
    table = document.tables[at].span.start
    between = document.paragraphs[index + 1 : index + 2 + _LINES_BEFORE_TABLE]
    lines = [one.text for one in between if one.span.start < table]
    near = len(lines) <= _LINES_BEFORE_TABLE and not any("。" in line for line in lines)
    marked = any(_ANNEX.match(line) or _TITLED_ANNEX.match(line) for line in lines)
    return mark if near and not marked else None


def _extend_annex(annex: Part, paragraph: Paragraph) -> None:
    """Add a paragraph to an annex; its first one is its title."""
    if annex.title_span is None:
        lead = len(paragraph.text) - len(paragraph.text.lstrip(" 　"))
        span = Span(paragraph.span.start + lead, paragraph.span.end)
        annex.title, annex.title_span = paragraph.text.strip(" 　\r"), span
    annex.lines.append(paragraph.span)


def _give_tables(document: Document, top: list[Part], annexes: list[Part]) -> None:
    """Hang each table on the annex or part in which it is printed."""
    for table in document.tables:
        before = [
            part
            for root in [*top, *annexes]
            for part in root.walk()
            if part.lines and part.start < table.span.start
        ]
        if before:
            max(before, key=lambda part: part.start).tables.append(table)


def _give_roles(text: str, top: list[Part], lookups: Lookups) -> None:
    """Say for each part what it is for, by its title, else by the part above it."""
    patterns = [(re.compile(row["title"]), row["role"]) for row in lookups.rows("part_roles")]
    for root in top:
        for part in root.walk():
            above = part.parent.role if part.parent else ""
            segments = _SEGMENTS.split(re.sub(r"[\s　]", "", part.title))
            own = {role for pattern, role in patterns if any(map(pattern.fullmatch, segments))}
            part.role = next((role for role in _ROLES if role in own), _inherited(above))
            if part.style == NOTE:
                part.role = "notes"
            elif part.role == "frame":
                part.role = "objectives" if _states_goals(text, part) else "background"


def _states_goals(text: str, part: Part) -> bool:
    """Say whether a part that frames the plan (总体要求) itself says what is to be reached."""
    end = part.title_span.end if part.title_span else part.start
    return any(
        _GOAL.search(text, max(line.start, end), line.end) for line in part.lines if line.end > end
    )


def _inherited(above: str) -> str:
    """Return what follows for a part below one: tasks are named by their place, not by role."""
    return "" if above == "tasks" else above
