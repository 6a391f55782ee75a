"""What a worker cannot do, should a query ever make it try."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys

import pytest

CONFINED = """
import json, socket, sys
ours, theirs = socket.socketpair()
from plankg.pool.confinement import Confinement, limit_loader, ignore_signals
limit_loader()
connection = theirs.detach()
confinement = Confinement(connection)
def tried(what):
    try:
        what()
    except OSError as error:
        return error.errno
    return 0
"""
REPORT = "\nsys.stdout.write(json.dumps([{}]))\n"


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CONFINED + script], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/hostname')",
        "open('/dev/null', 'w')",
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "__import__('os').pipe()",
    ],
)
def test_nothing_can_be_opened(attempt: str) -> None:
    done = run(REPORT.format(f"tried(lambda: {attempt})"))
    assert json.loads(done.stdout) == [errno.EMFILE]


def test_nothing_can_be_written_to_a_file_that_is_open() -> None:
    # Standard output is a pipe, which is no file; what is set for files is asked for.
    script = "import resource\n" + REPORT.format("*resource.getrlimit(resource.RLIMIT_FSIZE)")
    assert json.loads(run(script).stdout) == [0, 0]


def test_more_memory_than_allowed_is_refused_and_later_allowed_again() -> None:
    script = """
confinement.begin(60, 32 * 2**20)
try:
    bytes(64 * 2**20)
    got = True
except MemoryError:
    got = False
confinement.lift_memory()
after = len(bytes(64 * 2**20))
""" + REPORT.format("got, after")
    assert json.loads(run(script).stdout) == [False, 64 * 2**20]


def test_without_its_pool_a_worker_ends_soon_after_the_deadline() -> None:
    done = run("confinement.begin(0.05, 2**30)\nwhile True: pass")
    assert done.returncode == -signal.SIGALRM


def test_growth_is_measured_from_the_start() -> None:
    script = "kept = bytes(64 * 2**20)\n" + REPORT.format("confinement.grown()")
    assert 60 * 2**20 < json.loads(run(script).stdout)[0] < 90 * 2**20
