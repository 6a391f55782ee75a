"""Compares plans that are read from short texts, and tables what changed in few columns."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from plankg.assets import assets_root
from plankg.comparison import ComparedPlan, Comparison
from plankg.comparison.reading_side import reading_side
from plankg.extract import read_plan
from plankg.graph.indicator_names import Spellings
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.ontology import load_ontology
from plankg.readers import read_document
from plankg.register import Register
from plankg.units import Units

PLANS = Path(__file__).with_name("plans")


def side_of(file: Path) -> ComparedPlan:
    """Return what is compared of the plan in a file."""
    register, spellings, units = _knowledge()
    reading = read_plan(read_document(file), file.stem, register=register, iris=Iris())
    return reading_side(reading, spellings, units)


def plan_of(text: str, folder: Path, name: str) -> ComparedPlan:
    """Return what is compared of a plan with this text."""
    file = folder / f"{name}.txt"
    file.write_text(text, encoding="utf-8")
    return side_of(file)


def table(comparison: Comparison, *subjects: str) -> list[tuple[str, str, str]]:
    """Return each change with what it is called on both sides, ``""`` where there is none."""
    return [
        (
            "；".join(row.changes),
            row.before.label if row.before else "",
            row.after.label if row.after else "",
        )
        for row in comparison.changes
        if row.subject in subjects
    ]


@cache
def _knowledge() -> tuple[Register, Spellings, Units]:
    root = assets_root()
    return (
        Register.load(root / "data" / "registers"),
        Spellings.of(Lookups.load(root / "data" / "lookups")),
        Units.from_graph(load_ontology(root)),
    )
