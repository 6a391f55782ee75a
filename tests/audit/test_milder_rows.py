"""A row may be milder, or less sure, than its check; never graver or surer."""

from __future__ import annotations

import pytest

from plankg.audit import Auditor, Checks, PlanFiles
from plankg.errors import CatalogueError
from plankg.iris import Iris
from plankg.sparql_prefixes import SPARQL_PREFIXES

CHECK = """\
#+ severity: warning
#+ confidence: restored
#+ group: time
#+ title: {zh: 题, en: Title}
#+ explanation: {zh: 释, en: Why}
#+ limits: {zh: 限, en: Limits}
#+ message: {zh: "{a}", en: "{a}"}
#+ settle: {zh: 改, en: Change it}

SELECT ?a ?severity ?confidence
WHERE { ?a plan:deadline ?day . BIND("SEVERITY" AS ?severity) BIND("SURENESS" AS ?confidence) }
"""
GRAPH = b"""\
@prefix plan: <https://w3id.org/plankg/ontology#> .
<https://w3id.org/plankg/id/p/task/1> plan:deadline "2020-12-31" .
"""


def found(folder, severity: str, sureness: str):
    text = CHECK.replace("SEVERITY", severity).replace("SURENESS", sureness)
    (folder / "late.rq").write_text(text, encoding="utf-8")
    auditor = Auditor(Checks.load([folder], SPARQL_PREFIXES, ("time",)), (), Iris())
    (finding,) = auditor.findings(PlanFiles("p", GRAPH, b""))
    return finding.severity, finding.confidence


def test_a_row_lowers_what_the_check_claims(tmp_path):
    assert found(tmp_path, "info", "inferred") == ("info", "inferred")


def test_a_row_does_not_raise_it(tmp_path):
    assert found(tmp_path, "error", "printed") == ("warning", "restored")


def test_a_word_that_is_none_is_told(tmp_path):
    with pytest.raises(CatalogueError, match=r"late.rq: \?severity is 'grave'; it must be one of"):
        found(tmp_path, "grave", "printed")
