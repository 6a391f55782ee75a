"""Snapshots to open pools over, and the words to ask them with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plankg.engine import Answer, Engine, Limits
from plankg.errors import PlanKGError
from plankg.pool import WorkerPool
from plankg.store import SnapshotSources, build_snapshot

# So many things in a ring: each knows the next, so that a path never ends on its own.
THINGS = 1500
COUNT = "SELECT (COUNT(*) AS ?n) { ?s x:next ?o }"
NAME = "SELECT ?name { x:store x:name ?name }"
# Some 10^9 rows to count: longer than any test waits, in little memory.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a x:next ?b . ?c x:next ?d . ?e x:next ?f }"
# What a query may take where nothing else is said: enough on a busy machine.
PATIENT = Limits(seconds=60)


def build(folder: Path, name: str) -> Path:
    """Build a snapshot whose `NAME` is `name`, and return its folder.

    The name is in two graphs, all else in one of them.
    """
    prefix, named = "@prefix x: <http://x/> .", f"x:store x:name '{name}' ."
    ring = (
        f"x:i{n} x:next x:i{(n + 1) % THINGS} ; x:text '第{n}项' ; x:number {n} ."
        for n in range(THINGS)
    )
    turtle = f"{prefix} {named} {' '.join(ring)}"
    sources = SnapshotSources(
        plans={"http://x/graph": turtle.encode(), "http://x/name": f"{prefix} {named}".encode()},
        ledgers={},
        ontology={},
        ontology_graph="http://x/ontology",
        prefixes={"x": "http://x/"},
        base="http://x/",
    )
    return build_snapshot(folder, sources).path


def ask(engine: Engine, query: str, limits: Limits = PATIENT) -> Answer:
    """Return the answer as CSV."""
    return engine.answer(query, {}, "csv", limits)


def opened(snapshot: Path, **arguments: Any) -> WorkerPool:
    """Return a pool with all its workers there."""
    pool = WorkerPool.open(snapshot, queue_seconds=60, **arguments)
    assert until(lambda: is_full(pool))
    return pool


def is_full(pool: WorkerPool) -> bool:
    """Say whether all workers of a pool are there and idle."""
    return pool.state.idle == pool.size


def name_of(engine: Engine) -> str:
    """Return the name of the store that answers."""
    return ask(engine, NAME).body.decode().split()[1]


class Asking(threading.Thread):
    """Asks in a thread of its own; `error` is what came of it."""

    def __init__(self, engine: Engine, query: str, limits: Limits = PATIENT) -> None:
        super().__init__()
        self.engine, self.query, self.limits = engine, query, limits
        self.error: PlanKGError | None = None
        self.start()

    def run(self) -> None:
        try:
            ask(self.engine, self.query, self.limits)
        except PlanKGError as error:
            self.error = error


def until(happened: Callable[[], bool], seconds: float = 30) -> bool:
    """Wait until something has happened; say whether it has."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
