"""What CONTRIBUTING.md tells newcomers to write is what the program takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme_blocks import ROOT

import plankg
from plankg.audit import Checks
from plankg.audit.patterns import Patterns
from plankg.catalogue import Catalogue
from plankg.iris import Iris
from plankg.ontology import Units, parse_turtle
from plankg.register import Register
from plankg.review_files import decisions_in
from plankg.reviews import apply
from plankg.sparql_prefixes import SPARQL_PREFIXES

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TABLES = {
    "家": "data/lookups/measure_words.tsv",
    "320281\t市交通运输局": "data/registers/bodies.tsv",
    "320281\t江阴市": "data/registers/areas.tsv",
    "水利": "data/registers/functions.tsv",
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def prefixes_of(file: str) -> str:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.startswith("@prefix"))


def test_the_query_is_one_that_the_catalogue_takes(tmp_path: Path) -> None:
    query, _ = blocks("sparql")
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "targets-of-areas.rq").write_text(query, encoding="utf-8")
    catalogue = Catalogue.load(ROOT / "queries" / "catalogue", folder)
    assert "targets-of-areas" in catalogue


def test_the_checks_are_ones_that_an_audit_runs(tmp_path: Path) -> None:
    (_, query), (patterns, _) = blocks("sparql"), blocks("yaml")
    (tmp_path / "late.rq").write_text(query, encoding="utf-8")
    (tmp_path / "doubled.yml").write_text(patterns, encoding="utf-8")
    checks = Checks.load([tmp_path], SPARQL_PREFIXES, ("text", "time"))
    assert checks.names() == ("doubled", "late")
    (doubled,) = [check.method for check in checks if isinstance(check.method, Patterns)]
    assert [match.span.start for match in doubled.matches("我的的\n目的的")] == [1]


def test_the_shape_and_the_unit_are_turtle(tmp_path: Path) -> None:
    shape, unit, indicator = blocks("turtle")
    file = tmp_path / "block.ttl"
    file.write_text(f"{prefixes_of('shapes/targets.ttl')}\n{shape}", encoding="utf-8")
    assert len(parse_turtle(file)) == 4
    file.write_text(f"{prefixes_of('ontology/vocab/units.ttl')}\n{unit}", encoding="utf-8")
    assert Units.from_graph(parse_turtle(file)).get("家")
    vocabulary = ROOT / "ontology" / "vocab" / "indicators.ttl"
    assert indicator in vocabulary.read_text(encoding="utf-8")


@pytest.mark.parametrize("row", [line for block in blocks("tsv") for line in block.splitlines()])
def test_the_rows_stand_in_their_tables(row: str) -> None:
    (file,) = [path for start, path in TABLES.items() if row.startswith(start)]
    assert row in (ROOT / file).read_text(encoding="utf-8").splitlines()


def test_the_correction_is_one_that_matches_the_shipped_plan() -> None:
    _, block = blocks("yaml")
    decisions = decisions_in(block, Path("plan.yml"))
    source = ROOT / "data" / "sources" / "jiangyin-innovation-2020-2022" / "text.txt"
    register = Register.load(ROOT / "data" / "registers")
    reading, unmatched = apply(plankg.read(source), decisions, register, Iris())
    assert unmatched == ()
    assert [target.kind for target in reading.targets if target.reviewed_by] == ["increase"]
