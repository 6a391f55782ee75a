"""Who waits for a worker: first come first served, bounded in number and time."""

from __future__ import annotations

import threading

import pytest
from pool_sample import until

from plankg.errors import CancelledError, OverloadedError
from plankg.patience import Patience
from plankg.pool.line import Line


class Waiting(threading.Thread):
    def __init__(self, line: Line[str], gone: threading.Event | None = None) -> None:
        super().__init__()
        self.line, self.gone = line, gone
        self.outcome: str | Exception | None = None
        before = line.waiting
        self.start()
        assert until(lambda: line.waiting == before + 1)

    def run(self) -> None:
        try:
            self.outcome = self.line.take(self.gone.is_set if self.gone else None)
        except (OverloadedError, CancelledError) as error:
            self.outcome = error


def test_the_worker_used_last_is_taken_first() -> None:
    line: Line[str] = Line(1, 1)
    line.put("a")
    line.put("b")
    assert [line.take(None), line.take(None)] == ["b", "a"]


def test_who_waits_the_longest_is_served_first() -> None:
    line: Line[str] = Line(2, 60)
    first, second = Waiting(line), Waiting(line)
    for worker in ("a", "b"):
        line.put(worker)
    first.join(30)
    second.join(30)
    assert (first.outcome, second.outcome) == ("a", "b")


def test_one_more_than_may_wait_is_sent_away_and_told_when_to_come() -> None:
    line: Line[str] = Line(1, 60)
    waiting = Waiting(line)
    with pytest.raises(OverloadedError, match="1 queries wait already; try again in 60 s") as told:
        line.take(None)
    assert (told.value.status, told.value.retry_after) == (503, 60)
    line.put("a")
    waiting.join(30)
    assert waiting.outcome == "a"


def test_who_waits_too_long_is_sent_away_and_takes_no_worker_along() -> None:
    line: Line[str] = Line(1, 0.05)
    with pytest.raises(OverloadedError, match=r"no worker was free within 0\.05 s") as told:
        line.take(None)
    assert told.value.retry_after == 1
    assert line.waiting == 0
    line.put("a")
    assert line.idle == 1


def test_who_has_waited_elsewhere_waits_here_for_what_is_left() -> None:
    line: Line[str] = Line(1, 60)
    patience = Patience(20)
    patience.spend(19.99)
    with pytest.raises(OverloadedError, match="no worker was free within 20 s"):
        line.take(None, patience)
    line.put("a")
    assert (line.take(None, patience), patience.left) == ("a", 0)


def test_who_has_gone_leaves_the_line() -> None:
    line: Line[str] = Line(2, 60)
    gone = threading.Event()
    leaving, staying = Waiting(line, gone), Waiting(line)
    gone.set()
    leaving.join(30)
    line.put("a")
    staying.join(30)
    assert isinstance(leaving.outcome, CancelledError)
    assert staying.outcome == "a"


def test_a_closed_line_sends_all_away() -> None:
    line: Line[str] = Line(2, 60)
    waiting = Waiting(line)
    line.close()
    waiting.join(30)
    assert isinstance(waiting.outcome, CancelledError)
    with pytest.raises(CancelledError):
        line.take(None)


def test_idle_workers_are_exchanged_and_withdrawn() -> None:
    line: Line[str] = Line(1, 1)
    line.put("a")
    assert line.exchange(["b", "c"]) == ["a"]
    assert (line.withdraw("b"), line.withdraw("b")) == (True, False)
    assert line.take(None) == "c"
