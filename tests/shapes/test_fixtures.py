"""Every shape has the smallest graph that passes it and the smallest that fails it, side by side.

``fixtures/<file>/<shape>.good.ttl`` and ``.bad.ttl``; a new shape needs two such files and no code.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import SH, Graph, URIRef

from plankg.assets import assets_root
from plankg.check import CheckResult, check_graph
from plankg.ontology import parse_turtle

FIXTURES = Path(__file__).with_name("fixtures")
SHAPE_FILES = sorted((assets_root() / "shapes").glob("*.ttl"))
ONTOLOGY = parse_turtle(assets_root() / "ontology" / "plan.ttl")


def shapes_with_messages(file: Path) -> dict[str, str]:
    """Return the shapes of a file that say something of their own, by local name."""
    graph = parse_turtle(file)
    said_by = set(graph.subjects(SH.message))
    named = sorted(str(shape) for shape in said_by if isinstance(shape, URIRef))
    assert len(named) == len(said_by), f"{file.name}: a nameless shape has a message"
    return {iri.rsplit("#", 1)[1]: iri for iri in named}


CASES = [
    pytest.param(file, name, iri, id=f"{file.stem}-{name}")
    for file in SHAPE_FILES
    for name, iri in shapes_with_messages(file).items()
]


def results_of(file: Path, shape: str, fixture: Path) -> list[CheckResult]:
    # The style's fixtures are little ontologies themselves; the real one would only be noise.
    ontology = Graph() if file.stem == "ontology-style" else ONTOLOGY
    report = check_graph(parse_turtle(fixture), parse_turtle(file), ontology)
    return [result for result in report.results if result.shape == shape]


@pytest.mark.parametrize(("file", "name", "iri"), CASES)
def test_a_shape_passes_its_good_graph_and_fails_its_bad_one(
    file: Path, name: str, iri: str
) -> None:
    folder = FIXTURES / file.stem
    good, bad = folder / f"{name}.good.ttl", folder / f"{name}.bad.ttl"
    assert good.is_file(), f"write {good.name}: the smallest graph that {name} passes"
    assert bad.is_file(), f"write {bad.name}: the smallest graph that {name} fails"
    assert results_of(file, iri, good) == []
    found = results_of(file, iri, bad)
    assert found, f"{name} does not fail {bad.name}"
    for result in found:
        assert result.focus.startswith(("https://example.org/", "https://w3id.org/plankg/ontology"))
        assert result.message_zh
        assert result.message_en
        assert result.message_zh != result.message_en


def test_no_fixture_is_left_behind_by_a_shape_that_is_gone() -> None:
    known = {
        f"{file.stem}/{name}.{kind}.ttl"
        for file in SHAPE_FILES
        for name in shapes_with_messages(file)
        for kind in ("good", "bad")
    }
    there = {path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*.ttl")}
    assert there - known == set()
