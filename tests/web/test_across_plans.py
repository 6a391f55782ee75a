"""Several plans on pages: both sides of a question across plans, and what changed between two."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_sample import HTML, service_over

from plankg.web import Service, create_app
from plankg.web.routes.diff import told_apart
from several_plans import engine_over_texts

ACROSS = sorted((Path(__file__).parent.parent / "catalogue" / "across").glob("*.txt"))
BETWEEN = {"a": "wuxi-2018-2020", "b": "wuxi-2021-2025"}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(engine_over_texts(tmp_path_factory.mktemp("across"), ACROSS))


@pytest.fixture
def client(plans: Service) -> FlaskClient:
    return create_app(plans).test_client()


def test_the_page_of_parent_and_child_quotes_both_with_their_places(client: FlaskClient) -> None:
    page = client.get(
        "/queries/parent-and-child-targets?standing=weaker&lang=en", headers=HTML
    ).text
    assert "全社会研发投入占GDP的比重达到3.2%以上" in page
    assert "全社会研发投入占GDP的比重达到3.0%以上" in page
    assert 'href="/page/jiangsu-2021-2025/text?start=' in page
    assert 'href="/page/changzhou-2021-2025/text?start=' in page
    assert 'href="/page/changzhou-2021-2025/section/1/objective/' in page
    assert "child iri" not in page
    assert "weaker" in page


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("zh", "此处是水平，多数是增量"),
        ("en", "this is of the kind “level”, most are of “increase”"),
    ],
)
def test_a_reason_is_told_in_the_readers_language(
    client: FlaskClient, language: str, reason: str
) -> None:
    address = f"/queries/indicator-across-plans?indicator=高新技术企业&lang={language}"
    page = client.get(address, headers=HTML).text
    told = ["此处是水平，多数是增量", "this is of the kind “level”, most are of “increase”"]
    assert [words for words in told if words in page] == [reason]


def test_the_page_of_two_plans_shows_both_sides(client: FlaskClient) -> None:
    page = client.get("/diff", query_string=BETWEEN | {"lang": "en"}, headers=HTML).text
    assert "raised" in page
    assert "高新技术企业数达到2800家" in page
    assert "高新技术企业数达到0.6万家" in page
    assert 'href="/page/wuxi-2018-2020/text?start=' in page
    assert 'href="/page/wuxi-2021-2025/text?start=' in page
    assert "plankg diff wuxi-2018-2020 wuxi-2021-2025" in page


def test_programs_get_rows_and_counts(client: FlaskClient) -> None:
    document = client.get("/diff", query_string=BETWEEN).get_json()
    assert document["before"]["plan"] == "wuxi-2018-2020"
    assert document["release"]
    assert document["counts"]["task"] == {"carried-over": 2, "new": 1}
    table = client.get("/diff.csv", query_string=BETWEEN)
    assert table.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(table.text, newline="")))
    assert [row["subject"] for row in rows] == [row["subject"] for row in document["results"]]
    assert list(rows[0]) == document["columns"]


def test_without_plans_the_page_asks_which(client: FlaskClient) -> None:
    page = client.get("/diff?lang=en", headers=HTML)
    assert page.status_code == 200
    assert page.text.count('<option value="wuxi-2021-2025"') == 2
    assert 'href="/diff"' in client.get("/queries", headers=HTML).text


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ({"a": "wuxi-2018-2020"}, 400, "'b' is missing"),
        ({"a": "wuxi-2018-2020", "b": "nothing"}, 404, "nothing"),
        ({"a": "wuxi-2018-2020", "b": "<script>"}, 404, "<script>"),
        (BETWEEN | {"kind": "task"}, 400, "no parameter 'kind' here; known are: a, b"),
        ({"plan": "wuxi-2018-2020"}, 400, "no parameter 'plan' here; known are: a, b"),
    ],
)
def test_what_cannot_be_compared_is_told(
    client: FlaskClient, asked: dict[str, str], status: int, told: str
) -> None:
    answer = client.get("/diff", query_string=asked)
    assert answer.status_code == status
    assert told in answer.get_json(force=True)["detail"]
    page = client.get("/diff", query_string=asked, headers=HTML)
    assert page.status_code == status
    assert "<script>" not in page.text


def test_a_plan_given_twice_is_refused(client: FlaskClient) -> None:
    assert client.get("/diff?a=wuxi-2018-2020&a=x&b=wuxi-2021-2025").status_code == 400


def test_an_unknown_suffix_is_not_found(client: FlaskClient) -> None:
    assert client.get("/diff.xlsx", query_string=BETWEEN).status_code == 404


def test_plans_of_one_title_are_told_apart_where_one_chooses() -> None:
    titles = {"draft": "某市行动计划", "final": "某市行动计划", "other": "某县行动计划"}
    assert told_apart(titles) == {
        "draft": "某市行动计划 (draft)",
        "final": "某市行动计划 (final)",
        "other": "某县行动计划",
    }
