"""Drops what a PDF prints on its pages beside the text: running headers and the pages' numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from plankg.readers.pdf_lines import Line
from plankg.readers.pdf_tables import PageTable

_PAGE_NUMBER = re.compile(
    r"[\s—–\-－·.]*(?:第\s*)?(?P<n>\d{1,4}|[ivxl]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?"
    r"[\s—–\-－·.]*\Z"
)
# Headers and page numbers stand in these parts of a page, above and below the text.
_EDGE = 0.12
# A running header stands on at least so many pages, and on at least this share of them (a third,
# as left and right pages, or chapters, may have their own).
_RUNNING_PAGES = 3
_RUNNING_SHARE = 0.3


@dataclass(slots=True)
class Page:
    """A page: its lines and tables, and what tells whether it could be read.

    `pictures` is the share of it that pictures cover, None where there are none.
    """

    number: int
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0
    sideways: int = 0
    pictures: float | None = None
    is_damaged: bool = False
    is_protected: bool = False


def drop_furniture(pages: Sequence[Page]) -> None:
    """Drop the pages' numbers, and the lines at their edges that many pages share."""
    _drop_page_numbers(pages)
    _drop_running_lines(pages)
    # A number may stand between the text and a running line.
    _drop_page_numbers(pages)


def _drop_page_numbers(pages: Sequence[Page]) -> None:
    """Drop the pages' numbers: at the edge of a page, or nearer its middle if they count up."""
    for page in pages:
        for line in _outermost(page):
            if _PAGE_NUMBER.match(line.text):
                page.lines.remove(line)
    for place in (0, -1):
        found = [(page, page.lines[place]) for page in pages if _is_beside_tables(page, place)]
        numbers = [
            (page, line, int(said["n"]) - page.number)
            for page, line in found
            if (said := _PAGE_NUMBER.match(line.text)) and said["n"].isdigit()
        ]
        ahead = Counter(distance for _, _, distance in numbers)
        for page, line, distance in numbers:
            if ahead[distance] >= max(_RUNNING_PAGES, len(pages) // 2):
                page.lines.remove(line)


def _is_beside_tables(page: Page, place: int) -> bool:
    """Say whether a page's first or last line stands above or below all its tables."""
    if not page.lines:
        return False
    line = page.lines[place]
    if place == 0:
        return all(line.top < table.top for table in page.tables)
    bottoms = [max(cell.bottom for cell in table.cells) for table in page.tables]
    return all(line.top >= bottom - 1 for bottom in bottoms)


def _drop_running_lines(pages: Sequence[Page]) -> None:
    """Drop the lines at the edge of the page that many pages share but for their numbers."""
    # Under a header there may be another one.
    for _ in range(2):
        count = Counter(key for page in pages for key in {_key(line) for line in _outermost(page)})
        enough = max(_RUNNING_PAGES, _RUNNING_SHARE * len(pages))
        for page in pages:
            for line in _outermost(page):
                if count[_key(line)] >= enough:
                    page.lines.remove(line)


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"[\d\s]", "", line.text), round(line.top / 12)


def _outermost(page: Page) -> list[Line]:
    """Return the first and the last line of a page, where they stand at its edge."""
    found = []
    if page.lines:
        first, last = page.lines[0], page.lines[-1]
        if first.bottom < _EDGE * page.height and _is_beside_tables(page, 0):
            found.append(first)
        if last.top > (1 - _EDGE) * page.height and _is_beside_tables(page, -1):
            found.append(last)
    return found


__all__ = ["Page", "drop_furniture"]
