"""Reads bodies that stand one a line below what they answer for.

A crawl leaves a table of duties so: the header's words on lines of their own (主要目标⏎责任单位),
then each item, its goals (——…), and below these the bodies. A run of lines with nothing but names
belongs to what stands above it. Where the header has one column of bodies, or a label
stands above the run (责任单位：⏎市水利局), all have its role; of two columns, which nothing parts
any more, the first takes the first name, and that is inferred. Of more columns none is told.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plankg.extract.body_mentions import BodyList, BodyMention
from plankg.extract.commitments import Unread
from plankg.extract.goal_columns import ROLE_COLUMNS, HeaderWords
from plankg.extract.responsibilities import RoleGrammar
from plankg.lookups import Lookups
from plankg.model import Role, Span

_RULE = "responsibilities.line-run@1"
_NO_NAME = re.compile(r"[。：:？！!“”《》\d—]")
_SIGNS = re.compile(r"[、，,；;]")
_LEVEL = re.compile("[省市县区州盟旗]")
_LONGEST_LINE, _LONGEST_NAME = 60, 16
_FEWEST_HEADERS = 2
_TWO_COLUMNS = 2


@dataclass(frozen=True)
class BodyColumns:
    """The columns of bodies that a header has, in their order; whether one is of persons."""

    roles: tuple[Role, ...]
    persons: bool = False


@dataclass(frozen=True)
class LineRuns:
    """What the lines of an element say: its bodies, those not told, the header that holds after."""

    lists: tuple[BodyList, ...]
    unread: tuple[Unread, ...]
    columns: BodyColumns | None


class BodyLines:
    """The runs of lines of names, and the headers above them."""

    def __init__(self, lookups: Lookups, roles: RoleGrammar) -> None:
        self._headers = lookups.made(HeaderWords)
        self._roles = roles

    def runs_in(self, text: str, lines: Sequence[Span], columns: BodyColumns | None) -> LineRuns:
        """Return what an element's lines say, `columns` being the header printed before them."""
        told = [line for line in (_trimmed(text, one) for one in lines) if line.end > line.start]
        lists: list[BodyList] = []
        unread: list[Unread] = []
        index = 0
        while index < len(told):
            header = self._header(text, told, index)
            index += len(header)
            own = self._columns(text, header)
            if not header and (role := self._listed(text, told[index])):
                # 责任单位：市水利局、⏎市财政局: the list goes on.
                own, index = BodyColumns((role,)), index + 1
            if len(header) >= _FEWEST_HEADERS:
                # A header holds for all that is below it, a label for the run below it.
                columns = own
            holding = own or columns
            run = self._run(text, told, index, holding) if holding else []
            index += len(run) or not (header or own)
            if holding and run and len(holding.roles) > _TWO_COLUMNS:
                unread += [Unread(one, "a body whose column cannot be told") for one in run]
            elif holding and run:
                mentions = tuple(self._mentions(text, run, holding))
                lists.append(BodyList(Span((header or run)[0].start, run[-1].end), mentions))
        return LineRuns(tuple(lists), tuple(unread), columns)

    def _listed(self, text: str, line: Span) -> Role | None:
        """Return the role that a line's last label gives to the names behind it, if it has such."""
        if not self._roles.labels.begins(text, line):
            return None
        labels = self._roles.labels.in_list(text, line)
        return labels[-1].role if labels[-1].span.end < line.end else None

    def _header(self, text: str, lines: Sequence[Span], index: int) -> list[Span]:
        """Return the lines from `index` on that are the words of a header, or a label."""
        header: list[Span] = []
        while index < len(lines) and self._sort(text, lines[index]):
            header.append(lines[index])
            index += 1
        return header

    def _sort(self, text: str, line: Span) -> str:
        words = re.sub(r"\s|[:：]\Z", "", line.of(text))
        return self._headers.sort(words)

    def _columns(self, text: str, header: Sequence[Span]) -> BodyColumns | None:
        """Return a header's columns of bodies, None where it has none."""
        sorts = [self._sort(text, one) for one in header]
        roles = tuple(ROLE_COLUMNS[sort] for sort in sorts if sort in ROLE_COLUMNS)
        return BodyColumns(roles, "person" in sorts) if roles else None

    def _run(
        self, text: str, lines: Sequence[Span], index: int, columns: BodyColumns
    ) -> list[Span]:
        """Return the lines from `index` on that name bodies and nothing else.

        A name of an unusual form is one among others, or where it begins with its level (省水文
        水保); where the header has a column of persons it may be one of these.
        """
        run: list[Span] = []
        known: list[int] = []
        for line in itertools.islice(lines, index, None):
            names = self._names(text, line)
            if not names:
                break
            run.append(line)
            if self._is_bodies(names) or (known and _LEVEL.match(names[0])):
                known.append(len(run))
        run = run[: known[-1]] if known else []
        if not columns.persons and (known[:1] != [1] or 2 * len(known) < len(run)):
            return []
        return run

    def _names(self, text: str, line: Span) -> list[str]:
        """Return the names on a line that may be one of names, nothing for other lines."""
        words = line.of(text)
        if _NO_NAME.search(words) or len(words) > _LONGEST_LINE or self._sort(text, line):
            return []
        names = [one for one in _SIGNS.split(words) if one]
        return names if all(len(one) <= _LONGEST_NAME for one in names) else []

    def _is_bodies(self, names: Sequence[str]) -> bool:
        known = self._roles.names
        return all(known.is_body(name) and not known.is_sort_alone(name) for name in names)

    def _mentions(
        self, text: str, run: Sequence[Span], columns: BodyColumns
    ) -> Iterator[BodyMention]:
        """Yield a run's bodies: of two columns the first has the first name, the other the rest.

        Beside a lead whoever is responsible joins it.
        """
        role, last = columns.roles[0], columns.roles[-1]
        if role == "lead" and last == "responsible":
            last = "participant"
        order = 0
        for line in run:
            if columns.persons and not self._is_bodies(self._names(text, line)):
                continue
            for one in self._roles.names.mentions_in(text, line, role):
                order += 1
                yield replace(
                    one,
                    role=role,
                    position=order,
                    group=1,
                    confidence="inferred" if len(columns.roles) > 1 else "printed",
                    rule=_RULE,
                )
            role = last


def _trimmed(text: str, span: Span) -> Span:
    """Return a line without the blanks around its words."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
