from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from plankg.cli.root import COMMANDS


def test_the_help_lists_every_command_and_the_exit_codes(plankg) -> None:
    shown = plankg("--help")
    assert shown.code == 0
    assert all(command in shown.out for command in COMMANDS)
    assert "1 a check failed" in shown.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(plankg, command: str) -> None:
    shown = plankg(command, "--help")
    assert shown.code == 0
    assert "--workspace" in shown.out or command == "init"


def test_the_version_is_the_packages(plankg) -> None:
    assert plankg("--version").out == f"plankg {version('plankg')}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bild"], "no command 'bild'; did you mean build?"),
        (["--colour"], "No such option '--colour'"),
        (["serve", "--port", "many"], "'many' is not a valid integer"),
        (["serve", "--port", "70000"], "70000 is not in the range"),
        (["ontology", "--format", "xls"], "'xls' is not one of"),
        (["build", "--workspace", "/nowhere"], "'/nowhere' is no workspace"),
        (["--workspace", "/nowhere", "build"], "'/nowhere' is no workspace"),
        (["init"], "Missing argument 'DIR'"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(plankg, arguments: list[str], message: str) -> None:
    outcome = plankg(*arguments)
    assert outcome.code == 2
    assert message in outcome.error
    assert outcome.out == ""


def test_debug_shows_the_traceback(plankg) -> None:
    outcome = plankg("build", "--workspace", "/nowhere", "--debug")
    assert outcome.code == 2
    assert "Traceback" in outcome.err


def test_output_is_utf_8_whatever_the_locale_says(tmp_path: Path) -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "plankg", "ontology", "--format", "csv"],
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    assert "重点任务" in done.stdout.decode("utf-8")


def test_a_reader_that_hangs_up_is_no_error(tmp_path: Path) -> None:
    # More than a pipe holds, so that the writing meets the closed end.
    command = [sys.executable, "-m", "plankg", "ontology", "--format", "ntriples"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, **pipes) as process:
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0
