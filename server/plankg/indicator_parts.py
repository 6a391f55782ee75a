"""Takes the wording of an indicator apart: what is divided by what, of whom, and how it changes.

X占Y的比重, 人均X, 每万人X, X增长率 are forms of the table ``indicator_forms``; of whom a number is
counted (规上工业企业) is in ``indicator_populations``; what is only written differently is set
alike by ``indicator_spellings``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from plankg.graph.indicator_names import Spellings
from plankg.lookups import Lookups

Resolve = Callable[[str], str]
"""Gives the key of the indicator of that name, or ``""``."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an indicator. Two wordings with equal parts mean the same.

    `numerator` is the whole measured thing where there is no `denominator`; both are keys of the
    register, or else words as they are compared. `change` is ``growth``, ``cut`` or ``""``,
    `scale` the number of heads that it is counted by (万 in 每万人).
    """

    numerator: str
    denominator: str = ""
    population: str = ""
    change: str = ""
    scale: str = ""


@dataclass(frozen=True)
class _Form:
    name: str
    pattern: re.Pattern[str]
    of: str


class IndicatorGrammar:
    """Takes wordings apart with one workspace's tables."""

    def __init__(self, lookups: Lookups) -> None:
        self._spellings = Spellings.of(lookups)
        self._forms = tuple(
            _Form(row["form"], re.compile(row["pattern"]), row["of"])
            for row in lookups.rows("indicator_forms")
        )
        words = lookups.words("indicator_populations")
        self._populations = sorted(map(self.compared, words), key=lambda word: (-len(word), word))

    def compared(self, label: str) -> str:
        """Return a wording as it is compared: signs, blanks, spellings and 的 set alike."""
        plain = "".join(unicodedata.normalize("NFKC", label).upper().split())
        return self._spellings.sure_name(plain).replace("的", "")

    def parts(self, label: str, resolve: Resolve) -> Parts:
        """Return the parts of a wording; `resolve` gives the keys of named indicators.

        A wording that is itself a name is not taken apart further than by its change.
        """
        words = self.compared(label)
        known = resolve(words)
        if known:
            return Parts(known)
        for form in self._forms:
            match = form.pattern.fullmatch(words)
            if match is None:
                continue
            if form.name != "ratio":
                base = self.parts(match["x"], resolve)
                return Parts(
                    base.numerator, base.denominator, base.population, form.name, base.scale
                )
            said = match.groupdict()
            below = self.compared(said.get("y") or form.of)
            above, population = self._of_whom(self.compared(match["x"]), resolve)
            scale = said.get("s") or ""
            return Parts(above, resolve(below) or below, population, "", scale)
        measured, population = self._of_whom(words, resolve)
        return Parts(measured, population=population)

    def _of_whom(self, words: str, resolve: Resolve) -> tuple[str, str]:
        """Return what is measured, and of whom, where what is left is a named indicator."""
        known = resolve(words)
        if known:
            return known, ""
        for population in self._populations:
            rest = resolve(words.removeprefix(population)) if words.startswith(population) else ""
            if rest:
                return rest, population
        return words, ""
