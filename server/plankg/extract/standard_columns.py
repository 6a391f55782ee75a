"""Reads tables of indicators whose values stand in sentences: 评价标准 2023年达到80%，….

Beside the column of names one says in words what is to be reached. A cell's sentences are read as
sentences are, and measure what the row names unless they name something else themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from plankg.extract.commitments import Commitment, Setting, Unread
from plankg.extract.flat_names import trimmed
from plankg.extract.indicator_columns import Headers, plain, told_levels
from plankg.extract.indicator_names import NameGrammar, digits_of, is_named
from plankg.extract.indicator_tables import TableTarget
from plankg.extract.indicator_values import ValueGrammar
from plankg.extract.targets import TargetGrammar
from plankg.lookups import Lookups
from plankg.model import Cell, Evidence, Table

# So many rows at most stand above the header.
_ROWS_ABOVE = 2
_VALUES = ("year", "goal", "growth", "total")
# 得10分, 扣2分: what a result is worth is no target.
_SCORED = re.compile(r"[得扣加计][\d.]+分|分值")
# 每万人口: of what there is so much, in front of the row's name.
_PER = re.compile(r"[每户人均]{1,2}[百千万]?[一-鿿]{1,8}\Z")
_SAME_END = 2


class StandardColumns:
    """The grammar of tables whose standards are sentences; made for one plan."""

    def __init__(self, lookups: Lookups, targets: TargetGrammar) -> None:
        self._headers = lookups.made(Headers)
        self._names = lookups.made(NameGrammar)
        self._values = lookups.made(ValueGrammar)
        self._targets = targets
        words = lookups.words("indicator_words", "pattern", sort="standard")
        self._standard = re.compile("|".join(words))

    def targets_in(self, text: str, table: Table, setting: Setting) -> Iterator[TableTarget]:
        """Yield the targets of such a table; nothing for other tables."""
        found = self._columns(table)
        if found is None:
            return
        head, name_at, number_at, standard_at = found
        for index in range(head + 1, len(table.rows)):
            row = table.rows[index]
            name = self._names.name(row[name_at].text, setting.scope)
            said = row[standard_at]
            if not is_named(name) or _SCORED.search(said.text):
                continue
            printed = digits_of(row[number_at].text) if number_at is not None else ""
            for one in self._in_cell(text, said, row[name_at], name.words, setting):
                yield TableTarget(
                    printed or name.number, one, index, row[name_at].span, trimmed(text, said.span)
                )

    def _columns(self, table: Table) -> tuple[int, int, int | None, int] | None:
        """Return the header's row and the columns of names, numbers and standards."""
        for row in range(min(_ROWS_ABOVE + 1, len(table.rows) - 1)):
            words = [plain(cell.text) for cell in table.rows[row]]
            sorts = told_levels([self._headers.sort_of(word)[0] for word in words])
            standards = [c for c, word in enumerate(words) if self._standard.fullmatch(word)]
            if "indicator" not in sorts or len(standards) != 1:
                continue
            if any(sort in _VALUES for sort in sorts):
                return None
            number = sorts.index("number") if "number" in sorts else None
            return row, sorts.index("indicator"), number, standards[0]
        return None

    def _in_cell(
        self, text: str, cell: Cell, name: Cell, words: str, setting: Setting
    ) -> Iterator[Commitment | Unread]:
        values = self._values.values_in(text, cell.span)
        shown = Evidence(name.span, ("hasIndicator",), restored=True)
        setting = replace(setting, measured=words, measured_span=name.span)
        if len(values) != 1:
            for found in self._targets.targets_in(text, cell.span, setting):
                yield self._named(found, words, shown) if isinstance(found, Commitment) else found
            return
        (value,) = values
        kind = self._names.kind(self._names.name(words, setting.scope), value.unit, total=False)
        first, last = setting.period or (None, None)
        yield Commitment(
            scope=setting.scope,
            indicator=words,
            comparator=value.comparator,
            value=value.low,
            value_max=value.high,
            unit=value.unit,
            kind=kind,
            frequency="once",
            period=(first, last),
            hedge=value.hedge,
            quote=value.span,
            evidence=(shown,),
            confidence="restored",
            rule="tables.standard@1",
        )

    def _named(self, found: Commitment, words: str, shown: Evidence) -> Commitment:
        """Return what a sentence says with the row's name, where it names nothing else itself."""
        own = found.indicator
        if own == words:
            return replace(found, rule="tables.standard@1")
        if _PER.match(own):
            words = own + words
        elif own[-_SAME_END:] != words[-_SAME_END:]:
            return found
        return replace(
            found,
            indicator=words,
            evidence=(*found.evidence, shown),
            confidence="restored",
            rule="tables.standard@1",
        )
