"""The values that a reading consists of: frozen, typed, each with the span that says it.

All offsets are Unicode code points into `Document.text`, half-open: ``text[start:end] == quote``.
A fact's first fields are the columns of its table in the contract, in their order, so that
``pandas.DataFrame(reading.targets)`` is the table; what follows them is evidence and provenance.
Absent text is ``""``, absent numbers and days are ``None``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Confidence = Literal["printed", "restored", "inferred"]
Role = Literal["lead", "participant", "responsible"]
Basis = Literal["stated", "document-rule"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
Kind = Literal["level", "increase", "change", "cumulative"]
Direction = Literal["rise", "fall"]
Frequency = Literal["once", "annual"]
# The level of work of a heading: one that groups what is done, or one of those below it.
WorkLevel = Literal["action", "task", ""]
ElementType = Literal["Section", "Action", "Task", "WorkGoal", "Objective", "Safeguard", "Element"]
Relation = Literal[
    "accompanies", "amends", "based-on", "implements", "issues", "listed-in", "repeals", "replaces"
]
LedgerState = Literal["understood", "background", "not-understood"]


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open stretch ``[start, end)`` of a document's text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start!r}..{self.end!r}")

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Say whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that show one or more properties of a fact.

    `supports` holds local names of the ontology's properties (``hasScope``, ``periodEnd`` …).
    A fact's own quote is its first evidence; words that were restored from elsewhere (a heading,
    an earlier list item) are evidence of their own with `restored` true. What the plan says of
    itself is reviewed by its evidence: `reviewed_by` and the rest as for a `Target`.
    """

    span: Span
    supports: tuple[str, ...]
    restored: bool = False
    reviewed_by: str = ""
    reviewed_on: date | None = None
    review_reason: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: where it is printed, and its text with inner breaks kept.

    `text` of a cell that is blank because it continues the cell above is ``""``; `Table.value`
    gives the continued one.
    """

    row: int
    column: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells: `rows` all have the same length; `rows[0]` is the header."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]

    def value(self, row: int, column: int) -> Cell:
        """Return the cell, or for a blank one the nearest filled cell above it in its column."""
        for above in range(row, 0, -1):
            cell = self.rows[above][column]
            if cell.text:
                return cell
        return self.rows[row][column]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed line of running text, its break excluded."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of a document's text stood in the file that it was read from.

    `ref` is for people: ``paragraph 3``, ``p. 12-13``, ``p. 4 table 2 r3-5 c1`` (a merged cell
    names all its rows and columns). `continues` is set for the blank cells that a merged cell
    covers besides its first one: the span of the merged cell's words.
    """

    span: Span
    ref: str
    continues: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read from a file, with its paragraphs and tables in text order.

    `text` is what all offsets count in; for a .txt it is the decoded file without BOM, line ends
    untouched. `sha256` is of the text's UTF-8 bytes. `name` is the source's file name. `origins`
    are in text order; a .txt, whose text is the file, has none. `frames` are the stretches that
    the page frames: a text box, a table of one cell. `notices` say what else is in the file and
    was not read (footnotes, scanned pages), a line each.
    """

    name: str
    text: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    origins: tuple[Origin, ...] = ()
    frames: tuple[Span, ...] = ()
    notices: tuple[str, ...] = ()

    def places(self, start: int, end: int) -> tuple[str, ...]:
        """Return where the words between two offsets stood in the file, none for a .txt.

        Each as an origin's ``ref``: a paragraph's number, a page, a cell of a table.
        """
        found = (one.ref for one in self.origins if one.span.start < end and start < one.span.end)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class PlanMeta:
    """What a plan says of itself. `area` is the area in which 全市 and the like hold.

    `number` is the 文号, `issuers` the issuing bodies as printed, `period_start` and `period_end`
    inclusive days. `evidence` supports ``title``, ``number``, ``issuedBy``, ``issued``,
    ``periodStart`` and so on by those names.
    """

    slug: str
    iri: str
    title: str
    number: str
    issuers: tuple[str, ...]
    issued: date | None
    period_start: date | None
    period_end: date | None
    area: str
    area_iri: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element is printed a further time: a task in the annex, a category row."""

    section_iri: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Element:
    """A part of the plan: a section, or what commits (action, task, goal, objective, safeguard).

    ``text == document.text[start:end]``: the element's own words with its number and title,
    without those of its children. `number` is as printed, without the signs after it. `order`
    counts from 1 among the siblings of one type. `parent_iri` is the part that it belongs to (a
    goal's is its task), `printed_in` the section in which it is printed, `deadline_span` the words
    that say the deadline. For `rule` and the review see `Target`.
    """

    plan: str
    where: str
    type: ElementType
    number: str
    title: str
    text: str
    parent_iri: str
    qualitative: bool
    deadline: date | None
    start: int
    end: int
    iri: str
    order: int = 0
    printed_in: str = ""
    title_span: Span | None = None
    deadline_span: Span | None = None
    places: tuple[Place, ...] = ()
    confidence: Confidence = "printed"
    rule: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    review_reason: str = ""
    work: WorkLevel = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A number committed to. For a range `value` is its lower and `value_max` its upper bound.

    `lead`, `participants` and `responsible` are printed names joined by ``；``. `rule` is
    ``name@version``, ``""`` for a fact that a person added. `reviewed_by` is the person who
    accepted, changed or added it, `reviewed_on` the day and `review_reason` why. `direction` is
    where a change goes, as its value is printed without a sign; None where no word says it.
    """

    plan: str
    where: str
    action: str
    task: str
    goal: str
    scope: str
    indicator: str
    indicator_iri: str
    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: Kind
    frequency: Frequency
    period_start: date | None
    period_end: date | None
    hedge: str
    lead: str
    participants: str
    responsible: str
    quote: str
    start: int
    end: int
    iri: str
    element_iri: str = ""
    scope_iri: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence = "printed"
    rule: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    review_reason: str = ""
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One body holding one role for one element.

    `position` counts from 1 in the printed list, `group` from 1 over the list's parts
    (``A、B，C``: C is in group 2). `collective` marks names such as 各镇街园区. For `rule` and the
    review see `Target`.
    """

    plan: str
    where: str
    element: str
    element_iri: str
    body: str
    body_iri: str
    role: Role
    basis: Basis
    quote: str
    start: int
    end: int
    iri: str = ""
    position: int = 1
    group: int = 1
    collective: bool = False
    confidence: Confidence = "printed"
    rule: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    review_reason: str = ""


@dataclass(frozen=True, slots=True)
class CarrierMeasure:
    """What an element does to a named innovation carrier (创新载体).

    `carrier_type` is a key of the carrier types' vocabulary, `measure` of the measure kinds'
    (build, upgrade, start, apply …), `place` the area as printed or ``""``. For `rule` and the
    review see `Target`.
    """

    plan: str
    where: str
    element_iri: str
    carrier: str
    carrier_iri: str
    carrier_type: str
    place: str
    place_iri: str
    measure: str
    verb: str
    quote: str
    start: int
    end: int
    iri: str
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence = "printed"
    rule: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    review_reason: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the plan names a programme (a scheme) or a focal industry, or cites a document.

    `kind` tells which. `name` is the title without its marks, `number` a document's 文号,
    `issuer` its issuer as printed, `relation` what the plan has to do with a document (a key of
    the relations' vocabulary) or ``""``, `thing_iri` what is named. For `rule` and the review see
    `Target`.
    """

    plan: str
    where: str
    element_iri: str
    kind: Literal["programme", "document", "industry"]
    name: str
    number: str
    issuer: str
    thing_iri: str
    quote: str
    start: int
    end: int
    iri: str
    relation: Relation | Literal[""] = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence = "printed"
    rule: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    review_reason: str = ""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of one stretch of the text. All entries of a plan cover it without gap."""

    plan: str
    start: int
    end: int
    state: LedgerState
    reason: str
    quote: str
    where: str = ""
    element_iri: str = ""


@dataclass(frozen=True)
class Reading:
    """Everything that was read from one document: facts, and what was not understood."""

    document: Document
    meta: PlanMeta
    elements: tuple[Element, ...]
    targets: tuple[Target, ...]
    responsibilities: tuple[Responsibility, ...]
    carrier_measures: tuple[CarrierMeasure, ...]
    mentions: tuple[Mention, ...]
    ledger: tuple[LedgerEntry, ...]
    further: tuple[Reading, ...] = field(default=())

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return self.document.text

    @property
    def notices(self) -> tuple[str, ...]:
        """What is in the file and was not read, a line each."""
        return self.document.notices

    def plans(self) -> Iterator[Reading]:
        """Yield this reading and those of the further plans in the same file."""
        yield self
        yield from self.further
