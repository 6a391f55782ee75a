"""Parts where a change goes from what changes, in the name of a table's row: 用水量|下降."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.phrase import direction_named
from plankg.lookups import Lookups, any_of
from plankg.model import Direction

_YEARLY = "年均"
_SUMMED = "累计|同比"


@dataclass(frozen=True)
class Changing:
    """What changes, by its name alone; whether it falls or rises, and whether so much each year."""

    words: str
    direction: Direction | None = None
    yearly: bool = False


class NameDirections:
    """The words by which a name says where a value goes, compiled once.

    A noun (用水量下降率, 降幅) stays in the name, as it does in running text.
    """

    def __init__(self, lookups: Lookups) -> None:
        nouns = tuple(lookups.words("change_nouns", "ending"))
        self._directions: dict[str, Direction] = {
            row["words"]: direction_named(row["direction"])
            for row in lookups.rows("change_directions")
            if not row["words"].endswith(nouns)
        }
        self._verbs = frozenset(lookups.words("verbs"))
        way = any_of(self._directions)
        self._directed = re.compile(
            rf"(?P<of>.{{2,}}?)(?P<often>{_YEARLY}|{_SUMMED})?(?P<way>{way})"
        )

    def of(self, words: str) -> Changing:
        """Return what a name says: 净水量累计|减少 is of 净水量, which falls."""
        match = self._directed.fullmatch(words)
        if match is None or self.ends_in_work(words):
            return Changing(words)
        return Changing(match["of"], self._directions[match["way"]], match["often"] == _YEARLY)

    def ends_in_work(self, words: str) -> bool:
        """Say whether a name ends in one doing of two words (管网改造提升), which is no change."""
        match = self._directed.fullmatch(words)
        return match is not None and match["of"][-2:] + match["way"] in self._verbs
