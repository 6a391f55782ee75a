"""A build of a checkout keeps what its package serves without making it, and compares it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plankg.assets import assets_root
from plankg.pipeline import build
from plankg.workspace import open_workspace
from sample import SLUG, TEXT

READY = {"checks.ttl", "datasets.ttl", "links/compared.ttl", f"{SLUG}/findings.ttl"}

pytestmark = pytest.mark.usefixtures("read", "unchecked")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose only plan is the sample."""
    root = (tmp_path / "checkout").resolve()
    for name in ("ontology", "shapes", "queries", "data/lookups", "data/registers"):
        shutil.copytree(assets_root() / name, root / name)
    (root / "plankg.toml").write_text("[workspace]\n")
    source = root / "data" / "sources" / SLUG
    source.mkdir(parents=True)
    (source / "plan.toml").write_text("")
    (source / "text.txt").write_bytes(TEXT.encode())
    monkeypatch.setattr("plankg.workspace.assets_root", lambda: root)
    return root


def ready(root: Path) -> set[str]:
    folder = root / "data" / "derived"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.ttl")}


def test_a_build_keeps_the_graphs_that_are_made_of_others(checkout: Path) -> None:
    report = build(open_workspace(checkout))
    assert ready(checkout) == READY
    written = {path.relative_to(checkout / "data").as_posix() for path in report.written}
    assert written >= {f"derived/{name}" for name in READY}
    assert not build(open_workspace(checkout)).fresh


def test_one_that_was_edited_is_told_and_made_again(checkout: Path, plankg) -> None:
    build(open_workspace(checkout))
    datasets = checkout / "data" / "derived" / "datasets.ttl"
    right = datasets.read_bytes()
    datasets.write_bytes(right.replace(b"triples", b"tripels", 1))
    told = plankg("build", "--compare", "--workspace", checkout)
    assert told.code == 1
    assert "data/derived/datasets.ttl" in told.out
    assert plankg("build", "--workspace", checkout).code == 0
    assert datasets.read_bytes() == right
    assert plankg("build", "--compare", "--workspace", checkout).code == 0


def test_one_of_a_plan_that_is_gone_goes_too(checkout: Path, plankg) -> None:
    build(open_workspace(checkout))
    gone = checkout / "data" / "derived" / "gone" / "findings.ttl"
    gone.parent.mkdir()
    gone.write_text("# nothing\n")
    assert plankg("build", "--compare", "--workspace", checkout).code == 1
    build(open_workspace(checkout))
    assert ready(checkout) == READY


def test_a_workspace_keeps_none(folder: Path) -> None:
    build(open_workspace(folder))
    assert ready(folder) == set()
