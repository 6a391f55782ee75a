"""The home page, the sign of life, and the headers that every answer carries."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from web_sample import HTML

from plankg.errors import WorkspaceError
from plankg.web import Service, create_app
from plankg.web.service import page_query
from sample import SLUG


def test_the_home_page_says_what_is_loaded_and_asks_the_first_question(client: FlaskClient) -> None:
    page = client.get("/?lang=en", headers=HTML).text
    assert f'href="/page/{SLUG}"' in page
    assert "<dt>Tasks</dt><dd>2</dd>" in page
    assert "<dt>Targets</dt><dd>6</dd>" in page
    assert "<dt>Bodies</dt><dd>6</dd>" in page
    assert 'action="/queries/targets-led-by"' in page


def test_the_sign_of_life_names_the_release(client: FlaskClient, service: Service) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok", "release": service.release}


@pytest.mark.parametrize("path", ["/", "/healthz", "/sparql", "/nowhere", "/static/plankg.css"])
def test_every_answer_carries_the_safety_headers(
    client: FlaskClient, service: Service, path: str
) -> None:
    with client.get(path, headers=HTML) as answer:
        headers = answer.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-PlanKG-Release"] == service.release


@pytest.mark.parametrize("path", ["/", f"/page/{SLUG}", "/sparql", "/queries", "/ontology"])
def test_no_page_loads_anything_from_elsewhere_or_inline(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers=HTML).text
    assert "style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
    for tag in ("<link", "<script", "<img"):
        for piece in page.split(tag)[1:]:
            assert "://" not in piece.partition(">")[0]


def test_an_error_is_a_page_for_browsers_and_a_problem_for_programs(client: FlaskClient) -> None:
    page = client.get("/nowhere?lang=zh", headers=HTML)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "没有找到" in page.text
    problem = client.get("/nowhere")
    assert (problem.status_code, problem.mimetype) == (404, "application/problem+json")
    assert problem.get_json()["status"] == 404
    assert client.get("/nowhere", headers={"Accept": "image/png"}).mimetype == problem.mimetype


def test_a_method_that_is_not_allowed_names_those_that_are(client: FlaskClient) -> None:
    answer = client.delete("/sparql")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "raised",
    [
        RuntimeError("/home/someone/secret.py"),
        WorkspaceError("/home/someone/secret.ttl:3: no Turtle"),
    ],
)
def test_an_error_of_ours_tells_nothing_of_the_machine(
    service: Service, monkeypatch: pytest.MonkeyPatch, raised: Exception
) -> None:
    app = create_app(service)

    def broken() -> str:
        raise raised

    monkeypatch.setitem(app.view_functions, "home.index", broken)
    app.logger.disabled = True
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    title = "Internal Server Error"
    assert answer.get_json() == {"type": "about:blank", "title": title, "status": 500}
    app.logger.disabled = False


def test_the_pages_own_queries_name_what_is_bound_in_their_projection() -> None:
    # The engine refuses to bind what a SELECT doesn't project.
    assert page_query("thing").startswith("#")
    assert "SELECT ?thing" in page_query("thing")
