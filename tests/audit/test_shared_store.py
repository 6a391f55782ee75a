"""An audit in the store that the shapes were run in finds what one in its own store finds."""

from __future__ import annotations

import pyoxigraph as ox
from audited import AUDITOR, ROOT
from rdflib import SH

from plankg.audit import PlanFiles
from plankg.check import Checker
from plankg.ontology import load_ontology, load_shapes
from plankg.workspace import packaged_workspace


def test_a_shared_store_changes_no_finding() -> None:
    published = packaged_workspace().published()[0]
    plan = PlanFiles(published.slug, published.graph.read_bytes(), published.ledger.read_bytes())
    # Confidences left out, so that shapes have something to say too.
    broken = PlanFiles(
        plan.slug,
        plan.graph.replace(b"plan:hasConfidence confidence:printed ;", b"", 3),
        plan.ledger,
    )
    checker = Checker(load_shapes(ROOT), load_ontology(ROOT))
    for one in (plan, broken):
        apart = checker.check(one.graph)
        store = ox.Store()
        together = checker.check(one.graph, store)
        assert together == apart
        found = AUDITOR.findings(one, results=together.results, loaded=store)
        assert found == AUDITOR.findings(one, results=apart.results)
        assert any(finding.method == "query" for finding in found)
    assert apart.results
    by_shapes = [finding for finding in found if finding.method == "shape"]
    assert {one.component for one in by_shapes} == {str(SH.MinCountConstraintComponent)}
