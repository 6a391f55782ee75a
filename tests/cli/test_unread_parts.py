"""What of a file was not read is told when it is added, and can be seen afterwards."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import plankg as package
from plankg.workspace import open_workspace

pytestmark = pytest.mark.usefixtures("quick")
NOTICE = "not read: 2 footnotes"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A Word file with two footnotes."""
    word = docx.Document()
    for words in ("江阴市清泉计划（2021－2023年）", "一、任务", "（一）修渠", "新建渠道3条。"):
        word.add_paragraph(words)
    for number in (2, 3):
        mark = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{number}"/></w:r>'
        word.paragraphs[-1]._p.append(parse_xml(mark))
    (tmp_path / "documents").mkdir()
    path = tmp_path / "documents" / "water.docx"
    word.save(str(path))
    return path


def test_add_tells_it_and_the_report_says_it(file: Path, workspace: Path, plankg) -> None:
    outcome = plankg("add", file, "--workspace", workspace)
    assert outcome.code == 0
    assert f"warning: water: {NOTICE}" in outcome.err.splitlines()
    assert outcome.out.splitlines()[1] == NOTICE


def test_the_report_of_a_folder_does_not_say_added_alone(
    file: Path, workspace: Path, plankg
) -> None:
    outcome = plankg("add", file.parent, "--workspace", workspace)
    assert f"[1/1] water.docx: 1 plan to add; {NOTICE}" in outcome.err.splitlines()
    assert f"added;{NOTICE}".replace(" ", "") in "".join(outcome.out.split())


def test_coverage_shows_it_after_every_build(file: Path, workspace: Path, plankg) -> None:
    plankg("add", file, "--workspace", workspace)
    ledger = open_workspace(workspace).ledger_file("water")
    added = ledger.read_bytes()
    assert plankg("build", "--anew", "--workspace", workspace).code == 0
    assert plankg("build", "--compare", "--workspace", workspace).code == 0
    assert ledger.read_bytes() == added
    command = ("coverage", "water", "--workspace", workspace, "--format")
    assert NOTICE in plankg(*command, "text").out.splitlines()
    assert json.loads(plankg(*command, "json").out)["notices"] == [NOTICE]
    (row, *_) = csv.DictReader(io.StringIO(plankg(*command, "csv").out))
    assert (row["item"], row["reason"], row["start"]) == ("notice", NOTICE, "")


def test_a_later_build_tells_it_again(file: Path, workspace: Path, plankg) -> None:
    plankg("add", file, "--workspace", workspace)
    outcome = plankg("build", "--anew", "--workspace", workspace)
    assert f"warning: water: {NOTICE}" in outcome.err.splitlines()


@pytest.mark.parametrize("table", ["targets", "text"])
def test_extract_tells_it_beside_the_table(file: Path, plankg, table: str) -> None:
    outcome = plankg("extract", file, "--table", table)
    assert outcome.err.splitlines() == [f"warning: water.docx: {NOTICE}"]
    assert NOTICE not in outcome.out


def test_python_gets_it_with_the_reading(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert package.read(file).notices == (NOTICE,)
    assert f"water.docx: {NOTICE}" in caplog.text


def test_a_name_that_is_too_long_says_how_to_choose_another(
    file: Path, workspace: Path, plankg
) -> None:
    long = file.with_name(f"{'清泉计划' * 20}.docx")
    file.rename(long)
    error = plankg("add", long, "--workspace", workspace).error
    assert "choose a shorter name with --slug" in error
    assert plankg("add", long, "--slug", "water", "--workspace", workspace).code == 0
