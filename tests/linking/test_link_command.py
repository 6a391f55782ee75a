"""``plankg link`` proposes, people decide, builds apply; nothing decided is ever lost."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_plans import BLUE, GREEN, IRIS, SmallPlan, publish

from plankg.linking.workspace_links import WorkspaceLinks
from plankg.ontology_files import ontology_files
from plankg.workspace import open_workspace

SKOS = "http://www.w3.org/2004/02/skos/core#"
BY = ("--who", "王五", "--when", "2026-03-01")


def file_of(workspace: Path, name: str = "indicators") -> Path:
    return workspace / "data" / "links" / f"{name}.sssom.tsv"


def listed(plankg, workspace: Path, *options: str) -> list[dict[str, str]]:
    outcome = plankg("link", "--list", "--format", "json", *options, "--workspace", workspace)
    assert outcome.code == 0, outcome.err
    rows: list[dict[str, str]] = json.loads(outcome.out)
    return rows


def asked(plankg, workspace: Path, query: str) -> list[str]:
    outcome = plankg("sparql", "--format", "csv", "-q", query, "--workspace", workspace)
    assert outcome.code == 0, outcome.err
    return outcome.out.splitlines()[1:]


def held(workspace: Path) -> list[str]:
    """Return the matching predicates that a build would state between things of plans."""
    opened = open_workspace(workspace)
    graphs = WorkspaceLinks.of(opened, ontology_files(opened)).holding
    predicates = [
        quad.predicate.value.rpartition("#")[2]
        for content in graphs.values()
        for quad in ox.parse(content, ox.RdfFormat.TURTLE)
    ]
    return sorted(name for name in predicates if name.endswith("Match"))


def test_proposals_have_scores_reasons_and_the_words_of_both_plans(two_plans, plankg):
    assert plankg("link", "--workspace", two_plans).code == 0
    rows = {row["subject_label"]: row for row in listed(plankg, two_plans)}
    share = rows["R&D经费支出占地区生产总值比重"]
    assert (share["object_label"], share["state"]) == ("研发经费投入强度", "certain")
    assert share["object"] == rows["全社会研发投入占GDP的比重"]["object"]
    assert share["predicate"] == f"{SKOS}exactMatch"
    assert "同一分母：地区生产总值" in share["reasons"]
    assert share["subject_quote"] == "green：R&D经费支出占地区生产总值比重达到9"
    tea = rows["茶叶总产量"]
    assert (tea["state"], tea["predicate"]) == ("proposed", f"{SKOS}closeMatch")
    assert tea["reasons"].startswith("名称相近，相似度")
    assert tea["object_quote"] == "blue：茶叶产量达到9"
    assert rows["江阴市蓝水行动计划（2021－2023年）"]["object"] == IRIS.plan("blue")
    assert {"市科技局", "市科协"}.isdisjoint(rows)


def test_a_build_states_what_holds_in_the_default_graph_and_the_rest_apart(two_plans, plankg):
    plankg("link", "--workspace", two_plans)
    assert plankg("build", "--workspace", two_plans).code == 0
    query = """SELECT ?p { ?s ?p ?o
        FILTER(CONTAINS(STR(?p), 'Match') && STRSTARTS(STR(?s), STR(id:indicator)))
    }"""
    stated = [predicate.rpartition("#")[2] for predicate in asked(plankg, two_plans, query)]
    assert stated == ["exactMatch", "exactMatch"], "what is only proposed is not stated"
    assert held(two_plans) == stated
    graphs = asked(
        plankg, two_plans, "SELECT DISTINCT ?g { GRAPH ?g { ?l a plan:Link } } ORDER BY ?g"
    )
    assert [graph.removeprefix(f"{IRIS.base}graph/") for graph in graphs] == [
        "links/bodies",
        "links/documents",
        "links/indicators",
        "proposals/indicators",
    ]
    evidence = asked(plankg, two_plans, "SELECT ?e { ?l plan:hasEvidence ?e } ORDER BY ?e")
    assert f"{IRIS.plan('blue')}/target/0#evidence-1" in evidence
    assert f"{IRIS.plan('green')}/target/0#evidence-1" in evidence


def test_the_same_plans_give_the_same_bytes_and_compare_finds_an_edit(two_plans, plankg):
    plankg("link", "--workspace", two_plans)
    before = {path: path.read_bytes() for path in file_of(two_plans).parent.iterdir()}
    plankg("link", "--workspace", two_plans)
    assert {path: path.read_bytes() for path in file_of(two_plans).parent.iterdir()} == before
    assert plankg("link", "--compare", "--workspace", two_plans).code == 0
    path = file_of(two_plans)
    path.write_bytes(path.read_bytes().replace("名称相近".encode(), b"-"))
    outcome = plankg("link", "--compare", "--workspace", two_plans)
    assert outcome.code == 1
    assert outcome.out.strip() == str(path)


@pytest.mark.parametrize(
    ("typed_lines", "state", "predicate", "holds"),
    [
        (("a", ""), "accepted", "closeMatch", ["closeMatch"]),
        (("r", "总产量另有口径"), "rejected", "closeMatch", []),
        (("o", "1", "同一口径"), "accepted", "exactMatch", ["exactMatch"]),
    ],
)
def test_a_decision_is_kept_and_survives_proposing_and_building(
    two_plans, plankg, typed, typed_lines, state, predicate, holds
):
    typed(*typed_lines)
    outcome = plankg("link", "--review", *BY, "--workspace", two_plans)
    assert outcome.code == 0, outcome.err
    assert "[1/1] indicators" in outcome.out
    assert "green：茶叶总产量达到9" in outcome.out
    assert plankg("link", "--workspace", two_plans).code == 0
    (row,) = [row for row in listed(plankg, two_plans) if row["subject_label"] == "茶叶总产量"]
    assert (row["state"], row["predicate"]) == (state, f"{SKOS}{predicate}")
    assert row["signed_by"] == "王五"
    assert held(two_plans) == sorted(["exactMatch", "exactMatch", *holds])


def test_what_was_rejected_is_not_proposed_again_by_another_predicate(two_plans, plankg, typed):
    typed("r", "不同口径")
    plankg("link", "--review", *BY, "--workspace", two_plans)
    outcome = plankg("link", "--review", *BY, "--workspace", two_plans)
    assert "0 decisions kept" in outcome.err
    (row,) = [row for row in listed(plankg, two_plans) if row["subject_label"] == "茶叶总产量"]
    assert row["state"] == "rejected"


def test_quitting_keeps_what_was_decided_and_skipping_decides_nothing(two_plans, plankg, typed):
    typed("s")
    assert "0 decisions kept" in plankg("link", "--review", *BY, "--workspace", two_plans).err
    typed("x", "q")
    outcome = plankg("link", "--review", *BY, "--workspace", two_plans)
    assert outcome.code == 0
    assert "type one of" in outcome.out
    assert [row["state"] for row in listed(plankg, two_plans, "--state", "proposed")] == [
        "proposed"
    ]


def test_a_decision_about_what_no_plan_says_any_more_is_told_and_kept(two_plans, plankg, typed):
    typed("a", "")
    plankg("link", "--review", *BY, "--workspace", two_plans)
    publish(two_plans, SmallPlan("blue", BLUE.title, indicators=BLUE.indicators[:1]))
    for command in ("link", "build"):
        outcome = plankg(command, "--workspace", two_plans)
        assert outcome.code == 0
        assert "warning: " in outcome.err
        assert "indicators.sssom.tsv:" in outcome.err
        assert "no plan speaks of both sides any more: '茶叶总产量'" in outcome.err
    assert "王五" in file_of(two_plans).read_text(encoding="utf-8")
    assert held(two_plans) == ["exactMatch", "exactMatch"]


def test_proposals_about_what_is_gone_go_too(two_plans, plankg):
    plankg("link", "--workspace", two_plans)
    publish(two_plans, SmallPlan("blue", BLUE.title))
    publish(two_plans, SmallPlan("green", GREEN.title))
    plankg("link", "--workspace", two_plans)
    assert listed(plankg, two_plans, "--kind", "indicators") == []


def test_only_what_concerns_a_plan_is_proposed_anew(two_plans, plankg):
    plankg("link", "--workspace", two_plans)
    path = file_of(two_plans)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("0.97", "0.96"), encoding="utf-8")
    publish(
        two_plans, SmallPlan("red", "江阴市丹枫行动计划", indicators=(("茶叶产量（吨）", "吨"),))
    )
    assert plankg("link", "red", "--workspace", two_plans).code == 0
    rows = {row["subject_label"]: row for row in listed(plankg, two_plans, "red")}
    assert rows["茶叶产量（吨）"]["state"] == "certain"
    assert "0.96" in path.read_text(encoding="utf-8")
    assert plankg("link", "nowhere", "--workspace", two_plans).code == 2


_BY_HAND = """#curie_map:
#  body: https://w3id.org/plankg/id/body/
subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label
body:320281/市科技局\trdfs:seeAlso\tbody:320281/市科协\tsemapv:ManualMappingCuration\t王五
"""


def test_a_link_made_by_hand_is_applied_and_kept(two_plans, plankg):
    path = file_of(two_plans, "bodies")
    path.parent.mkdir(exist_ok=True)
    path.write_text(_BY_HAND, encoding="utf-8")
    for command in ("link", "build"):
        assert plankg(command, "--workspace", two_plans).code == 0
    query = f"SELECT ?o {{ <{IRIS.body('320281', '市科技局')}> rdfs:seeAlso ?o }}"
    assert asked(plankg, two_plans, query) == [IRIS.body("320281", "市科协")]
    assert "市发展和改革委员会" in path.read_text(encoding="utf-8")


def test_a_build_refuses_a_link_that_nobody_has_signed(two_plans, plankg):
    path = file_of(two_plans, "bodies")
    path.parent.mkdir(exist_ok=True)
    path.write_text(_BY_HAND.replace("王五", ""), encoding="utf-8")
    outcome = plankg("build", "--workspace", two_plans)
    assert outcome.code == 2
    assert f"{path}:4: nobody has signed this link; fill in author_label" in outcome.err


def test_the_packaged_plan_is_listed_but_not_written(plankg, monkeypatch, tmp_path):
    from plankg.workspace import packaged_workspace

    monkeypatch.setattr("plankg.cli.options.find_workspace", lambda *_: packaged_workspace())
    assert plankg("link", "--list", "--min-score", "0.95").code == 0
    outcome = plankg("link")
    assert outcome.code == 2
    assert "the packaged plan's links are not written" in outcome.err


def test_the_shipped_links_are_what_the_rules_give(plankg):
    from plankg.assets import assets_root

    assert plankg("link", "--compare", "--workspace", assets_root()).code == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--min-score", "0.5"), "--min-score goes with --list or --review"),
        (("--format", "json"), "--format goes with --list"),
        (("--state", "certain", "--compare"), "--state goes with --list"),
        (("--who", "王五"), "--who goes with --review"),
        (("--anew",), "--anew goes with --endpoint"),
        (("--list", "--review"), "--review and --list don't go together"),
    ],
)
def test_an_option_that_would_be_passed_over_is_refused_before_anything_is_written(
    two_plans, plankg, options, told
):
    before = sorted((two_plans / "data" / "links").rglob("*"))
    outcome = plankg("link", *options, "--workspace", two_plans)
    assert outcome.code == 2
    assert told in outcome.err
    assert sorted((two_plans / "data" / "links").rglob("*")) == before
