"""Questions that are asked of a worker without waiting for it."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving_sample import ENDLESS, PATIENT, POINT, until

from plankg.engine import Limits
from plankg.errors import CancelledError, QueryError, TimeLimitError
from plankg.pool import WorkerPool, can_isolate
from plankg.pool.begun import Begun
from plankg.pool.messages import Question
from plankg.store import current_snapshot

if not can_isolate():
    pytest.skip("pools need fork and pidfds", allow_module_level=True)


@pytest.fixture(scope="module")
def _pool(state: Path) -> Iterator[WorkerPool]:
    with WorkerPool.open(current_snapshot(state).path, workers=1) as pool:
        yield pool


@pytest.fixture
def pool(_pool: WorkerPool) -> WorkerPool:
    assert until(lambda: _pool.state.idle == 1)
    return _pool


def begin(pool: WorkerPool, query: str, seconds: float = PATIENT) -> Begun:
    begun = pool.begin(Question(query, {}, "csv", Limits(seconds=seconds), None, ""))
    assert begun is not None
    return begun


def wait_for(begun: Begun) -> None:
    ready, _, _ = select.select([begun.descriptor], [], [], PATIENT)
    assert ready


def test_the_answer_is_there_when_the_descriptor_says_so(pool: WorkerPool) -> None:
    begun = begin(pool, POINT)
    wait_for(begun)
    size = begun.coming
    answer = begun.finish()
    assert answer.body == pool.answer(POINT, {}, "csv", Limits()).body
    assert len(answer.body) < size < len(answer.body) + 500
    assert answer.release == pool.release


def test_an_error_comes_the_same_way(pool: WorkerPool) -> None:
    begun = begin(pool, "SELECT nonsense")
    wait_for(begun)
    with pytest.raises(QueryError):
        begun.finish()
    assert pool.state.idle == 1


def test_where_no_worker_is_idle_nothing_is_begun(pool: WorkerPool) -> None:
    begun = begin(pool, POINT)
    assert pool.begin(Question(POINT, {}, "csv", Limits(), None, "")) is None
    begun.finish()
    assert begin(pool, POINT).finish().body


def test_past_the_deadline_the_worker_is_replaced(pool: WorkerPool) -> None:
    begun = begin(pool, ENDLESS, seconds=0.2)
    assert begun.coming == 0
    time.sleep(max(0.0, begun.deadline - time.monotonic()))
    with pytest.raises(TimeLimitError):
        begun.finish()
    assert until(lambda: pool.state.idle == 1)


def test_who_gives_up_stops_the_query(pool: WorkerPool) -> None:
    begun = begin(pool, ENDLESS)
    with pytest.raises(CancelledError):
        begun.finish(lambda: True)
    assert until(lambda: pool.state.idle == 1)
