"""Reads the grammar of the genre: tables of words and patterns in ``data/lookups/*.tsv``.

A table has a header row and a column ``example`` that quotes a plan for each row. A workspace's
tables are laid over the packaged ones: its rows come first.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar, cast

from plankg.assets import assets_root
from plankg.errors import RegisterError

Row = Mapping[str, str]
Made = TypeVar("Made")


def table_in(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns and the rows of one table; empty lines are none.

    Raises:
        RegisterError: the file is not UTF-8, has no header, or a row has another width.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise RegisterError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RegisterError(f"{path}: not UTF-8 ({error.reason}); save it as UTF-8") from error
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(reader, None)
    if not header:
        raise RegisterError(f"the lookup table {str(path)!r} is empty: give it a header row")
    result: list[Row] = []
    for number, cells in enumerate(reader, start=2):
        if cells and len(cells) != len(header):
            raise RegisterError(
                f"{path}:{number}: {len(cells)} cells where the header has {len(header)}: "
                "separate them by single tabs"
            )
        if cells:
            result.append(dict(zip(header, cells, strict=True)))
    return tuple(header), result


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, set(words)), key=lambda w: (-len(w), w))) + ")"


@dataclass(frozen=True)
class Lookups:
    """All tables by name, with the patterns that several rules share."""

    tables: Mapping[str, tuple[Row, ...]]

    @classmethod
    def load(cls, *folders: Path) -> Lookups:
        """Load the tables of the folders; the rows of a later folder come first.

        Without a folder, the packaged tables are loaded.

        Raises:
            RegisterError: a table is broken, or one that is laid over others is none of them.
        """
        first, *others = folders or (assets_root() / "data" / "lookups",)
        found = {path.stem: table_in(path) for path in sorted(first.glob("*.tsv"))}
        tables = {name: tuple(rows) for name, (_, rows) in found.items()}
        for folder in others:
            for path in sorted(folder.glob("*.tsv")):
                columns, rows = table_in(path)
                _refuse_misfit(path, columns, {name: known for name, (known, _) in found.items()})
                tables[path.stem] = (*rows, *tables[path.stem])
        return cls(tables)

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return a table's rows.

        Raises:
            RegisterError: there is no such table.
        """
        try:
            return self.tables[table]
        except KeyError as error:
            raise RegisterError(f"no lookup table {table!r} in data/lookups/") from error

    def words(self, table: str, column: str = "word", **equal: str) -> tuple[str, ...]:
        """Return one column of the rows whose other columns equal the given values."""
        return tuple(
            row[column]
            for row in self.rows(table)
            if all(row[name] == value for name, value in equal.items())
        )

    def mapping(self, table: str, key: str, value: str) -> dict[str, str]:
        """Return key → value; the first row with a key counts."""
        result: dict[str, str] = {}
        for row in self.rows(table):
            result.setdefault(row[key], row[value])
        return result

    def made(self, kind: Callable[[Lookups], Made]) -> Made:
        """Return what `kind` makes of the tables: a grammar, which holds no state, is made once.

        Its patterns are many: made anew for each plan they would take longer than the reading.
        """
        if kind not in self._made:
            self._made[kind] = kind(self)
        return cast(Made, self._made[kind])

    @cached_property
    def _made(self) -> dict[Callable[[Lookups], object], object]:
        return {}

    @cached_property
    def unit_pattern(self) -> str:
        """A pattern for a printed unit, with its multiplier (万, 亿, 万亿) before it."""
        plain = [row["word"] for row in self.rows("measure_words") if not row["not_before"]]
        guarded = [
            f"{re.escape(row['word'])}(?!{_not_before(row['not_before'])})"
            for row in self.rows("measure_words")
            if row["not_before"]
        ]
        # Longer words first: 个百分点 before 个; a guarded word is one or two characters long.
        units = "|".join([any_of(plain), *guarded])
        longer = any_of(word for word in plain if len(word) > 1)
        per = rf"(?:/(?:{longer}|[百千万亿]?(?:{longer}|{units}|[日年月周]))(?:·[日年月天])?)?"
        # 台（套）, 套（间）: two counting words for what is counted together.
        either = "(?:[（(][套台间户个家栋次艘部张条处辆场份件项篇][）)])?"
        return f"(?:万亿|[万亿百千]{{1,2}})?(?:{longer}|{units}){per}{either}"


def _refuse_misfit(path: Path, columns: Sequence[str], known: Mapping[str, Sequence[str]]) -> None:
    """Refuse a table that nothing would read, or whose rows the rules could make nothing of."""
    if path.stem not in known:
        near = get_close_matches(path.stem, known, n=1)
        hint = f"did you mean {near[0]}.tsv?" if near else f"there are {', '.join(known)}"
        raise RegisterError(f"{path}: no rule reads a table of this name; {hint}")
    lacking = [name for name in known[path.stem] if name not in columns]
    if lacking:
        raise RegisterError(
            f"{path}:1: the column {lacking[0]!r} is missing; the packaged table has"
            f" {', '.join(known[path.stem])}"
        )


def _not_before(words: str) -> str:
    """Return a pattern for what a guarded measure word does not stand before; ``*`` is any word."""
    if words == "*":
        return "(?!及?以[上下内]|左右)[一-鿿]"
    return any_of(words.split())


@cache
def packaged_lookups() -> Lookups:
    """Return the packaged tables, loaded once: with them their grammars are made once, too."""
    return Lookups.load()
