"""Stops commands that write to a workspace at their steps on the disk, and tells what was found.

Run by a test in a process of its own, as only a process without threads should be forked: what is
read and parsed once serves all commands. The arguments are a folder, which steps to take (the
first, and how many to go on by), and commands, each with the signal that stops it: ``add:SIGKILL``.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from killing import process_met
from plan_texts import NOTICE, ONE_OF_NOTICE, WATER

from plankg import build_state, pipeline
from plankg.audit import workspace_audit
from plankg.cli import check as check_command
from plankg.cli import coverage, export, main, query
from plankg.cli.init import make_workspace
from plankg.lookups import Lookups
from plankg.register import Register
from plankg.workspace import PlanSource

__all__ = ["coverage", "export", "query"]  # imported before the first fork

READERS = {
    "export": ["export", "targets", "--format", "csv"],
    "coverage": ["coverage", "notice", "--state", "all", "--format", "json"],
    "check": ["check", "--format", "csv"],
    "query": ["sparql", "--format", "csv", "-q", "SELECT ?t { ?t a plan:Target } ORDER BY ?t"],
}
# What is done to a workspace with the plans notice and notice-2, of one file.
COMMANDS = {
    "add": ["add", "water.txt"],
    "replace": ["add", "notice.txt", "--replace"],
    "remove": ["remove", "notice", "--yes"],
    "build": ["build"],
}


def run(folder: Path, first: int, stride: int, wanted: Sequence[str]) -> dict[str, object]:
    """Return for each command and signal what was found after each stop."""
    _read_once()
    base, found = _base(folder / "base"), {}
    for one in wanted:
        name, _, by = one.partition(":")
        found[one] = _stopped(name, base, folder / one, signal.Signals[by], first, stride)
    return found


def _base(folder: Path) -> Path:
    make_workspace(folder / "w")
    (folder / "w" / "plankg.toml").write_text("[workspace]\npackaged_plans = false\n")
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    _done(folder, ["add", "notice.txt"])
    _done(folder, ["add", "notice.txt", "--replace"])  # now it has had more than one change
    (folder / "notice.txt").write_text(ONE_OF_NOTICE, encoding="utf-8")
    (folder / "water.txt").write_text(WATER, encoding="utf-8")
    return folder


def _stopped(
    name: str, base: Path, folder: Path, by: signal.Signals, first: int, stride: int
) -> dict[str, object]:
    whole = _case(name, base, folder / "whole")
    old, before = _readers(whole), _files(whole)
    _done(whole, COMMANDS[name])
    found, at, came = [], first, True
    while came:
        case = _case(name, base, folder / str(at))
        work = functools.partial(_call, case, COMMANDS[name], case / "told")
        ended, came = process_met(work, case / "w", at, by)
        if came:
            found.append({"step": at, "ended": ended, **_found(case, COMMANDS[name])})
        at += stride
    new, after = _readers(whole), _files(whole)
    return {"old": old, "new": new, "before": before, "after": after, "stops": found}


def _case(name: str, base: Path, folder: Path) -> Path:
    shutil.copytree(base, folder)
    if name == "build":
        source = folder / "w" / "data" / "sources" / "notice" / "text.txt"
        source.write_text(ONE_OF_NOTICE, encoding="utf-8")
    return folder


def _found(case: Path, arguments: list[str]) -> dict[str, object]:
    """Return what readers see, what lies there, and what comes of the command's second try."""
    told = (case / "told").read_text(encoding="utf-8").splitlines()
    at_once = {"told": told[-1:], "seen": _readers(case), "lies": _files(case)}
    at_once["left"] = _left(case / "w")
    code = _call(case, arguments, case / "again")
    said = (case / "again").read_text(encoding="utf-8").splitlines()[-1]
    again = {"code": code, "said": said, "lies": _files(case), "left": _left(case / "w")}
    return at_once | {"again": again}


def _readers(case: Path) -> dict[str, str]:
    """Return what the commands say that read the workspace."""
    return {name: _said(case, arguments) for name, arguments in READERS.items()}


def _said(case: Path, arguments: list[str]) -> str:
    output = case / "said"
    code = _call(case, [*arguments, "--output", str(output)], case / "told by reader")
    said = output.read_bytes() if output.exists() else b""
    output.unlink(missing_ok=True)
    return f"{code} {hashlib.sha256(said).hexdigest()[:8]}"


def _files(case: Path) -> dict[str, str]:
    """Return the files of the workspace's data by name, each with its digest."""
    data = case / "w" / "data"
    return {
        path.relative_to(data).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        for path in data.rglob("*")
        if path.is_file()
    }


def _left(workspace: Path) -> list[str]:
    """Return what should not be there when nobody is writing."""
    hidden = [path for path in workspace.rglob(".*") if path.name not in (".plankg", ".gitignore")]
    journals = list((workspace / ".plankg" / "changes").glob("*/journal.json"))
    return [path.relative_to(workspace).as_posix() for path in (*hidden, *journals)]


def _done(case: Path, arguments: list[str]) -> None:
    if _call(case, arguments, case / "told") != 0:
        raise SystemExit((case / "told").read_text(encoding="utf-8"))


def _call(case: Path, arguments: list[str], told: Path) -> int:
    """Run a command with what it says on stderr in a file, and the rest nowhere."""
    with (
        told.open("w", encoding="utf-8") as err,
        Path(os.devnull).open("w") as out,
        contextlib.chdir(case),
        contextlib.redirect_stderr(err),
        contextlib.redirect_stdout(out),
    ):
        return main([*arguments, "--workspace", str(case / "w")])


def _read_once() -> None:
    """Let what is read and computed without writing be so once for all processes.

    No workspace here has rules, shapes, checks or queries of its own.
    """
    users = {
        "load_ontology": (pipeline, check_command, workspace_audit),
        "load_shapes": (pipeline, check_command, workspace_audit),
        "load_checks": (workspace_audit,),
        "load_catalogue": (check_command,),
        "rules_digest": (build_state, workspace_audit),
    }
    for name, modules in users.items():
        once = _whatever_is_asked(getattr(modules[0], name))
        for module in modules:
            setattr(module, name, once)
    checker = functools.cache(pipeline.Checker)
    for module in (pipeline, check_command, workspace_audit):
        module.Checker = checker
    for tables in (Lookups, Register):
        tables.load = staticmethod(_whatever_is_asked(tables.load))
    pipeline.Builder.build = _once_for_each_text(pipeline.Builder.build)


def _whatever_is_asked(original: Callable[..., Any]) -> Callable[..., Any]:
    """Answer as the first time."""
    answers: list[Any] = []

    def answer(*asked: object, **named: object) -> Any:
        if not answers:
            answers.append(original(*asked, **named))
        return answers[0]

    return answer


def _once_for_each_text(original: Callable[..., Any]) -> Callable[..., Any]:
    built: dict[tuple[str, bytes], Any] = {}

    def build(self: object, source: PlanSource, *arguments: object) -> Any:
        key = source.slug, source.text.read_bytes()
        if key not in built:
            built[key] = original(self, source, *arguments)
        return built[key]

    return build


if __name__ == "__main__":
    folder, first, stride, *wanted = sys.argv[1:]
    found = run(Path(folder), int(first), int(stride), wanted)
    print(json.dumps(found, ensure_ascii=False))
