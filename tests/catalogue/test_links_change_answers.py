"""What links join is one in questions across plans, and what a person has denied is not.

``linked/`` has a province's plan and two of one of its cities. Nothing that is linked here goes by
one name in two of them; what is denied does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plankg.catalogue import Catalogue, cells, run
from plankg.comparison import compare, published_side, rows_of
from plankg.engine import Engine
from plankg.linking.model import BROAD, EXACT, REPLACED_BY, SAME
from several_plans import IRIS, decided, engine_over, published_texts

UPPER, CITY, RICE = "jiangsu-grain-2021-2025", "wuxi-grain-2021-2025", "wuxi-rice-2023-2025"
RATE = IRIS.concept("indicator", "农产品加工转化率")
CITED = "document/江苏省粮油水网方案"
_JOINED = (
    decided("indicator/农产品初加工转化率", EXACT, RATE),
    decided("indicator/地产农产品加工率", EXACT, RATE),
    decided("programme/320200/春苗人才培育计划", SAME, "programme/320000/春苗育才计划"),
    decided("carrier/320200/运河农业机械产业园", SAME, "carrier/320200/运河农机产业园"),
    decided("body/320200/市米业办", REPLACED_BY, "body/320200/市稻米产业办公室"),
    decided(CITED, SAME, UPPER),
)
_ONE_BODY = (decided("body/320200/市米业办", SAME, "body/320200/市稻米产业办公室"),)
_DENIED = (
    decided("indicator/农机手总数", EXACT, "indicator/农机手数", denied=True),
    decided("programme/320200/绿芽计划", SAME, "programme/320000/绿芽计划", denied=True),
    decided("document/无锡市粮油支流行动方案（2021－2025年）", SAME, CITY, denied=True),
)
_NARROWER = (decided("indicator/农机手总数", BROAD, "indicator/农机手数"),)
ALONE, LINKS, SAME_BODY, DENIED, NARROWER = "alone", "linked", "one body", "denied", "narrower"
SETS = {
    ALONE: (),
    LINKS: _JOINED,
    SAME_BODY: _ONE_BODY,
    DENIED: _DENIED,
    NARROWER: _NARROWER,
}

Ask = Callable[..., list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def texts() -> tuple[dict[str, bytes], dict[str, bytes]]:
    return published_texts(sorted(Path(__file__).with_name("linked").glob("*.txt")))


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory, texts: Any) -> dict[str, Engine]:
    return {
        name: engine_over(tmp_path_factory.mktemp("linked"), *texts, links)
        for name, links in SETS.items()
    }


@pytest.fixture
def ask(engines: dict[str, Engine], catalogue: Catalogue) -> Ask:
    """Ask a query of the plans with some links; give these columns of its rows."""

    def rows(links: str, name: str, *columns: str, **arguments: str) -> list[tuple[str, ...]]:
        result = run(engines[links], catalogue[name], arguments)
        table = [dict(zip(result.columns, cells(result, row), strict=True)) for row in result.rows]
        return [tuple(row[column] for column in columns) for row in table]

    return rows


@pytest.mark.parametrize("name", ["农产品初加工转化率", "地产农产品加工率"])
def test_a_linked_indicator_is_found_in_all_plans_by_either_wording(ask: Ask, name: str) -> None:
    columns = ("plan", "indicator", "value")
    found = ask(LINKS, "indicator-across-plans", *columns, indicator=name)
    assert found == [
        (UPPER, "农产品初加工转化率", "70"),
        (CITY, "地产农产品加工率", "64"),
        (RICE, "地产农产品加工率", "65"),
    ]
    alone = ask(ALONE, "indicator-across-plans", *columns, indicator=name)
    assert alone == [row for row in found if row[1] == name]


@pytest.mark.parametrize("links", [DENIED, NARROWER])
def test_a_denied_or_narrower_indicator_is_another_one(ask: Ask, links: str) -> None:
    columns = ("plan", "value")
    name = {"indicator": "农机手数"}
    assert ask(ALONE, "indicator-across-plans", *columns, **name) == [(UPPER, "90"), (CITY, "5")]
    assert ask(links, "indicator-across-plans", *columns, **name) == [(UPPER, "90")]


def test_a_linked_target_stands_against_that_of_the_parent(ask: Ask) -> None:
    columns = ("indicator", "child_plan", "standing", "difference")
    assert ask(LINKS, "parent-and-child-targets", *columns, standing="weaker") == [
        ("农产品初加工转化率", CITY, "weaker", "-6"),
        ("农产品初加工转化率", RICE, "weaker", "-5"),
    ]
    assert ask(ALONE, "parent-and-child-targets", *columns, standing="weaker") == []
    # Without a link only what both say of 农机手 joins the two plans; denied, nothing does.
    shared = ("农机手数", CITY, "share", "")
    assert ask(ALONE, "parent-and-child-targets", *columns, standing="share") == [shared]
    assert ask(DENIED, "parent-and-child-targets", *columns) == []


def test_a_programme_and_a_carrier_are_shared_under_two_names(ask: Ask) -> None:
    names = ("programme", "compared_as", "plan")
    assert ask(ALONE, "shared-programmes", *names) == [
        ("绿芽计划", "绿芽计划", UPPER),
        ("绿芽计划", "绿芽计划", CITY),
    ]
    assert ask(LINKS, "shared-programmes", *names, programme="春苗") == [
        ("春苗育才计划", "春苗育才计划", UPPER),
        ("春苗人才培育计划", "春苗育才计划", CITY),
    ]
    assert ask(DENIED, "shared-programmes", *names) == []
    carried = ("carrier", "compared_as", "plan", "verb")
    assert ask(ALONE, "shared-carriers", *carried) == []
    assert ask(LINKS, "shared-carriers", *carried) == [
        ("运河农机产业园", "运河农机产业园", CITY, "升级"),
        ("运河农业机械产业园", "运河农机产业园", RICE, "改造"),
    ]


@pytest.mark.parametrize("links", [LINKS, SAME_BODY])
@pytest.mark.parametrize("office", ["市米业办", "市稻米产业办公室"])
def test_a_linked_or_succeeding_body_has_its_work_with_it(
    ask: Ask, links: str, office: str
) -> None:
    found = ask(links, "work-across-plans", "plan", "body", office=office)
    assert found == [(CITY, "市米业办"), (RICE, "市稻米产业办公室")]
    alone = ask(ALONE, "work-across-plans", "plan", "body", office=office)
    assert alone == [row for row in found if row[1] == office]


def test_a_citation_leads_to_the_plan_that_a_link_names_and_not_to_a_denied_one(ask: Ask) -> None:
    columns = ("plan", "document", "cited_plan", "found_by")
    own = (RICE, "无锡市粮油支流行动方案（2021－2025年）")
    short = (CITY, "江苏省粮油水网方案")
    assert ask(ALONE, "citations-between-plans", *columns) == [
        (*short, "", ""),
        (*own, CITY, "title"),
    ]
    assert ask(LINKS, "citations-between-plans", *columns)[0] == (*short, UPPER, "link")
    assert ask(DENIED, "citations-between-plans", *columns)[1] == (*own, "", "")


def test_plans_are_alike_by_what_links_join(ask: Ask) -> None:
    columns = ("other", "shared_indicators", "indicators")
    assert ask(ALONE, "plans-most-alike", *columns, plan=UPPER) == [(CITY, "1", "农机手数")]
    assert ask(LINKS, "plans-most-alike", *columns, plan=UPPER) == [
        (CITY, "2", "农产品初加工转化率；农机手数"),
        (RICE, "1", "农产品初加工转化率"),
    ]


@pytest.mark.parametrize(
    ("links", "changes"),
    [
        (
            ALONE,
            [
                ("new", "", "地产农产品加工率：≥64%"),
                ("lowered；reworded", "农机手数：90万人", "农机手总数：5万人"),
                ("dropped", "农产品初加工转化率：≥70%", ""),
            ],
        ),
        (
            LINKS,
            [
                ("lowered；reworded", "农产品初加工转化率：≥70%", "地产农产品加工率：≥64%"),
                ("lowered；reworded", "农机手数：90万人", "农机手总数：5万人"),
            ],
        ),
        (
            DENIED,
            [
                ("new", "", "地产农产品加工率：≥64%"),
                ("new", "", "农机手总数：5万人"),
                ("dropped", "农产品初加工转化率：≥70%", ""),
                ("dropped", "农机手数：90万人", ""),
            ],
        ),
    ],
)
def test_what_changed_between_plans_goes_by_links_as_well(
    engines: dict[str, Engine], links: str, changes: list[tuple[str, str, str]]
) -> None:
    sides = [published_side(engines[links], slug) for slug in (UPPER, CITY)]
    rows = [row for row in rows_of(compare(*sides)) if row["subject"] == "target"]
    found = [(row["change"], row["label_before"] or "", row["label_after"] or "") for row in rows]
    assert found == changes
