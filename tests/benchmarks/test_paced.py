"""The load at a fixed rate: questions come when they are due, answered or not."""

from __future__ import annotations

import itertools
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
BUSY = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
QUESTIONS = 10


@pytest.fixture
def paced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "benchmarks"))
    from service_paced import paced

    yield paced
    for name in ("service_paced", "service_load"):
        sys.modules.pop(name, None)


@contextmanager
def answering(answer: bytes, together: int) -> Iterator[tuple[int, list[bytes]]]:
    """Answer on each connection, but only once so many questions are there; tell the questions."""
    asked: list[bytes] = []
    all_there = threading.Barrier(together)

    def serve(client: socket.socket) -> None:
        with client:
            while question := client.recv(4096):
                asked.append(question)
                all_there.wait(timeout=20)
                client.sendall(answer)

    def accept() -> None:
        for _ in itertools.count():
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(client,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()[1], asked
        listener.shutdown(socket.SHUT_RDWR)


def questions() -> Iterator[bytes]:
    return (b"GET /%d HTTP/1.1\r\n\r\n" % number for number in itertools.count())


def test_a_question_does_not_wait_for_the_answer_before_it(paced) -> None:
    # Asked one after the other, the first would never be answered.
    with answering(OK, together=QUESTIONS) as (port, asked):
        found = paced(port, questions(), rate=100.0, seconds=QUESTIONS / 100)
    assert len(found.seconds) == QUESTIONS
    assert found.failed == 0
    assert len(set(asked)) == QUESTIONS
    # The first waited until the last was due, nine hundredths of a second later.
    assert max(found.seconds) >= 0.09


def test_an_answer_that_is_no_success_is_counted(paced) -> None:
    with answering(BUSY, together=1) as (port, _):
        found = paced(port, questions(), rate=1000.0, seconds=QUESTIONS / 1000)
    assert (found.seconds, found.failed) == ([], QUESTIONS)
