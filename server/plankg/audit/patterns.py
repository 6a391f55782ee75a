"""Patterns that a check looks for in a plan's text, line by line.

Three kinds, in one file or apart: ``find`` is a list of regular expressions; ``instead`` says of
wrong words which are right; ``pairs`` are signs that open and close. What lies within a match of
``ignore`` (regular expressions or set phrases) is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from plankg.catalogue.entries import Entry
from plankg.findings.values import Scalar
from plankg.model import Span

# As far apart as the halves of a pair are in a title that is printed over two lines.
_WRAPPED = 60
_KINDS = ("find", "instead", "pairs", "ignore")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern was found, and what its message can say of it."""

    span: Span
    values: Mapping[str, Scalar]


@dataclass(frozen=True)
class Patterns:
    """The patterns of one check.

    `pairs` maps each closing sign to its opening one. `columns` are the values that each match
    has: ``found``; the named groups of the expressions; ``right`` for wrong words.
    """

    find: tuple[re.Pattern[str], ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[re.Pattern[str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The values that a message can name; one that a match has not is empty."""
        groups = [name for pattern in self.find for name in pattern.groupindex]
        return tuple(
            dict.fromkeys(("found", *groups, *(("right",) if self.instead else ()))).keys()
        )

    def matches(self, text: str) -> list[Match]:
        """Return where the text has them, in its order, offsets counting in `text`."""
        found: list[Match] = []
        halves: list[Match] = []
        position = 0
        for line in text.split("\n"):
            here = [*self._expressions(line), *self._wrong_words(line)]
            paired = bool(self.pairs) and self._signs.search(line) is not None
            # Most lines have nothing that could be ignored.
            ignored = self._ignored(line) if here or paired else []
            found += (
                _moved(match, position)
                for match in here
                if not any(span.covers(match.span) for span in ignored)
            )
            if paired:
                halves += (_moved(match, position) for match in self._unpaired(line, ignored))
            position += len(line) + 1
        found += self._without_wrapped(halves)
        return sorted(found, key=lambda match: (match.span.start, match.span.end))

    def _without_wrapped(self, halves: Iterable[Match]) -> list[Match]:
        """Drop the pairs that a line break parts: a title over two lines is no fault."""
        lonely: list[Match] = []
        for half in halves:
            last = lonely[-1] if lonely else None
            if (
                last is not None
                and self.pairs.get(str(half.values["found"])) == last.values["found"]
                and half.span.start - last.span.start <= _WRAPPED
            ):
                lonely.pop()
            else:
                lonely.append(half)
        return lonely

    def _ignored(self, line: str) -> list[Span]:
        return [Span(*match.span()) for one in self.ignore for match in one.finditer(line)]

    def _expressions(self, line: str) -> Iterator[Match]:
        for pattern in self.find:
            for match in pattern.finditer(line):
                groups = {name: value or "" for name, value in match.groupdict().items()}
                yield Match(Span(*match.span()), {"found": match[0], **groups})

    def _wrong_words(self, line: str) -> Iterator[Match]:
        if not self.instead:
            return
        for match in self._wrong.finditer(line):
            values = {"found": match[0], "right": self.instead[match[0]]}
            yield Match(Span(*match.span()), values)

    @cached_property
    def _wrong(self) -> re.Pattern[str]:
        longest_first = sorted(self.instead, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, longest_first)))

    @cached_property
    def _signs(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, (*self.pairs, *self.pairs.values()))))

    def _unpaired(self, line: str, ignored: Sequence[Span]) -> Iterator[Match]:
        """Yield the signs of pairs that lack the other one in the line."""
        waiting: list[tuple[int, str]] = []
        for match in self._signs.finditer(line):
            place, sign = match.start(), match[0]
            if any(span.start <= place < span.end for span in ignored):
                continue
            if sign not in self.pairs:
                waiting.append((place, sign))
            elif waiting and waiting[-1][1] == self.pairs[sign]:
                waiting.pop()
            else:
                yield Match(Span(place, place + 1), {"found": sign})
        for place, sign in waiting:
            yield Match(Span(place, place + 1), {"found": sign})


def _moved(match: Match, by: int) -> Match:
    return Match(Span(match.span.start + by, match.span.end + by), match.values)


def read_patterns(
    header: Entry, needed: Iterable[str], optional: Iterable[str]
) -> tuple[Patterns, Mapping[str, Entry]]:
    """Return the patterns of a file, and what else it says.

    Raises:
        CatalogueError: an unknown or missing key, an expression that is none, nothing to look for.
    """
    keys = header.mapping(needed, (*optional, *_KINDS))
    if not {"find", "instead", "pairs"}.intersection(keys):
        raise header.error("say what to look for: 'find', 'instead' or 'pairs'")
    instead = keys["instead"].mapping() if "instead" in keys else {}
    patterns = Patterns(
        find=_expressions(keys.get("find")),
        instead={wrong: right.text() for wrong, right in instead.items()},
        pairs=_pairs(keys.get("pairs")),
        ignore=_expressions(keys.get("ignore")),
    )
    return patterns, keys


def _expressions(entry: Entry | None) -> tuple[re.Pattern[str], ...]:
    if entry is None:
        return ()
    expressions = []
    for text in entry.texts():
        try:
            expressions.append(re.compile(text))
        except re.error as error:
            raise entry.error(f"{text!r} is no regular expression: {error}") from error
    return tuple(expressions)


def _pairs(entry: Entry | None) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for pair in entry.texts() if entry else ():
        if entry and len(pair) != 2:
            raise entry.error(f"a pair is two signs, as in （）, not {pair!r}")
        pairs[pair[1]] = pair[0]
    return pairs
