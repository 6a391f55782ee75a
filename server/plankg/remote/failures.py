"""What an endpoint's failures are called here, and what to do about each."""

from __future__ import annotations

from plankg.errors import OverloadedError, PlanKGError, QueryError, TimeLimitError

# What an endpoint says of an error is for reading; some send whole pages.
_TOLD = 300


class EndpointError(PlanKGError):
    """A remote endpoint that cannot be reached, refuses us, or answers what is no answer."""

    status = 502
    title = "The endpoint failed"
    # It names an address that may be of an inner network: for the log and the command line.
    public = False


class TransientError(EndpointError):
    """A failure after which the same request may succeed: 502, 503, or a broken connection.

    `wait` is how many seconds the endpoint asks for, where it does.
    """

    def __init__(self, message: str, *, status: int = 0, wait: float | None = None) -> None:
        super().__init__(message)
        self.code = status
        self.wait = wait

    def final(self) -> PlanKGError:
        """Return the error to tell when no further attempt is made."""
        if self.code in (429, 503):
            return OverloadedError(
                "the endpoint behind this service is busy: ask again later",
                max(1, round(self.wait or 1)),
            )
        return EndpointError(f"{self}; several attempts failed: ask again later")


def refused(url: str, status: int, body: str, wait: float | None = None) -> PlanKGError:
    """Return the error for an HTTP status above 299 that the endpoint at `url` sent."""
    told = " ".join(body.split())[:_TOLD]
    said = f": {told}" if told else ""
    if status in (429, 502, 503):
        return TransientError(f"{url!r} answered {status}{said}", status=status, wait=wait)
    if status in (408, 504):
        return TimeLimitError(
            "the endpoint stopped the query at its own time limit: narrow the query"
        )
    if status == 400:
        return QueryError(f"the endpoint refuses the query{said}")
    return EndpointError(f"{url!r} answered {status}{said}; {_ADVICE.get(status, _OTHERWISE)}")


_CREDENTIALS = "give it a user or a token that it knows, see docs/remote-endpoints.md"
_OTHERWISE = "see its own log"
_ADVICE = {
    401: _CREDENTIALS,
    403: _CREDENTIALS,
    404: "there is no such address: give that of its SPARQL query service",
    405: "that is not the address of a SPARQL query service, which takes POST",
    406: "it gives none of the formats that are understood here",
    413: "raise its limit on the size of a request",
    414: "raise its limit on the size of a request",
    415: "that is not the address of a SPARQL query service, which takes forms",
}
