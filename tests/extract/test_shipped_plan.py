"""The shipped plan against tables made by hand from its text alone, before the extractor ran.

``tests/golden/``: two readers labelled the targets apart from each other by the contract; where
they differed (9 of 151 rows, one field each) docs/decisions/0009-golden-tables.md says what holds.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from plans import SHIPPED

import plankg
from plankg.model import Reading

GOLDEN = Path(__file__).parent.parent / "golden"
SLUG = "jiangyin-innovation-2020-2022"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return plankg.read(SHIPPED, slug=SLUG)


def golden(table: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{SLUG}.{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(value: object) -> str:
    return "" if value is None else str(value)


def test_every_target_is_found_and_right_in_all_fields(reading: Reading) -> None:
    rows = golden("targets")
    columns = [name for name in rows[0] if name not in ("iri", "indicator_iri")]
    expected = [{name: row[name] for name in columns} for row in rows]
    found = [
        {name: printed(getattr(target, name)) for name in columns} for target in reading.targets
    ]
    key = sorted
    assert key(found, key=str) == key(expected, key=str)


def test_every_body_and_role_is_found_and_right(reading: Reading) -> None:
    names = ("where", "element", "body", "role", "basis", "quote", "start", "end")
    expected = Counter(tuple(row[name] for name in names) for row in golden("responsibilities"))
    found = Counter(
        tuple(printed(getattr(fact, name)) for name in names) for fact in reading.responsibilities
    )
    assert found == expected


def test_the_parts_are_counted_as_printed(reading: Reading) -> None:
    counts = Counter(element.type for element in reading.elements)
    assert (counts["Action"], counts["Task"], counts["Safeguard"]) == (6, 25, 5)
    assert counts["WorkGoal"] == 69
    assert len({e.parent_iri for e in reading.elements if e.type == "WorkGoal"}) == 25


def test_25_goals_commit_to_no_number(reading: Reading) -> None:
    silent = [e for e in reading.elements if e.type == "WorkGoal" and e.qualitative]
    without_digit = [e for e in silent if not any(char.isdigit() for char in e.text)]
    assert (len(silent), len(without_digit)) == (25, 22)
    assert {e.where for e in silent} - {e.where for e in without_digit} == {
        "附件 8.1",
        "附件 21.2",
        "附件 25.2",
    }


def test_the_lists_of_the_25_tasks_hold_28_names_five_of_them_collective(
    reading: Reading,
) -> None:
    tasks = {e.iri for e in reading.elements if e.type == "Task"}
    held = [fact for fact in reading.responsibilities if fact.element_iri in tasks]
    assert {fact.element_iri for fact in held} == tasks
    assert len({fact.body for fact in held}) == 28
    assert {fact.body for fact in held if fact.collective} == {
        "各镇街园区",
        "有关金融保险机构",
        "各有关部门",
        "有关镇街",
        "各镇街",
    }


def test_leads_are_counted_from_the_annex_alone(reading: Reading) -> None:
    leads = [fact for fact in reading.responsibilities if fact.role == "lead"]
    assert all(fact.where.startswith("附件") for fact in leads)
    counts = Counter(fact.body for fact in leads)
    assert (counts["市科技局"], counts["高新区"], counts["临港开发区"]) == (26, 10, 7)
    together = Counter(fact.where for fact in leads if fact.body in ("高新区", "临港开发区"))
    assert [where for where, count in together.items() if count == 2] == ["附件 19.2"]


def test_33_goals_have_no_participant(reading: Reading) -> None:
    goals = {e.iri for e in reading.elements if e.type == "WorkGoal"}
    joined = {f.element_iri for f in reading.responsibilities if f.role == "participant"}
    assert len(goals - joined) == 33


def test_every_quote_stands_at_its_offsets(reading: Reading) -> None:
    text = reading.text
    for fact in (
        *reading.targets,
        *reading.responsibilities,
        *reading.carrier_measures,
        *reading.mentions,
        *reading.ledger,
    ):
        assert text[fact.start : fact.end] == fact.quote
    for target in reading.targets:
        for shown in target.evidence:
            assert shown.span.of(text).strip()


def test_the_plan_says_who_issued_it_and_when(reading: Reading) -> None:
    meta = reading.meta
    assert meta.title == "“创新江阴”三年行动计划（2020－2022年）"
    assert meta.issuers == ("中共江阴市委", "江阴市人民政府")
    assert (str(meta.issued), meta.area) == ("2020-03-15", "江阴市")
    assert (str(meta.period_start), str(meta.period_end)) == ("2020-01-01", "2022-12-31")


def test_iris_are_distinct(reading: Reading) -> None:
    for facts in (reading.elements, reading.targets, reading.responsibilities):
        assert len({fact.iri for fact in facts}) == len(facts)


def test_nothing_with_a_number_is_left_unexplained(reading: Reading) -> None:
    assert [e.quote for e in reading.ledger if e.state == "not-understood"] == []
