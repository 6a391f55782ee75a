"""Where a page is cut from a query: in the sub-SELECT that lists its rows, before their columns.

A query may list what its rows are about in a sub-SELECT that is sorted as its rows are, and look
up the columns afterwards. A page is then a piece of that list, and columns are looked up for that
piece alone; without such a list the engine makes every row before it leaves out most of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plankg.catalogue.entries import Entry
from plankg.sparql_text import without_comments_and_strings

# The bound says to the engine that these are few; more than so many no answer may have.
_NO_BOUND = "LIMIT 10000000"
_LIST = re.compile(rf"\bORDER BY (?P<order>[^{{}}]*?)\s+(?P<bound>{_NO_BOUND})\s*\}}")
_LAST_ORDER = re.compile(r"\bORDER BY (?P<order>[^{}]*)$")
_VARIABLE = re.compile(r"\?(\w+)")


@dataclass(frozen=True, slots=True)
class PageCut:
    """The place of the list's bound in the text, and the columns that tell its rows apart."""

    start: int
    end: int
    key: tuple[str, ...]

    def piece(self, text: str, count: int | None, first: int) -> str:
        """Return the query for `count` rows of the list, or all, from its row `first` on."""
        bound = _NO_BOUND if count is None else f"LIMIT {count}"
        return f"{text[: self.start]}{bound} OFFSET {first}{text[self.end :]}"

    def place(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return what `row` has in common with all rows of the same row of the list, alone."""
        return tuple(row[name] for name in self.key)


def page_cut(header: Entry, text: str, columns: tuple[str, ...]) -> PageCut | None:
    """Return where pages of a query are cut, or None where it has no list for that.

    Raises:
        CatalogueError: the list's order is not that of the rows, or doesn't end with a column.
    """
    plain = without_comments_and_strings(text)
    found, last = _LIST.search(plain), _LAST_ORDER.search(plain)
    if found is None or last is None:
        return None
    order = found["order"].split()
    if last["order"].split()[: len(order)] != order:
        raise header.error(f"begin the last ORDER BY with {' '.join(order)}, as pages are sorted")
    variables = _VARIABLE.findall(found["order"])
    if variables[-1] not in columns:
        raise header.error(
            f"sort what pages are cut from by a column last, not by ?{variables[-1]}: without it"
            " no one could tell whose a row is"
        )
    key = tuple(name for name in variables if name in columns)
    return PageCut(found.start("bound"), found.end("bound"), key)
