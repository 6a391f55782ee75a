"""Counts and times what the service does, for ``/metrics`` (Prometheus) and for the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
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
        self._requests = Counter(
            "plankg_requests",
            "Requests by route, status, and where the answer came from.",
            ("route", "status", "source"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "plankg_request_seconds",
            "Time until the answer was handed to the connection; without source ready.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._refused = Counter(
            "plankg_refused",
            "Requests refused for fair use, by reason.",
            ("reason",),
            registry=self.registry,
        )
        self._queries = Counter(
            "plankg_queries",
            "Queries that the engine worked on, by outcome.",
            ("outcome",),
            registry=self.registry,
        )
        self._query_seconds = Histogram(
            "plankg_query_seconds", "Time of queries.", buckets=_SECONDS, registry=self.registry
        )
        self._children: dict[tuple[int, tuple[object, ...]], Any] = {}
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
        self._child(self._requests, route, status, source).inc()
        self._child(self._seconds, route).observe(seconds)
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
        self._child(self._queries, asked.outcome).inc()
        self._query_seconds.observe(asked.seconds)
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

    def _child(self, metric: Any, *labels: object) -> Any:
        """Return a metric with its labels, looked up once."""
        key = (id(metric), labels)
        found = self._children.get(key)
        if found is None:
            found = self._children[key] = metric.labels(*labels)
        return found

    def _route(self, path: str) -> str:
        first = path.lstrip("/").partition("/")[0].partition(".")[0]
        return f"/{first}" if first in self._routes or not first else "other"


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
    return round(seconds * 1000, 2)
