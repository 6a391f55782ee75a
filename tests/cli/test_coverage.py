from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from plankg.assets import assets_root
from plankg.coverage import coverage_of
from plankg.graph import build_graph, build_ledger, write_turtle
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.ontology import Units, load_ontology
from plankg.register import Register
from sample import NOT_UNDERSTOOD, SLUG, TEXT, sample_reading


def shown(plankg, built: Path, *arguments: str) -> dict:
    return json.loads(
        plankg("coverage", SLUG, "--format", "json", *arguments, "--workspace", built).out
    )


def test_the_totals_are_of_the_whole_text(plankg, built: Path) -> None:
    coverage = shown(plankg, built)
    assert coverage["characters"] == len(TEXT)
    assert sum(total["characters"] for total in coverage["totals"]) == len(TEXT)
    states = [total["state"] for total in coverage["totals"]]
    assert states == ["understood", "background", "not-understood"]


def test_what_was_not_understood_is_listed_with_place_and_reason(plankg, built: Path) -> None:
    (entry,) = shown(plankg, built)["entries"]
    assert (entry["where"], entry["quote"]) == ("一", NOT_UNDERSTOOD)
    assert entry["reason"] == "no rule read this sentence"
    assert TEXT[entry["start"] : entry["end"]] == NOT_UNDERSTOOD


@pytest.mark.parametrize("state", ["understood", "background", "not-understood"])
def test_a_state_can_be_chosen(plankg, built: Path, state: str) -> None:
    chosen = shown(plankg, built, "--state", state)["entries"]
    everything = shown(plankg, built, "--state", "all")["entries"]
    assert chosen == [entry for entry in everything if entry["state"] == state]
    assert "".join(entry["quote"] for entry in everything) == TEXT


def test_the_table_has_entries_numbers_and_bodies(plankg, built: Path) -> None:
    out = plankg("coverage", SLUG, "--format", "csv", "--workspace", built).out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["item"] for row in rows} == {"entry", "body"}
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["quote"]


def test_people_see_tables(plankg, built: Path) -> None:
    out = plankg("coverage", SLUG, "--workspace", built).out
    assert f"{SLUG}: {len(TEXT)} characters" in out
    assert NOT_UNDERSTOOD in out


def test_an_unknown_plan_is_named_with_those_there_are(plankg, built: Path) -> None:
    outcome = plankg("coverage", "wind", "--workspace", built)
    assert outcome.code == 2
    assert f"there are: {SLUG}" in outcome.error


def unexplained(text: str) -> list[tuple[str, str]]:
    """Return what no fact explains in the sample with another text, of the same length."""
    assert len(text) == len(TEXT)
    root, iris = assets_root(), Iris()
    register = Register.load(root / "data" / "registers")
    reading = sample_reading(text)
    units = Units.from_graph(load_ontology(root))
    coverage = coverage_of(
        SLUG,
        write_turtle(build_graph(reading, register, iris, units)),
        write_turtle(build_ledger(reading, iris)),
        iris,
        Lookups.load(),
        register,
    )
    return [(one.kind, one.words) for one in coverage.unexplained if one.where == "三（一）"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("新建水塔30座", [("number", "30座")]),
        ("由市科技局做事", [("body", "市科技局")]),
        ("牵头单位：甲厂", [("body", "牵头单位")]),
        ("第30座水塔边上", []),
        ("高新区种树栽花", []),
    ],
)
def test_numbers_and_bodies_that_no_fact_explains_are_listed(words, expected) -> None:
    old = "持续加大财政科技投入力度"
    padded = words + "也" * (len(old) - len(words))
    assert unexplained(TEXT.replace(old, padded)) == expected
