"""Downloads are bounded, and nobody keeps one by taking nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from plankg.errors import OverloadedError
from plankg.web.file_turns import FileTurns

CHUNKS = (b"a", b"b", b"c")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def turns(clock: Clock) -> FileTurns:
    return FileTurns(most=2, patience=30, clock=clock)


def begun(turns: FileTurns) -> Iterator[bytes]:
    chunks = turns.within(iter(CHUNKS))
    assert next(chunks) == b"a"
    return chunks


def test_no_more_files_are_made_than_there_are_turns(turns: FileTurns) -> None:
    first, second = begun(turns), begun(turns)
    with pytest.raises(OverloadedError) as refused:
        begun(turns)
    assert refused.value.retry_after == 30
    assert list(first) == [b"b", b"c"]
    third = begun(turns)
    assert list(second) == list(third) == [b"b", b"c"]


def test_a_client_that_leaves_gives_its_turn_back(turns: FileTurns) -> None:
    kept = begun(turns)
    for _ in range(5):
        begun(turns).close()  # type: ignore[attr-defined]
    assert list(kept) == [b"b", b"c"]


def test_a_file_that_fails_gives_its_turn_back(turns: FileTurns) -> None:
    def failing() -> Iterator[bytes]:
        yield b"a"
        raise ValueError("broken")

    for _ in range(5):
        with pytest.raises(ValueError, match="broken"):
            list(turns.within(failing()))
    begun(turns)


def test_who_takes_nothing_loses_the_turn_to_another(turns: FileTurns, clock: Clock) -> None:
    stalled, busy = begun(turns), begun(turns)
    clock.now = 20
    assert next(busy) == b"b"
    clock.now = 31
    third = begun(turns)
    with pytest.raises(OverloadedError, match="lost"):
        next(stalled)
    assert list(busy) == [b"c"]
    assert list(third) == [b"b", b"c"]


def test_who_is_slow_alone_keeps_the_turn(turns: FileTurns, clock: Clock) -> None:
    slow = begun(turns)
    clock.now = 1000
    assert list(slow) == [b"b", b"c"]


def test_a_refused_download_is_told_when_to_come_again(client: FlaskClient) -> None:
    turns: FileTurns = client.application.extensions["plankg-files"]
    taken = [turns.within(iter(CHUNKS)) for _ in range(4)]
    assert [next(chunks) for chunks in taken] == [b"a"] * 4
    answer = client.get("/data/dump.trig")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert client.get("/sparql?query=ASK{}").status_code == 200
    for chunks in taken:
        list(chunks)
    assert client.get("/data/dump.trig").status_code == 200
