"""What every later step needs of an element: its words, its lists of bodies, its setting."""

from __future__ import annotations

from dataclasses import dataclass

from plankg.extract.body_lines import BodyLines
from plankg.extract.body_mentions import BodyList, BodyMention
from plankg.extract.charging_headings import ChargingHeadings
from plankg.extract.commitments import Setting, Unread
from plankg.extract.conventions import ConventionGrammar
from plankg.extract.indicator_tables import IndicatorTables
from plankg.extract.place_tables import PlaceTables
from plankg.extract.responsibilities import RoleGrammar
from plankg.extract.scopes import ScopeGrammar
from plankg.extract.sentence_bodies import SentenceBodies
from plankg.extract.standard_columns import StandardColumns
from plankg.extract.targets import TargetGrammar
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.model import (
    Element,
    Span,
    Table,
)
from plankg.register import Register


@dataclass(frozen=True)
class Held:
    """An element with the lists of bodies printed for it, and the setting of its targets.

    `row` is the row of a table (its span) that an indicator with bodies of its own stands in.
    `repeats` marks a section whose words stand again in its objectives, `preamble` the words before
    the first heading, which belong to the plan itself and to none of its elements; `told` are its
    paragraphs that speak of no aim, so that what they count is not read as one; `unread_bodies` are
    printed for it, but in what role cannot be told.
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
    row: tuple[Span, int] | None = None
    preamble: bool = False
    told: tuple[Span, ...] = ()
    unread_bodies: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class Grammar:
    """Everything that reads one plan."""

    lookups: Lookups
    roles: RoleGrammar
    lines: BodyLines
    charged: SentenceBodies
    headings: ChargingHeadings
    conventions: ConventionGrammar
    scopes: ScopeGrammar
    targets: TargetGrammar
    tables: IndicatorTables
    standards: StandardColumns
    places: PlaceTables
    register: Register
    iris: Iris
