from __future__ import annotations

from pathlib import Path

import pytest

from plankg import addition
from plankg.errors import WorkspaceError
from plankg.pipeline import build
from plankg.store import open_current
from plankg.tables import COLUMNS
from plankg.workspace import open_workspace
from sample import SLUG, TEXT

pytestmark = pytest.mark.usefixtures("unchecked")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / f"{SLUG}.txt"
    file.write_bytes(TEXT.encode())
    return file


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_adding_shows_what_was_found_and_what_was_not(workspace, text, read, plankg) -> None:
    outcome = plankg("add", text, "--workspace", workspace)
    assert outcome.code == 0
    found = dict(line.rsplit(maxsplit=1) for line in outcome.out.splitlines()[3:] if line)
    assert found["targets"] == "6"
    assert found["elements: Task"] == "2"
    assert int(found["characters: not-understood"]) > 0


def test_an_added_plan_is_published_and_served(workspace, text, read, plankg) -> None:
    plankg("add", text, "--workspace", workspace)
    assert [plan.slug for plan in open_workspace(workspace).published()] == [SLUG]
    assert open_current(workspace / ".plankg").release
    assert (workspace / "data" / "sources" / SLUG / "text.txt").read_bytes() == TEXT.encode()


def test_a_build_after_adding_has_nothing_to_do(workspace, text, read, plankg) -> None:
    plankg("add", text, "--workspace", workspace)
    assert not build(open_workspace(workspace)).fresh


def test_a_title_is_kept_for_later_builds(workspace, text, read, plankg) -> None:
    plankg("add", text, "--title", '某市"双"规划', "--workspace", workspace)
    assert open_workspace(workspace).source(SLUG).overrides == {"title": '某市"双"规划'}


def test_a_text_without_a_title_is_refused_until_it_is_given_one(
    workspace, tmp_path, plankg
) -> None:
    file = tmp_path / "untitled.txt"
    file.write_text("一、重点任务\n（一）修渠。新建渠道3条。（责任单位：市水利局）\n", "utf-8")
    before = files(workspace)
    outcome = plankg("add", file, "--workspace", workspace)
    assert outcome.code == 2
    assert "--title TITLE" in outcome.error
    assert files(workspace) == before
    assert plankg("add", file, "--title", "清泉方案", "--workspace", workspace).code == 0


def test_a_taken_slug_is_refused_unless_replaced(workspace, text, read, plankg) -> None:
    plankg("add", text, "--workspace", workspace)
    before = files(workspace)
    outcome = plankg("add", text, "--workspace", workspace)
    assert outcome.code == 2
    assert f"there is a plan '{SLUG}' already" in outcome.error
    assert files(workspace) == before
    assert plankg("add", text, "--replace", "--workspace", workspace).code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [("天气很好。", "weather.txt' is no plan"), ("", "empty"), (None, "No such file")],
)
def test_one_unreadable_file_adds_none(
    workspace, text, read, plankg, content: str | None, message: str
) -> None:
    other = text.with_name("weather.txt")
    if content is not None:
        other.write_text(content, encoding="utf-8")
    before = files(workspace)
    outcome = plankg("add", text, other, "--workspace", workspace)
    assert outcome.code == 2
    assert message in outcome.error
    assert files(workspace) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--slug", "a/b"], "'a/b' cannot name a plan"),
        (["second.txt", "--slug", "one"], "--slug and --title name one plan"),
        (["copy/{name}"], f"two files would be the plan '{SLUG}'"),
        (["report.docx"], "No such file"),
    ],
)
def test_a_wrong_addition_is_one_line(workspace, text, read, plankg, arguments, message) -> None:
    extra = [argument.format(name=text.name) for argument in arguments]
    outcome = plankg("add", text, *extra, "--workspace", workspace)
    assert outcome.code == 2
    assert message in outcome.error


@pytest.mark.parametrize("arguments", [(), ("--replace",)], ids=["a new plan", "one that is there"])
def test_a_snapshot_that_cannot_be_made_leaves_all_as_it_was(
    workspace, text, read, plankg, monkeypatch, arguments
) -> None:
    if arguments:
        plankg("add", text, "--workspace", workspace)
        text.write_text(f"{TEXT}\n", "utf-8")
    before = files(workspace / "data")

    def full(*_: object) -> None:
        raise WorkspaceError("cannot write a snapshot: No space left on device")

    monkeypatch.setattr(addition, "publish", full)
    outcome = plankg("add", text, *arguments, "--workspace", workspace)
    assert outcome.code == 2
    assert "No space left on device" in outcome.error
    assert files(workspace / "data") == before
    assert [source.slug for source in open_workspace(workspace).sources()] == [SLUG] * bool(
        arguments
    )


def test_the_packaged_plan_takes_no_others(
    text, read, plankg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANKG_WORKSPACE", raising=False)
    outcome = plankg("add", text)
    assert outcome.code == 2
    assert "make a workspace with 'plankg init DIR'" in outcome.error


def test_init_makes_a_workspace_that_takes_plans(tmp_path: Path, plankg) -> None:
    assert plankg("init", tmp_path / "mine").code == 0
    folder = open_workspace(tmp_path / "mine")
    assert folder.writable
    assert (folder.root / "data" / "sources" / "README.md").is_file()


def test_a_new_workspace_has_the_packaged_plan_until_it_is_left_out(tmp_path: Path, plankg) -> None:
    made = plankg("init", tmp_path / "mine")
    config = tmp_path / "mine" / "plankg.toml"
    assert f"packaged_plans = false in {config} leaves it out" in made.err
    export = ("export", "targets", "--format", "csv", "--workspace", tmp_path / "mine")
    assert "\njiangyin-innovation-2020-2022," in plankg(*export).out
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("packaged_plans = true", "packaged_plans = false"), "utf-8")
    assert plankg(*export).out == f"{','.join(COLUMNS['targets'])}\n"


def test_init_refuses_to_overwrite(workspace: Path, plankg) -> None:
    outcome = plankg("init", workspace)
    assert outcome.code == 2
    assert "is a workspace already" in outcome.error


def test_init_into_a_file_is_refused(text: Path, plankg) -> None:
    assert "is a file; name a folder" in plankg("init", text).error
    below = plankg("init", text / "below")
    assert "below': Not a directory; choose another folder" in below.error
