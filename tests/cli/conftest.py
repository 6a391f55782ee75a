from __future__ import annotations

import functools
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import Graph

from plankg import pipeline, source_reading
from plankg.check import Checker, CheckReport
from plankg.cli import main
from plankg.cli.init import make_workspace
from plankg.errors import NotAPlanError
from plankg.ontology import load_ontology
from plankg.pipeline import build
from plankg.workspace import open_workspace
from sample import SLUG, TEXT, sample_reading


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
    return _workspace(tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put the sample's hand-made reading in the place of the extractor; return what was read."""
    return _read_by_hand(monkeypatch)


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every graph pass: these tests are not about shapes."""
    monkeypatch.setattr(Checker, "check", lambda *_: CheckReport(()))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, unchecked: None) -> None:
    """Read with the real extractor, without shapes, the ontology parsed once for all tests."""
    monkeypatch.setattr(pipeline, "load_ontology", _ontology)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put lines in the place of what a person types; after them the input ends."""

    def lines(*words: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in words)))

    return lines


@pytest.fixture
def folder(workspace: Path, read: list[str]) -> Path:
    """A workspace with the sample as its only plan, not built yet."""
    return _with_sample(workspace)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace with the sample as its only plan; leave it as it was."""
    folder = _with_sample(_workspace(tmp_path_factory.mktemp("built")))
    with pytest.MonkeyPatch.context() as patch:
        _read_by_hand(patch)
        build(open_workspace(folder))
    return folder


def _workspace(parent: Path) -> Path:
    folder = (parent / "workspace").resolve()
    make_workspace(folder)
    (folder / "plankg.toml").write_text("[workspace]\npackaged_plans = false\n")
    return folder


def _with_sample(folder: Path) -> Path:
    source = folder / "data" / "sources" / SLUG
    source.mkdir()
    (source / "plan.toml").write_text("")
    (source / "text.txt").write_bytes(TEXT.encode())
    return folder


def _read_by_hand(patch: pytest.MonkeyPatch) -> list[str]:
    slugs: list[str] = []

    def read_plan(document, slug, *, register, iris, overrides, lookups, further_overrides):
        slugs.append(slug)
        if "行动" not in document.text:
            raise NotAPlanError(f"{document.name!r} is no plan")
        return sample_reading(document.text, iris.base)

    patch.setattr(source_reading, "read_plan", read_plan)
    # Parsed once for all tests; none of them changes the ontology's own files.
    patch.setattr(pipeline, "load_ontology", _ontology)
    return slugs


@functools.cache
def _ontology(assets: Path, base: str) -> Graph:
    return load_ontology(assets, base=base)
