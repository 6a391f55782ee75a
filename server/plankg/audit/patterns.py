"""Patterns that a check looks for in a plan's text, line by line.

Four kinds, in one file or apart: ``find`` is a list of regular expressions; ``instead`` says of
wrong words which are right; ``pairs`` are signs that open and close; ``names`` is a query for what
the plan names, and ``words`` are set phrases, of which misprints are looked for (`name_slips`).
What lies within a match of ``ignore`` (regular expressions or set phrases) is not looked at. What
is found more often than ``seldom`` says is how the text is written, and none of it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from plankg.audit.matches import Match
from plankg.audit.name_slips import slips
from plankg.catalogue.entries import Entry
from plankg.model import Span

# As far apart as the halves of a pair are in a title that is printed over two lines.
_WRAPPED = 60
_KINDS = ("find", "instead", "pairs", "names", "words", "ignore", "seldom")


@dataclass(frozen=True)
class Patterns:
    """The patterns of one check.

    `pairs` maps each closing sign to its opening one. `names` is the text of a query whose rows
    have a ``?name``, empty if there is none. `columns` are the values that each match has:
    ``found``; the named groups of the expressions; ``right`` for wrong words and names, and how
    many ``times`` the plan has the right name. `seldom` 0 means any number.
    """

    find: tuple[re.Pattern[str], ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)
    names: str = ""
    words: tuple[str, ...] = ()
    ignore: tuple[re.Pattern[str], ...] = ()
    seldom: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """The values that a message can name; one that a match has not is empty."""
        groups = [name for pattern in self.find for name in pattern.groupindex]
        named = bool(self.names or self.words)
        right = ["right"] if self.instead or named else []
        return tuple(dict.fromkeys(("found", *groups, *right, *(["times"] if named else []))))

    def matches(self, text: str, names: Iterable[str] = ()) -> list[Match]:
        """Return where the text has them, in its order, offsets counting in `text`.

        `names` are what the plan names, where the patterns ask for it.
        """
        found = self._in_lines(text)
        if self.names or self.words:
            found += slips(text, (*names, *self.words))
        if self.seldom and len(found) > self.seldom:
            return []
        return sorted(found, key=lambda match: (match.span.start, match.span.end))

    def _in_lines(self, text: str) -> list[Match]:
        find = [one for one, anywhere in self._anywhere if anywhere.search(text)]
        # Most texts have nothing that is wrong in this way.
        if not find and not self.pairs and not (self.instead and self._wrong.search(text)):
            return []
        found: list[Match] = []
        halves: list[Match] = []
        position = 0
        for line in text.split("\n"):
            here = [*_expressions_in(line, find), *self._wrong_words(line)]
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
        return [*found, *self._without_wrapped(halves)]

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

    @cached_property
    def _anywhere(self) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
        """The expressions, each with one that says whether any line of a text can match."""
        return [(one, re.compile(one.pattern, one.flags | re.MULTILINE)) for one in self.find]

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


def _expressions_in(line: str, find: Iterable[re.Pattern[str]]) -> Iterator[Match]:
    for pattern in find:
        for match in pattern.finditer(line):
            groups = {name: value or "" for name, value in match.groupdict().items()}
            yield Match(Span(*match.span()), {"found": match[0], **groups})


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
    if not {"find", "instead", "pairs", "names", "words"}.intersection(keys):
        raise header.error("say what to look for: 'find', 'instead', 'pairs', 'names' or 'words'")
    instead = keys["instead"].mapping() if "instead" in keys else {}
    patterns = Patterns(
        find=expressions(keys.get("find")),
        instead={wrong: right.text() for wrong, right in instead.items()},
        pairs=_pairs(keys.get("pairs")),
        # The lines before it keep the numbers of the lines in errors right.
        names="\n" * keys["names"].line + keys["names"].text() if "names" in keys else "",
        words=keys["words"].texts() if "words" in keys else (),
        ignore=expressions(keys.get("ignore")),
        seldom=_count(keys.get("seldom")),
    )
    return patterns, keys


def _count(entry: Entry | None) -> int:
    if entry is None:
        return 0
    text = entry.text()
    if not text.isdecimal() or int(text) < 1:
        raise entry.error(f"write a number from 1, not {text!r}")
    return int(text)


def expressions(entry: Entry | None) -> tuple[re.Pattern[str], ...]:
    """Return the regular expressions of a list, none if there is no list.

    Raises:
        CatalogueError: one is none.
    """
    if entry is None:
        return ()
    found = []
    for text in entry.texts():
        try:
            found.append(re.compile(text))
        except re.error as error:
            raise entry.error(f"{text!r} is no regular expression: {error}") from error
    return tuple(found)


def _pairs(entry: Entry | None) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for pair in entry.texts() if entry else ():
        if entry and len(pair) != 2:
            raise entry.error(f"a pair is two signs, as in （）, not {pair!r}")
        pairs[pair[1]] = pair[0]
    return pairs
