from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

from plankg.cli import main
from plankg.tables import COLUMNS
from sample import TEXT


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "某市规划.txt"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    return file


def test_the_text_is_the_decoded_file_with_its_line_ends(plan: Path, capsysbinary) -> None:
    assert main(["extract", str(plan), "--table", "text", "--format", "csv"]) == 0
    assert capsysbinary.readouterr().out == TEXT.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("form", ["json", "xlsx", "parquet"])
def test_the_text_is_no_spreadsheet(plan: Path, tmp_path: Path, plankg, form: str) -> None:
    file = tmp_path / f"text.{form}"
    outcome = plankg("extract", plan, "--table", "text", "--format", form, "--output", file)
    assert outcome.code == 2
    assert f"not as {form}" in outcome.error
    assert not file.exists()


@pytest.mark.parametrize("table", COLUMNS)
def test_each_table_has_the_columns_of_the_contract(plan: Path, plankg, table: str) -> None:
    out = plankg("extract", plan, "--table", table, "--format", "csv").out
    assert tuple(out.splitlines()[0].split(",")) == COLUMNS[table]


def test_quotes_stand_at_their_offsets_in_the_text(plan: Path, plankg) -> None:
    text = TEXT.replace("\n", "\r\n")
    rows = json.loads(plankg("extract", plan, "--table", "targets", "--format", "json").out)
    assert rows
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_the_plan_is_named_by_the_file(plan: Path, plankg) -> None:
    out = plankg("extract", plan, "--format", "csv").out
    assert {row["plan"] for row in csv.DictReader(io.StringIO(out))} == {"某市规划"}


@pytest.mark.skipif(os.name != "posix", reason="names are no bytes there")
@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "table"])
def test_a_files_name_may_be_of_another_encoding(
    plan: Path, tmp_path: Path, plankg, form: str
) -> None:
    renamed = plan.rename(tmp_path / os.fsdecode("水务规划.txt".encode("gb18030")))
    assert plankg("extract", renamed, "--format", form, "-o", tmp_path / "table").code == 0
    if form == "csv":
        rows = csv.DictReader(io.StringIO((tmp_path / "table").read_text(encoding="utf-8")))
        assert {row["plan"] for row in rows} == {"水务规划"}


@pytest.mark.parametrize(
    "arguments",
    [("extract",), ("diff", __file__), ("evaluate",), ("evaluate", __file__, "--against")],
)
def test_what_is_read_is_not_written_over(plan: Path, plankg, arguments: tuple[str, ...]) -> None:
    before = plan.read_bytes()
    outcome = plankg(*arguments, plan, "--output", plan)
    assert outcome.code == 2
    assert "某市规划.txt' is what is read: name another file with --output" in outcome.error
    assert plan.read_bytes() == before


def test_the_codebook_describes_the_columns(plan: Path, plankg) -> None:
    book = json.loads(plankg("extract", plan, "--codebook").out)
    assert [c["name"] for c in book["tableSchema"]["columns"]] == list(COLUMNS["targets"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("weather.txt", "今天天气很好。\n".encode(), "is no plan"),
        ("plan.png", b"\x89PNG", "no reader for '.png'"),
    ],
)
def test_a_file_that_is_no_plan_is_one_line(
    tmp_path: Path, plankg, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    outcome = plankg("extract", tmp_path / name)
    assert outcome.code == 2
    assert message in outcome.error
    assert outcome.out == ""
