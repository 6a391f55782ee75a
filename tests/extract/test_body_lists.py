"""Ways to name who is responsible, of our own: each with the bodies and roles that a reader finds.

``body_lists.txt`` has a measure on a line, and indented below it each body with its role.
"""

from pathlib import Path

import pytest
from plans import plan_with, read_text

FILE = Path(__file__).with_name("body_lists.txt")


def _table() -> list[tuple[str, list[str]]]:
    table: list[tuple[str, list[str]]] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            table[-1][1].append(line.strip())
        else:
            table.append((line, []))
    return table


@pytest.mark.parametrize(("measure", "bodies"), _table(), ids=lambda one: str(one)[:24])
def test_a_measure_names_its_bodies(measure: str, bodies: list[str]) -> None:
    facts = read_text(plan_with(measure)).responsibilities
    assert [f"{fact.body}|{fact.role}" for fact in facts] == bodies
