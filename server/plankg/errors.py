"""The project's one error tree: what went wrong, where, and what to do next.

Every error that a user can cause derives from `PlanKGError`. Its text is one line, names the
file or value (by ``repr``) and says what to do. The command line maps it to exit code 2, the web
to the HTTP status in `status`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class PlanKGError(Exception):
    """Wrong use or bad input. `status` is the HTTP status that the web answers with.

    `public` says whether its text may be shown to anybody: it names no file of this machine.
    """

    status = 500
    title = "Internal error"
    public: ClassVar[bool] = True


class InputError(PlanKGError):
    """A file or document that cannot be used as it is."""

    status = 422
    title = "Unusable input"


class UntitledError(InputError):
    """A document prints no title, and none was given."""


class NotAPlanError(InputError):
    """A readable document in which no plan was recognised."""


class WorkspaceError(PlanKGError):
    """A workspace, its configuration or its knowledge files are missing or broken."""

    status = 500
    title = "Broken workspace"
    public = False


class WorkspaceBusyError(WorkspaceError):
    """Another process writes to the workspace; what was wanted can be tried again."""


class CatalogueError(WorkspaceError):
    """A query file whose header or text is wrong."""


class RegisterError(WorkspaceError):
    """A lookup table or register that is wrong."""


class ReviewError(WorkspaceError):
    """A file of human decisions that is wrong, or a decision that makes no sense of its fact."""


class LinkError(WorkspaceError):
    """A file of links that is wrong, or a link that its kind of things cannot have."""


class CheckFailed(PlanKGError):  # noqa: N818 - the name says the state, not a fault of the program
    """A graph that violates the shapes; publication stops."""

    status = 409
    title = "Check failed"


class NotFoundError(PlanKGError):
    """A named query, plan, page or thing that does not exist."""

    status = 404
    title = "Not found"


class ParameterError(PlanKGError):
    """A named query's parameter is unknown, missing or of the wrong type.

    `key` and `values` say the same to who can say it in another language: the key of a message
    and what goes into it. Without a key there is the text alone.
    """

    status = 400
    title = "Bad parameter"

    def __init__(self, message: str, key: str = "", **values: object) -> None:
        super().__init__(message)
        self.key = key
        self.values = values


_MOST_SHOWN = 200


def shown(words: str) -> str:
    """Return somebody's words as an error says them again: of many, the first."""
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"


class QueryError(PlanKGError):
    """SPARQL that cannot be parsed or is not allowed; the text carries the parser's message."""

    status = 400
    title = "Bad query"


class UnanswerableQueryError(QueryError):
    """SPARQL that is well-formed, but is not or cannot be evaluated here."""

    status = 422
    title = "Query cannot be answered"


class NotAcceptableError(PlanKGError):
    """No representation in the formats that the client accepts."""

    status = 406
    title = "Not acceptable"


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What helps a named query that met a limit, beside the tables that can be had whole.

    `arguments` names the parameters that were not given and ask for less, `pages` says that pages
    help, and `shorter` that a page with fewer rows does.
    """

    arguments: tuple[str, ...] = ()
    pages: bool = False
    shorter: bool = False


class LimitError(PlanKGError):
    """An answer that would pass a limit; it is refused whole, never cut.

    `limit` is the limit's name: ``rows``, ``bytes``, ``time``, ``memory``, ``depth``; empty where
    it is none of a query's. `ways` says what to do, where a named query met it.
    """

    status = 413
    title = "Limit met"
    limit: ClassVar[str] = ""

    def __init__(self, message: str, ways: WaysOut | None = None) -> None:
        super().__init__(message)
        self.ways = ways


class RowLimitError(LimitError):
    """An answer of more rows or triples than allowed."""

    limit = "rows"


class SizeLimitError(LimitError):
    """An answer of more bytes than allowed."""

    limit = "bytes"


class TimeLimitError(LimitError):
    """A query that was stopped at its deadline."""

    status = 504
    title = "Time limit met"
    limit = "time"


class MemoryLimitError(LimitError):
    """A query that wanted more memory than allowed."""

    # Not 413: neither the request nor, for all we know, the answer is too large.
    status = 503
    title = "Memory limit met"
    limit = "memory"


class DepthLimitError(LimitError):
    """A query nested more deeply than the engine's stack can follow."""

    status = 400
    title = "Query nested too deeply"
    limit = "depth"


class OverloadedError(PlanKGError):
    """More is asked than can be answered now; come again after `retry_after` whole seconds."""

    status = 503
    title = "Overloaded"
    limit: ClassVar[str] = "queue"

    def __init__(self, message: str, retry_after: int = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooManyQueriesError(OverloadedError):
    """One client asks more at once than its share."""

    status = 429
    title = "Too many queries at once"
    limit = "client"


class EngineCrashedError(PlanKGError):
    """The engine broke down while it answered; no other query is concerned."""

    status = 500
    title = "The engine broke down"


class CancelledError(PlanKGError):
    """A query that was stopped because whoever asked has gone, or the service is closing."""

    status = 503
    title = "Query stopped"
