"""What goes between processes comes whole, or is refused."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from plankg.engine import Answer, Dataset, Limits, Term
from plankg.errors import EngineCrashedError, QueryError, SizeLimitError
from plankg.pool.frames import FrameError, Frames
from plankg.pool.messages import Question, answer_header, answer_of, error_header

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.mark.parametrize("size", [0, 1, 65_000, 65_536, 3_000_000])
def test_a_frame_arrives_as_it_was_sent(ends: Ends, size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    header = {"text": "第一项\n", "number": 1.5, "nothing": None}
    sending = threading.Thread(target=Frames(ends[0]).send, args=(header, body))
    sending.start()
    assert Frames(ends[1]).receive(size) == (header, body)
    sending.join()


def test_a_header_larger_than_a_piece_arrives(ends: Ends) -> None:
    header = {"query": "x" * 1_000_000}
    sending = threading.Thread(target=Frames(ends[0]).send, args=(header, b"body"))
    sending.start()
    assert Frames(ends[1]).receive(4) == (header, b"body")
    sending.join()


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack(">IQ", 2, 11) + b"{}",
        struct.pack(">IQ", 2**31, 0) + b"{}",
        struct.pack(">IQ", 2, 0) + b"{]",
        struct.pack(">IQ", 2, 1) + b"{}xy",
    ],
    ids=["body", "header", "json", "more"],
)
def test_what_is_no_frame_is_refused(ends: Ends, sent: bytes) -> None:
    ends[0].sendall(sent)
    with pytest.raises(FrameError):
        Frames(ends[1]).receive(10)


def test_a_frame_that_is_there_whole_is_taken_at_once(ends: Ends) -> None:
    Frames(ends[0]).send({"n": 1}, "江".encode())
    frames = Frames(ends[1])
    there = frames.there()
    assert frames.whole(there, 3) == ({"n": 1}, "江".encode())
    assert frames.whole(there, 2) is None  # larger than was agreed
    assert frames.whole(there + b"x", 3) is None
    assert [frames.whole(there[:size], 3) for size in range(len(there))] == [None] * len(there)
    with pytest.raises(FrameError):
        frames.whole(struct.pack(">IQ", 2, 0) + b"{]", 3)


@pytest.mark.parametrize("sent", [b"", b"\x00\x00", struct.pack(">IQ", 2, 9) + b"{}abc"])
def test_an_end_in_the_middle_is_told(ends: Ends, sent: bytes) -> None:
    ends[0].sendall(sent)
    ends[0].shutdown(socket.SHUT_WR)
    with pytest.raises(EOFError):
        Frames(ends[1]).receive(10)


def test_a_question_arrives_as_it_was_asked(ends: Ends) -> None:
    bindings = {
        "a": Term.iri("http://x/"),
        "b": Term.typed("1", "integer"),
        "c": Term("江", language="zh"),
    }
    question = Question(
        "SELECT \ud800", bindings, "csv", Limits(seconds=1), Dataset(("http://x/g",)), "http://b/"
    )
    Frames(ends[0]).send(*question.as_frame())
    assert Question.of(*Frames(ends[1]).receive(100)) == question


def test_a_plain_question_arrives_as_it_was_asked(ends: Ends) -> None:
    question = Question("SELECT 江", {}, "csv", Limits(seconds=1), None, "http://b/")
    for _ in range(2):  # what is said beside the query is remembered
        Frames(ends[0]).send(*question.as_frame())
        assert Question.of(*Frames(ends[1]).receive(100)) == question


def test_the_beginning_of_a_frame_may_have_been_read(ends: Ends) -> None:
    Frames(ends[0]).send({"a": 1}, b"body")
    there = ends[1].recv(7)
    assert Frames(ends[1]).receive(4, there=there) == ({"a": 1}, b"body")


def test_a_header_that_came_before_is_right_after_many_others(ends: Ends) -> None:
    receiver = Frames(ends[1])
    for number in (0, *range(200), 0, 0):
        Frames(ends[0]).send({"triples": number})
        assert receiver.receive(0) == ({"triples": number}, b"")


def test_an_answer_or_error_arrives_as_what_it_is() -> None:
    answer = Answer(200, "text/csv", b"x", "release")
    received = answer_of(json.loads(answer_header(answer)), b"x")
    assert (received, received.release, received.triples) == (answer, "release", None)
    graph = Answer(200, "text/turtle", b"x", "release", 3)
    assert answer_of(json.loads(answer_header(graph)), b"x").triples == 3
    for error in (QueryError("line 1"), SizeLimitError("more")):
        with pytest.raises(type(error), match=str(error)):
            answer_of(json.loads(error_header(error)), b"")


def test_an_error_of_another_name_is_only_an_error() -> None:
    with pytest.raises(EngineCrashedError, match="words"):
        answer_of({"error": "SystemExit", "message": "words"}, b"")
