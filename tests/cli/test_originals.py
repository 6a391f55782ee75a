"""A Word file, page or PDF stays what it is in a workspace: every build reads it again, whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from table_files import WRITERS, Merged, Sheet

from plankg import read
from plankg.workspace import open_workspace

pytestmark = pytest.mark.usefixtures("quick")

# What a text alone cannot say: the lead of one merged cell holds for three rows, and a blank cell
# of bodies that is not merged says nobody.
SHEET = Sheet(
    (
        "江阴市清泉行动计划（2021－2023年）",
        "一、重点任务",
        "（一）修渠",
        "1．加固渠道。加固老渠。",
        "附件",
        "任务分工",
    ),
    [
        ["序号", "重点工作", "牵头单位", "配合单位", "完成时限"],
        [Merged("一、修渠行动", columns=5)],
        ["1", "新建渠道3条", Merged("市水利局", rows=3), "市财政局", "2021年6月"],
        ["2", "引进清淤船2艘", "", "2022年"],
        ["3", "培育护渠队5支", "各镇街", ""],
        ["4", "建设苗圃4个", "", "", ""],
    ],
)
TABLES = ("targets", "responsibilities", "elements", "ledger")


@pytest.fixture(params=sorted(WRITERS))
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"water{request.param}"
    WRITERS[request.param](SHEET, path)
    return path


def lines(text: str) -> list[str]:
    return sorted(text.splitlines())


def test_a_build_after_adding_gives_what_extract_gives(file: Path, workspace: Path, plankg) -> None:
    assert plankg("add", file, "--workspace", workspace).code == 0
    assert plankg("build", "--anew", "--workspace", workspace).code == 0
    for table in TABLES:
        extracted = plankg("extract", file, "--table", table, "--format", "csv").out
        exported = plankg("export", table, "--format", "csv", "--workspace", workspace).out
        assert lines(exported) == lines(extracted)
        assert len(lines(extracted)) > 4


def test_the_merged_lead_leads_its_rows_after_a_build(file: Path, workspace: Path, plankg) -> None:
    plankg("add", file, "--workspace", workspace)
    plankg("build", "--anew", "--workspace", workspace)
    rows = plankg("export", "responsibilities", "--format", "tsv", "--workspace", workspace).out
    found = [line.split("\t") for line in rows.splitlines()[1:]]
    assert sorted((row[1], row[4], row[6]) for row in found) == [
        ("附件 1", "市水利局", "lead"),
        ("附件 1", "市财政局", "participant"),
        ("附件 2", "市水利局", "lead"),
        ("附件 3", "各镇街", "participant"),
        ("附件 3", "市水利局", "lead"),
    ]


def test_the_original_is_kept_and_goes_with_its_plan(file: Path, workspace: Path, plankg) -> None:
    plankg("add", file, "--workspace", workspace)
    source = open_workspace(workspace).source("water")
    assert source.text.read_bytes() == file.read_bytes()
    assert source.text.name == f"original{file.suffix}"
    assert plankg("remove", "water", "--yes", "--workspace", workspace).code == 0
    assert not source.folder.exists()


def test_a_text_that_replaces_an_original_takes_its_place(
    file: Path, workspace: Path, plankg, tmp_path: Path
) -> None:
    plankg("add", file, "--workspace", workspace)
    text = tmp_path / "water.txt"
    text.write_text(
        "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）修渠\n新建渠道7条。\n", "utf-8"
    )
    assert plankg("add", text, "--replace", "--workspace", workspace).code == 0
    folder = open_workspace(workspace).source("water").folder
    assert sorted(path.name for path in folder.iterdir()) == ["plan.toml", "text.txt"]


def test_review_tells_where_in_the_file_a_fact_stands(
    file: Path, workspace: Path, plankg, typed
) -> None:
    plankg("add", file, "--workspace", workspace)
    typed("q")
    asked = ("--where", "附件 2", "--table", "targets", "--who", "王五")
    outcome = plankg("review", "water", *asked, "--workspace", workspace)
    assert "table 1 r4 c2)" in outcome.out


def test_a_reading_tells_where_in_the_file_its_words_stand(file: Path) -> None:
    reading = read(file)
    (ships,) = [one for one in reading.targets if one.indicator == "清淤船"]
    (place,) = reading.document.places(ships.start, ships.end)
    assert place.removeprefix("p. 1 ") == "table 1 r4 c2"
    assert len(reading.document.places(0, len(reading.text))) > 20
    assert reading.document.places(0, 0) == ()
