"""Checks between plans follow what links join, and leave alone what a person has denied."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from audited import AUDITOR

from plankg.audit import PlanFiles
from plankg.audit.related_plans import RelatedPlans
from plankg.linking.links import Link
from plankg.linking.model import EXACT, SAME
from several_plans import IRIS, decided, published_texts

UPPER, OTHER, CITY = "upper", "other", "city"
TEXTS = {
    UPPER: """江苏省人民政府
关于印发《江苏省林水提升方案（2021－2025年）》的通知
样苏政发〔2021〕41号

江苏省林水提升方案（2021－2025年）

一、主要目标
到2025年，林木绿化覆盖率达到42%；造林资金增长30%。
二、重点任务
1．植树护林。实施“千村添绿工程”。（责任单位：省林业局）
""",
    # One notice issues two plans under one number.
    OTHER: """江苏省人民政府
关于印发《江苏省湖荡修复方案（2021－2025年）》的通知
样苏政发〔2021〕41号

江苏省湖荡修复方案（2021－2025年）

一、重点任务
1．修复湖荡。到2025年，修复湖荡30个。（责任单位：省水利厅）
""",
    CITY: """无锡市人民政府
关于印发《无锡市林水实施方案（2021－2025年）》的通知
样锡政发〔2021〕43号

无锡市林水实施方案（2021－2025年）

一、主要目标
到2025年，林草绿化率达到40%。
二、重点任务
1．植树护林。“万河添绿工程”列入《江苏省林水方案》（样苏政发〔2021〕47号）。（责任单位：市林业局）
""",
}
CITED = "document/样苏政发〔2021〕47号"
BETWEEN = [check.name for check in AUDITOR.checks if check.with_related]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PlanFiles]:
    folder = tmp_path_factory.mktemp("texts")
    for slug, text in TEXTS.items():
        (folder / f"{slug}.txt").write_text(text, encoding="utf-8")
    plans, ledgers = published_texts(sorted(folder.glob("*.txt")))
    return {slug: PlanFiles(slug, plans[slug], ledgers[slug]) for slug in plans}


def found(files: dict[str, PlanFiles], links: Sequence[Link], slug: str = CITY) -> list[str]:
    related = RelatedPlans(list(files), files.__getitem__, IRIS, links)
    others, sameness = related.of(slug), related.sameness(slug)
    findings = AUDITOR.findings(files[slug], BETWEEN, related=others, sameness=sameness)
    return sorted(finding.check for finding in findings)


def test_nothing_is_found_where_nothing_is_known_to_be_one(files: dict[str, PlanFiles]) -> None:
    assert found(files, ()) == []


def test_a_linked_target_below_that_of_the_parent_is_found(files: dict[str, PlanFiles]) -> None:
    rate = decided("indicator/林草绿化率", EXACT, "indicator/林木绿化覆盖率")
    assert found(files, (rate,)) == ["target-below-parent"]


def test_a_linked_citation_is_held_against_the_plan_that_it_means(
    files: dict[str, PlanFiles],
) -> None:
    cited = decided(CITED, SAME, UPPER)
    assert found(files, (cited,)) == ["cited-number-differs", "not-in-cited-plan"]


@pytest.mark.parametrize(
    ("citation", "document", "plan", "check"),
    [
        # The title is that of a plan whose number is another.
        (
            "《江苏省林水提升方案（2021－2025年）》（样苏政发〔2021〕47号）",
            "document/样苏政发〔2021〕47号",
            UPPER,
            "cited-number-differs",
        ),
        # The number is that of a plan; another part of the same notice may be meant.
        (
            "《江苏省河道管护方案》（样苏政发〔2021〕41号）",
            "document/样苏政发〔2021〕41号",
            UPPER,
            "cited-title-differs",
        ),
    ],
)
def test_a_denied_citation_contradicts_nothing(
    files: dict[str, PlanFiles],
    tmp_path_factory: pytest.TempPathFactory,
    citation: str,
    document: str,
    plan: str,
    check: str,
) -> None:
    text = TEXTS[CITY].replace("《江苏省林水方案》（样苏政发〔2021〕47号）", citation)
    file = tmp_path_factory.mktemp("cites") / f"{CITY}.txt"
    file.write_text(text.replace("列入", "对接"), encoding="utf-8")
    plans, ledgers = published_texts([file])
    changed = {UPPER: files[UPPER], CITY: PlanFiles(CITY, plans[CITY], ledgers[CITY])}
    assert found(changed, ()) == [check]
    assert found(changed, (decided(document, SAME, plan, denied=True),)) == []
