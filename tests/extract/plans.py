"""Makes short plans of our own around a sentence or a list, for the tables of the tests."""

from __future__ import annotations

from pathlib import Path

from plankg.assets import assets_root
from plankg.extract import read_plan
from plankg.iris import Iris
from plankg.model import Reading
from plankg.readers.txt import document_of
from plankg.register import Register

REGISTER = Register.load(assets_root() / "data" / "registers")
SHIPPED = assets_root() / "data" / "sources" / "jiangyin-innovation-2020-2022" / "text.txt"


def read_text(text: str, slug: str = "test-plan") -> Reading:
    """Return the reading of a text."""
    return read_plan(document_of(text, f"{slug}.txt"), slug, register=REGISTER, iris=Iris())


def plan_with(measure: str) -> str:
    """Return a plan of 江阴市 for 2021－2023 whose only task says `measure`."""
    return (
        "江阴市清泉行动计划（2021－2023年）\n"
        "一、重点任务\n"
        "（一）实施清泉行动\n"
        f"1．引水入城。{measure}\n"
        "二、保障措施\n"
        "（一）加强领导。落实责任。\n"
    )


def lines_of(path: Path) -> list[str]:
    """Return a text file's lines."""
    return path.read_text(encoding="utf-8").splitlines()
