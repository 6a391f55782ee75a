"""The pieces of the words before a value: verbs, measured thing, predicate, and what hedges it."""

from __future__ import annotations

from dataclasses import dataclass

from plankg.model import Comparator, Direction, Kind, Span

_KINDS: tuple[Kind, ...] = ("level", "increase", "change", "cumulative")
_DIRECTIONS: tuple[Direction, ...] = ("rise", "fall")


@dataclass(frozen=True)
class Verb:
    """A verb before the measured thing: its kind, and whether it belongs to the thing's name."""

    span: Span
    word: str
    kind: Kind
    name: str


@dataclass(frozen=True)
class Predicate:
    """The words between the measured thing and its value, read as one.

    `kept` are those that belong to the measured thing's name (降幅); `direction` is where a change
    goes, which its value does not say; `among` are those among whom a rank is reached (全省).
    """

    span: Span
    kind: Kind | None
    comparator: Comparator
    words: str
    split: bool = False
    kept: str = ""
    direction: Direction | None = None
    among: str = ""


@dataclass(frozen=True)
class Phrase:
    """The words before a value, taken apart; `head` is what is left as the measured thing.

    `hedge_behind` says that the hedge stands behind it: 合格率|确保|99%以上.
    """

    verbs: tuple[Verb, ...]
    head: Span
    predicate: Predicate | None
    hedge: str
    annual: Span | None
    annual_leads: bool
    scope: Span | None
    share_of_previous: bool
    comparator: Comparator = "="
    hedge_behind: bool = False


def kind_named(word: str) -> Kind:
    """Return the kind that a lookup table writes as `word`.

    Raises:
        ValueError: there is no such kind.
    """
    for kind in _KINDS:
        if word == kind:
            return kind
    raise ValueError(f"no such kind in the lookup tables: {word!r}")


def direction_named(word: str) -> Direction:
    """Return the direction of a change that a lookup table writes as `word`.

    Raises:
        ValueError: there is no such direction.
    """
    for direction in _DIRECTIONS:
        if word == direction:
            return direction
    raise ValueError(f"no such direction in the lookup tables: {word!r}")
