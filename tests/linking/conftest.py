from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from small_plans import BLUE, GREEN, workspace_of

from plankg.cli import main


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def plankg(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in this process."""

    def run(*args: object) -> Outcome:
        capsys.readouterr()
        code = main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Answer the questions with these lines; after them the input has ended."""

    def answer(*lines: str) -> None:
        left = list(lines)

        def typed_line(_: str = "") -> str:
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr("builtins.input", typed_line)

    return answer


@pytest.fixture
def two_plans(tmp_path: Path) -> Path:
    """A workspace with two plans of one city that share an indicator, a body and a citation."""
    return workspace_of(tmp_path / "workspace", GREEN, BLUE)
