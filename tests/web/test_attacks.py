"""What an attacker may write in graphs, addresses and headers does no harm in answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient
from web_sample import HTML, TASK, published, service_over

from plankg.engine import Answer, Limits, Term
from plankg.errors import EngineCrashedError, InputError, WorkspaceError
from plankg.web import Service, create_app
from sample import SLUG

SCRIPT = "<script>alert(1)</script>"
QUOTES = "\"'><img src=x onerror=alert(1)>"
CLOSED = "</textarea></script><script>alert(1)</script>"
EVIL = (SCRIPT, QUOTES, CLOSED)

# A thing whose every word is an attack, and one whose address is a script.
HARMFUL = b"""
<https://w3id.org/plankg/id/evil> a <https://w3id.org/plankg/ontology#Task> ;
  <http://www.w3.org/2000/01/rdf-schema#label> "<script>alert(1)</script>"@zh, "\\"'><img src=x onerror=alert(1)>"@en ;
  <http://purl.org/dc/terms/title> "<script>alert(1)</script>" ;
  <http://www.w3.org/2000/01/rdf-schema#seeAlso> <javascript:alert(1)>, <data:text/html,evil> ;
  <https://w3id.org/plankg/ontology#printedPath> "</title><script>alert(1)</script>" ;
  <https://w3id.org/plankg/ontology#partOf> <https://w3id.org/plankg/id/sample-2021-2022> ;
  <https://w3id.org/plankg/ontology#inPlan> <https://w3id.org/plankg/id/sample-2021-2022> .
<https://w3id.org/plankg/id/sample-2021-2022> <http://purl.org/dc/terms/title> "<script>alert(1)</script>" .
"""  # noqa: E501 - Turtle, not Python


class Tags(HTMLParser):
    """Collects what a browser would make of a page: elements with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(page: str) -> None:
    tags = Tags(page).found
    assert tags
    for tag, attributes in tags:
        assert tag not in ("img", "iframe", "object", "embed", "base", "svg")
        if tag == "script":
            assert (attributes.get("src") or "").startswith("/static/")
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in ("href", "src", "action", "formaction"):
                assert urlsplit((value or "").strip()).scheme in ("", "http", "https")


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(published(tmp_path_factory.mktemp("evil"), HARMFUL))


# One application for all: what is attacked keeps no state, and templates are compiled once.
@pytest.fixture(scope="module")
def attacked(evil: Service) -> FlaskClient:
    return create_app(evil).test_client(use_cookies=False)


@pytest.fixture(scope="module")
def client(service: Service) -> FlaskClient:
    return create_app(service).test_client(use_cookies=False)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/data",
        "/page/evil",
        f"/page/{SLUG}",
        f"/page/{SLUG}?view=resource",
        f"/page/{SLUG}/text",
        "/sparql?query=SELECT * { <https://w3id.org/plankg/id/evil> ?p ?o }",
        "/sparql?query=DESCRIBE <https://w3id.org/plankg/id/evil>",
        "/ontology",
        "/queries",
        "/queries/tasks-without-quantified-target",
    ],
)
def test_words_of_a_graph_are_never_markup(
    attacked: FlaskClient, address: str, language: str
) -> None:
    page = attacked.get(address, headers={**HTML, "Accept-Language": language})
    assert page.status_code == 200
    assert_harmless(page.text)
    assert SCRIPT not in page.text


@pytest.mark.parametrize("words", EVIL)
@pytest.mark.parametrize(
    "address",
    [
        "/sparql?query={}",
        "/sparql?query=SELECT (1 AS ?x) {{ }} %23{}",
        "/sparql?query=SELECT ('{}' AS ?x) {{ }}",
        "/sparql?query=ASK{{}}&query={}",
        "/sparql?query=ASK{{}}&timeout={}",
        "/sparql?query=ASK{{}}&default-graph-uri={}",
        "/queries/targets-led-by?body={}",
        "/queries/targets-led-by?{}=x",
        "/queries/{}",
        "/?{}={}",
        "/?lang={}",
        "/?release={}",
        "/page/{}",
        "/id/{}",
        "/graph/{}",
        "/vocab/{}",
        "/data/{}",
        "/data/tables/{}.csv",
        "/data/plans/{}.ttl",
        "/{}",
        f"/page/{SLUG}/text?start={{}}&end={{}}",
    ],
)
def test_words_of_an_address_are_never_markup(
    client: FlaskClient, address: str, words: str
) -> None:
    escaped = quote(words, safe="")
    answer = client.get(address.format(escaped, escaped), headers=HTML)
    assert answer.status_code < 500
    if answer.mimetype == "text/html":
        assert_harmless(answer.text)
        assert words not in answer.text
    else:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_editor_keeps_a_query_that_closes_its_box(client: FlaskClient) -> None:
    query = f"SELECT * {{ }} # {CLOSED}"
    page = client.get("/sparql", query_string={"query": query}, headers=HTML)
    assert page.status_code == 200
    assert_harmless(page.text)
    assert page.text.count("</textarea>") == 1


@pytest.mark.parametrize("status", ["/", "/nowhere", "/sparql?query=ASK", "/data/dump.trig"])
def test_every_answer_carries_the_headers_that_browsers_heed(
    client: FlaskClient, status: str
) -> None:
    headers = client.get(status, headers=HTML).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "target",
    [
        "/id//evil.example/x",
        "/id/%2F%2Fevil.example",
        "/id/..%2F..%2Fevil.example",
        "//evil.example/sparql",
        f"/id/{TASK}?lang=https://evil.example",
        f"/id/{TASK}?lang=//evil.example&next=//evil.example",
        f"/id/{TASK}?lang=en%0d%0aSet-Cookie:%20a=b",
        f"/id/{TASK}%0d%0aSet-Cookie:%20a=b",
        "/.well-known/void?lang=%0aX:1",
        "/?lang=%0d%0aX-Evil:1",
    ],
)
def test_no_address_leads_elsewhere_or_writes_headers(client: FlaskClient, target: str) -> None:
    answer = client.get(target, headers={**HTML, "Host": "localhost"})
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")
    assert "\n" not in "".join(answer.headers.values())
    assert "X-Evil" not in answer.headers
    assert all("a=b" not in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_the_language_link_stays_on_its_page(client: FlaskClient) -> None:
    page = client.get("/sparql?next=//evil.example&query=ASK{}", headers=HTML).text
    links = [
        attributes["href"] or ""
        for tag, attributes in Tags(page).found
        if tag == "a" and attributes.get("class") == "language"
    ]
    assert links
    assert links[0].startswith("?")


class Broken:
    """An engine that raises what no one foresaw."""

    release = "c" * 64

    def __init__(self, error: Exception) -> None:
        self.error = error

    def answer(
        self,
        query: str,
        bindings: Mapping[str, Term],
        format: str,  # noqa: A002
        limits: Limits,
        **_: object,
    ) -> Answer:
        raise self.error


PLACE = "/home/someone/secret.py"


@pytest.mark.parametrize("headers", [HTML, {}])
@pytest.mark.parametrize(
    "error",
    [
        RuntimeError(PLACE),
        KeyError(PLACE),
        RecursionError(PLACE),
        MemoryError(PLACE),
        OSError(2, "No such file", PLACE),
        WorkspaceError(f"{PLACE}: no Turtle"),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/sparql?query=ASK{}",
        f"/page/{TASK}",
        "/data/dump.trig",
        "/data/tables/targets.csv",
        "/queries/targets-led-by?body=x",
    ],
)
def test_no_error_tells_of_the_machine(
    service: Service, address: str, error: Exception, headers: dict[str, str]
) -> None:
    app = create_app(replace(service, engine=Broken(error)))
    app.logger.disabled = True
    answer = app.test_client().get(address, headers=headers)
    app.logger.disabled = False
    assert answer.status_code == 500
    for word in ("secret", "home/", "Traceback", ".py", "line "):
        assert word not in answer.text


def test_what_may_be_told_is_told(service: Service) -> None:
    for error in (EngineCrashedError("it broke"), InputError("unusable")):
        app = create_app(replace(service, engine=Broken(error)))
        assert str(error) in app.test_client().get("/sparql?query=ASK{}").text
