from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest

from plankg.assets import assets_root
from plankg.coverage import coverage_of
from plankg.graph import build_graph, build_ledger, write_turtle
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.ontology import Units, load_ontology
from plankg.register import Register
from plankg.unexplained import Finder
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
    assert {row["item"] for row in rows} <= {"entry", "number", "body"}
    assert {row["quote"] for row in rows if row["item"] == "entry"} == {NOT_UNDERSTOOD}
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
        ("新建水塔30根", [("number", "30根")]),  # no table knows this measure word
        ("百家企业进山", [("number", "百家")]),
        ("新建两座水塔", [("number", "两座")]),
        ("千亿园区建设", [("number", "千亿")]),
        ("三个部门合署", []),
        ("到2022年末", []),
        ("2021－2022年", []),
        ("江府〔2020〕9号", []),
        ("用5G和B2网", []),
        ("由市水文局做事", [("body", "市水文局")]),
        ("市域格局更新", []),
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


SEVERAL_LISTS = """江阴市人民政府
江阴市清泉行动计划（2021－2023年）
江阴市人民政府
2021年3月1日
一、重点任务
（一）引水入城。新建水渠3条（责任单位：市水利局、市财政局）。新建泵站12座（责任单位：市住建局、市水利局）。
"""


def test_a_body_in_two_lists_of_one_paragraph_and_the_issuer_are_explained(
    plankg, workspace: Path, tmp_path: Path, quick: None
) -> None:
    (tmp_path / "lists.txt").write_text(SEVERAL_LISTS, encoding="utf-8")
    assert plankg("add", tmp_path / "lists.txt", "--workspace", workspace).code == 0
    found = plankg("coverage", "lists", "--format", "json", "--workspace", workspace)
    assert json.loads(found.out)["unexplained"] == []


@pytest.mark.parametrize("sign", ["1", "a.", "1.", "1,", " ", "市", "〔2018〕 ", "第 ", "百", "年"])
def test_looking_for_numbers_takes_time_in_proportion_to_the_text(sign: str) -> None:
    finder = Finder(Lookups.load(), {"市水利局"})
    started = time.perf_counter()
    assert len(list(finder.found_in(sign * 50_000, 0))) <= 50_000
    assert time.perf_counter() - started < 20  # in square time it would be minutes
