"""Names that a plan prints once with a character missing or wrong, among names that are right."""

from __future__ import annotations

import pytest
from audited import AUDITOR, ledger_of

from plankg.audit import PlanFiles
from plankg.audit.name_slips import slips

RIGHT = (
    "建高新技术企业十家，服务高新技术企业，奖励高新技术企业。"
    "建创新型企业，服务创新型企业，奖励创新型企业。"
)
NAMES = ("高新技术企业", "创新型企业")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RIGHT, []),
        (f"{RIGHT}奖励高新技企业。", [("高新技企业", "高新技术企业", 3)]),
        (f"{RIGHT}奖励高新支术企业。", [("高新支术企业", "高新技术企业", 3)]),
        # Of two words that stand apart elsewhere one may go without the character between them.
        (f"{RIGHT}做好创新，服务企业，奖励创新企业。", []),
        # Twice is how it is said.
        (f"{RIGHT}奖励高新技企业，服务高新技企业。", []),
        # Before and behind a name anything may stand.
        (f"{RIGHT}奖励新技术企业。", []),
        ("建高新技术企业，服务高新技术企业，奖励高新技企业。", []),
    ],
)
def test_a_misprint_of_a_name_that_stands_three_times_is_found(text, told):
    found = slips(text, NAMES)
    assert [tuple(match.values.values()) for match in found] == told
    for match in found:
        assert text[match.span.start : match.span.end] == match.values["found"]


def test_another_name_of_the_plan_is_no_misprint():
    text = "市级文化体育局一、市级文化体育局二、市级文化体育局三；市级文化教育局。"
    assert slips(text, ["市级文化体育局"])
    assert not slips(text, ["市级文化体育局", "市级文化教育局"])


def test_what_the_graph_names_is_compared_with_the_text():
    graph = """@prefix id: <https://w3id.org/plankg/id/> .
@prefix plan: <https://w3id.org/plankg/ontology#> .
id:target plan:indicatorLabel "高新技术企业"@zh .
"""
    text = f"{RIGHT}奖励高新技企业。"
    plan = PlanFiles("p", graph.encode(), ledger_of(text))
    (finding,) = AUDITOR.findings(plan, ["misprinted-names"])
    assert finding.message["zh"] == "“高新技企业”疑为“高新技术企业”（别处3次）"
    assert finding.sides[0].quote.endswith("奖励高新技企业。")
