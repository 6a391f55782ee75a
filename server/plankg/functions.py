"""Functions (条线): which line of government a body belongs to, where its name says it surely.

Read from ``functions.tsv``; reforms that renamed or merged lines from ``change_events.tsv``. A
city's 市科技局 and a province's 科技厅 are two bodies with one function.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from plankg.body_names import normalised
from plankg.office_names import forms_of
from plankg.register_files import Row, listed, rows_of

FUNCTION_COLUMNS = (
    "key",
    "group",
    "label_en",
    "definition_zh",
    "definition_en",
    "stems",
    "country",
    "province",
    "local",
    "names",
    "example",
)
CHANGE_COLUMNS = (
    "key",
    "label_zh",
    "label_en",
    "date",
    "from",
    "to",
    "original",
    "resulting",
    "basis",
)
LEVELS = ("country", "province", "local")
GROUPS = ("party", "congress", "justice", "government", "finance", "mass")


@dataclass(frozen=True, slots=True)
class Function:
    """A line of government. `names` are those of its offices by level, without area and level."""

    key: str
    group: str
    label_en: str
    definition_zh: str
    definition_en: str
    names: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """All names of its offices, each once, usual ones first."""
        by_level = (name for level in LEVELS for name in self.names[level])
        return tuple(dict.fromkeys((*by_level, *self.others)))


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """A reform that merged or renamed lines: functions by key, national bodies by name."""

    key: str
    label_zh: str
    label_en: str
    on: date
    functions_before: tuple[str, ...]
    functions_after: tuple[str, ...]
    original: tuple[str, ...]
    resulting: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class Functions:
    """The functions by key, and the reforms; made by `load`, or by hand in tests."""

    by_key: Mapping[str, Function] = field(default_factory=dict)
    events: Mapping[str, ChangeEvent] = field(default_factory=dict)
    _by_name: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, list[str]] = defaultdict(list)
        for function in self.by_key.values():
            for name in function.all_names:
                index[name].append(function.key)
        object.__setattr__(self, "_by_name", {name: tuple(keys) for name, keys in index.items()})

    @classmethod
    def load(cls, *folders: Path) -> Functions:
        """Read the two tables of each folder that has them; a later row replaces its namesake.

        Raises:
            RegisterError: a row is broken, or an event names a function that there is not.
        """
        functions: dict[str, Function] = {}
        events: dict[str, ChangeEvent] = {}
        for folder in folders:
            optional = {"stems", *LEVELS, "names"}
            for row in rows_of(folder / "functions.tsv", FUNCTION_COLUMNS, ("key",), optional):
                functions[row["key"]] = _function(row)
            optional = {"from", "original"}
            for row in rows_of(folder / "change_events.tsv", CHANGE_COLUMNS, ("key",), optional):
                events[row["key"]] = _event(row, functions)
        return cls(functions, events)

    def of_names(self, names: Iterable[str], areas: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the functions of a body by its names, in the order of their keys.

        `areas` are the names of its area and those above, as they may stand in its name. A name
        counts only as a whole: 市科技局 is of 科技, 市科技馆 and 科技城管委会 are not.
        """
        known = tuple(areas)
        return tuple(
            sorted(
                {
                    key
                    for name in names
                    for form in forms_of(normalised(name), known)
                    for key in self._by_name.get(form, ())
                }
            )
        )

    def line(self, key: str) -> tuple[str, ...]:
        """Return the functions that became this one or that it became, itself included.

        One step of a reform after the other, forwards and backwards, never to a sister: from 工商
        to 市场监管, but not on to 质量监督.
        """
        before = _reached(key, [(one.functions_after, one.functions_before) for one in self._all()])
        after = _reached(key, [(one.functions_before, one.functions_after) for one in self._all()])
        return tuple(sorted({key, *before, *after}))

    def _all(self) -> tuple[ChangeEvent, ...]:
        return tuple(self.events.values())


def _reached(key: str, steps: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> set[str]:
    found = {key}
    while new := {to for start, ends in steps if found & {*start} for to in ends} - found:
        found |= new
    return found


def _function(row: Row) -> Function:
    if row["group"] not in GROUPS:
        raise row.error(f"group is {row['group']!r}; write one of {', '.join(GROUPS)}")
    stems = listed(row["stems"])
    names = {
        level: tuple(stem + ending for stem in stems for ending in listed(row[level]))
        for level in LEVELS
    }
    others = listed(row["names"])
    if not others and not any(names.values()):
        raise row.error("no names; give stems with endings, or names")
    return Function(
        row["key"],
        row["group"],
        row["label_en"],
        row["definition_zh"],
        row["definition_en"],
        names,
        others,
    )


def _event(row: Row, functions: Mapping[str, Function]) -> ChangeEvent:
    before, after = listed(row["from"]), listed(row["to"])
    for key in (*before, *after):
        if key not in functions:
            raise row.error(f"function {key!r} is not in functions.tsv; add its row there")
    try:
        day = date.fromisoformat(row["date"])
    except ValueError as fault:
        raise row.error(f"date is {row['date']!r}; write it as 2018-03-17") from fault
    return ChangeEvent(
        row["key"],
        row["label_zh"],
        row["label_en"],
        day,
        before,
        after,
        listed(row["original"]),
        listed(row["resulting"]),
        row["basis"],
    )
