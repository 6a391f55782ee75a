"""Checks between plans: which plans are looked at, what is found, and what a finding hangs on."""

from __future__ import annotations

from pathlib import Path

import pytest
from audited import AUDITOR

from plankg.audit import PlanFiles
from plankg.audit.related_plans import RelatedPlans
from several_plans import IRIS, published_texts

ACROSS = sorted((Path(__file__).parent.parent / "catalogue" / "across").glob("*.txt"))
BETWEEN = (
    "base-against-parent",
    "cited-number-differs",
    "cited-title-differs",
    "not-in-cited-plan",
    "target-below-parent",
    "unit-against-parent",
)


@pytest.fixture(scope="module")
def files() -> dict[str, PlanFiles]:
    plans, ledgers = published_texts(ACROSS)
    return {slug: PlanFiles(slug, plans[slug], ledgers[slug]) for slug in plans}


@pytest.fixture(scope="module")
def related(files: dict[str, PlanFiles]) -> RelatedPlans:
    return RelatedPlans(list(files), files.__getitem__, IRIS)


@pytest.mark.parametrize(
    ("slug", "others"),
    [
        ("jiangsu-2021-2025", []),
        # No plan of the province is of its time.
        ("wuxi-2018-2020", []),
        ("wuxi-2021-2025", ["jiangsu-2021-2025", "wuxi-talent-2021-2023"]),
        ("changzhou-2021-2025", ["jiangsu-2021-2025"]),
        # It shares no indicator with the province's.
        ("wuxi-talent-2021-2023", []),
    ],
)
def test_a_plan_must_agree_with_those_above_it_and_those_it_cites(
    related: RelatedPlans, slug: str, others: list[str]
) -> None:
    assert [other.slug for other in related.of(slug)] == others


def test_one_plan_alone_is_not_even_read(files: dict[str, PlanFiles]) -> None:
    def load(slug: str) -> PlanFiles:
        raise AssertionError(slug)

    assert RelatedPlans(["wuxi-2021-2025"], load, IRIS).of("wuxi-2021-2025") == ()


@pytest.mark.parametrize(
    ("slug", "messages"),
    [
        (
            "changzhou-2021-2025",
            [
                "“全社会研发投入占GDP的比重”：本规划为3%，江苏省创新水网五年行动计划（2021－2025年）为3.2%"
            ],
        ),
        (
            "wuxi-2021-2025",
            [
                "“万人有效发明专利拥有量”：本规划为45件，江苏省创新水网五年行动计划（2021－2025年）为50件"
            ],
        ),
        ("wuxi-talent-2021-2023", []),
    ],
)
def test_what_is_below_the_plan_above_is_found(
    files: dict[str, PlanFiles], related: RelatedPlans, slug: str, messages: list[str]
) -> None:
    found = AUDITOR.findings(files[slug], BETWEEN, related=related.of(slug))
    assert [finding.message["zh"] for finding in found] == messages


def test_both_sides_have_their_own_sentence(
    files: dict[str, PlanFiles], related: RelatedPlans
) -> None:
    slug = "wuxi-2021-2025"
    (finding,) = AUDITOR.findings(files[slug], BETWEEN, related=related.of(slug))
    own, above = finding.sides
    assert finding.plan == slug
    assert own.quote == "万人有效发明专利拥有量达到45件"
    assert own.sentence.startswith("到2025年，全社会研发经费支出占GDP比重达到3.5%以上；")
    assert above.quote == "万人有效发明专利拥有量达到50件"
    assert above.sentence.startswith("到2025年，全社会研发投入占GDP的比重达到3.2%以上；")
    assert above.evidence.startswith("https://w3id.org/plankg/id/jiangsu-2021-2025/")


def test_without_related_plans_nothing_is_found_between_them(files: dict[str, PlanFiles]) -> None:
    assert AUDITOR.findings(files["wuxi-2021-2025"], BETWEEN) == ()


def test_checks_of_one_plan_never_see_another(
    files: dict[str, PlanFiles], related: RelatedPlans
) -> None:
    slug = "wuxi-2021-2025"
    names = [check.name for check in AUDITOR.checks if check.name not in BETWEEN]
    alone = AUDITOR.findings(files[slug], names)
    assert AUDITOR.findings(files[slug], names, related=related.of(slug)) == alone
