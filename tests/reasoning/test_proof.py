"""The proof succeeds for what is shipped, and fails for each kind of contradiction."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from plankg.assets import assets_root
from plankg.errors import WorkspaceError
from plankg.ontology import load_ontology, parse_turtle
from plankg.reasoning import Contradiction, HermiT, java_program, prove
from plankg.sparql_prefixes import SPARQL_PREFIXES
from plankg.workspace import packaged_workspace

FIXTURES = Path(__file__).parent / "fixtures"
JAVA = java_program()

pytestmark = pytest.mark.skipif(JAVA is None, reason="HermiT needs Java, and there is none")


@pytest.fixture(scope="module")
def terms() -> Graph:
    """The ontology without its vocabularies, which none of the fixtures is about."""
    return parse_turtle(assets_root() / "ontology" / "plan.ttl")


def proof(ontology: Graph, **graphs: Graph) -> tuple[Contradiction, ...]:
    return prove(HermiT(str(JAVA)), ontology, graphs, lambda _: None)


def expected_names(fixture: Path) -> tuple[str, ...]:
    """Return what the fixture's second line names, in full."""
    line = re.search(r"^# names: (.+)$", fixture.read_text(encoding="utf-8"), re.MULTILINE)
    assert line
    known = {"x": "urn:x:", **SPARQL_PREFIXES}
    parts = (name.split(":") for name in line[1].split())
    return tuple(sorted(known[prefix] + name for prefix, name in parts))


def test_ontology_and_shipped_plan_are_consistent_and_every_class_can_have_members() -> None:
    plans = {plan.slug: parse_turtle(plan.graph) for plan in packaged_workspace().published()}
    assert plans
    assert proof(load_ontology(assets_root()), **plans) == ()


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("*.bad.ttl")), ids=lambda path: path.stem)
def test_contradiction_is_found_and_named(fixture: Path, terms: Graph) -> None:
    (found,) = proof(terms, fixture=parse_turtle(fixture))
    assert found.names == expected_names(fixture)
    assert found.unsatisfiable == ""


def test_what_only_looks_like_a_contradiction_is_none(terms: Graph) -> None:
    assert proof(terms, fixture=parse_turtle(FIXTURES / "no-contradiction.good.ttl")) == ()


def test_class_that_can_have_no_member_is_named_with_what_forbids_it(terms: Graph) -> None:
    fixture = FIXTURES / "class-without-members.ontology.ttl"
    (found,) = proof(terms + parse_turtle(fixture))
    assert found.unsatisfiable == "urn:x:TargetTask"
    assert found.names == expected_names(fixture)


def test_contradiction_between_two_plans_that_are_each_consistent_is_found(terms: Graph) -> None:
    shared = URIRef("urn:x:north")
    one, other = Graph(), Graph()
    one.parse(data=f"<urn:x:a> <{terms_iri('hasScope')}> <{shared}> .", format="nt")
    other.parse(data=f"<urn:x:b> <{terms_iri('inPlan')}> <{shared}> .", format="nt")
    (found,) = proof(terms, one=one, other=other)
    assert set(found.names) >= {str(shared), terms_iri("hasScope"), terms_iri("inPlan")}


def test_literal_that_is_none_of_its_datatype_is_refused_by_name(terms: Graph) -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    graph = Graph()
    graph.parse(data=f'<urn:x:a> <{terms_iri("order")}> "first"^^<{integer}> .', format="nt")
    with pytest.raises(WorkspaceError, match="first"):
        proof(terms, plan=graph)


def terms_iri(name: str) -> str:
    return f"https://w3id.org/plankg/ontology#{name}"
