"""Words that tell two names apart however alike they look: 省级 and 市级, 申请 and 授权."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from plankg.lookups import Lookups, any_of

_NUMBERS = re.compile(
    r"[\d.]+|[一二三四五六七八九十百千万亿]+(?=[亿万级元年期届])|劣?[IVX]+(?=[类级])"
)


@dataclass(frozen=True)
class Opposites:
    """The words by group; those of one group exclude each other."""

    groups: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, lookups: Lookups) -> Opposites:
        """Return the words that the table ``link_opposites`` holds.

        Raises:
            RegisterError: there is no such table.
        """
        words: dict[str, list[str]] = defaultdict(list)
        for row in lookups.rows("link_opposites"):
            words[row["group"]].append(row["word"])
        return cls({group: re.compile(any_of(names)) for group, names in words.items()})

    def between(self, one: str, other: str) -> tuple[str, str] | None:
        """Return the words, one of each name, that exclude each other, None if none do.

        Numbers and thresholds do so as well: 10亿元以上项目 and 50亿元以上项目.
        """
        if (numbers := _numbers(one)) != (others := _numbers(other)):
            return "、".join(numbers) or "–", "、".join(others) or "–"
        for pattern in self.groups.values():
            here, there = _words(pattern, one), _words(pattern, other)
            if here - there and there - here:
                return "、".join(sorted(here - there)), "、".join(sorted(there - here))
        return None

    def only_in_one(self, one: str, other: str) -> str:
        """Return a telling word that only one of the names has, ``""`` if there is none."""
        for pattern in self.groups.values():
            here, there = _words(pattern, one), _words(pattern, other)
            if bool(here) != bool(there):
                return min(here or there)
        return ""


def _words(pattern: re.Pattern[str], name: str) -> set[str]:
    return set(pattern.findall(name))


def _numbers(name: str) -> tuple[str, ...]:
    return tuple(sorted(_NUMBERS.findall(name)))
