"""Whatever is read can be published: the graph of every text of our own conforms to the shapes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from plankg.assets import assets_root
from plankg.check import Checker
from plankg.extract import read_plan
from plankg.graph import write_turtle
from plankg.iris import Iris
from plankg.model import Reading
from plankg.ontology import load_ontology, load_shapes
from plankg.readers.txt import document_of
from plankg.register import Register

Build = Callable[[Reading], Graph]
TEXTS = Path(__file__).parents[1] / "extract"
REGISTER = Register.load(assets_root() / "data" / "registers")
SENTENCES = sorted([TEXTS / "genre_sentences.txt", *(TEXTS / "sentences").glob("*.txt")])
PLANS = sorted((TEXTS / "whole_plans").glob("*.txt"))


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_shapes(assets_root()), load_ontology(assets_root()))


def _violations(text: str, build: Build, checker: Checker) -> list[str]:
    reading = read_plan(document_of(text, "plan.txt"), "plan", register=REGISTER, iris=Iris())
    plans = (reading, *reading.further)
    return [
        f"{result.focus}: {result.message_en}"
        for plan in plans
        for result in checker.check(write_turtle(build(plan))).violations
    ]


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
def test_a_whole_plan_conforms(file: Path, build: Build, checker: Checker) -> None:
    assert _violations(file.read_text(encoding="utf-8"), build, checker) == []


@pytest.mark.parametrize("file", SENTENCES, ids=lambda file: file.stem)
def test_sentences_of_the_genre_conform(file: Path, build: Build, checker: Checker) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line and not line.startswith("  ")]
    tasks = "\n".join(f"{number}．清泉行动。{line}" for number, line in enumerate(said, start=1))
    text = f"江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）实施清泉行动\n{tasks}\n"
    assert _violations(text, build, checker) == []


def test_a_number_that_goes_back_over_a_clause_conforms(build: Build, checker: Checker) -> None:
    text = (
        "江阴市清泉行动计划（2021－2023年）\n一、主要目标\n"
        "水务员总量达到6万人，年均增长11%，每年增加5000人。\n"
    )
    assert _violations(text, build, checker) == []


@pytest.mark.parametrize(
    "text",
    [
        "清泉行动方案\n一、重点任务\n9月底前完成7家建设任务。\n",
        "清泉行动方案\n一、主要目标\n到2023年，全省净水率达到80%，武汉市净水率达到90%。\n",
        "清泉行动方案\n一、主要目标\n（一）\n\n引水\n\n新建净水站3座。\n（二）\n\n1\n\n",
        "清泉行动方案\n一、主要目标\n净水率达到80%。\n牵头单位：市水利局\n二、重点任务（市财政局牵头）\n修渠。\n",
    ],
    ids=[
        "a count of nothing named",
        "cities of an area without a name",
        "numbers without titles",
        "bodies of whole chapters",
    ],
)
def test_what_pages_leave_out_conforms(text: str, build: Build, checker: Checker) -> None:
    assert _violations(text, build, checker) == []
