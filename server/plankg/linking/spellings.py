"""Says by what name two things of a kind are compared: what surely, and what likely, is alike.

The knowledge is the tables ``link_spellings`` and, for indicators, ``indicator_spellings``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from plankg.errors import RegisterError
from plankg.graph.indicator_names import Spellings
from plankg.linking.model import KINDS, Kind
from plankg.lookups import Lookups, Row

_CERTAINTIES = ("same", "likely")
_MARKS = re.compile(r"[“”\"'‘’「」\s·•]")


@dataclass(frozen=True, slots=True)
class Respelling:
    """One row: a pattern, what is written for it, and an example of where it was needed."""

    pattern: re.Pattern[str]
    plain: str


@dataclass(frozen=True)
class LinkSpellings:
    """The rows of one kind of things, in order."""

    same: tuple[Respelling, ...]
    likely: tuple[Respelling, ...]
    before: Spellings | None = None

    @classmethod
    def of(cls, lookups: Lookups, kind: Kind) -> LinkSpellings:
        """Return the spellings of a kind.

        Raises:
            RegisterError: a row has no pattern, an unknown kind, or an unknown certainty.
        """
        rows = lookups.rows("link_spellings")
        _refuse_unknown(rows)
        chosen = [row for row in rows if row["kind"] == kind]
        return cls(
            same=_respellings(chosen, "same"),
            likely=_respellings(chosen, "likely"),
            before=Spellings.of(lookups) if kind == "indicators" else None,
        )

    def same_name(self, name: str) -> str:
        """Return the name in which spellings that surely mean the same are alike."""
        plain = plain_name(name)
        plain = _respelt(plain, self.same)
        if self.before is not None:
            plain = _respelt(self.before.sure_name(plain), self.same)
        return plain

    def likely_name(self, name: str) -> str:
        """Return the name in which also those are alike that only seem to mean the same."""
        return _respelt(self.same_name(name), self.likely)


@cache
def plain_name(name: str) -> str:
    """Return `name` with plain letters, digits and brackets, without quotation marks or blanks."""
    plain = unicodedata.normalize("NFKC", name)
    return _MARKS.sub("", plain).translate(_SIGNS)


# NFKC makes ASCII of full-width brackets; names are printed with Chinese ones.
_SIGNS = str.maketrans(
    {"(": "（", ")": "）", ",": "，", "〔": "（", "〕": "）", "—": "-", "–": "-", "~": "-"}
)


def _refuse_unknown(rows: Iterable[Row]) -> None:
    for row in rows:
        if row["kind"] not in KINDS or row["certainty"] not in _CERTAINTIES:
            raise RegisterError(
                f"data/lookups/link_spellings.tsv: {row['printed']!r} is of kind {row['kind']!r},"
                f" {row['certainty']!r}; kinds are {', '.join(KINDS)}, certainties same and likely"
            )


def _respellings(rows: Iterable[Row], certainty: str) -> tuple[Respelling, ...]:
    try:
        return tuple(
            Respelling(re.compile(row["printed"]), row["plain"])
            for row in rows
            if row["certainty"] == certainty
        )
    except re.error as error:
        raise RegisterError(
            f"data/lookups/link_spellings.tsv: {error.pattern!r} is no pattern: {error}"
        ) from error


def _respelt(name: str, spellings: Iterable[Respelling]) -> str:
    for one in spellings:
        # What would leave nothing of the name is no spelling of it.
        name = one.pattern.sub(one.plain, name) or name
    return name
