"""``plankg audit``: findings of a workspace, waivers, earlier releases, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from plankg.pipeline import build
from plankg.store import current_snapshot
from plankg.workspace import open_workspace
from sample import SLUG

CHECK = """\
#+ severity: warning
#+ group: other
#+ title: {zh: 定性, en: Qualitative}
#+ explanation: {zh: 无法考核。, en: Nobody can assess it.}
#+ limits: {zh: 无。, en: None.}
#+ message: {zh: "“{a}”没有数字", en: "{a} has no number"}
#+ settle: {zh: 写一个数。, en: Write a number.}
SELECT ?a WHERE { ?a a plan:Safeguard ; plan:qualitative true }
"""
FINDINGS = """
SELECT ?finding WHERE {
  GRAPH ?graph {
    ?finding a plan:Finding ; plan:foundBy <https://w3id.org/plankg/id/check/no-number>
  }
}
"""


@pytest.fixture
def audited(built: Path, tmp_path: Path) -> Path:
    """A workspace with the sample and one check of its own that finds one thing."""
    folder = tmp_path / "audited"
    shutil.copytree(built, folder)
    (folder / "queries" / "audit" / "no-number.rq").write_text(CHECK, encoding="utf-8")
    return folder


@pytest.fixture
def name(plankg, audited: Path) -> str:
    """The id of the one finding."""
    (finding,) = findings(plankg, audited)
    return str(finding["id"])


def findings(plankg, folder: Path, *options: str) -> list[dict[str, object]]:
    done = plankg(
        "audit", "--workspace", folder, "--format", "json", "--check", "no-number", *options
    )
    assert done.code == 0, done.err
    found: list[dict[str, object]] = json.loads(done.out)["findings"]
    return found


def test_a_check_dropped_into_a_workspace_is_run(plankg, audited):
    done = plankg("audit", SLUG, "--workspace", audited, "--check", "no-number")
    assert done.code == 0
    assert "“加大创新投入”没有数字" in done.out
    assert "加大创新投入 has no number" in done.out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--fail-on", "error"), 0),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "warning", "--severity", "error"), 0),
    ],
)
def test_it_fails_as_asked(plankg, audited, options, code):
    done = plankg("audit", "--workspace", audited, "--check", "no-number", *options)
    assert done.code == code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("no-plan",), "no plan 'no-plan' is published"),
        (("--check", "no-check"), "no check 'no-check'"),
        (("--since", "0123456789"), "release '0123456789' are not kept"),
        (("--since", "/missing/old.json"), "there is no file '/missing/old.json'"),
        (("--waive", "no-number/0", "--reason", "…", "--who", "王五"), "no finding 'no-number/0'"),
        (("--waive", "no-number/0", "--who", "王五"), "--reason WHY"),
        (("--output", ""), "the file's name is empty"),
        (("--on", "yesterday"), "yesterday"),
        (("--reason", "…"), "--reason goes with --waive"),
        (("--until", "2026-12-31"), "--until goes with --waive"),
    ],
)
def test_wrong_use_is_one_line(plankg, audited, arguments, told):
    done = plankg("audit", "--workspace", audited, "--check", "no-number", *arguments)
    assert done.code == 2
    assert told in done.error


@pytest.mark.parametrize(
    "inner",
    [
        '[ sh:path plan:nope ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "No nope" ] .',
        """<https://example.org/shapes#Nope> . <https://example.org/shapes#Nope>
        sh:path plan:nope ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "No nope" .""",
    ],
)
@pytest.mark.parametrize("form", ["text", "html"])
def test_findings_of_a_shape_without_a_name_in_two_languages_are_told(plankg, audited, inner, form):
    shape = (
        f"<https://example.org/s> a sh:NodeShape ; sh:targetClass plan:Plan ; sh:property {inner}"
    )
    prefixes = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix plan: <https://w3id.org/plankg/ontology#> .\n"
    )
    (audited / "shapes" / "mine.ttl").write_text(prefixes + shape, encoding="utf-8")
    done = plankg("audit", "--workspace", audited, "--format", form)
    assert done.code == 0, done.err
    assert "No nope" in done.out


def test_a_waived_finding_is_hidden_until_its_waiver_ends(plankg, audited, name):
    done = plankg(
        *(
            "audit",
            "--workspace",
            audited,
            "--waive",
            name,
            "--reason",
            "另行下达",
            "--who",
            "王五",
        ),
        *("--when", "2026-03-01", "--until", "2026-12-31"),
    )
    assert done.code == 0
    on = ("--on", "2026-12-31")
    assert findings(plankg, audited, *on) == []
    (waived,) = findings(plankg, audited, "--all", *on)
    assert waived["state"] == "waived"
    assert waived["waiver"]["reason"] == "另行下达"
    late = plankg(
        *("audit", "--workspace", audited, "--check", "no-number", "--fail-on", "warning"),
        *("--on", "2027-01-01"),
    )
    assert late.code == 1
    assert "ended on 2026-12-31" in late.err


def test_a_waiver_that_waives_nothing_is_told(plankg, audited, name):
    plankg("audit", "--workspace", audited, "--waive", name, "--reason", "…", "--who", "王五")
    file = audited / "data" / "waivers" / f"{SLUG}.yml"
    file.write_text(file.read_text("utf-8").replace("加大创新投入", "加大投入"), encoding="utf-8")
    done = plankg("audit", "--workspace", audited, "--check", "no-number")
    assert "warning: a waiver of 'sample-2021-2022' waives nothing" in done.err
    assert "加大投入" in done.err


def test_a_report_in_json_is_held_against_a_later_audit(plankg, audited, tmp_path):
    old = tmp_path / "old.json"
    plankg("audit", "--workspace", audited, "--format", "json", "--output", old)
    assert [f["change"] for f in findings(plankg, audited, "--since", str(old))] == ["still there"]
    file = audited / "queries" / "audit" / "no-number.rq"
    file.write_text(CHECK.replace("?a a plan:Safeguard", "?a a plan:Task"), encoding="utf-8")
    assert [f["change"] for f in findings(plankg, audited, "--since", str(old))] == ["gone"]


def test_a_file_that_is_no_report_is_told(plankg, audited, tmp_path):
    (tmp_path / "old.json").write_text("{", encoding="utf-8")
    done = plankg("audit", "--workspace", audited, "--since", tmp_path / "old.json")
    assert done.code == 2
    assert "old.json" in done.error


def test_a_build_publishes_what_is_found_apart_from_the_plans(plankg, audited, read):
    before = current_snapshot(audited / ".plankg").release
    build(open_workspace(audited))
    after = current_snapshot(audited / ".plankg").release
    assert before != after
    asked = plankg("sparql", "--workspace", audited, "--format", "csv", "-q", FINDINGS)
    assert len(asked.out.splitlines()) == 2
    whole = FINDINGS.replace("GRAPH ?graph", "")
    asked = plankg("sparql", "--workspace", audited, "--format", "csv", "-q", whole)
    assert asked.out.splitlines() == ["finding"]
    assert [f["change"] for f in findings(plankg, audited, "--since", before)] == ["new"]
    assert [f["change"] for f in findings(plankg, audited, "--since", after)] == ["still there"]


def test_a_waiver_is_published_and_makes_a_release(plankg, audited, name, read):
    build(open_workspace(audited))
    before = current_snapshot(audited / ".plankg").release
    plankg("audit", "--workspace", audited, "--waive", name, "--reason", "…", "--who", "王五")
    assert not build(open_workspace(audited)).written
    assert current_snapshot(audited / ".plankg").release != before
    waivers = "SELECT ?waiver WHERE { GRAPH ?graph { ?waiver plan:waives ?finding } }"
    asked = plankg("sparql", "--workspace", audited, "--format", "csv", "-q", waivers)
    assert len(asked.out.splitlines()) == 2


def test_waivers_that_waive_nothing_are_published_and_told(plankg, audited, name, read):
    plankg("audit", "--workspace", audited, "--waive", name, "--reason", "…", "--who", "王五")
    file = audited / "data" / "waivers" / f"{SLUG}.yml"
    stale = file.read_text("utf-8").replace("加大创新投入", "加大投入")
    file.write_text(stale, encoding="utf-8")
    file.with_name("gone-2020.yml").write_text(stale, encoding="utf-8")
    built = plankg("build", "--workspace", audited)
    assert "warning: a waiver of 'gone-2020' waives nothing: line 6: no-number" in built.err
    assert f"warning: a waiver of {SLUG!r} waives nothing" in built.err
    idle = """SELECT ?plan ?words WHERE {
        GRAPH ?graph { ?waiver plan:inPlan ?plan ; plan:looksFor/plan:soughtWords ?words }
    } ORDER BY ?plan"""
    asked = plankg("sparql", "--workspace", audited, "--format", "csv", "-q", idle)
    rows = [row.rpartition("/")[2] for row in asked.out.splitlines()[1:]]
    assert rows == ["gone-2020,加大投入", f"{SLUG},加大投入"]
    told = json.loads(plankg("audit", "--workspace", audited, "--format", "json").out)
    assert [one["plan"] for one in told["unmatched_waivers"]] == ["gone-2020", SLUG]


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("queries/audit/wrong.rq", "SELECT ?a {}", "wrong.rq:1"),
        (f"data/waivers/{SLUG}.yml", "- check: a\n", f"{SLUG}.yml:1"),
    ],
)
def test_a_broken_check_or_waiver_stops_a_build_before_it_writes(
    plankg, audited, read, file, content, told
):
    (audited / "data" / "sources" / SLUG / "plan.toml").write_text('[plan]\ntitle = "新题"\n')
    (audited / file).write_text(content, encoding="utf-8")
    graph = audited / "data" / "plans" / f"{SLUG}.ttl"
    before = graph.read_bytes()
    done = plankg("build", "--workspace", audited)
    assert done.code == 2
    assert told in done.error
    assert graph.read_bytes() == before
