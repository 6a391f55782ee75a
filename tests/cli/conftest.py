from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from plankg.cli import main
from plankg.cli.init import make_workspace


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line that an error is."""
        lines = [line for line in self.err.splitlines() if line.startswith("plankg: ")]
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


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
def workspace(tmp_path: Path) -> Path:
    """An empty workspace without the packaged plan."""
    folder = (tmp_path / "workspace").resolve()
    make_workspace(folder)
    (folder / "plankg.toml").write_text("[workspace]\npackaged_plans = false\n")
    return folder
