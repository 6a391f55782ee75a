"""Finds the labels before lists of bodies: 责任单位：…, 【牵头单位】…, 责任单位为….

The words are the rows of ``role_words.tsv`` whose position is ``label``; blanks may stand between
their characters (牵 头 单 位：).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plankg.lookups import Lookups
from plankg.model import Role, Span

# Words that name what follows them without any sign between.
_WHOLE = ("单位", "部门", "主体")
_LONGEST_LABEL = 16
_BLANKS = "[ 　]{0,3}"


@dataclass(frozen=True)
class Label:
    """A label: where it is printed with its sign, the role that it gives.

    `says` marks one that a verb joins to its names (责任单位为…): a sentence, and no mere label.
    """

    span: Span
    role: Role
    says: bool = False


class RoleLabels:
    """The labels, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._role: dict[str, Role] = {
            row["word"]: role
            for row in lookups.rows("role_words")
            for role in ("lead", "participant", "responsible")
            if row["position"] == "label" and row["role"] == role
        }
        word = _spaced(self._role)
        whole = _spaced(label for label in self._role if label.endswith(_WHOLE))
        signed = (
            rf"(?:(?P<word>{word})[ 　]*[:：]"
            rf"|[【\[〔][ 　]*(?P<marked>{word})[ 　]*[】\]〕][ 　]*[:：]?)"
        )
        self._signed = re.compile(signed)
        self._line = re.compile(rf"[ 　\t]*{signed}")
        # （牵头单位 市水利局；配合单位 市财政局）: a blank parts label and names.
        self._parted = re.compile(
            rf"(?<=[（(〔\[【；;，,。])[ 　]*(?P<word>{whole})[ 　]+(?=[一-鿿])"
        )
        self._free = re.compile(rf"(?<![一-鿿（(〔\[【“‘《])(?:{signed}|(?P<said>{whole})[为是])")
        self._alone = re.compile(rf"[ 　]*(?:{word})[ 　]*")
        self._last = re.compile(rf"(?<![一-鿿])(?P<word>{word})[ 　]*\Z")
        self._opened = re.compile(rf"[（(〔\[【](?=[ 　]*(?:{word})[ 　]*[:：])")

    def begins(self, text: str, span: Span) -> bool:
        """Say whether a stretch begins with a label."""
        return self._line.match(text, span.start, span.end) is not None

    def in_list(self, text: str, span: Span) -> list[Label]:
        """Return the labels in a stretch that is nothing but labels and lists."""
        found = list(self._signed.finditer(text, span.start, span.end))
        found = found or list(self._parted.finditer(text, span.start, span.end))
        return [self._of(match) for match in found]

    def in_sentences(self, text: str, span: Span) -> Iterator[Label]:
        """Yield the labels in running text: behind a sign or a blank, never within a word."""
        for match in self._free.finditer(text, span.start, span.end):
            yield self._of(match)

    def are_all(self, words: str) -> bool:
        """Say whether words are a label and nothing else."""
        return self._alone.fullmatch(words) is not None

    def before(self, text: str, end: int) -> Label | None:
        """Return the label that ends at a place: 责任单位|（市水利局）."""
        match = self._last.search(text, max(0, end - _LONGEST_LABEL), end)
        return self._of(match) if match else None

    def opened(self, text: str, span: Span) -> list[int]:
        """Return where a bracket begins with a label."""
        return [match.start() for match in self._opened.finditer(text, span.start, span.end)]

    def _of(self, match: re.Match[str]) -> Label:
        groups = match.groupdict()
        printed = groups.get("word") or groups.get("marked") or groups.get("said") or ""
        role = self._role[re.sub(r"[ 　]", "", printed)]
        return Label(Span(match.start(), match.end()), role, bool(groups.get("said")))


def _spaced(words: Iterable[str]) -> str:
    """Return an alternation of words, longer ones first, with blanks between their characters."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(_BLANKS.join(map(re.escape, word)) for word in longest)
