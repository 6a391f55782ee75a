"""What to do where a named query met a limit: its arguments that ask for less, pages, whole tables.

What the engine advises is for those who write a query themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from plankg.catalogue.paging import Window
from plankg.catalogue.queries import NamedQuery
from plankg.errors import LimitError, WaysOut

# Those that a page passes because of its rows; the other two are met before there are any.
_OF_ROWS = ("rows", "bytes")


@contextmanager
def ways_out(query: NamedQuery, given: Mapping[str, str], window: Window) -> Iterator[None]:
    """Make every limit that is met in here say what to do about this query.

    Raises:
        LimitError: the one that was raised in here, of the same class, with `ways`.
    """
    try:
        yield
    except LimitError as error:
        if not error.limit:
            raise
        ways = _ways(error.limit, query, given, window)
        met = str(error).partition(": ")[0]
        raise type(error)(f"{met}: {_told(ways)}", ways) from error


def _ways(limit: str, query: NamedQuery, given: Mapping[str, str], window: Window) -> WaysOut:
    # Where all rows are made before a page is cut, a page takes as much time and memory as all.
    helps = limit in _OF_ROWS or query.cut is not None
    return WaysOut(
        arguments=tuple(
            name
            for name, parameter in query.parameters.items()
            if parameter.narrows and name not in given
        ),
        pages=helps and window.limit is None,
        shorter=helps and window.limit is not None and window.limit > 1,
    )


def _told(ways: WaysOut) -> str:
    ends = []
    if ways.arguments:
        ends.append(f"narrow it with {' or '.join(f'{name}=' for name in ways.arguments)}")
    if ways.pages:
        ends.append("ask for it in pages with limit=1000, each of which says where the next begins")
    if ways.shorter:
        ends.append("ask for shorter pages with a lower limit=")
    ends.append("take the tables whole, from /data or by plankg export")
    return ", or ".join(ends)
