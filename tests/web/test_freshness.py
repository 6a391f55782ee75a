"""Releases and caches: what an answer came from, how long it holds, when it need not be sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_sample import HTML, TASK, published, service_over

from plankg.engine import Answer
from plankg.web import Service, create_app
from sample import SLUG

READ = [
    "/",
    "/queries",
    "/queries/targets-led-by.csv?body=市科技局",
    "/sparql",
    "/sparql?query=SELECT(1 AS ?x){}",
    f"/data/{TASK}.ttl",
    f"/page/{TASK}",
    f"/graph/{SLUG}.nt",
    "/ontology.ttl",
    "/vocab/role.ttl",
    "/.well-known/void",
    "/data",
    "/data/dump.trig",
    "/data/dump.nq.gz",
    "/data/tables/targets.csv",
    f"/data/plans/{SLUG}.ttl",
    f"/data/{SLUG}/text.txt",
]


@pytest.mark.parametrize("address", READ)
def test_an_answer_is_not_sent_again_to_who_has_it(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert first.headers["Cache-Control"] == "public, no-cache"
    for tags in (tag, f'"other", {tag}', "*"):
        again = client.get(address, headers={"If-None-Match": tags})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["X-PlanKG-Release"] == first.headers["X-PlanKG-Release"]
    assert client.get(address, headers={"If-None-Match": '"other"'}).data == first.data
    assert client.head(address).headers["ETag"] == tag


def test_formats_and_languages_have_tags_of_their_own(client: FlaskClient) -> None:
    address = "/sparql?query=SELECT * {}"
    types = ("application/sparql-results+json", "application/json", "text/csv", "text/html")
    tags = {client.get(address, headers={"Accept": accept}).headers["ETag"] for accept in types}
    assert len(tags) == 4
    pages = {
        client.get("/", headers={**HTML, "Accept-Language": tag}).headers["ETag"]
        for tag in ("zh", "en")
    }
    assert len(pages) == 2


def test_a_page_varies_by_language_and_data_by_format(client: FlaskClient) -> None:
    page = client.get(f"/page/{TASK}", headers=HTML).headers["Vary"]
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in page.split(",")}
    assert client.get(f"/graph/{SLUG}").headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/nowhere", 404, "no-store"),
        ("/sparql?query=ASK", 400, "no-store"),
        ("/healthz", 200, "no-store"),
        (f"/id/{TASK}", 303, "no-cache"),
        ("/?lang=en", 200, "private, no-cache"),
    ],
)
def test_what_must_not_be_kept_says_so(
    client: FlaskClient, address: str, status: int, told: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (status, told)


@pytest.mark.parametrize("address", READ)
def test_a_release_can_be_pinned_everywhere(
    client: FlaskClient, service: Service, address: str
) -> None:
    joint = "&" if "?" in address else "?"
    plain = client.get(address)
    for release in (service.release, service.release[:12]):
        pinned = client.get(f"{address}{joint}release={release}")
        assert pinned.status_code == 200
        assert pinned.data == plain.data or plain.mimetype == "text/html"
    gone = client.get(f"{address}{joint}release={'0' * 64}")
    assert gone.status_code == 410
    problem = gone.get_json()
    assert problem["current"] == service.release
    assert service.release in problem["detail"]
    assert client.get(f"{address}{joint}release=latest").status_code == 400


def test_pinned_data_may_be_kept_for_a_day(client: FlaskClient, service: Service) -> None:
    address = f"/data/{TASK}.ttl?release={service.release}"
    assert client.get(address).headers["Cache-Control"] == "public, max-age=86400"
    page = f"/page/{TASK}?release={service.release}"
    assert client.get(page, headers=HTML).headers["Cache-Control"] == "public, no-cache"


def test_a_posted_form_can_pin_a_release(client: FlaskClient, service: Service) -> None:
    form = {"query": "ASK {}", "release": service.release}
    assert client.post("/sparql", data=form).status_code == 200
    assert client.post("/sparql", data={**form, "release": "f" * 64}).status_code == 410


def test_the_time_of_publication_is_told_where_it_is_known(service: Service) -> None:
    assert "Last-Modified" not in create_app(service).test_client().get("/").headers
    at = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    client = create_app(replace(service, published=at)).test_client()
    answer = client.get("/data/dump.trig")
    assert answer.headers["Last-Modified"] == "Mon, 06 May 2024 07:08:09 GMT"
    since = {"If-Modified-Since": answer.headers["Last-Modified"]}
    assert client.get("/data/dump.trig", headers=since).status_code == 304
    before = {"If-Modified-Since": "Sun, 05 May 2024 00:00:00 GMT"}
    assert client.get("/data/dump.trig", headers=before).status_code == 200


class Followed:
    """An engine whose release is followed by another after some answers."""

    def __init__(self, first: object, second: object, after: int) -> None:
        self.engines = [first] * after + [second]
        self.release_now = first

    @property
    def release(self) -> str:
        return self.release_now.release  # type: ignore[attr-defined,no-any-return]

    def answer(self, *args: object, **kwargs: object) -> Answer:
        if len(self.engines) > 1:
            self.release_now = self.engines.pop(0)
        else:
            self.release_now = self.engines[0]
        return self.release_now.answer(*args, **kwargs)  # type: ignore[attr-defined,no-any-return]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Service]:
    first = published(tmp_path_factory.mktemp("first"))
    title = b"<https://w3id.org/plankg/id/new> <http://www.w3.org/2000/01/rdf-schema#label> 'n' ."
    second = published(tmp_path_factory.mktemp("second"), title)
    assert first.release != second.release
    return lambda after: service_over(Followed(first, second, after))  # type: ignore[arg-type]


@pytest.mark.parametrize("after", range(5))
def test_a_page_is_of_one_release_even_if_another_comes_while_it_is_made(
    followed: Callable[[int], Service], after: int
) -> None:
    service = followed(after)
    client = create_app(service).test_client()
    page = client.get(f"/page/{TASK}?lang=en", headers=HTML)
    assert page.status_code == 200
    release = page.headers["X-PlanKG-Release"]
    assert f"Data release {release[:12]}" in page.text
    if after < 5:
        assert release == service.engine.release


def test_a_file_never_mixes_two_releases(followed: Callable[[int], Service]) -> None:
    client = create_app(followed(4)).test_client()
    with pytest.raises(Exception, match="was followed by another"):
        _ = client.get("/data/dump.trig").data


def test_two_folders_give_one_release(tmp_path: Path, service: Service) -> None:
    assert published(tmp_path).release == service.release
