"""A check that knows better than a shape speaks in its place, and only then."""

from __future__ import annotations

import pytest

from plankg.audit import Auditor, Checks, PlanFiles
from plankg.iris import Iris
from plankg.sparql_prefixes import SPARQL_PREFIXES
from plankg.validation.results import CheckResult

CHECK = """\
#+ severity: warning
#+ group: time
#+ title: {zh: 题, en: Title}
#+ explanation: {zh: 释, en: Why}
#+ limits: {zh: 限, en: Limits}
#+ message: {zh: "{a}", en: "{a}"}
#+ settle: {zh: 改, en: Change it}
#+ replaces: [Task-bodyMissing]

SELECT ?a WHERE { ?a plan:deadline "never" }
"""
TASK = "https://w3id.org/plankg/id/p/task/1"
GRAPH = f'<{TASK}> <https://w3id.org/plankg/ontology#printedPath> "1" .\n'.encode()


def result(shape: str) -> CheckResult:
    return CheckResult(
        severity="warning",
        focus=TASK,
        label="1",
        path="",
        value="",
        message_zh="缺",
        message_en="missing",
        shape=f"https://w3id.org/plankg/shapes/elements#{shape}",
    )


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (None, ["Task-titleMissing"]),
        (["other"], ["Task-bodyMissing", "Task-titleMissing"]),
    ],
)
def test_the_results_of_a_replaced_shape_are_told_only_without_the_check(tmp_path, names, told):
    (tmp_path / "bodies.rq").write_text(CHECK, encoding="utf-8")
    auditor = Auditor(Checks.load([tmp_path], SPARQL_PREFIXES, ("time",)), (), Iris())
    results = [result("Task-bodyMissing"), result("Task-titleMissing")]
    found = auditor.findings(PlanFiles("p", GRAPH, b""), names, results)
    assert sorted(finding.check for finding in found) == told
