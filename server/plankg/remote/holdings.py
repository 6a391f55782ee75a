"""What an endpoint holds of ours, as far as this process knows, and whether that still holds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from plankg.engine import Dataset, Limits
from plankg.errors import OverloadedError, PlanKGError
from plankg.remote import wire
from plankg.remote.asking import Allowance, Endpoint, Sent
from plankg.remote.failures import EndpointError
from plankg.remote.publication import Publication, publication_graph, publication_in

_LIMITS = Limits(rows=1_000_000, size=64 * 1024 * 1024, seconds=30.0)
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
# How many graphs there are, too: what an older version published without some of them is completed
# under the same release.
_TOLD = """PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?release (COUNT(?graph) AS ?graphs)
WHERE { <%s> dcterms:identifier ?release ; dcterms:hasPart ?graph }
GROUP BY ?release"""
# In which an endpoint must say which release it holds, which is one triple; else it counts as lost.
_SOON = 5.0
# Whoever publishes may need seconds for what is left.
_RETRY_AFTER = 5

Gone = Callable[[], bool]


class Holdings:
    """What `endpoint` holds of what is published below `base`; all threads may ask."""

    def __init__(self, endpoint: Endpoint, base: str) -> None:
        self._endpoint = endpoint
        self._base = base
        self._graph = publication_graph(base)
        self._lock = threading.Lock()
        self._known = Publication(self._graph)
        self.is_lost = False

    @property
    def known(self) -> Publication:
        """The publication that was seen last."""
        with self._lock:
            return self._known

    def refresh(self) -> bool:
        """Look what the endpoint holds now, and say whether that is another publication.

        Raises:
            OverloadedError: it is just being changed; what was seen last is kept.
            PlanKGError: the endpoint fails, or holds nothing of ours; it counts as lost then.
        """
        before = self.known
        try:
            if not before.release or not self.still_holds(before, time.monotonic() + _SOON, None):
                self.look(time.monotonic() + _LIMITS.seconds, None)
        except OverloadedError:
            raise
        except PlanKGError:
            self.is_lost = True
            raise
        self.is_lost = False
        return self.known != before

    def still_holds(self, publication: Publication, deadline: float, gone: Gone | None) -> bool:
        """Say whether the endpoint tells the release of `publication`, and as many graphs."""
        sent = self._told(_TOLD % self._graph, wire.ACCEPT_RESULTS, deadline, gone)
        _, body = wire.results_as("csv", sent.media_type, sent.body, _LIMITS)
        told = body.decode().partition("\r\n")[2].strip()
        return told == f"{publication.release},{len(publication.graphs)}"

    def look(self, deadline: float, gone: Gone | None) -> None:
        """Read what the endpoint holds.

        Raises:
            EndpointError: nothing of ours.
            OverloadedError: it is just being changed.
        """
        sent = self._told(_ALL, wire.ACCEPT_GRAPH, deadline, gone)
        body = wire.graph_as("ntriples", sent.media_type, sent.body, _LIMITS, {}).body
        found = publication_in(self._graph, body)
        if not found.graphs:
            raise EndpointError(
                f"nothing is published at {self._endpoint.url!r} below {self._base!r}: load it with"
                " 'plankg publish'"
            )
        if not found.release:
            raise changing()
        with self._lock:
            self._known = found

    def _told(self, query: str, accept: str, deadline: float, gone: Gone | None) -> Sent:
        allowed = Allowance(deadline, _LIMITS.size, lambda: wire.too_large(_LIMITS))
        only = Dataset(default_graphs=(self._graph,))
        return self._endpoint.ask(query, accept, only, allowed, gone)


def changing() -> OverloadedError:
    """Return the error for an endpoint whose graphs are being changed."""
    return OverloadedError(
        "another release is being published at the endpoint: ask again in a moment; if it was"
        " broken off, 'plankg publish' goes on with it",
        _RETRY_AFTER,
    )
