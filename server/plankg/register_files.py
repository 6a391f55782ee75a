"""Reads tables of knowledge (TSV) strictly: what is not as it must be is named by file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plankg.body_names import normalised
from plankg.errors import RegisterError

DIVISION_COLUMNS = ("code", "name", "parent", "since", "until", "replaced_by", "former")
AREA_COLUMNS = ("code", "name", "parent", "aliases", "example")
BODY_COLUMNS = ("area", "name", "kind", "official", "aliases", "example")

# An area at the top has no parent; a body may have no official name that we are sure of.
_MAY_BE_EMPTY = frozenset(
    {"parent", "official", "aliases", "since", "until", "replaced_by", "former"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name, and where it stands."""

    file: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, what: str) -> RegisterError:
        """Return the error that says `what` is wrong with this row, and where it stands."""
        return RegisterError(f"{self.file}:{self.line}: {what}")


def rows_of(
    file: Path,
    columns: Sequence[str],
    key: Sequence[str],
    optional: Collection[str] = _MAY_BE_EMPTY,
) -> Iterator[Row]:
    """Yield the rows of `file`; none if there is no such file.

    Raises:
        RegisterError: it is not UTF-8, its header is not `columns`, a row has too many or too few
            cells or an empty one where a value is needed, or two rows have the same `key`.
    """
    if not file.is_file():
        return
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as fault:
        raise RegisterError(f"{file}: not UTF-8 ({fault.reason}); save it as UTF-8") from fault
    header = lines[0].split("\t") if lines else []
    if header != list(columns):
        raise RegisterError(f"{file}:1: the header is {header!r}; it must be {list(columns)!r}")
    first_lines: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            row = _row(file, number, line, columns, optional)
            values = tuple(row[column] for column in key)
            if first_lines.setdefault(values, number) != number:
                raise row.error(f"{values!r} stands in line {first_lines[values]}; make them one")
            yield row


def listed(cell: str) -> tuple[str, ...]:
    """Return the names of a cell that lists them with ``；``."""
    if not cell:
        return ()
    return tuple(dict.fromkeys(name for part in cell.split("；") if (name := normalised(part))))


def year(row: Row, column: str) -> int:
    """Return the year in a cell, 0 for an empty one.

    Raises:
        RegisterError: it is no year.
    """
    cell = row[column]
    if not cell:
        return 0
    if not (len(cell) == 4 and cell.isdecimal()):
        raise row.error(f"{column} is {cell!r}; write a year of four digits, or nothing")
    return int(cell)


def _row(
    file: Path, line: int, text: str, columns: Sequence[str], optional: Collection[str]
) -> Row:
    cells = [cell.strip() for cell in text.split("\t")]
    if len(cells) != len(columns):
        raise RegisterError(
            f"{file}:{line}: {len(cells)} cells, but {len(columns)} columns"
            f" ({', '.join(columns)}); separate them by one tab each"
        )
    row = Row(file, line, dict(zip(columns, cells, strict=True)))
    for column in columns:
        if not row[column] and column not in optional:
            raise row.error(f"{column} is empty; fill it in")
    return row
