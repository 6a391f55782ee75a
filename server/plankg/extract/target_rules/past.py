"""Tells what was reached already from what is to come: 近三年来建成12座, “十三五”时期下降18%."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.commitments import Setting
from plankg.extract.times import Time
from plankg.lookups import Lookups
from plankg.model import Span

# From these words on a sentence speaks of what is to come: 截至去年建成3座，力争今年建成5座.
_TO_COME = re.compile("力争|确保|争取|力求|到20\\d\\d年")
# A time that begins after the clause does may say when a rule or a document is of.
_REACHES = ("in-year", "years", "by-year")


@dataclass(frozen=True, slots=True)
class PastWords:
    """The words of ``past_times.tsv``, after which a sentence tells of the past."""

    said: re.Pattern[str]

    @classmethod
    def of(cls, lookups: Lookups) -> PastWords:
        """Return the pattern of the table's words."""
        return cls(
            re.compile("|".join(f"(?:{one})" for one in lookups.words("past_times", "pattern")))
        )

    def is_past(
        self, text: str, clause: Span, time: Time | None, setting: Setting, *, before: bool
    ) -> bool:
        """Say whether a clause tells of what was reached before the plan.

        `time` is the clause's own, `before` whether the clause before it in the sentence tells of
        the past, which goes on till something is said to come.
        """
        if time and _is_before(time, setting):
            return True
        if self.said.search(clause.of(text)):
            return True
        return before and not time and not _TO_COME.search(text, clause.start, clause.end)


def _is_before(time: Time, setting: Setting) -> bool:
    """Say whether a time ends before the plan begins, or before it was issued."""
    begin = setting.period[0] if setting.period else None
    first = begin or setting.issued
    return bool(first and time.year and time.reach in _REACHES and time.year < first.year)
