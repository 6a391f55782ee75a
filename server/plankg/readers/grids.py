"""Lays merged cells out on a grid: every table is a rectangle, and who covers what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plankg.errors import InputError

# No plan's table is near this; a page that says colspan="100000" must not fill the memory.
MAX_COLUMNS = 1_000
MAX_SLOTS = 500_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell as a row of HTML or Word lists it: its words, and over how much it reaches."""

    text: str
    rows: int = 1
    columns: int = 1
    holds_table: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A cell in its place: the rows ``row … row+rows-1`` and columns that it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a grid. `owner` is the field whose words a merged cell continues here."""

    region: Region
    text: str
    owner: tuple[int, int] | None = None


Grid = tuple[tuple[Slot, ...], ...]


def regions_of(rows: Sequence[Sequence[Piece]], name: str) -> list[Region]:
    """Return the cells in their places, as a browser lays them out; `name` is the file's.

    Raises:
        InputError: the table is too large to be one.
    """
    taken: set[tuple[int, int]] = set()
    regions: list[Region] = []
    for row, pieces in enumerate(rows):
        column = 0
        for piece in pieces:
            while (row, column) in taken:
                column += 1
            height = min(max(piece.rows, 1), len(rows) - row)
            region = Region(row, column, height, max(piece.columns, 1), piece.text)
            if column + region.columns > MAX_COLUMNS or len(taken) > MAX_SLOTS:
                raise InputError(
                    f"{name!r} has a table with {column + region.columns} columns and {len(rows)}"
                    " rows, which no plan has: remove it from the document"
                )
            taken.update(_covered(region))
            regions.append(region)
            column += region.columns
    return regions


def grid_of(regions: Sequence[Region]) -> Grid:
    """Return the rectangle of fields, without rows and columns that say nothing.

    A row or column in which no cell begins is an artefact of merging; a row without a word is one
    of typesetting. A field that no cell covers is blank.
    """
    by_place: dict[tuple[int, int], Region] = {}
    for region in regions:
        for place in _covered(region):
            by_place.setdefault(place, region)
    worded = {region.row for region in regions if region.text}
    rows = sorted(worded)
    columns = sorted({region.column for region in regions})
    new_row = {row: index for index, row in enumerate(rows)}
    new_column = {column: index for index, column in enumerate(columns)}
    return tuple(
        tuple(
            _slot((row, column), by_place.get((row, column)), new_row, new_column)
            for column in columns
        )
        for row in rows
    )


def words_of(grid: Grid) -> Iterator[Slot]:
    """Yield the fields that hold words of their own, row by row."""
    return (slot for row in grid for slot in row if slot.text)


def _slot(
    place: tuple[int, int],
    region: Region | None,
    new_row: dict[int, int],
    new_column: dict[int, int],
) -> Slot:
    if region is None:
        return Slot(Region(*place, 1, 1, ""), "")
    if (region.row, region.column) == place:
        return Slot(region, region.text)
    owner = (new_row[region.row], new_column[region.column]) if region.text else None
    return Slot(region, "", owner)


def _covered(region: Region) -> Iterator[tuple[int, int]]:
    for row in range(region.row, region.row + region.rows):
        for column in range(region.column, region.column + region.columns):
            yield row, column


__all__ = ["Grid", "Piece", "Region", "Slot", "grid_of", "regions_of", "words_of"]
