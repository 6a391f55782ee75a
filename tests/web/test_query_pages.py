"""Named queries over HTTP: a form, a readable table, downloads, and what is wrong said plainly."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from web_sample import HTML

from plankg.catalogue import cells, command_of, run
from plankg.web import Service
from plankg.web.language import messages
from plankg.web.targets import amount, period
from sample import SLUG, TEXT

LED = "/queries/targets-led-by"


def test_the_list_shows_every_query_with_an_example(client: FlaskClient, service: Service) -> None:
    page = client.get("/queries?lang=en", headers=HTML).text
    for query in service.catalogue:
        assert f'href="/queries/{query.name}"' in page
        assert query.title["en"].replace("'", "&#39;") in page


def test_programs_get_the_list_as_json(client: FlaskClient, service: Service) -> None:
    queries = {query["name"]: query for query in client.get("/queries").get_json()["queries"]}
    assert set(queries) == {query.name for query in service.catalogue}
    (body, plan) = queries["targets-led-by"]["parameters"]
    assert (body["name"], body["required"], plan["required"]) == ("body", True, False)


@pytest.mark.parametrize("body", ["科技局", "市科技局", "江阴市科学技术局"])
def test_a_body_is_found_by_any_of_its_names(client: FlaskClient, body: str) -> None:
    answer = client.get(LED, query_string={"body": body}).get_json()
    assert answer["complete"] is True
    assert [row["goal"] for row in answer["results"]] == ["净增高新技术企业12家。"]


@pytest.mark.parametrize(
    ("path", "accept", "content_type"),
    [
        (LED, "", "application/json"),
        (LED, "text/csv", "text/csv; charset=utf-8"),
        (LED, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (LED, "text/csv;q=0.2, application/json;q=0.1", "text/csv; charset=utf-8"),
        (LED, HTML["Accept"], "text/html; charset=utf-8"),
        (f"{LED}.csv", HTML["Accept"], "text/csv; charset=utf-8"),
        (f"{LED}.tsv", "", "text/tab-separated-values; charset=utf-8"),
        (f"{LED}.json", HTML["Accept"], "application/json"),
        (f"{LED}.html", "", "text/html; charset=utf-8"),
    ],
)
def test_the_format_follows_suffix_then_accept(
    client: FlaskClient, path: str, accept: str, content_type: str
) -> None:
    answer = client.get(path, query_string={"body": "科技局"}, headers={"Accept": accept})
    assert (answer.status_code, answer.content_type) == (200, content_type)


def test_csv_is_what_the_catalogue_writes(client: FlaskClient, service: Service) -> None:
    answer = client.get(f"{LED}.csv", query_string={"body": "科技局"})
    result = run(service.engine, service.catalogue["targets-led-by"], {"body": "科技局"})
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows == [list(result.columns), *(cells(result, row) for row in result.rows)]


class TestPage:
    @pytest.fixture
    def page(self, client: FlaskClient) -> str:
        answer = client.get(LED, query_string={"body": "科技局", "lang": "en"}, headers=HTML)
        assert answer.status_code == 200
        return answer.text

    def test_keeps_what_was_asked_in_the_form(self, page: str) -> None:
        assert 'name="body" type="text" value="科技局"' in page
        assert '<option value="市财政局"></option>' in page

    def test_links_the_quote_to_its_place_in_the_text(self, page: str) -> None:
        start = TEXT.index("净增高新技术企业12家。")
        place = f"/page/{SLUG}/text?start={start}&amp;end={start + 12}#passage"
        assert f'<a href="{place}"><mark>净增高新技术企业12家。</mark></a>' in page

    def test_links_the_row_to_its_thing(self, page: str) -> None:
        assert f'href="/page/{SLUG}/annex/1/task/1/goal/1"' in page

    def test_offers_the_same_answer_to_programs(self, page: str) -> None:
        assert 'href="/queries/targets-led-by.csv?body=' in page
        assert "<code>plankg query targets-led-by --body 科技局</code>" in page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"body": "科技局", "bdy": "x"}, "body, plan"),
        ({}, "body"),
        ({"body": "无此局"}, "无此局"),
        ([("body", "科技局"), ("body", "财政局")], "more than once"),
    ],
)
def test_a_wrong_argument_is_a_400_that_says_what_is_allowed(
    client: FlaskClient, arguments: object, words: str
) -> None:
    answer = client.get(LED, query_string=arguments)  # type: ignore[arg-type]
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert words in answer.get_json()["detail"]


def test_a_browser_sees_the_error_beside_its_form(client: FlaskClient) -> None:
    answer = client.get(LED, query_string={"body": "无此局"}, headers=HTML)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'value="无此局"' in answer.text


def test_a_browser_without_arguments_gets_the_form(client: FlaskClient) -> None:
    answer = client.get(f"{LED}?lang=en", headers=HTML)
    assert answer.status_code == 200
    assert "Please fill in" in answer.text


@pytest.mark.parametrize("path", ["/queries/none", "/queries/none.csv", f"{LED}.xlsx"])
def test_a_query_that_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_query_of_the_catalogue_has_a_page_for_its_example(
    client: FlaskClient, service: Service
) -> None:
    ours = {"task": "1", "iri": f"{service.base}id/{SLUG}", "words": "创新", "plan": SLUG}
    for query in service.catalogue:
        arguments = {name: ours.get(name, value) for name, value in query.example.items()}
        answer = client.get(f"/queries/{query.name}", query_string=arguments, headers=HTML)
        assert answer.status_code == 200, query.name
        assert 'id="results"' in answer.text, query.name


def test_every_column_of_the_catalogue_has_a_heading(service: Service) -> None:
    hidden = {"start", "end", "evidence", "prefix", "suffix", "source", "iri"}
    merged = {"comparator", "value_max", "unit", "period_start", "frequency", "hedge"}
    for query in service.catalogue:
        for name in set(query.columns) - set(query.column_titles):
            if (
                not name.endswith("_iri")
                and name.removeprefix("child_").removeprefix("plan_") not in hidden | merged
            ):
                assert f"column.{name}" in messages("en"), (query.name, name)


def test_people_read_a_target_in_few_columns(client: FlaskClient) -> None:
    page = client.get("/queries/targets-by-year?lang=en", headers=HTML).text
    head = page.partition("<thead>")[2].partition("</thead>")[0]
    headings = re.findall(r'<th scope="col">([^<]+)</th>', head)
    assert headings[-2:] == ["Words", "Bodies"]
    assert {"Value", "Kind", "Period"} <= set(headings)
    assert "力争 ≥ 3.5%" in page


@pytest.mark.parametrize(
    ("sign", "low_high", "unit", "shown"),
    [
        (">=", ["3.3"], "%", "≥ 3.3%"),
        ("range", ["2", "3"], "家", "2–3 家"),
        ("=", ["5"], "", "5"),
        ("~", ["0.5"], "个百分点", "≈ 0.5 个百分点"),
    ],
)
def test_an_amount_is_read_in_one(sign: str, low_high: list[str], unit: str, shown: str) -> None:
    assert amount(sign, low_high, unit) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2022-01-01", "2022-12-31", "2022"),
        ("2020-01-01", "2022-12-31", "2020–2022"),
        ("2022-01-01", "2022-06-30", "2022-01-01 – 2022-06-30"),
        ("", "2022-12-31", "2022-12-31"),
        ("", "", ""),
    ],
)
def test_whole_years_are_read_by_their_numbers(start: str, end: str, shown: str) -> None:
    assert period(start, end) == shown


def test_the_command_quotes_what_a_shell_would_split(service: Service) -> None:
    query = service.catalogue["sentences-with"]
    assert command_of(query, [("words", "孵化 科创")]).endswith("--words '孵化 科创'")
    assert command_of(query, [("words", "$(rm)")]).endswith("--words '$(rm)'")
    assert command_of(query, [("words", "孵化")]).endswith("--words 孵化")
