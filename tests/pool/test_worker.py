"""How a worker ends its service, with an engine made for the purpose."""

from __future__ import annotations

import subprocess
import sys

import pytest

# A worker in a process of its own; this one asks it twice and prints what comes.
ASKED_TWICE = """
import os, socket, sys
from plankg.engine import Answer, Limits
from plankg.errors import PlanKGError
from plankg.pool.frames import Frames
from plankg.pool.messages import Question, answer_of
from plankg.pool.worker import work

class Engine:
    kept = b""
    def answer(self, query, *arguments, **further):
        exec(query)
        return Answer(200, "text/plain", query.encode())

ours, theirs = socket.socketpair()
if os.fork() == 0:
    ours.close()
    work(Engine(), theirs.detach())
    os._exit(0)
theirs.close()
question = Question(sys.argv[1], {}, "csv", Limits(memory=2**30), None, "")
frames = Frames(ours)
for _ in range(2):
    try:
        frames.send(*question.as_frame())
        header, body = frames.receive(2**20)
        print(header["leaves"], end=" ")
        print(len(answer_of(header, body).body))
    except PlanKGError as error:
        print(type(error).__name__, error)
    except (EOFError, OSError):
        print("gone")
"""


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("pass", ["False 4", "False 4"]),
        ("self.kept = bytes(200 * 2**20)", ["True 30", "gone"]),
        ("bytes(2**31)", ["True MemoryLimitError the query needs more than 1024 MiB", "gone"]),
        ("1 / 0", ["True EngineCrashedError the engine failed: ZeroDivisionError", "gone"]),
        ("sys.exit()", ["True EngineCrashedError the engine failed: SystemExit", "gone"]),
        ("os._exit(0)", ["gone", "gone"]),
    ],
)
def test_a_worker_that_may_be_spoilt_leaves_after_its_answer(does: str, told: list[str]) -> None:
    arguments = [sys.executable, "-c", ASKED_TWICE, does]
    output = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
    assert len(output.splitlines()) == len(told)
    for line, expected in zip(output.splitlines(), told, strict=True):
        assert line.startswith(expected)


def test_a_worker_takes_the_core_from_nobody_when_a_question_comes() -> None:
    does = "assert os.sched_getscheduler(0) == os.SCHED_BATCH"
    arguments = [sys.executable, "-c", ASKED_TWICE, does]
    output = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
    assert output.splitlines() == [f"False {len(does)}"] * 2
