"""Whatever process ends, and however: only its own query fails, and all are back at once."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from pool_sample import ENDLESS, Asking, is_full, name_of, opened, until

from plankg.engine import Limits
from plankg.errors import CancelledError, EngineCrashedError, WorkspaceError
from plankg.pool import WorkerPool
from plankg.pool.generation import Generation


def processes(pool: WorkerPool) -> tuple[int, list[int]]:
    """Return the process ids of the zygote and of its workers."""
    zygote = pool.zygote_pid
    assert zygote is not None
    return zygote, children_of(zygote)


def children_of(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in children.read_text().split()] if children.exists() else []


def ticks_of(pid: int) -> int:
    """Return the hundredths of a second that a process has computed so far."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11])


def is_there(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGUSR1])
def test_a_worker_killed_from_outside_fails_only_its_query(
    pool: WorkerPool, by: signal.Signals
) -> None:
    before = {worker: ticks_of(worker) for worker in processes(pool)[1]}
    asking = Asking(pool, ENDLESS)
    # Killed before it reads the question, it would only let another one answer.
    assert until(lambda: any(ticks_of(worker) > before[worker] + 10 for worker in before))
    for worker in before:
        os.kill(worker, by)
    asking.join(timeout=30)
    assert isinstance(asking.error, EngineCrashedError)
    assert name_of(pool) == "first"
    assert until(lambda: is_full(pool))
    assert before.keys().isdisjoint(processes(pool)[1])


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_stops_a_service_leaves_the_end_of_workers_to_it(
    pool: WorkerPool, by: signal.Signals
) -> None:
    zygote, workers = processes(pool)
    for pid in (zygote, *workers):
        os.kill(pid, by)
    assert name_of(pool) == "first"
    assert processes(pool) == (zygote, workers)


def test_an_idle_worker_that_ends_is_never_given_a_question(pool: WorkerPool) -> None:
    for _ in range(3):
        for worker in processes(pool)[1]:
            with suppress(ProcessLookupError):  # listed while the zygote buried it
                os.kill(worker, signal.SIGKILL)
        assert name_of(pool) == "first"
    assert until(lambda: is_full(pool))


def test_without_its_zygote_a_pool_answers_on_and_gets_another(pool: WorkerPool) -> None:
    zygote, workers = processes(pool)
    asking = Asking(pool, ENDLESS, Limits(seconds=1.5))
    assert until(lambda: pool.state.idle == 1)
    os.kill(zygote, signal.SIGKILL)
    # The workers are still there: one busy, one that answers.
    assert name_of(pool) == "first"
    asking.join(timeout=30)
    assert type(asking.error).__name__ == "TimeLimitError"
    assert until(lambda: pool.zygote_pid not in (None, zygote) and is_full(pool))
    for worker in workers:
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
    assert name_of(pool) == "first"
    assert until(lambda: is_full(pool))
    assert pool.state.restarts == 1


def test_all_processes_killed_at_once_come_back(pool: WorkerPool) -> None:
    zygote, workers = processes(pool)
    for pid in (zygote, *workers):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert until(lambda: pool.zygote_pid not in (None, zygote) and is_full(pool))
    assert name_of(pool) == "first"


def test_workers_come_back_once_there_are_descriptors_again(snapshot: Path) -> None:
    with opened(snapshot, workers=2) as pool:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        workers = processes(pool)[1]
        # Below those that are open: no further one may be opened.
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
        try:
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
            assert until(lambda: pool.state.workers == 0)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        assert until(lambda: is_full(pool))
        assert name_of(pool) == "first"
        assert pool.state.restarts == 0


def test_a_worker_whose_descriptor_did_not_come_is_replaced(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive, lost = socket.recv_fds, []

    def without_descriptors(*arguments: int) -> tuple[bytes, list[int], int, object]:
        message, descriptors, flags, address = receive(*arguments)
        if descriptors and len(lost) < 2:  # as the kernel does where there is no room for them
            lost.append(message)
            os.close(descriptors[0])
            return message, [], flags, address
        return message, descriptors, flags, address

    monkeypatch.setattr(socket, "recv_fds", without_descriptors)
    with opened(snapshot, workers=2) as pool:
        assert len(lost) == 2
        assert name_of(pool) == "first"
        assert until(lambda: len(processes(pool)[1]) == 2)


def test_closing_ends_queries_and_processes(snapshot: Path) -> None:
    pool = opened(snapshot, workers=1)
    zygote, workers = processes(pool)
    asking = Asking(pool, ENDLESS)
    assert until(lambda: pool.state.idle == 0)
    waiting = Asking(pool, ENDLESS)
    assert until(lambda: pool.state.waiting == 1)
    pool.close()
    asking.join(timeout=30)
    waiting.join(timeout=30)
    assert isinstance(asking.error, CancelledError)
    assert isinstance(waiting.error, CancelledError)
    assert until(lambda: not any(map(is_there, (zygote, *workers))))
    pool.close()
    with pytest.raises(CancelledError, match="closing"):
        name_of(pool)


def test_a_worker_that_is_born_while_the_pool_closes_is_let_go_of_too(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = opened(snapshot, workers=1)
    close, born = Generation.close, []

    def close_after_a_birth(generation: Generation) -> None:
        (lost,) = generation.workers
        generation.lose(lost)  # as whoever has asked it does, when its time is up
        assert until(lambda: len(generation.workers) == 1)
        born.extend(generation.workers)
        close(generation)

    monkeypatch.setattr(Generation, "close", close_after_a_birth)
    pool.close()
    assert [worker.descriptor for worker in born] == [-1]


SERVING = """
import sys, threading
from pathlib import Path
from plankg.engine import Limits
from plankg.pool import WorkerPool
pool = WorkerPool.open(Path(sys.argv[1]))
query = sys.argv[2]
threading.Thread(target=pool.answer, args=(query, {}, "csv", Limits(seconds=300))).start()
while pool.state.idle != 1:
    pass
print(pool.zygote_pid, flush=True)
sys.stdin.read()
"""


def test_when_the_service_is_killed_all_its_processes_end(snapshot: Path) -> None:
    arguments = [sys.executable, "-c", SERVING, str(snapshot), ENDLESS]
    service = subprocess.Popen(arguments, stdout=subprocess.PIPE, stdin=subprocess.PIPE)
    with service:
        assert service.stdout is not None
        zygote = int(service.stdout.readline())
        family = [zygote, *children_of(zygote)]
        service.kill()
    assert len(family) == 3
    assert until(lambda: not any(map(is_there, family)))


def corrupt(folder: Path) -> None:
    (folder / "data.nq").write_bytes(b"<http://x/a> <http://x/b> 'changed' .\n")


def remove(folder: Path) -> None:
    (folder / "snapshot.json").unlink()


@pytest.mark.parametrize("damage", [corrupt, remove])
def test_a_snapshot_that_cannot_be_loaded_is_told(
    tmp_path: Path, snapshot: Path, damage: Callable[[Path], None]
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in snapshot.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    damage(copy)
    with pytest.raises(WorkspaceError, match="missing or damaged"):
        WorkerPool.open(copy)
