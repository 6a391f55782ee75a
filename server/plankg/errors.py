"""The project's one error tree: what went wrong, where, and what to do next.

Every error that a user can cause derives from `PlanKGError`. Its text is one line, names the
file or value (by ``repr``) and says what to do. The command line maps it to exit code 2, the web
to the HTTP status in `status`.
"""

from __future__ import annotations


class PlanKGError(Exception):
    """Wrong use or bad input. `status` is the HTTP status that the web answers with."""

    status = 500
    title = "Internal error"


class InputError(PlanKGError):
    """A file or document that cannot be used as it is."""

    status = 422
    title = "Unusable input"


class NotAPlanError(InputError):
    """A readable document in which no plan was recognised."""


class WorkspaceError(PlanKGError):
    """A workspace, its configuration or its knowledge files are missing or broken."""

    status = 500
    title = "Broken workspace"


class CatalogueError(WorkspaceError):
    """A query file whose header or text is wrong."""


class RegisterError(WorkspaceError):
    """A lookup table or register that is wrong."""


class ReviewError(WorkspaceError):
    """A file of human decisions that is wrong, or a decision that makes no sense of its fact."""


class CheckFailed(PlanKGError):  # noqa: N818 - the name says the state, not a fault of the program
    """A graph that violates the shapes; publication stops."""

    status = 409
    title = "Check failed"


class NotFoundError(PlanKGError):
    """A named query, plan, page or thing that does not exist."""

    status = 404
    title = "Not found"


class ParameterError(PlanKGError):
    """A named query's parameter is unknown, missing or of the wrong type."""

    status = 400
    title = "Bad parameter"


class QueryError(PlanKGError):
    """SPARQL that cannot be parsed or is not allowed; the text carries the parser's message."""

    status = 400
    title = "Bad query"


class NotAcceptableError(PlanKGError):
    """No representation in the formats that the client accepts."""

    status = 406
    title = "Not acceptable"


class LimitError(PlanKGError):
    """An answer that would pass a limit; it is refused whole, never cut."""

    status = 413
    title = "Limit met"
