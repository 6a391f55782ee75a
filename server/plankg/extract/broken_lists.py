"""Finds the lines that go on with a list of bodies whose bracket a line above them leaves open.

A page or a converter may break a line within a list, often within a name (（市水⏎利局牵头，…）).
Such a break is no separator. One between two whole names that no other sign parts is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plankg.extract.line_joins import begins_nothing
from plankg.extract.responsibilities import RoleGrammar
from plankg.model import Span

_OPENS, _CLOSES = "（(〔[【", "）)〕]】"
# A list has so many lines and signs at most; else its bracket was never closed.
_MOST_LINES = 12
_LONGEST_LIST = 600
# A line may leave so many brackets open: that of the list, and one within a name.
_MOST_OPEN = 2
_LAST_NAME = re.compile(r"[^、，,；;。：:\s　]*\Z")
_FIRST_NAME = re.compile(r"[^、，,；;。：:\s　]*")
# 市水利局⏎市财政局: names that begin with their level, parted by the break alone.
_OF_LEVEL = re.compile("[省市县区州盟旗镇各](?!人民政府|政府|人民法院|法院|管委会)")


class BrokenLists:
    """The lists of bodies that line breaks cut."""

    def __init__(self, roles: RoleGrammar) -> None:
        self._roles = roles

    def lines_within(self, lines: Sequence[str]) -> frozenset[int]:
        """Return the indexes of the lines that go on with a list begun above them."""
        told = [index for index, line in enumerate(lines) if line.strip()]
        found: set[int] = set()
        at = 0
        while at < len(told):
            last = next(self._ends(lines, told, at), at)
            found.update(told[at + 1 : last + 1])
            # Behind its list the last line may open another one.
            at = max(last, at + (last == at))
        return frozenset(found)

    def _ends(self, lines: Sequence[str], told: Sequence[int], at: int) -> Iterator[int]:
        """Yield up to which of the told lines the lists go that one of them leaves open."""
        line = lines[told[at]].rstrip()
        for opened in _left_open(line)[:_MOST_OPEN]:
            words, depth = line[opened:], _depth(line[opened:])
            breaks: list[int] = []
            for last in range(at + 1, min(at + _MOST_LINES, len(told))):
                following = lines[told[last]].strip()
                if not begins_nothing(following) or len(words) > _LONGEST_LIST:
                    break
                breaks.append(len(words))
                closed = _closed(following, depth)
                words += following[:closed] if closed else following
                depth += _depth(following)
                if closed:
                    if self._is_list(words) and not self._parts_names(words, breaks):
                        yield last
                    break

    def _is_list(self, words: str) -> bool:
        whole = Span(0, len(words))
        return any(one.span == whole for one in self._roles.lists_in(words, whole))

    def _parts_names(self, words: str, breaks: Sequence[int]) -> bool:
        """Say whether a break alone parts two names: 市水利局⏎市财政局."""
        for at in breaks:
            before = _LAST_NAME.search(words, 0, at)
            after = _FIRST_NAME.match(words, at)
            if before is None or after is None or not _OF_LEVEL.match(after.group()):
                continue
            known = self._roles.names.is_body
            if known(before.group().lstrip(_OPENS)) and known(after.group().rstrip(_CLOSES)):
                return True
        return False


def _left_open(line: str) -> list[int]:
    """Return where the brackets stand that a line opens and does not close."""
    opened: list[int] = []
    for at, sign in enumerate(line):
        if sign in _OPENS:
            opened.append(at)
        elif sign in _CLOSES and opened:
            opened.pop()
    return opened


def _depth(words: str) -> int:
    return sum((sign in _OPENS) - (sign in _CLOSES) for sign in words)


def _closed(words: str, depth: int) -> int:
    """Return the place behind the sign that closes the outermost of the open brackets, else 0."""
    for at, sign in enumerate(words):
        depth += (sign in _OPENS) - (sign in _CLOSES)
        if depth == 0:
            return at + 1
    return 0


__all__ = ["BrokenLists"]
