"""Commands that write are stopped at their steps on the disk: all is as it was, or all is new.

Some of the steps of each command are taken; PLANKG_EVERY_STEP=1 takes all.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DRIVER = Path(__file__).with_name("killed_commands.py")
FIRST, STRIDE = 8, 13

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")


def stopped(folder: Path, *wanted: str) -> dict[str, Any]:
    first, stride = (1, 1) if os.environ.get("PLANKG_EVERY_STEP") else (FIRST, STRIDE)
    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, DRIVER, folder, str(first), str(stride), *wanted],
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def all_old_or_all_new(command: dict[str, Any], stop: dict[str, Any]) -> str:
    """Say which of the two states readers see; tables, checks and answers are of one."""
    if stop["seen"] == command["old"]:
        return "old"
    assert stop["seen"] == command["new"], stop
    return "new"


def test_a_kill_at_any_step_leaves_all_as_it_was_or_all_done_and_the_command_works_again(
    tmp_path: Path,
) -> None:
    # What is done already is told; nothing else stands in the way of a second try.
    refused = {"add": "there is a plan 'water' already", "remove": "no plan 'notice'"}
    killed = [f"{name}:SIGKILL" for name in ("add", "replace", "remove", "build")]
    for name, command in stopped(tmp_path, *killed).items():
        states = [all_old_or_all_new(command, stop) for stop in command["stops"]]
        assert states == sorted(states, reverse=True), name  # old, and from some step on new
        assert "old" in states, name
        refusal = refused.get(name.removesuffix(":SIGKILL"))
        for stop, state in zip(command["stops"], states, strict=True):
            assert stop["ended"] == -signal.SIGKILL
            again = stop["again"]
            assert again["lies"] == command["after"], stop
            # A build that has nothing to do needs no turn, and leaves the dead one's lock alone.
            assert set(again["left"]) <= {".plankg/.lock"}, stop
            if state == "new" and refusal:
                assert (again["code"], refusal in again["said"]) == (2, True), stop
            else:
                assert again["code"] == 0, stop


def test_a_signal_that_asks_to_end_puts_all_back_at_once(tmp_path: Path) -> None:
    ended = stopped(tmp_path, "add:SIGTERM", "remove:SIGHUP", "replace:SIGINT")
    for name, command in ended.items():
        by = name.partition(":")[2]
        for stop in command["stops"]:
            state = all_old_or_all_new(command, stop)
            lies = command["before" if state == "old" else "after"]
            assert stop["lies"] == lies, (name, stop)
            # The very last step is to remove the lock's file, which locks nothing any more.
            assert set(stop["left"]) <= {".plankg/.lock"}, (name, stop)
            assert stop["ended"] == 128 + signal.Signals[by]
            assert stop["told"] == [f"plankg: stopped by {by}"]
