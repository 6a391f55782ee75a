"""What the rules for targets hand on: commitments, what was not read, and what holds around."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plankg.extract.deadlines import Due
from plankg.extract.phrase import Phrase, Verb
from plankg.extract.place_lists import Place
from plankg.extract.quantity import Quantity
from plankg.extract.times import Time
from plankg.extract.topic import Topic
from plankg.model import Comparator, Confidence, Direction, Evidence, Frequency, Kind, Span


@dataclass(frozen=True)
class Commitment:
    """A target before IRIs and the element's words are added."""

    scope: str
    indicator: str
    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: Kind
    frequency: Frequency
    period: tuple[date | None, date | None]
    hedge: str
    quote: Span
    evidence: tuple[Evidence, ...]
    confidence: Confidence
    rule: str
    direction: Direction | None = None


@dataclass(frozen=True)
class Unread:
    """A number that was not understood, with the reason."""

    span: Span
    reason: str


@dataclass(frozen=True)
class Setting:
    """What holds for a whole stretch: the plan's period, the annex's year, the scope around it.

    `scope_span` is the heading's word that sets the scope, `period_span` the title's that sets
    the period, `time` what the words that introduce a list say (到2026年：——…), where there are
    such. `lists_goals` marks a list of objectives, through which a time holds till another is said.
    `due` is the day by which the whole of a table's row is done, `due_span` the cell that says it;
    `measured` is what the row names, for sentences that leave it out, `measured_span` its cell;
    `branch` is the branch that the heading names (竹产业), and where; `hedge` is that of the words
    that introduce a list (力争到2026年，实现以下目标：). `task_span` is where a row's task is
    printed. `effect` is the year in which measures take effect that say till when they hold
    (有效期至2027年12月31日), and so the one of 年内 in them.
    """

    scope: str
    period: tuple[date | None, date] | None
    year: int | None = None
    scope_span: Span | None = None
    period_span: Span | None = None
    time: Time | None = None
    issued: date | None = None
    lists_goals: bool = False
    due: date | None = None
    due_span: Span | None = None
    measured: str = ""
    measured_span: Span | None = None
    branch: tuple[str, Span] | None = None
    hedge: str = ""
    task_span: Span | None = None
    effect: int | None = None

    @property
    def last_year(self) -> int | None:
        """The last year of the plan's period, if it has one."""
        return self.period[1].year if self.period else None


@dataclass(frozen=True)
class Whole:
    """Something counted, of which parts may be told next: its name, kind and hedge, and where.

    `thing` is its name without the verbs that belong to it (加固水库: 水库).
    """

    indicator: str
    kind: Kind
    hedge: str
    span: Span
    thing: str


@dataclass(frozen=True)
class Done:
    """What is done with what, in which unit: 改造, 管网, 公里.

    `kept` are the verbs that belong to the name, `span` and `value` where thing and value stand,
    `since` where the time is said that holds for it.
    """

    verb: str
    kept: str
    thing: str
    unit: str
    span: Span
    value: Span
    since: int


@dataclass
class SentenceState:
    """What has been said so far in one sentence."""

    span: Span
    setting: Setting
    time: Time | None
    annual: Span | None = None
    scope: str = ""
    scope_span: Span | None = None
    scope_of_part: bool = False
    hedge: str = ""
    verbs: tuple[Verb, ...] = ()
    kind: Kind | None = None
    head: str = ""
    head_span: Span | None = None
    awaiting: tuple[list[str], Phrase | None] = ([], None)
    topic: str = ""
    topic_span: Span | None = None
    topic_unit: str = ""
    place: str = ""
    committing: bool = False
    run: Span | None = None
    duration: bool = False
    list_hedge: str = ""
    named: list[tuple[str, Span]] = field(default_factory=list)
    hedge_before: str = ""
    lead_hedge: str = ""
    head_hedge: str = ""
    clause_hedge: str = ""
    past: bool = False
    due: Due | None = None
    years: int = 0
    parts: bool = False
    wholes: dict[str, Whole] = field(default_factory=dict)
    often: Span | None = None
    at_least: bool = False
    each_has: bool = False
    base_year: int | None = None
    zones: list[Place] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    valued: bool = False
    serving: tuple[str, Span] | None = None
    place_said: tuple[str, Span] | None = None
    head_outside: tuple[str, Span | None] | None = None
    sentence_before: Whole | None = None
    sentence_unit: str = ""
    told: Span | None = None
    told_at: int = 0
    about: tuple[Topic, Span] | None = None
    last: Quantity | None = None
    last_annual: Span | None = None
