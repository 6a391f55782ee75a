"""The parts of a plan while its structure is being found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from plankg.model import Paragraph, Span, Table, WorkLevel
from plankg.titles_above import before_box

# The styles of the outermost numbers: 第一章, 第一条, 一、.
OUTERMOST = ("chapter", "article", "han")
# The style of boxes (专栏1), which stand outside the numbering of the parts around them.
BOX = "box"
# The styles of numbers with a word before them: 任务3：, 【重点任务3】.
LABELLED = "labelled"
# The style of notes below a table (注：1.… 2.…), which have a numbering of their own.
NOTE = "note"
# The style of the titled items of a running list (一是稳面积。…).
ENUMERATED = "enumerated"
# The role of parts that only frame the tasks (重点任务).
FRAME = "tasks"
# The role of lists of duties (职责分工), whose items say what each body is to do.
DUTIES = "duties"


@dataclass
class Part:
    """A part of the text while it is being assembled.

    `number` is as printed without the signs after it, `order` its value; `lines` are the spans
    of its own words: its heading's line first, then its paragraphs, children excluded. `annex` is
    the annex of another plan that these are part of (附件1), for its outermost parts; `owners` are
    the names of those whose duty an item of a list of duties is. `work` is the level of work of
    its heading (`work_levels`).
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
    annex: str = ""
    owners: Span | None = None
    work: WorkLevel = ""

    @property
    def start(self) -> int:
        """Where the part begins."""
        return self.lines[0].start if self.lines else 0

    @property
    def own_end(self) -> int:
        """Where the part's own words end, before its first child."""
        return self.lines[-1].end if self.lines else 0

    def path(self) -> str:
        """Return the printed number path: ``三（一）1``, ``专栏2 3`` in a box, ``附件1 一``.

        An item of a running list is ``一·二``.
        """
        holder = self.parent
        while holder is not None and self._says(holder):
            holder = holder.parent
        above = holder.path() if holder and self.style != BOX else ""
        counted = self.number[:1].isdigit() or self.style == NOTE
        apart = _box_above(self) or (holder is not None and holder.style.startswith(LABELLED))
        gap = " " if above[-1:].isdigit() and counted and apart else ""
        gap = "·" if self.style == ENUMERATED else gap
        annex = self.outermost().annex if holder is None and self.style != BOX else ""
        return f"{annex} {self.number}".strip() if annex else above + gap + self.number

    def outermost(self) -> Part:
        """Return the chapter in which the part stands, itself if none is around it."""
        part = self
        while part.parent is not None:
            part = part.parent
        return part

    def _says(self, holder: Part) -> bool:
        """Say whether the part's own number holds that of a part around it.

        2.1.1 holds 2.1, and 12.1 the number of 十二、 where that is one of the plan's outermost.
        """
        if self.number.startswith(f"{holder.number}."):
            return True
        first = self.number.partition(".")[0]
        if self.number == first or holder.style == BOX:
            return False
        if holder.style.startswith("decimal"):
            return holder.number.partition(".")[0] == first
        return holder.parent is None and str(holder.order) == first

    def walk(self) -> Iterator[Part]:
        """Yield the part and all below it in text order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Outline:
    """The front matter's paragraphs, the body's top parts, the annexes, tables above all parts.

    `annex` is the numbered mark above the plan's title (附件1), ``""`` where it has none.
    """

    front: tuple[Paragraph, ...]
    parts: tuple[Part, ...]
    annexes: tuple[Part, ...]
    loose: tuple[Table, ...] = ()
    annex: str = ""


def _box_above(part: Part) -> bool:
    return part.parent is not None and part.parent.style == BOX


def around_work(part: Part) -> Iterator[Part]:
    """Yield a part and those around it, from the innermost; around a box what it is about.

    A box stands outside the numbers: it is about the last action printed before it, where there is
    one beside it, in a plan without actions about the last task.
    """
    above: Part | None = part
    while above is not None:
        yield above
        if above.style == BOX and above.parent is not None:
            yield from _before_box(above, above.parent)
        above = above.parent


def _before_box(box: Part, around: Part) -> Iterator[Part]:
    beside = {str(at): one for at, one in enumerate(around.children) if one.style != BOX}
    levels = [one.work for one in around_work(around)]
    about = before_box(box.start, [(one.start, one.work, at) for at, one in beside.items()], levels)
    yield from [beside[about]] if about else []
