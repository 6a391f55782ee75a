"""Folders, files of several plans, and corrected texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from plan_texts import NOTICE, ONE_OF_NOTICE, WATER

from plankg import addition
from plankg.errors import WorkspaceError
from plankg.pipeline import build
from plankg.store import open_current
from plankg.tables import rows_from_turtle
from plankg.workspace import open_workspace

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a-water.txt").write_text(WATER, encoding="utf-8")
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return folder


def published(workspace: Path) -> list[str]:
    return [plan.slug for plan in open_workspace(workspace).published()]


def targets(workspace: Path, slug: str) -> dict[str, str]:
    graph = (workspace / "data" / "plans" / f"{slug}.ttl").read_bytes()
    return {row["iri"]: row["indicator"] for row in rows_from_turtle([graph], "targets").records()}


def test_a_folder_is_added_with_a_report_of_each_file(workspace, documents, plankg) -> None:
    (documents / "weather.txt").write_text("天气很好。", encoding="utf-8")
    (documents / "picture.png").write_bytes(b"no document")
    outcome = plankg("add", documents, "--workspace", workspace)
    assert outcome.code == 2
    assert "1 of 3 files not added" in outcome.error
    assert "[1/3] a-water.txt: 1 plan to add" in outcome.err
    assert "[2/3] notice.txt: 2 plans to add" in outcome.err
    rows = {line.split()[1]: line for line in outcome.out.splitlines() if len(line.split()) > 1}
    assert rows["notice-2"].split() == ["notice.txt", "notice-2", "2", "0", "0", "added"]
    # Its path may be broken over lines anywhere.
    assert "weather.txt'isnoplan" in "".join(outcome.out.split())
    assert published(workspace) == ["a-water", "notice", "notice-2"]
    assert not (workspace / "data" / "sources" / "weather").exists()


def test_a_folder_that_is_there_already_is_unchanged(workspace, documents, plankg) -> None:
    plankg("add", documents, "--workspace", workspace)
    outcome = plankg("add", documents, "--workspace", workspace)
    assert outcome.code == 0
    assert outcome.out.count("unchanged") == 2


def test_markdown_files_are_added_as_texts_and_a_readme_is_none(
    workspace, documents, plankg
) -> None:
    (documents / "a-water.txt").rename(documents / "a-water.md")
    (documents / "README.md").write_text("# Plans of the city", encoding="utf-8")
    assert plankg("add", documents, "--workspace", workspace).code == 0
    stored = workspace / "data" / "sources" / "a-water" / "text.txt"
    assert stored.read_text(encoding="utf-8") == WATER
    assert published(workspace) == ["a-water", "notice", "notice-2"]


@pytest.mark.parametrize(
    ("name", "why"),
    [("", "PlanKG reads only .doc,"), ("a.png", "a.png"), ("deep/b.txt", "not searched")],
)
def test_a_folder_without_documents_is_wrong_use(
    workspace, tmp_path, plankg, name: str, why: str
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    if name:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(WATER, encoding="utf-8")
    error = plankg("add", folder, "--workspace", workspace).error
    assert "no documents in" in error
    assert why in error


def test_what_a_folder_holds_beside_documents_is_told_with_the_reason(
    workspace, documents, plankg
) -> None:
    (documents / "older").mkdir()
    (documents / "older" / "wind.txt").write_text(WATER, encoding="utf-8")
    for name in ("README.md", "map.png", "list.xls", ".draft.txt", "~$notice.docx"):
        (documents / name).write_text("…", encoding="utf-8")
    (documents / "lost.txt").symlink_to(documents / "nowhere.txt")
    outcome = plankg("add", documents, "--workspace", workspace)
    assert outcome.code == 0
    told = [line for line in outcome.err.splitlines() if line.startswith("skipped")]
    assert [line.rpartition("): ")[2] for line in told] == [
        ".draft.txt, ~$notice.docx",
        "README.md",
        "list.xls, map.png",
        "lost.txt",
        "older",
    ]
    assert "(hidden, or left by an editor)" in told[0]
    assert "not searched; name it, too" in told[4]
    assert published(workspace) == ["a-water", "notice", "notice-2"]


def test_replacing_a_folder_shows_what_changed_in_each_plan(workspace, documents, plankg) -> None:
    plankg("add", documents, "--workspace", workspace)
    water = documents / "a-water.txt"
    water.write_text(WATER.replace("泵站12座", "泵站15座"), encoding="utf-8")
    (documents / "notice.txt").write_text(ONE_OF_NOTICE, encoding="utf-8")
    outcome = plankg("add", documents, "--replace", "--workspace", workspace)
    lines = outcome.out.splitlines()
    assert "- target 一（一）1 泵站：12座" in lines
    assert "+ target 一（一）1 泵站：15座" in lines
    assert "- target 一 碧道：7条" in lines
    headings = [line.split(":")[0] for line in lines if ": changes" in line]
    assert headings == ["a-water", "notice", "notice-2"]


def test_a_folder_is_added_at_once_or_not_at_all(
    workspace, documents, plankg, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WorkspaceError("No space left on device")

    monkeypatch.setattr(addition, "publish", full)
    outcome = plankg("add", documents, "--workspace", workspace)
    assert outcome.code == 2
    assert "No space left on device" in outcome.error
    assert published(workspace) == []
    assert [path.name for path in (workspace / "data" / "sources").iterdir()] == ["README.md"]


def test_a_name_with_signs_is_made_a_slug(workspace, tmp_path, plankg) -> None:
    file = tmp_path / "“清泉”行动 计划（2021－2023年）.txt"
    file.write_text(WATER, encoding="utf-8")
    assert plankg("add", file, "--workspace", workspace).code == 0
    assert published(workspace) == ["清泉-行动-计划-2021-2023年"]


@pytest.mark.parametrize("name", ["area", "person", "datasets"])
def test_a_name_that_is_an_address_of_other_things_is_refused(
    workspace, documents, plankg, name: str
) -> None:
    file = documents / "a-water.txt"
    outcome = plankg("add", file, "--slug", name, "--workspace", workspace)
    assert f"{name!r} cannot name a plan" in outcome.error


def test_all_plans_of_a_file_are_published_and_a_build_has_nothing_to_do(
    workspace, documents, plankg
) -> None:
    assert plankg("add", documents / "notice.txt", "--workspace", workspace).code == 0
    assert published(workspace) == ["notice", "notice-2"]
    assert not build(open_workspace(workspace)).fresh
    assert open_current(workspace / ".plankg").release
    assert build(open_workspace(workspace), anew=True).written == ()


@pytest.mark.parametrize("command", ["build", "add"])
def test_a_plan_that_the_file_holds_no_more_is_gone(workspace, documents, plankg, command) -> None:
    plankg("add", documents / "notice.txt", "--workspace", workspace)
    if command == "add":
        (documents / "notice.txt").write_text(ONE_OF_NOTICE, encoding="utf-8")
        plankg("add", documents / "notice.txt", "--replace", "--workspace", workspace)
    else:
        source = workspace / "data" / "sources" / "notice" / "text.txt"
        source.write_text(ONE_OF_NOTICE, encoding="utf-8")
        build(open_workspace(workspace))
    assert published(workspace) == ["notice"]
    assert not (workspace / "data" / "ledgers" / "notice-2.ttl").exists()


@pytest.mark.parametrize("first", ["notice-2", "notice"])
def test_two_files_cannot_be_one_plan(workspace, documents, plankg, first: str) -> None:
    second = {"notice": "notice-2", "notice-2": "notice"}[first]
    files = {"notice": "notice.txt", "notice-2": "a-water.txt"}
    plankg("add", documents / files[first], "--slug", first, "--workspace", workspace)
    arguments = (documents / files[second], "--slug", second, "--replace")
    outcome = plankg("add", *arguments, "--workspace", workspace)
    assert outcome.code == 2
    assert "notice-2" in outcome.error


def test_a_build_refuses_two_files_of_one_plan(workspace, documents, plankg) -> None:
    plankg("add", documents / "notice.txt", "--workspace", workspace)
    folder = workspace / "data" / "sources" / "notice-2"
    folder.mkdir()
    (folder / "plan.toml").write_text("")
    (folder / "text.txt").write_text(WATER, encoding="utf-8")
    outcome = plankg("build", "--anew", "--workspace", workspace)
    assert "its 'notice-2' is the name of another plan" in outcome.error


def test_a_corrected_text_shows_what_changed_and_other_ids_hold(
    workspace, documents, plankg
) -> None:
    file = documents / "a-water.txt"
    plankg("add", file, "--workspace", workspace)
    before = targets(workspace, "a-water")
    mended = WATER.replace("泵站12座", "泵站15座").replace("落实责任", "落实各方责任")
    file.write_text(mended, encoding="utf-8")
    outcome = plankg("add", file, "--replace", "--workspace", workspace)
    after = targets(workspace, "a-water")
    assert [before[iri] for iri in before.keys() - after.keys()] == ["泵站"]
    assert [after[iri] for iri in after.keys() - before.keys()] == ["泵站"]
    lines = outcome.out.splitlines()
    assert "- target 一（一）1 泵站：12座" in lines
    assert "+ target 一（一）1 泵站：15座" in lines
    changed = [line for line in lines if line.startswith("~")]
    assert len(changed) == 2  # the two elements whose words were mended
    # What differs is shown, however long the words before it are.
    assert "新建泵站12座" in changed[0].partition(" → ")[0]
    assert "新建泵站15座" in changed[0].partition(" → ")[2]
    (counts,) = [line.split() for line in lines if line.startswith("target ")]
    assert counts == ["target", "1", "1", "0", "0", "2"]


def test_what_only_moved_is_told_as_moved(workspace, documents, plankg) -> None:
    file = documents / "a-water.txt"
    plankg("add", file, "--workspace", workspace)
    inserted = WATER.replace("2．还水", "2．清淤。新建泵房4座。\n3．还水")
    file.write_text(inserted, encoding="utf-8")
    outcome = plankg("add", file, "--replace", "--workspace", workspace)
    lines = [line for line in outcome.out.splitlines() if line[:2] in ("+ ", "- ", "> ", "~ ")]
    assert lines == [
        "+ element 一（一）2 清淤",
        "> element 一（一）3 还水于民 (printedPath: 一（一）2 → 一（一）3)",
        "+ target 一（一）2 泵房：4座",
        "> target 一（一）3 亲水平台：5个 (printedPath: 一（一）2 → 一（一）3)",
        "> responsibility 一（一）3 市水利局（责任）：还水于民"
        " (printedPath: 一（一）2 → 一（一）3)",
    ]


def test_a_file_of_a_folder_without_a_title_gives_its_name_to_the_plan(
    workspace, documents, plankg
) -> None:
    (documents / "untitled.txt").write_text(WATER.partition("\n")[2], encoding="utf-8")
    outcome = plankg("add", documents, "--workspace", workspace)
    assert outcome.code == 0
    assert "untitled.txt: 1 plan to add, named 'untitled' by its file" in outcome.err
    assert "a-water.txt: 1 plan to add\n" in outcome.err
    assert open_workspace(workspace).source("untitled").overrides == {"title": "untitled"}


def test_what_a_person_wrote_in_plan_toml_outlives_a_corrected_text(
    workspace, documents, plankg
) -> None:
    file = documents / "a-water.txt"
    plankg("add", file, "--workspace", workspace)
    toml = workspace / "data" / "sources" / "a-water" / "plan.toml"
    toml.write_text('# mine\n[source]\nurl = "https://example.org/"\n')
    plankg("add", file, "--replace", "--workspace", workspace)
    assert toml.read_text().startswith("# mine")
    plankg("add", file, "--replace", "--title", "清泉", "--workspace", workspace)
    source = open_workspace(workspace).source("a-water")
    assert (source.url, source.overrides) == ("https://example.org/", {"title": "清泉"})


def test_a_page_is_kept_as_it_was_added(workspace, tmp_path, plankg) -> None:
    page = "".join(f"<p>{line}</p>" for line in WATER.splitlines())
    file = tmp_path / "water.html"
    file.write_text(f"<html><meta charset='utf-8'><body>{page}</body></html>", encoding="utf-8")
    assert plankg("add", file, "--workspace", workspace).code == 0
    assert set(targets(workspace, "water").values()) == {"水渠", "泵站", "亲水平台"}
    folder = workspace / "data" / "sources" / "water"
    assert (folder / "original.html").read_bytes() == file.read_bytes()
    assert not build(open_workspace(workspace)).fresh
    text = tmp_path / "water.txt"
    text.write_text(WATER, encoding="utf-8")
    plankg("add", text, "--replace", "--workspace", workspace)
    assert sorted(path.name for path in folder.iterdir()) == ["plan.toml", "text.txt"]
