"""Tells which table a CSV for scoring is: by its columns, and by the name of its file."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from plankg.errors import InputError
from plankg.file_names import stem_of
from plankg.scored_rows import FIELDS
from plankg.table_columns import COLUMNS

NAMES = " or ".join(f"<plan>.{table}.csv" for table in FIELDS)
"""What the files of gold tables are called."""


def named_table(file: Path) -> str:
    """Return the table that a file is named for, ``""`` if none."""
    return next((table for table in FIELDS if stem_of(file).endswith(f".{table}")), "")


def table_of(file: Path, header: Sequence[str]) -> str:
    """Return the table whose columns `header` has; IRIs and offsets may be left out.

    Raises:
        InputError: it has those of none, of another than the file is named for, or one twice; the
            text says what the file was taken for and why, and which columns it lacks.
    """
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    if twice:
        raise InputError(f"{str(file)!r} has the column {twice[0]!r} twice; leave one")
    named = named_table(file)
    whole = [table for table in FIELDS if not _lacking(table, header)]
    if named in whole or (whole and not named):
        return named or whole[0]
    if whole:
        right = f"{stem_of(file).removesuffix(named)}{whole[0]}.csv"
        raise InputError(
            f"{str(file)!r} is named as a table of {named}, but has the columns of {whole[0]};"
            f" name it {right}"
        )
    raise InputError(f"{str(file)!r} {_misfit(file, header)}")


def _misfit(file: Path, header: Sequence[str]) -> str:
    """Say what a file without all columns was taken for, and what is wrong with it as that."""
    # `targets.csv` is no name of a gold table, but says well what is meant.
    meant = named_table(file) or next((name for name in FIELDS if stem_of(file) == name), "")
    shared = {table: len(set(header).intersection(COLUMNS[table])) for table in FIELDS}
    table = meant or max(shared, key=lambda name: shared[name])
    if not (meant or any(shared.values())):
        columns = "; ".join(
            f"of {name}: {', '.join(('plan', *fields))}" for name, fields in FIELDS.items()
        )
        return f"has no column of a table that can be scored; the columns {columns}"
    why = "as it is named" if meant else f"as {shared[table]} of its columns are of such"
    unknown = [name for name in header if name not in COLUMNS[table]]
    lacking = [_told(name, unknown) for name in _lacking(table, header)]
    told = f"is taken for a table of {table}, {why}: it lacks {', '.join(lacking)}"
    if unknown:
        told += f", and has {', '.join(map(repr, unknown))}, which {table} don't have"
    return told if meant else f"{told}; if it is another table, name it {NAMES}"


def _lacking(table: str, header: Sequence[str]) -> list[str]:
    return [name for name in ("plan", *FIELDS[table]) if name not in header]


def _told(name: str, unknown: Sequence[str]) -> str:
    near = get_close_matches(name, unknown, n=1, cutoff=0.8)
    return f"{name!r} (is it {near[0]!r}?)" if near else repr(name)
