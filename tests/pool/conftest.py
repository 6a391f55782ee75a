from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pool_sample import build, is_full, opened, until

from plankg.pool import WorkerPool, can_isolate

if not can_isolate():
    pytest.skip("pools need fork and pidfds", allow_module_level=True)


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("first"), "first")


@pytest.fixture(scope="session")
def other_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("second"), "second")


@pytest.fixture(scope="module")
def _pool(snapshot: Path) -> Iterator[WorkerPool]:
    with opened(snapshot) as pool:
        yield pool


@pytest.fixture
def pool(_pool: WorkerPool) -> WorkerPool:
    """One pool for the tests of a file, each of which finds all workers idle."""
    assert until(lambda: is_full(_pool))
    return _pool
