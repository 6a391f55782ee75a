from __future__ import annotations

import errno
import os
import subprocess
import sys
from importlib.abc import MetaPathFinder
from importlib.metadata import version
from pathlib import Path

import pytest
from plan_texts import WATER

from plankg.cli.init import make_workspace
from plankg.cli.root import COMMANDS


def test_the_help_lists_every_command_and_the_exit_codes(plankg) -> None:
    shown = plankg("--help")
    assert shown.code == 0
    assert all(command in shown.out for command in COMMANDS)
    assert "1 a check failed" in shown.out


@pytest.mark.parametrize("group", [(), ("query",)])
def test_without_a_command_the_help_is_told_as_wrong_use(plankg, group: tuple[str, ...]) -> None:
    alone = plankg(*group)
    assert (alone.code, alone.out) == (2, "")
    assert alone.err == plankg(*group, "--help").out
    assert "\nCommands:\n" in alone.err


def test_ctrl_c_while_the_program_still_loads_is_no_traceback(
    plankg, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            if name == "plankg.cli.root":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "plankg.cli.root")
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    interrupted = plankg("--help")
    assert (interrupted.code, interrupted.out, interrupted.err) == (130, "", "")


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
        (["frob"], "no command 'frob' ('plankg --help' shows its use)"),
        (["build", "--workspace", ""], "the name is empty; the current folder is '.'"),
        (["query", "carriers", "--workspace="], "the name is empty; the current folder is '.'"),
        (["add", ""], "the name is empty; the current folder is '.'"),
        (["audit", "--on", "1.3.2026"], "'1.3.2026' is no day; write it as 2022-12-31"),
        (["query", "targets-led-by"], "the parameter 'body' is missing; give one, as in 'plankg q"),
        (["sparql", "-q", "ASK {}", "x.rq"], "--query and the file 'x.rq' don't go together"),
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


@pytest.mark.skipif(os.name != "posix", reason="elsewhere arguments are no bytes")
@pytest.mark.parametrize("mode", ["0", ""])
def test_chinese_arguments_and_names_are_read_in_a_locale_without_chinese(
    tmp_path: Path, mode: str
) -> None:
    # Python would make the locale C one of UTF-8 by itself, but not one that LC_ALL insists on.
    environment = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": mode}
    query = 'SELECT ("科技局" AS ?body) {}'
    command = [sys.executable, "-m", "plankg", "sparql", "-q", query, "--format", "csv"]
    done = subprocess.run(
        [*command, "-o", "单位.csv"], cwd=tmp_path, env=os.environ | environment, check=True
    )
    assert done.returncode == 0
    assert (tmp_path / "单位.csv").read_text(encoding="utf-8").split() == ["body", "科技局"]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere arguments are no bytes")
def test_words_that_are_not_utf_8_are_refused(plankg) -> None:
    words = os.fsdecode("科技局".encode("gb18030"))
    for arguments in (["query", "carriers", "--plan", words], ["sparql", "-q", words]):
        outcome = plankg(*arguments)
        assert outcome.code == 2
        assert "is not UTF-8; type it in UTF-8" in outcome.error


def test_a_reader_that_hangs_up_is_no_error(tmp_path: Path) -> None:
    # More than a pipe holds, so that the writing meets the closed end.
    command = [sys.executable, "-m", "plankg", "ontology", "--format", "ntriples"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, **pipes) as process:
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_whoever_stops_listening_to_the_progress_stops_no_work(tmp_path: Path) -> None:
    make_workspace(tmp_path / "mine")
    (tmp_path / "plan.txt").write_text(WATER, encoding="utf-8")
    added = ["add", "plan.txt", "--workspace", "mine"]
    for arguments, code in ((added, 0), (["build", "--workspace", "none"], 2)):
        reading, writing = os.pipe()
        os.close(reading)
        command = [sys.executable, "-m", "plankg", *arguments]
        done = subprocess.run(command, cwd=tmp_path, stdout=writing, stderr=writing)
        os.close(writing)
        assert done.returncode == code
    assert (tmp_path / "mine" / "data" / "plans" / "plan.ttl").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_an_output_that_is_full_is_told_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "plankg", "ontology", "--format", "csv"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    told = "plankg: cannot write to the standard output: No space left on device\n"
    assert done.stderr.decode() == told
    done = subprocess.run([*command, "-o", "/dev/full"], cwd=tmp_path, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode() == "plankg: cannot write '/dev/full': No space left on device\n"


@pytest.mark.skipif(os.name != "posix", reason="the shell closes the streams")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("config >&-", 2, "plankg: cannot write to the standard output: Bad file descriptor\n"),
        ("--help >&-", 2, "plankg: Bad file descriptor; '--debug' shows where\n"),
        ("ontology -o terms.csv <&- >&-", 0, "wrote terms.csv\n"),
        ("bild 2>&-", 2, ""),
    ],
)
def test_a_closed_stream_is_no_surprise(tmp_path: Path, line: str, code: int, told: str) -> None:
    command = ["sh", "-c", f'"{sys.executable}" -m plankg {line}']
    done = subprocess.run(command, cwd=tmp_path, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (code, b"", told)


def test_a_file_that_cannot_be_written_stays_as_it_was(
    plankg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("old", encoding="utf-8")

    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    outcome = plankg("ontology", "--format", "csv", "-o", file)
    assert outcome.code == 2
    assert "terms.csv': No space left on device" in outcome.error
    assert [path.name for path in tmp_path.iterdir()] == ["terms.csv"]
    assert file.read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_not_there_is_not_made(plankg, tmp_path: Path) -> None:
    outcome = plankg("ontology", "-o", tmp_path / "mistyped" / "terms.ttl")
    assert outcome.code == 2
    assert "there is no such folder" in outcome.error
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_is_written_to_stays_a_link(plankg, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "file.csv")
    assert plankg("ontology", "--format", "csv", "-o", tmp_path / "link.csv").code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert "重点任务" in (tmp_path / "file.csv").read_text(encoding="utf-8")
