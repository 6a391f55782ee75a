from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plankg.assets import assets_root
from plankg.cli.init import make_workspace
from plankg.errors import NotFoundError, WorkspaceError
from plankg.workspace import checked_slug, find_workspace, open_workspace, packaged_workspace

SHIPPED = "jiangyin-innovation-2020-2022"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_workspace(tmp_path / "mine")
    return (tmp_path / "mine").resolve()


def add_source(folder: Path, slug: str, plan_toml: str = "") -> None:
    source = folder / "data" / "sources" / slug
    source.mkdir(parents=True)
    (source / "plan.toml").write_text(plan_toml, encoding="utf-8")
    (source / "text.txt").write_text("甲", encoding="utf-8")


def test_a_named_folder_wins_over_the_environment_and_the_current_folder(
    folder: Path, tmp_path: Path
) -> None:
    make_workspace(tmp_path / "other")
    environment = {"PLANKG_WORKSPACE": str(tmp_path / "other")}
    assert find_workspace(folder, environment, tmp_path / "other").root == folder


def test_the_environment_wins_over_the_current_folder(folder: Path, tmp_path: Path) -> None:
    make_workspace(tmp_path / "other")
    found = find_workspace(None, {"PLANKG_WORKSPACE": str(folder)}, tmp_path / "other")
    assert found.root == folder


def test_a_folder_within_a_workspace_belongs_to_it(folder: Path) -> None:
    assert find_workspace(None, {}, folder / "queries" / "catalogue").root == folder


def test_outside_of_any_workspace_it_is_the_packaged_plan_which_nobody_writes(
    tmp_path: Path,
) -> None:
    found = find_workspace(None, {}, tmp_path)
    assert found == packaged_workspace()
    assert not found.writable
    assert not found.state.is_relative_to(assets_root())


def test_a_checkout_is_a_workspace_whose_folders_are_the_packaged_ones() -> None:
    checkout = open_workspace(assets_root())
    assert checkout.layers == (assets_root(),)
    assert checkout.is_own(checkout.source(SHIPPED))


def test_a_workspace_lies_over_the_packaged_folders(folder: Path) -> None:
    found = open_workspace(folder)
    assert found.shape_folders == (assets_root() / "shapes", folder / "shapes")


def publish(root: Path, slug: str) -> None:
    for name in ("plans", "ledgers"):
        (root / "data" / name).mkdir(parents=True, exist_ok=True)
        (root / "data" / name / f"{slug}.ttl").write_text("")


def test_published_plans_are_those_of_the_package_and_its_own(folder: Path, tmp_path: Path) -> None:
    publish(tmp_path / "package", "shipped")
    publish(tmp_path / "package", "both")
    publish(folder, "both")
    found = replace(open_workspace(folder), assets=tmp_path / "package")
    plans = {plan.slug: plan.graph.is_relative_to(folder) for plan in found.published()}
    assert plans == {"both": True, "shipped": False}


def test_with_a_base_of_its_own_packaged_graphs_do_not_count(folder: Path, tmp_path: Path) -> None:
    publish(tmp_path / "package", "shipped")
    found = replace(open_workspace(folder), assets=tmp_path / "package", base="http://a.example/")
    assert found.published() == ()


def test_a_published_plan_without_its_ledger_is_named(folder: Path) -> None:
    publish(folder, "half")
    (folder / "data" / "ledgers" / "half.ttl").unlink()
    with pytest.raises(WorkspaceError, match=r"half\.ttl' has no ledger"):
        replace(open_workspace(folder), packaged_plans=False).published()


def test_the_packaged_plan_is_not_built_again(folder: Path) -> None:
    found = open_workspace(folder)
    assert not found.is_own(found.source(SHIPPED))


def test_with_other_iris_the_packaged_plan_is_built_anew(folder: Path) -> None:
    (folder / "plankg.toml").write_text('[workspace]\nbase = "http://a.example/"\n')
    found = open_workspace(folder)
    assert found.is_own(found.source(SHIPPED))


def test_the_packaged_plan_can_be_left_out(folder: Path) -> None:
    (folder / "plankg.toml").write_text("[workspace]\npackaged_plans = false\n")
    assert open_workspace(folder).sources() == ()


def test_a_plan_of_its_own_wins_over_a_packaged_one_of_the_same_slug(folder: Path) -> None:
    add_source(folder, SHIPPED)
    found = open_workspace(folder)
    assert [source.folder for source in found.sources()] == [folder / "data/sources" / SHIPPED]


def test_a_title_in_plan_toml_overrides_the_one_that_is_read(folder: Path) -> None:
    add_source(folder, "mine", '[plan]\ntitle = "某市规划"\n')
    assert open_workspace(folder).source("mine").overrides == {"title": "某市规划"}


def test_an_unknown_plan_is_answered_with_those_there_are(folder: Path) -> None:
    with pytest.raises(NotFoundError, match=f"no plan 'x'.*{SHIPPED}"):
        open_workspace(folder).source("x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[workspace]\nbsae = ''", r"plankg\.toml: unknown key in \[workspace\]: 'bsae'; did you"),
        ("[tasks]\nport = 1", r"plankg\.toml: unknown table: 'tasks'; known: workspace"),
        ("workspace = 1", r"plankg\.toml: 'workspace' must be a table"),
        ("[workspace]\nbase = 1", r"plankg\.toml: workspace\.base must be a text in quotes, not 1"),
        ("[workspace]\nbase = 'http://a/b'", r"workspace\.base must be .* ends with '/'"),
        ("[workspace]\npackaged_plans = 'no'", "packaged_plans must be true or false, not 'no'"),
        ("[workspace]\nbase = '\xe9'", r"plankg\.toml: not UTF-8 .*; save it as UTF-8"),
        ("[workspace", r"plankg\.toml: cannot be read as TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(folder: Path, text: str, message: str) -> None:
    (folder / "plankg.toml").write_text(text, encoding="latin-1")
    with pytest.raises(WorkspaceError, match=message):
        open_workspace(folder)


def test_a_folder_without_plankg_toml_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"is no workspace.*plankg init"):
        open_workspace(tmp_path)


def test_a_file_is_no_workspace_and_that_of_one_names_its_folder(folder: Path) -> None:
    (folder / "text.txt").write_text("")
    with pytest.raises(WorkspaceError, match=r"text\.txt' is a file; name the workspace's folder$"):
        open_workspace(folder / "text.txt")
    with pytest.raises(WorkspaceError, match=rf"plankg\.toml' is a file; name {folder.resolve()}$"):
        open_workspace(folder / "plankg.toml")


def test_a_workspace_that_the_environment_names_wrongly_says_so(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"\(as \$PLANKG_WORKSPACE is '.*gone'\)"):
        find_workspace(None, {"PLANKG_WORKSPACE": str(tmp_path / "gone")})


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_setting_is_read_as_windows_writes_it(folder: Path, end: str) -> None:
    text = f"\ufeff[workspace]{end}base = 'https://example.org/'{end}"
    (folder / "plankg.toml").write_bytes(text.encode())
    assert open_workspace(folder).base == "https://example.org/"


def test_a_source_without_plan_toml_is_named(folder: Path) -> None:
    (folder / "data" / "sources" / "half").mkdir()
    with pytest.raises(WorkspaceError, match=r"half' has no plan\.toml"):
        open_workspace(folder).sources()


def test_a_source_must_not_point_outside_its_folder(folder: Path) -> None:
    add_source(folder, "sly", '[plan]\ntext = "../../../plankg.toml"\n')
    with pytest.raises(WorkspaceError, match=r"plan\.text must lie beside it"):
        open_workspace(folder).sources()


def test_a_workspace_is_never_made_over_another(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(WorkspaceError, match="already"):
        make_workspace(folder)
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_workspace_keeps_the_files_that_are_there(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    make_workspace(tmp_path)
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


@pytest.mark.parametrize("slug", ["wuxi-2021", "江阴市-创新", "a_b", "2021"])
def test_a_slug_is_letters_digits_and_hyphens(slug: str) -> None:
    assert checked_slug(slug) == slug


@pytest.mark.parametrize("slug", ["", "a b", "a/b", "..", "-a", "a-", "a.ttl", "a#b"])
def test_a_slug_that_would_break_a_path_or_an_iri_is_refused(slug: str) -> None:
    with pytest.raises(WorkspaceError, match="cannot name a plan"):
        checked_slug(slug)
