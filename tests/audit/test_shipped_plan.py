"""What a reader by hand reports of the shipped plan is found, place by place, and nothing else.

``expected/<plan>.yml`` was worked out from a list made by hand before the checks were written;
what the checks found beyond it was read in the text and judged right. Each line names the places
of one finding, ``×n`` how often they recur.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from audited import AUDITOR, CHECKS

from plankg.audit import Finding, PlanFiles
from plankg.workspace import packaged_workspace

PLAN = "jiangyin-innovation-2020-2022"
EXPECTED = yaml.safe_load(
    (Path(__file__).parent / "expected" / f"{PLAN}.yml").read_text(encoding="utf-8")
)
VALUES = [
    ("total-against-rate", "30 × 3 = 90，90 ≠ 100"),
    ("one-indicator-two-values", "5家 ≠ 5－6家"),
    ("parts-against-whole", "40、40、80之和 = 160 > 150"),
    ("path-below-kept-level", "65% < 67.2%，相差2.2"),
]


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    (published,) = (plan for plan in packaged_workspace().published() if plan.slug == PLAN)
    files = PlanFiles(PLAN, published.graph.read_bytes(), published.ledger.read_bytes())
    return AUDITOR.findings(files)


def places(finding: Finding) -> str:
    return " | ".join(dict.fromkeys(side.where for side in finding.sides))


@pytest.mark.parametrize("check", CHECKS.names())
def test_a_check_finds_what_the_reader_found(check, findings):
    found = Counter(places(finding) for finding in findings if finding.check == check)
    told = [f"{place} ×{times}" if times > 1 else place for place, times in found.items()]
    assert sorted(told) == sorted(EXPECTED.get(check, []))


def test_no_expectation_is_of_a_check_that_is_gone():
    assert set(EXPECTED) <= set(CHECKS.names())


@pytest.mark.parametrize(("check", "arithmetic"), VALUES)
def test_the_arithmetic_is_that_of_the_reader(check, arithmetic, findings):
    assert arithmetic in {
        finding.arithmetic["zh"] for finding in findings if finding.check == check
    }
