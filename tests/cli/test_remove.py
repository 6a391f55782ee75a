from __future__ import annotations

from pathlib import Path

import pytest
from plan_texts import NOTICE, WATER

from plankg import removal
from plankg.errors import WorkspaceError
from plankg.pipeline import build
from plankg.workspace import open_workspace

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def two(workspace: Path, tmp_path: Path, plankg) -> Path:
    """A workspace with a plan and a notice of two."""
    for name, text in (("water", WATER), ("notice", NOTICE)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = (tmp_path / "water.txt", tmp_path / "notice.txt")
    assert plankg("add", *files, "--workspace", workspace).code == 0
    return workspace


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def plans(workspace: Path) -> list[str]:
    return [plan.slug for plan in open_workspace(workspace).published()]


def test_a_removed_plan_is_gone_from_files_and_answers(two, plankg) -> None:
    assert plankg("remove", "water", "--yes", "--workspace", two).code == 0
    assert plans(two) == ["notice", "notice-2"]
    assert not (two / "data" / "sources" / "water").exists()
    asked = plankg("export", "targets", "--format", "csv", "--workspace", two)
    assert "水渠" not in asked.out
    assert not build(open_workspace(two)).fresh


def test_decisions_are_kept_unless_purged(two, plankg) -> None:
    reviews = two / "data" / "reviews" / "water.yml"
    plankg("remove", "water", "--yes", "--workspace", two)
    assert reviews.is_file()
    plankg("remove", "notice", "--yes", "--purge", "--workspace", two)
    assert [path.name for path in reviews.parent.glob("*.yml")] == ["water.yml"]


def test_all_plans_of_a_file_go_together(two, plankg) -> None:
    outcome = plankg("remove", "notice-2", "--yes", "--workspace", two)
    assert "stands in the file of 'notice'" in outcome.error
    assert plankg("remove", "notice", "--yes", "--workspace", two).code == 0
    assert plans(two) == ["water"]


def test_after_the_last_plan_nothing_answers(two, plankg) -> None:
    for slug in ("water", "notice"):
        assert plankg("remove", slug, "--yes", "--workspace", two).code == 0
    outcome = plankg("query", "targets-led-by", "--body", "市水利局", "--workspace", two)
    assert outcome.code == 2
    assert "nothing is" in outcome.error


def test_without_yes_a_person_is_asked(two, plankg, typed) -> None:
    before = files(two)
    typed("n")
    refused = plankg("remove", "water", "--workspace", two)
    assert refused.code == 130
    assert "nothing was removed" in refused.err
    assert files(two) == before
    typed("y")
    assert plankg("remove", "water", "--workspace", two).code == 0


def test_where_nobody_answers_yes_is_named(two, plankg, typed) -> None:
    before = files(two)
    typed()
    outcome = plankg("remove", "water", "--workspace", two)
    assert outcome.code == 2
    assert "--yes" in outcome.error
    assert files(two) == before


@pytest.mark.parametrize("error", [WorkspaceError("no room"), KeyboardInterrupt()])
def test_what_cannot_be_removed_whole_stays_whole(
    two, plankg, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def broken(*_: object) -> str:
        raise error

    before = files(two)
    monkeypatch.setattr(removal, "publish", broken)
    assert plankg("remove", "water", "--yes", "--workspace", two).code != 0
    assert files(two) == before


def test_the_packaged_plan_stays(workspace: Path, plankg, tmp_path, monkeypatch) -> None:
    slug = "jiangyin-innovation-2020-2022"
    (workspace / "plankg.toml").write_text("[workspace]\n")
    outcome = plankg("remove", slug, "--yes", "--workspace", workspace)
    assert "is the packaged plan" in outcome.error
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANKG_WORKSPACE", raising=False)
    assert "cannot be removed" in plankg("remove", slug, "--yes").error


def test_an_unknown_plan_is_named_with_those_there_are(two, plankg) -> None:
    outcome = plankg("remove", "wind", "--yes", "--workspace", two)
    assert "no plan 'wind'" in outcome.error
    assert "notice, water" in outcome.error
