"""A new snapshot is swapped in while questions run, and none fails."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pool_sample import ENDLESS, NAME, ask, name_of, opened, until

from plankg.engine import Limits
from plankg.errors import PlanKGError, TimeLimitError, WorkspaceError
from plankg.pool import WorkerPool
from plankg.pool.generation import Generation


@pytest.fixture
def both(snapshot: Path, other_snapshot: Path) -> tuple[Path, Path]:
    return snapshot, other_snapshot


def test_questions_before_are_of_the_old_release_and_after_of_the_new(
    both: tuple[Path, Path],
) -> None:
    with opened(both[0]) as pool:
        first = pool.release
        assert name_of(pool) == "first"
        pool.swap(both[1])
        assert pool.release != first
        answer = ask(pool, NAME)
        assert (answer.body, answer.release) == (b"name\r\nsecond\r\n", pool.release)
        assert until(lambda: pool.state.workers == 2)


def test_no_question_fails_while_snapshots_are_swapped(both: tuple[Path, Path]) -> None:
    failed: list[PlanKGError] = []
    seen: set[tuple[bytes, str]] = set()
    over = threading.Event()

    def ask_on(pool: WorkerPool) -> None:
        while not over.is_set():
            try:
                answer = ask(pool, NAME)
            except PlanKGError as error:
                failed.append(error)
            else:
                seen.add((answer.body.split()[1], answer.release))

    with opened(both[0]) as pool:
        threads = [threading.Thread(target=ask_on, args=(pool,)) for _ in range(8)]
        releases = {b"first": pool.release}
        for thread in threads:
            thread.start()
        for path in (both[1], both[0], both[1]):
            pool.swap(path)
        releases[b"second"] = pool.release
        over.set()
        for thread in threads:
            thread.join(timeout=30)
    assert failed == []
    assert seen == set(releases.items())


def test_a_query_under_way_ends_on_the_store_where_it_began(both: tuple[Path, Path]) -> None:
    # An answer that takes a while: sorting all pairs of things.
    slow = "SELECT (COUNT(DISTINCT *) AS ?n) (SAMPLE(?m) AS ?name) { ?a x:next ?b . ?c x:number ?n"
    query = f"{slow} FILTER(?n < 300) x:store x:name ?m }}"
    answers: list[bytes] = []
    with opened(both[0]) as pool:
        asking = threading.Thread(target=lambda: answers.append(ask(pool, query).body))
        asking.start()
        assert until(lambda: pool.state.idle == 1)
        before = pool.zygote_pid
        pool.swap(both[1])
        asking.join(timeout=60)
        assert pool.zygote_pid != before
        assert name_of(pool) == "second"
    assert answers == [b"n,name\r\n450000,first\r\n"]


def test_an_endless_query_of_an_old_release_still_has_its_deadline(
    both: tuple[Path, Path],
) -> None:
    errors: list[PlanKGError] = []

    def ask_endlessly(pool: WorkerPool) -> None:
        try:
            ask(pool, ENDLESS, Limits(seconds=1.5))
        except PlanKGError as error:
            errors.append(error)

    with opened(both[0]) as pool:
        asking = threading.Thread(target=ask_endlessly, args=(pool,))
        asking.start()
        assert until(lambda: pool.state.idle == 1)
        pool.swap(both[1])
        asking.join(timeout=30)
    assert [type(error) for error in errors] == [TimeLimitError]


def test_a_snapshot_that_cannot_be_loaded_leaves_the_old_one(
    snapshot: Path, tmp_path: Path
) -> None:
    with opened(snapshot) as pool:
        with pytest.raises(WorkspaceError, match="missing or damaged"):
            pool.swap(tmp_path)
        assert name_of(pool) == "first"


def test_closing_does_not_wait_for_a_swap(both: tuple[Path, Path]) -> None:
    pool = opened(both[0])
    outcomes: list[PlanKGError | None] = []

    def swap() -> None:
        try:
            pool.swap(both[1])
        except PlanKGError as error:
            outcomes.append(error)
        else:
            outcomes.append(None)

    swapping = threading.Thread(target=swap)
    swapping.start()
    pool.close()
    swapping.join(timeout=30)
    assert len(outcomes) == 1


def test_a_generation_that_is_closed_before_it_starts_loads_nothing(
    both: tuple[Path, Path],
) -> None:
    unused = Generation(both[0], 1, {}, "", False, lambda *_: None, lambda *_: None)
    unused.close()
    unused.start()
    with pytest.raises(WorkspaceError, match="closed"):
        unused.wait(5)
    assert unused.zygote_pid is None
