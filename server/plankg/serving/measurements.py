"""Counts and times what the service does, for ``/metrics`` (Prometheus) and for the log."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.process_collector import ProcessCollector

from plankg.serving.asked_engine import AskedQuery
from plankg.serving.event_log import EventLog
from plankg.serving.exchange import Reply, Request
from plankg.serving.settings import LogSettings

# From a kept answer to a query at its deadline.
_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)
# A slow query is logged whole, up to what a log line bears.
_LONGEST_QUERY = 4000


@dataclass(frozen=True, slots=True)
class Served:
    """An answered request; `source` says whether it was kept, and `reply` is None for a stream."""

    request: Request
    reply: Reply | None
    source: str
    seconds: float
    release: str


class Measurements:
    """All counters of one service. `routes` are the first segments of paths that there are."""

    def __init__(self, settings: LogSettings, log: EventLog, routes: Iterable[str] = ()) -> None:
        self._settings = settings
        self._log = log
        self._routes = frozenset(routes)
        self.registry = CollectorRegistry()
        self._requests = _Counts(
            "plankg_requests",
            "Requests by route, status (499: the client hung up before its answer), and where the"
            " answer came from.",
            ("route", "status", "source"),
        )
        self._seconds = _Times(
            "plankg_request_seconds",
            "Time until the answer was handed to the connection; without source ready.",
            ("route",),
        )
        self._refused = Counter(
            "plankg_refused",
            "Requests refused for fair use, by reason.",
            ("reason",),
            registry=self.registry,
        )
        self._queries = _Counts(
            "plankg_queries", "Queries that the engine worked on, by outcome.", ("outcome",)
        )
        self._query_seconds = _Times("plankg_query_seconds", "Time of queries.", ())
        for own in (self._requests, self._seconds, self._queries, self._query_seconds):
            self.registry.register(own)
        # Queries are also counted by the threads on which the web asks them.
        self._lock = Lock()
        self._ready: dict[tuple[str, int], list[int]] = {}
        self.registry.register(_Ready(self._ready))
        ProcessCollector(registry=self.registry)

    def tally(self, path: str, status: int) -> list[int]:
        """Return the one-item list in which connections count answers sent without being read."""
        return self._ready.setdefault((self._route(path), status), [0])

    def watch(self, name: str, says: str, value: Callable[[], float]) -> None:
        """Show a value as it is when it is asked for."""
        self.registry.register(_Now(name, says, value))

    def watch_losses(self, losses: Callable[[], Mapping[str, int]]) -> None:
        """Show how many workers were lost, by cause."""
        self.registry.register(_Losses(losses))

    def watch_release(self, release: Callable[[], str]) -> None:
        """Show which release is served."""
        self.registry.register(_Release(release))

    def served(self, served: Served) -> None:
        """Count and log an answered request."""
        self.answered(
            served.request.method,
            served.request.path,
            served.reply.status if served.reply else 200,
            len(served.reply.body) if served.reply else None,
            served.source,
            served.seconds,
            served.release,
            served.request.client,
        )

    def answered(
        self,
        method: str,
        path: str,
        status: int,
        size: int | None,
        source: str,
        seconds: float,
        release: str,
        client: str,
    ) -> None:
        """Count and log an answered request; see `Served`."""
        route = self._route(path)
        self._requests.count(route, status, source)
        self._seconds.count(seconds, route)
        wanted = self._settings.requests
        if wanted == "all" or (wanted == "uncached" and source not in ("hit", "operation")):
            self._log.write(
                "request",
                method=method,
                route=route,
                status=status,
                ms=_ms(seconds),
                bytes=size,
                source=source,
                release=release[:16],
                client=client if self._settings.clients else None,
            )

    def refused(self, reason: str) -> None:
        """Count a request that was refused for fair use."""
        self._refused.labels(reason).inc()

    def asked(self, asked: AskedQuery) -> None:
        """Count and log a query that the engine worked on."""
        with self._lock:
            self._queries.count(asked.outcome)
            self._query_seconds.count(asked.seconds)
        slow = asked.seconds * 1000 >= self._settings.slow_ms
        if slow or self._settings.requests != "none":
            self._log.write(
                "slow_query" if slow else "query",
                query=asked.digest,
                ms=_ms(asked.seconds),
                rows=asked.rows,
                bytes=asked.size,
                outcome=asked.outcome,
                release=asked.release[:16],
                text=asked.query[:_LONGEST_QUERY] if slow else None,
            )

    def page(self) -> Reply:
        """Return all of it in Prometheus' text format."""
        body = generate_latest(self.registry)
        headers = (
            (b"content-type", CONTENT_TYPE_PLAIN_0_0_4.encode()),
            (b"cache-control", b"no-store"),
        )
        return Reply(200, headers, body)

    def _route(self, path: str) -> str:
        first = path.lstrip("/").partition("/")[0].partition(".")[0]
        return f"/{first}" if first in self._routes or not first else "other"


class _Counts:
    """Counts by labels: a plain addition, where the library's own takes a lock each time."""

    def __init__(self, name: str, says: str, labels: Sequence[str]) -> None:
        self._name, self._says, self._labels = name, says, labels
        self._counts: dict[tuple[object, ...], int] = {}

    def count(self, *labels: object) -> None:
        self._counts[labels] = self._counts.get(labels, 0) + 1

    def collect(self) -> Iterator[Metric]:
        family = CounterMetricFamily(self._name, self._says, labels=self._labels)
        for labels, count in list(self._counts.items()):
            family.add_metric([str(label) for label in labels], count)
        yield family


class _Times:
    """How long things took, in the steps of `_SECONDS`, by labels."""

    def __init__(self, name: str, says: str, labels: Sequence[str]) -> None:
        self._name, self._says, self._labels = name, says, labels
        # By the labels: how often each step, the last one for all that took longer; and the sum.
        self._found: dict[tuple[str, ...], tuple[list[int], list[float]]] = {}

    def count(self, seconds: float, *labels: str) -> None:
        found = self._found.get(labels)
        if found is None:
            found = self._found[labels] = [0] * (len(_SECONDS) + 1), [0.0]
        found[0][bisect_left(_SECONDS, seconds)] += 1
        found[1][0] += seconds

    def collect(self) -> Iterator[Metric]:
        family = HistogramMetricFamily(self._name, self._says, labels=self._labels)
        for labels, (counts, total) in list(self._found.items()):
            sums = list(accumulate(counts))
            names = (*(str(float(step)) for step in _SECONDS), "+Inf")
            family.add_metric(labels, list(zip(names, sums, strict=True)), total[0])
        yield family


class _Ready:
    def __init__(self, tallies: Mapping[tuple[str, int], list[int]]) -> None:
        self._tallies = tallies

    def collect(self) -> Iterator[Metric]:
        family = CounterMetricFamily(
            "plankg_ready_requests",
            "Requests answered by their bytes alone, as the same ones were before.",
            labels=("route", "status"),
        )
        for (route, status), tally in list(self._tallies.items()):
            family.add_metric((route, str(status)), tally[0])
        yield family


class _Now:
    def __init__(self, name: str, says: str, value: Callable[[], float]) -> None:
        self._name, self._says, self._value = name, says, value

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(self._name, self._says, value=self._value())


class _Losses:
    def __init__(self, losses: Callable[[], Mapping[str, int]]) -> None:
        self._losses = losses

    def collect(self) -> Iterator[Metric]:
        family = CounterMetricFamily(
            "plankg_worker_losses", "Workers that were killed or died, by cause.", labels=("cause",)
        )
        for cause, count in self._losses().items():
            family.add_metric((cause,), count)
        yield family


class _Release:
    def __init__(self, release: Callable[[], str]) -> None:
        self._release = release

    def collect(self) -> Iterator[Metric]:
        family = GaugeMetricFamily(
            "plankg_release_info", "The release that is served.", labels=("release",)
        )
        family.add_metric((self._release(),), 1)
        yield family


def _ms(seconds: float) -> float:
    # To the hundredth; `round` takes thrice as long, for digits that nobody reads.
    return int(seconds * 100_000 + 0.5) / 100
