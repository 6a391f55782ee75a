from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pool_sample import build, is_full, opened, until

from plankg.pool import Allocator, WorkerPool, allocator_for, can_isolate

if not can_isolate():
    pytest.skip("pools need fork and pidfds", allow_module_level=True)


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("first"), "first")


@pytest.fixture(scope="session")
def other_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("second"), "second")


@pytest.fixture(scope="session")
def mimalloc() -> Allocator:
    """mimalloc as it was found; tests that need it are skipped where there is none."""
    found = allocator_for("auto", {})
    if not found.library:
        pytest.skip(f"no mimalloc here: memory comes from {found.told}")
    return found


@pytest.fixture(scope="module")
def allocator() -> Allocator:
    """What the pool of a file takes memory from."""
    return Allocator()


@pytest.fixture(scope="module")
def _pool(snapshot: Path, allocator: Allocator) -> Iterator[WorkerPool]:
    with opened(snapshot, allocator=allocator) as pool:
        yield pool


@pytest.fixture
def pool(_pool: WorkerPool) -> WorkerPool:
    """One pool for the tests of a file, each of which finds all workers idle."""
    assert until(lambda: is_full(_pool))
    return _pool
