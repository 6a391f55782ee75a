from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from plankg.assets import assets_root

ROOT = Path(__file__).parents[2]
SLUG = "jiangyin-innovation-2020-2022"
GOLDEN = ROOT / "tests" / "golden"
TARGETS = GOLDEN / f"{SLUG}.targets.csv"
TEXT = assets_root() / "data" / "sources" / SLUG / "text.txt"

Change = Callable[[list[dict[str, str]]], list[dict[str, str]]]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def changed(folder: Path, change: Change, name: str = TARGETS.name) -> Path:
    """Write the gold table with a change; the reading then differs from it as if it were wrong."""
    with TARGETS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))
    return folder / name


def with_scope(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [rows[0] | {"scope": "无锡市"}, *rows[1:]]


def without_first(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return rows[1:]


@pytest.mark.parametrize("against", [[], ["--against", TEXT]], ids=["published", "document"])
def test_the_shipped_plan_is_read_as_by_hand(plankg, against: list[object]) -> None:
    shown = plankg("evaluate", GOLDEN, *against, "--format", "json")
    assert shown.code == 0
    tables = json.loads(shown.out)
    for table, rows in (("targets", 151), ("responsibilities", 263)):
        scores = tables[table]["scores"]
        assert scores["right_exact_quote"] == {"count": rows, "of": rows, "percent": 100.0}
        assert scores["found"]["count"] == rows
        assert scores["spurious"] == {"count": 0, "of": rows, "percent": 0.0}


def test_the_readme_shows_the_scores_as_they_are(plankg) -> None:
    shown = plankg("evaluate", TARGETS).out.splitlines()[:3]
    assert "\n".join(shown) in (ROOT / "README.md").read_text("utf-8")


def test_a_table_made_by_extract_can_be_compared(tmp_path: Path, plankg) -> None:
    document = tmp_path / f"{SLUG}.txt"
    document.write_bytes(TEXT.read_bytes())
    read = tmp_path / "read.csv"
    plankg("extract", document, "--format", "csv", "--output", read)
    shown = plankg("evaluate", TARGETS, "--against", read, "--fail-under", 100)
    assert (shown.code, "151 (100.0 %)" in shown.out) == (0, True)


def test_details_show_each_row_that_differs(tmp_path: Path, plankg) -> None:
    gold = changed(tmp_path, lambda rows: with_scope(rows[:-1]))
    shown = plankg("evaluate", gold, "--details").out
    assert f"{SLUG}: spurious targets (1)" in shown
    assert f"{SLUG}: wrong targets (1)" in shown
    assert "  二: 全社会研发投入占GDP的比重, >= 3.3 % 「全社会研发投入占GDP的比重" in shown
    assert "      scope: '无锡市', but read '江阴市'" in shown
    assert "missed" not in shown


def test_missed_rows_are_shown(tmp_path: Path, plankg) -> None:
    read = changed(tmp_path, without_first, "read.csv")
    shown = plankg("evaluate", TARGETS, "--against", read, "--details").out
    assert f"{SLUG}: missed targets (1)\n  二: 全社会研发投入占GDP的比重" in shown


def test_an_inexact_quote_is_shown_but_right(tmp_path: Path, plankg) -> None:
    read = changed(
        tmp_path, lambda rows: [rows[0] | {"quote": "3.3%以上", "start": "673"}, *rows[1:]], "r.csv"
    )
    shown = plankg("evaluate", TARGETS, "--against", read, "--details").out
    assert "151 (100.0 %)  150 (99.3 %)" in shown
    assert "right, but for the exact quote: targets (1)" in shown


def test_csv_has_one_score_a_line(plankg) -> None:
    out = plankg("evaluate", TARGETS, "--format", "csv").out
    scores = list(csv.DictReader(io.StringIO(out)))
    assert {row["plan"] for row in scores} == {SLUG, "(all)"}
    assert scores[0] == {
        "plan": SLUG,
        "table": "targets",
        "measure": "found",
        "count": "151",
        "of": "151",
        "percent": "100.00",
    }


@pytest.mark.parametrize(("limit", "code"), [("99", 0), ("99.5", 1)])
def test_too_few_right_rows_fail_as_asked(tmp_path: Path, plankg, limit: str, code: int) -> None:
    gold = changed(tmp_path, with_scope)
    outcome = plankg("evaluate", gold, "--fail-under", limit)
    assert outcome.code == code
    assert outcome.out != ""
    if code:
        assert "150 of 151 targets are right in all fields: 99.3 %, under 99.5 %" in outcome.error


def test_a_folder_is_scored_as_a_corpus(tmp_path: Path, plankg) -> None:
    gold, read = tmp_path / "gold", tmp_path / "read"
    for folder in (gold, read):
        folder.mkdir()
    changed(gold, lambda rows: [row | {"plan": ""} for row in rows], "甲.targets.csv")
    changed(gold, lambda rows: [row | {"plan": ""} for row in rows[:100]], "乙.targets.csv")
    changed(read, lambda rows: [row | {"plan": "甲"} for row in rows], "甲.targets.csv")
    (read / "乙.txt").write_bytes(TEXT.read_bytes())
    plans = json.loads(plankg("evaluate", gold, "--against", read, "--format", "json").out)
    found = {one["plan"]: one["scores"]["found"]["of"] for one in plans["targets"]["plans"]}
    assert found == {"乙": 100, "甲": 151}
    assert plans["targets"]["scores"]["spurious"]["count"] == 51
    shown = plankg("evaluate", gold, "--against", read).out.splitlines()
    assert [line.split()[0] for line in shown[2:5]] == ["乙", "甲", "(all)"]


def test_gold_tables_beside_their_documents_are_not_what_was_read(tmp_path: Path, plankg) -> None:
    wrong = changed(tmp_path, with_scope)
    alone = plankg("evaluate", tmp_path, "--against", tmp_path)
    assert (alone.code, alone.out) == (2, "")
    assert f"must hold one document of the plan '{SLUG}', not none" in alone.error
    assert f"{wrong.name} is the gold itself" in alone.error
    (tmp_path / f"{SLUG}.txt").write_bytes(TEXT.read_bytes())
    shown = plankg("evaluate", tmp_path, "--against", tmp_path, "--format", "json")
    assert json.loads(shown.out)["targets"]["scores"]["right"]["count"] == 150


def test_offsets_of_another_copy_of_the_text_are_no_fault(tmp_path: Path, plankg) -> None:
    document = tmp_path / f"{SLUG}.txt"
    document.write_bytes("　\n".encode() * 20 + TEXT.read_bytes())
    outcome = plankg("evaluate", TARGETS, "--against", document)
    assert "151 quotes not at the given place in the text" in outcome.err
    assert "151 (100.0 %)  0 (0.0 %)" in outcome.out


def test_a_gold_table_without_rows_says_that_nothing_is_to_be_found(tmp_path: Path, plankg) -> None:
    gold = changed(tmp_path, lambda _: [])
    shown = plankg("evaluate", gold, "--against", TEXT).out
    assert "0     151   –      151 (100.0 %)" in shown


def test_the_plans_of_one_document_are_named_for_its_file(tmp_path: Path, plankg) -> None:
    """A notice of several plans whose first has no target."""
    gold = changed(tmp_path, lambda rows: [row | {"plan": f"{SLUG}-2"} for row in rows])
    every = ("evaluate", gold, "--against", TEXT, "--format", "json")
    for chosen, plans in (([], [f"{SLUG}-2", SLUG]), (["--plan", SLUG], [SLUG])):
        shown = json.loads(plankg(*every, *chosen).out)
        assert [one["plan"] for one in shown["targets"]["plans"]] == plans


def test_wrong_use_is_one_line(tmp_path: Path, plankg) -> None:
    unknown = changed(
        tmp_path, lambda rows: [{**row, "plan": "x"} for row in rows], "x.targets.csv"
    )
    several = changed(
        tmp_path, lambda rows: [rows[0] | {"plan": "y"}, *rows[1:]], "several.targets.csv"
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments, message in (
        ([tmp_path / "no.csv"], "no such file"),
        ([TARGETS, "--against", "no.txt"], "no such file: 'no.txt'"),
        ([TARGETS, "--table", "responsibilities"], "holds no table of responsibilities"),
        ([unknown], "no plan 'x' is published"),
        ([unknown, "--against", TARGETS], "has no row of the plan 'x'"),
        ([several, "--against", TEXT], f"is of several plans, 'y' and '{SLUG}'"),
        ([TARGETS, "--plan", "x"], "no plan 'x' was compared; there are: jiangyin"),
        ([empty], "holds no gold table"),
        ([TARGETS, "--against", TARGETS], "is the gold table itself"),
        ([TARGETS, "--against", empty], "must hold one document of the plan"),
        ([TARGETS, "--against", GOLDEN / f"{SLUG}.responsibilities.csv"], "compare like with like"),
        ([GOLDEN / f"{SLUG}.carriers.csv"], "it lacks"),
    ):
        outcome = plankg("evaluate", *arguments)
        assert (outcome.code, outcome.out) == (2, ""), arguments
        assert message in outcome.error
