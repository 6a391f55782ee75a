"""Every setting of the service: its table and key, its default, its bounds, what it is for.

The fields are the documentation: `plankg config`, the environment's names, the checks of values and
the example in ``deploy/plankg.toml`` come from them, or are compared with them by a test.
"""

from __future__ import annotations

import os
from dataclasses import Field, dataclass, field, fields
from typing import Any

from plankg.engine import Limits

_MB = 1024 * 1024
# One client may use all cores and one worker more, and still one is left for the others.
_SPARE = 2


def setting(
    default: Any,
    says: str,
    *,
    low: float | None = None,
    high: float | None = None,
    one_of: tuple[str, ...] = (),
) -> Any:
    """Return a dataclass field for a setting.

    `low` is the least value, `high` the greatest, `one_of` all that there are.
    """
    about = {"says": says, "low": low, "high": high, "one_of": one_of}
    return field(default=default, metadata=about)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where the service listens, and what a connection may do."""

    host: str = setting("127.0.0.1", "The address to listen on.")
    port: int = setting(8000, "The port to listen on; 0 takes a free one.", low=0, high=65_535)
    workers: int = setting(
        0, "Processes that run queries; 0 takes two more than there are cores.", low=0
    )
    allocator: str = setting(
        "auto",
        "Memory allocator of these: auto (mimalloc, where installed), system, or a library.",
    )
    default_graph_apart: bool = setting(
        True,
        "Keep the default graph by itself, too: faster answers, half as much memory again.",
    )
    endpoint: str = setting(
        "", "A SPARQL endpoint that 'plankg publish' loaded, to ask instead of a store here."
    )
    trusted_proxies: tuple[str, ...] = setting(
        (), "Addresses or networks of proxies whose X-Forwarded-For names the client."
    )
    max_connections: int = setting(4000, "Open connections; further ones get 503.", low=1)
    max_request_line: int = setting(32_768, "Bytes of an address; more is 414.", low=1024)
    max_headers: int = setting(32_768, "Bytes of all header lines; more is 431.", low=1024)
    max_body: int = setting(1_000_000, "Bytes of a request's body; more is 413.", low=0)
    request_s: float = setting(20.0, "Seconds within which a whole request must come.", low=0.1)
    idle_s: float = setting(60.0, "Seconds that an idle connection is kept.", low=0.1)
    write_s: float = setting(
        30.0, "Seconds in which a client must take something of its answer.", low=0.1
    )
    drain_s: float = setting(15.0, "Seconds that a stop waits for running requests.", low=0.0)
    metrics: str = setting("local", "Who may see /metrics.", one_of=("local", "all", "none"))
    watch_s: float = setting(1.0, "Seconds between looks for a new release; 0: never.", low=0.0)


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """What one query may take."""

    time_s: float = setting(
        10.0, "Seconds that a query may run; clients may ask for less.", low=0.05
    )
    memory_mb: int = setting(512, "Memory that a query may take beside the data.", low=16)
    rows: int = setting(200_000, "Rows (or triples) of an answer.", low=1)
    size_mb: int = setting(64, "Size of an answer.", low=1)
    services: tuple[str, ...] = setting(
        (), "Endpoints that SERVICE may go to; add ' private' to one in a private network."
    )


@dataclass(frozen=True, slots=True)
class FairUseSettings:
    """How many may ask at once; what the cache answers counts for none of these."""

    running: int = setting(
        16, "Requests that are worked on at once; over a store here, one a worker at most.", low=1
    )
    share: int = setting(
        0, "Requests of one client that are worked on at once; 0: one less than workers.", low=0
    )
    queue: int = setting(256, "Requests that wait for their turn; further ones get 503.", low=0)
    queue_s: float = setting(10.0, "Seconds that a request waits at most, then 503.", low=0)
    per_client: int = setting(
        32, "Requests of one client that run or wait; further ones get 429.", low=1
    )
    pending_mb: int = setting(
        256, "Memory for large answers that clients are taking, half of it for one client.", low=1
    )


@dataclass(frozen=True, slots=True)
class CacheSettings:
    """How much memory the answers of this release may take."""

    size_mb: int = setting(256, "Memory for answers; 0 keeps none.", low=0)
    entry_mb: int = setting(4, "A larger answer is not kept.", low=1)


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What is written to the standard error stream."""

    format: str = setting("json", "One JSON object a line, or text.", one_of=("json", "text"))
    requests: str = setting(
        "uncached",
        "Which requests are logged: none, those the cache did not answer, or all.",
        one_of=("none", "uncached", "all"),
    )
    clients: bool = setting(False, "Log the addresses of clients.")
    slow_ms: int = setting(1000, "A query that took longer is logged with its text.", low=0)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of the service, by table."""

    server: ServerSettings = field(default_factory=ServerSettings)
    limits: LimitSettings = field(default_factory=LimitSettings)
    fair_use: FairUseSettings = field(default_factory=FairUseSettings)
    cache: CacheSettings = field(default_factory=CacheSettings)
    log: LogSettings = field(default_factory=LogSettings)

    @property
    def workers(self) -> int:
        """How many processes run queries."""
        return self.server.workers or (os.cpu_count() or 1) + _SPARE

    @property
    def turns(self) -> int:
        """How many requests are worked on at once.

        More than there are workers would wait for these again, and no longer by turns; over an
        endpoint, workers only look at queries.
        """
        running = self.fair_use.running
        return running if self.server.endpoint else min(running, self.workers)

    @property
    def share(self) -> int:
        """How many requests of one client are worked on at once: a worker is left for others."""
        return self.fair_use.share or max(1, self.workers - 1)

    @property
    def query_limits(self) -> Limits:
        """What one query may take, as engines have it."""
        of = self.limits
        return Limits(
            rows=of.rows, size=of.size_mb * _MB, seconds=of.time_s, memory=of.memory_mb * _MB
        )


TABLES: dict[str, type] = {
    "server": ServerSettings,
    "limits": LimitSettings,
    "fair_use": FairUseSettings,
    "cache": CacheSettings,
    "log": LogSettings,
}


def keys_of(table: str) -> dict[str, Field[Any]]:
    """Return the settings of a table by their keys."""
    return {found.name: found for found in fields(TABLES[table])}
