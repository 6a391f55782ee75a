"""The engine over a remote endpoint that ``plankg publish`` has loaded."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from plankg.engine import Answer, Dataset, Limits, Term
from plankg.iris import DEFAULT_BASE
from plankg.patience import Patience
from plankg.pool import PoolState
from plankg.remote import wire
from plankg.remote.asking import Allowance, Endpoint, Sent
from plankg.remote.gate import Gate
from plankg.remote.held_bytes import HeldBytes, Share
from plankg.remote.holdings import Gone, Holdings, changing
from plankg.remote.publication import DEFAULT, Publication, merged_graph
from plankg.remote.query_text import RemoteQuery, remote_query
from plankg.remote.transport import Credentials, checked_url

# What comes by wire is more verbose than most formats it is written in; JSON takes some four times
# the bytes of CSV.
_WIRE = 4
# What answers that are under way may take of this process's memory as they came, all together; to
# write them anew takes a few times that of one at a time or two.
_HELD = 512 * 1024 * 1024
# A release that changes while a query runs makes the answer nobody's; a third time it is told.
_ATTEMPTS = 3
# As long as any socket can wait; nobody does.
_LONGEST = 86_400.0
# No such graph is anywhere, and its address cannot be fetched.
_NO_GRAPH = "urn:plankg:none"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question with all that must be known to send it."""

    text: RemoteQuery
    form: str
    limits: Limits
    dataset: Dataset | None
    deadline: float
    gone: Gone | None
    patience: Patience | None


class RemoteEngine:
    """An `Engine` over a SPARQL 1.1 endpoint; all threads may ask at once.

    Use it as a context manager, or `close` it.
    """

    def __init__(self, endpoint: Endpoint, gate: Gate, prefixes: Mapping[str, str], base: str):
        self._endpoint = endpoint
        self._gate = gate
        self._prefixes = dict(prefixes)
        self._base = base
        self._merged = merged_graph(base)
        self._holdings = Holdings(endpoint, base)
        self._held = HeldBytes(_HELD)

    @classmethod
    def open(
        cls,
        url: str,
        prefixes: Mapping[str, str],
        base: str = DEFAULT_BASE,
        *,
        credentials: Credentials | None = None,
        workers: int = 2,
        concurrent: int = 16,
        queue: int = 64,
        queue_seconds: float = 5.0,
    ) -> RemoteEngine:
        """Return an engine that is ready to answer from the endpoint at `url`.

        Args:
            url: the address of its SPARQL query service.
            prefixes: those that are predeclared for queries.
            base: the base of the published IRIs.
            credentials: who asks, where the endpoint wants to know.
            workers: processes that look at queries before they are sent.
            concurrent: how many questions the endpoint is asked at once.
            queue: how many may wait for a worker.
            queue_seconds: how long each may wait, for a worker and for the endpoint.

        Raises:
            InputError: `url` is none.
            PlanKGError: the endpoint cannot be reached, refuses, or holds nothing of ours.
        """
        endpoint = Endpoint(
            checked_url(url), credentials or Credentials(), concurrent, queue_seconds
        )
        gate = Gate(prefixes, base, workers, queue, queue_seconds)
        engine = cls(endpoint, gate, prefixes, base)
        try:
            engine.refresh()
            gate.wait()
        except BaseException:
            engine.close()
            raise
        return engine

    def __enter__(self) -> RemoteEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def release(self) -> str:
        """The release that the endpoint was last seen to hold."""
        return self._holdings.known.release

    @property
    def publication(self) -> Publication:
        """The release and the graphs that the endpoint was last seen to hold."""
        return self._holdings.known

    @property
    def state(self) -> PoolState:
        """What the processes are doing that look at queries first; none is where it is lost."""
        state = replace(self._gate.state, release=self.release)
        return replace(state, workers=0) if self._holdings.is_lost else state

    def wait(self) -> None:
        """Wait until it can answer, which it can once it is open."""

    def refresh(self) -> bool:
        """Look what the endpoint holds now, and say whether that is another release.

        A release that was completed counts as another: see `publication`.

        Raises:
            OverloadedError: it is just being changed; the release seen last is kept.
            PlanKGError: the endpoint fails, or nothing is published there.
        """
        return self._holdings.refresh()

    def close(self) -> None:
        """End the processes that look at queries; what the endpoint works on is its own."""
        self._gate.close()

    def answer(
        self,
        query: str,
        bindings: Mapping[str, Term],
        format: str,  # noqa: A002 - the word of the interface
        limits: Limits,
        *,
        dataset: Dataset | None = None,
        base: str = "",
        gone: Callable[[], bool] | None = None,
        patience: Patience | None = None,
    ) -> Answer:
        """Return the whole answer to `query`; see `Engine.answer`.

        `patience` is how long it may wait for a worker and for the endpoint together, by default
        `queue_seconds` for each.

        The endpoint is asked which release it holds before and after, so that an answer is of one.
        Memory is limited here, not over there; nor does a query that was given up end there.
        """
        base, deadline = base or self._base, _until(limits)
        if not bindings:  # where it came from outside; what has parameters is a file of ours
            self._gate.require(query, format, limits, dataset, base, gone, patience)
        text = remote_query(query, bindings, self._prefixes, base)
        if bindings:
            self._gate.require(text.text, format, limits, dataset, base, gone, patience)
        dataset = dataset or text.dataset
        return self._of_one_release(_Asked(text, format, limits, dataset, deadline, gone, patience))

    def _of_one_release(self, asked: _Asked) -> Answer:
        for _ in range(_ATTEMPTS):
            known = self._holdings.known
            with self._held.held() as share:
                sent = self._send(asked, self._dataset(asked, known), share)
                if self._holdings.still_holds(known, asked.deadline, asked.gone):
                    return self._answer(asked, sent, known.release)
            self._holdings.look(asked.deadline, asked.gone)
        raise changing()

    def _send(self, asked: _Asked, dataset: Dataset | None, share: Share) -> Sent:
        limits = asked.limits
        accept = wire.ACCEPT_GRAPH if wire.is_graph(asked.form) else wire.ACCEPT_RESULTS
        size = min(limits.size * _WIRE, _HELD)
        allowed = Allowance(
            asked.deadline, size, lambda: wire.too_large(limits), share, asked.patience
        )
        return self._endpoint.ask(asked.text.text, accept, dataset, allowed, asked.gone)

    def _dataset(self, asked: _Asked, known: Publication) -> Dataset:
        """Return the graphs that a request names, so that the endpoint asks over ours alone.

        What is not published is empty, and must not be fetched over there.
        """
        ours = set(known.graphs) - {DEFAULT, self._merged}
        if asked.dataset is None:
            named = tuple(sorted(ours)) if asked.text.names_graphs else ()
            return Dataset((self._merged,), named)
        # Each once, since servers differ in what they make of one that is named again.
        default, named = (
            tuple(iri for iri in dict.fromkeys(graphs) if iri in ours)
            for graphs in (asked.dataset.default_graphs, asked.dataset.named_graphs)
        )
        return Dataset(default or (_NO_GRAPH,), named or (_NO_GRAPH,))

    def _answer(self, asked: _Asked, sent: Sent, release: str) -> Answer:
        form, limits = asked.form, asked.limits
        if wire.is_graph(form):
            graph = wire.graph_as(form, sent.media_type, sent.body, limits, self._prefixes)
            return replace(graph, release=release)
        media_type, body = wire.results_as(form, sent.media_type, sent.body, limits)
        return Answer(200, media_type, body, release)


def _until(limits: Limits) -> float:
    return time.monotonic() + min(limits.seconds, _LONGEST)
