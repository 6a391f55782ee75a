"""Pages of an answer: a piece of its rows, and a token for the next, pinned to the release.

Rows have a total order, so that pages neither overlap nor leave a gap. A token says which release
it continues; once another is served it is refused, because its rows would be of another answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.errors import ParameterError, PlanKGError, shown

LIMIT, PAGE = "limit", "page"
# Arguments that every query takes: no parameter of one may have these names.
RESERVED = (LIMIT, PAGE, "lang", "release")

# More than an engine lets through by default; a page of so many rows is no page.
MOST_ROWS = 100_000

# Where a page is asked for and nobody says how long it may be.
_ROWS_OF_A_PAGE = 1000

_TOKEN = re.compile(r"(?P<release>[0-9a-f]{16})-(?P<start>[0-9]{1,9})")
_NUMBER = re.compile(r"[0-9]{1,9}")


class PageGoneError(PlanKGError):
    """A page of a release that is no longer served."""

    status = 410
    title = "Release gone"


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of an answer: at most `limit` rows from the place `start` on.

    `start` counts what the query's pages are cut from (`NamedQuery.piece`). Without a limit this is
    the whole answer.
    """

    limit: int | None = None
    start: int = 0

    @classmethod
    def of(cls, limit: str, page: str, release: str) -> Window:
        """Return the window that the arguments ``limit`` and ``page`` ask for; empty is absent.

        Raises:
            ParameterError: one of them is no such thing.
            PageGoneError: the page is one of another release.
        """
        if limit and not (_NUMBER.fullmatch(limit) and 1 <= int(limit) <= MOST_ROWS):
            raise ParameterError(
                f"{LIMIT}={shown(limit)!r} is no number of rows from 1 to {MOST_ROWS}",
                "rows",
                name=LIMIT,
                value=shown(limit),
                maximum=MOST_ROWS,
            )
        token = _TOKEN.fullmatch(page)
        if page and not token:
            raise ParameterError(
                f"{PAGE}={shown(page)!r} is no page; leave it out for the first, then follow"
                " 'next'",
                "page",
                name=PAGE,
                value=shown(page),
            )
        if token and not release.startswith(token["release"]):
            raise PageGoneError(
                f"the page is one of release {token['release']}, but {release[:16]} is served now:"
                " begin with the first page again"
            )
        if not token:
            return cls(int(limit) if limit else None)
        return cls(int(limit or _ROWS_OF_A_PAGE), int(token["start"]))


def page_token(release: str, start: int) -> str:
    """Return the token of the page that begins at the place `start`."""
    return f"{release[:16]:0<16}-{start}"
