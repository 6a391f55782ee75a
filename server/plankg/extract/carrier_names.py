"""Finds lists of innovation carriers' names, and tells a name from a kind.

A name ends like a carrier's (``carrier_endings.tsv``) and keeps something distinctive when the
generic words (``generic_modifiers.tsv``) are taken away: 百桥|生物|孵化园. A field alone is
distinctive only with a zone before it or a phase after it (高新区|金属材料|创新研究院,
生物医药|加速器|二期); a branch is by what it is a branch of (南京理工|大学|江阴|校区); and any name
is that is put in quotation marks (“保税|特色小镇”).

The generic words are of kinds: `rank` (国家级), `general` (科技), `field` (生物医药), `org` (集团);
one of kind `never` (一批, 申报) is in no name. A new theme that is mistaken for a name is one row.
An ending without a type (公共服务平台) ends no name: such things are told by what they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plankg.lookups import Lookups, Row, any_of
from plankg.model import Span

_SEPARATOR = re.compile(r"、|以及|[和及与]")
_PHASE = r"(?:（[一二三四五六七八九\d]期）|[一二三四五六七八九\d]期)"
_CHARS = r"[^，,；;。：:、的（）()《》\s]"
# 省科技企业融资路演服务中心江阴分中心 has 18 signs; what is much longer is a clause.
_STEM = rf"(?:{_CHARS}|（[一-鿿]{{1,6}}）){{0,24}}?"
_HEAD = re.compile(r"(?P<head>[^，,；;。：:、的“”（）()《》\s\d]{2,14})、")
_ATTRIBUTE = re.compile(r"[^，,；;。：:的]{1,60}的")
_RUN = re.compile(r"[一-鿿]{2,}|[A-Za-z]+\d+")
_QUOTES = str.maketrans("", "", "“”")


@dataclass(frozen=True)
class CarrierName:
    """One member of a printed list of carriers.

    `place` is the zone printed before the name, which is no part of it. `tail` is where an elided
    name's ending is printed (阳光集团、青禾集团|国家级工程中心). `stem` is what stands before the
    ending; `distinctive` says whether the name stands for one carrier by itself.
    """

    name: str
    span: Span
    carrier_type: str
    stem: str
    place: Span | None
    distinctive: bool
    tail: Span | None = None


class CarrierNames:
    """The endings, generic words and zones by which names are read; made for one plan.

    `verbs` stand before names, so none contains one; `following` are the words that may directly
    follow a name (建设, 申报).
    """

    def __init__(
        self,
        lookups: Lookups,
        zones: Iterable[str],
        verbs: Iterable[str],
        following: Iterable[str],
    ) -> None:
        self._endings: dict[str, list[Row]] = {}
        for row in lookups.rows("carrier_endings"):
            self._endings.setdefault(row["ending"], []).append(row)
        after = rf"(?=\Z|[、“（(]|以及|[和及与等的]|{any_of(following)})"
        self._name = re.compile(
            rf"(?P<stem>{_STEM})(?P<ending>{any_of(self._endings)})(?P<phase>{_PHASE})?”?{after}"
        )
        names = [zone for zone in zones if zone]
        self.zone = any_of(names) if names else r"(?!)"
        self._zone = re.compile(self.zone)
        kinds = {
            kind: any_of(lookups.words("generic_modifiers", kind=kind))
            for kind in ("rank", "general", "field", "org", "never")
        }
        words = lookups.rows("generic_modifiers")
        self._all = re.compile(any_of(row["word"] for row in words if row["kind"] != "never"))
        self._fields = re.compile(rf"(?:{kinds['field']})+")
        self._ranks = re.compile(rf"(?:{kinds['rank']})*")
        self._tail = re.compile(rf"(?:{kinds['rank']}|{kinds['general']})*\Z")
        self._org = re.compile(rf"{kinds['org']}\Z")
        self._never = re.compile(rf"{kinds['never']}|{any_of(verbs)}|\d+(?:[个家所]|[－—-]\d)")

    def list_at(self, text: str, start: int, end: int) -> list[CarrierName]:
        """Return the names of the list that begins at `start`, elided ones completed.

        Words before the names that end in 的 are passed over (具备…环境的|青禾创新港).
        """
        found: list[CarrierName] = []
        heads: list[Span] = []
        position = start
        while position < end:
            match = self._name.match(text, position, end)
            item = self._read(text, match) if match else None
            if match and item is None:
                break
            if match and item:
                members = self._members(text, heads, item)
                if not members:
                    break
                found += members
                heads = []
                separator = _SEPARATOR.match(text, match.end(), end)
                if not separator:
                    break
                position = separator.end()
                continue
            head = _HEAD.match(text, position, end)
            attribute = None if head or found else _ATTRIBUTE.match(text, position, end)
            if head:
                heads.append(Span(head.start("head"), head.end("head")))
            elif attribute:
                heads = []
            step = head or attribute
            if not step:
                break
            position = step.end()
        return found

    def named(self, items: Iterable[CarrierName]) -> Iterator[CarrierName]:
        """Yield the members of a list that stand for one carrier each.

        Beside a distinctive name that is any with a word before its ending, rank aside: with
        南理工科技园 also 科技小镇, but no 国家级孵化器.
        """
        items = list(items)
        if any(item.distinctive for item in items):
            for item in items:
                if item.distinctive or not self._ranks.fullmatch(item.stem):
                    yield item

    def _read(self, text: str, match: re.Match[str]) -> CarrierName | None:
        """Return what a match names; None where it is no carrier's name at all."""
        start, end = match.start(), match.end("phase" if match["phase"] else "ending")
        opened = text.rfind("“", start, end)
        quoted = opened >= 0 and match.group().endswith("”")
        start = opened + 1 if quoted else start
        zone = self._zone.match(text, start, match.start("ending"))
        if zone and not zone.end() < match.start("ending"):
            zone = None
        start = zone.end() if zone else start
        stem = text[start : match.start("ending")].translate(_QUOTES)
        row = self._row(match["ending"], stem)
        if not row or not row["type"] or self._never.search(stem):
            return None
        distinctive = bool(
            self._branch(row, stem)
            or self._left(stem)
            or (stem and match["phase"])
            or (quoted and not self._ranks.fullmatch(stem))
            or (zone and self._fields.match(stem))
        )
        name = text[start:end].translate(_QUOTES)
        place = Span(zone.start(), zone.end()) if zone else None
        return CarrierName(name, Span(start, end), row["type"], stem, place, distinctive)

    def _row(self, ending: str, stem: str) -> Row | None:
        """Return the ending's row; a branch's is that of what it is a branch of."""
        for row in self._endings[ending]:
            if not row["parent"] or row["parent"] in stem[1:]:
                return row
        return None

    def _branch(self, row: Row, stem: str) -> bool:
        """Say whether a branch names both its parent and itself (X研究院Y分院)."""
        if not row["parent"]:
            return False
        before, _, between = stem.partition(row["parent"])
        return bool(before and between and not self._ranks.fullmatch(before))

    def _left(self, stem: str) -> bool:
        """Say whether anything but generic words is in the stem."""
        return any(_RUN.search(piece) for piece in self._all.split(stem))

    def _members(self, text: str, heads: list[Span], item: CarrierName) -> list[CarrierName]:
        """Return an item with the heads before it that lack the ending which it prints.

        They are completed only where they match it: firms with a firm's institute, fields with a
        field's park. Of others (人才、青禾科技园) it is uncertain what the ending completes, so
        none is read.
        """
        if not heads:
            return [item]
        before_ending = item.span.start + len(item.stem)
        common = self._tail.search(item.stem)
        owner = item.stem[: common.start()] if common else item.stem
        tail = Span(before_ending - (len(item.stem) - len(owner)), item.span.end)
        if item.place or not self._alike([*(head.of(text) for head in heads), owner]):
            return []
        completed = [
            replace(
                item,
                name=head.of(text) + tail.of(text),
                span=head,
                stem=head.of(text),
                distinctive=self._left(head.of(text)),
                tail=tail,
            )
            for head in heads
        ]
        return [*completed, item]

    def _alike(self, owners: list[str]) -> bool:
        """Say whether all are firms or the like, or all fields."""
        kinds = {match.group() for owner in owners if (match := self._org.search(owner))}
        firms = len(kinds) == 1 and all(self._org.search(owner) for owner in owners)
        return firms or all(self._fields.fullmatch(owner) for owner in owners)
