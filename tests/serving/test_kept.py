"""Answers that are kept: the same bytes for the same question, in the client's coding."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest
from serving_sample import PATIENT, POINT, Running, new, reply_of, sparql

from plankg.serving.steady import is_steady
from sample import SLUG

LARGE = "/ontology.ttl"
MISSES = 'plankg_requests_total{route="/sparql",source="miss",status="200"}'


def numbered(number: object) -> str:
    return new(POINT, number)


def test_a_question_is_answered_alike_each_time_and_worked_on_once(service: Running) -> None:
    before = service.metric(MISSES)
    answers = [service.ask(numbered(1)) for _ in range(4)]
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert answers[0].json()["results"]["bindings"]
    assert service.metric(MISSES) == before + 1


def test_a_question_laid_out_in_another_way_is_worked_on_once(service: Running) -> None:
    line = 'plankg_queries_total{outcome="ok"}'
    first = service.ask(numbered("laid-out"))
    before = service.metric(line)
    question = numbered("laid-out").replace(" ", "  \n")
    for query in (question, f"# who asks\n{question}", f"{question} # again"):
        again = service.ask(query)
        assert (again.status, again.body) == (200, first.body)
        assert again.headers["etag"] == first.headers["etag"]
    assert service.metric(line) == before
    assert service.ask(numbered("laid out")).status == 200
    assert service.ask(numbered("laid  out")).status == 200
    assert service.metric(line) == before + 2


def test_a_comparison_that_reads_like_an_iri_gets_the_answer_to_its_own_question(
    service: Running,
) -> None:
    compared = "SELECT ?n {VALUES (?n ?l) {(1 'a>b #1') (2 'a>b #2')} FILTER(?n<3&&?l='a>b #%s')}"
    spaced = "SELECT (STRLEN(?b) AS ?n) {VALUES ?b {'x y' 'x  y'} FILTER('='<'>'&&?b='%s')}"
    for query, asked, answer in (
        (compared, "1", "1"),
        (compared, "2", "2"),
        (spaced, "x y", "3"),
        (spaced, "x  y", "4"),
    ):
        (row,) = service.ask(query % asked).json()["results"]["bindings"]
        assert row["n"]["value"] == answer


def test_the_same_bytes_on_one_connection_get_whole_answers(service: Running) -> None:
    client = HTTPConnection("127.0.0.1", service.port, timeout=PATIENT)
    replies = []
    for _ in range(5):
        client.request("GET", sparql(numbered(2)))
        replies.append(reply_of(client.getresponse()))
    client.close()
    assert len({reply.body for reply in replies}) == 1
    assert all("date" in reply.headers for reply in replies)
    assert service.metric('plankg_ready_requests_total{route="/sparql",status="200"}') >= 3


def test_fifty_who_ask_the_same_at_once_are_answered_by_one_query(service: Running) -> None:
    line = 'plankg_queries_total{outcome="ok"}'
    before = service.metric(line)
    slow = "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?d a ?e . ?f a ?d }"
    with ThreadPoolExecutor(50) as clients:
        answers = list(clients.map(lambda _: service.ask(slow), range(50)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert service.metric(line) == before + 1


def test_what_the_client_has_already_is_not_sent_again(service: Running) -> None:
    first = service.ask(numbered(3))
    for _ in range(3):  # read anew, then known by its bytes
        again = service.ask(numbered(3), If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert "content-length" not in again.headers
    assert service.ask(numbered(3), If_None_Match='"other"').status == 200
    since = first.headers["last-modified"]
    assert service.ask(numbered(3), If_Modified_Since=since).status == 304
    assert service.ask(numbered(3), If_Modified_Since="no date").status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_file_that_is_made_while_it_is_sent_is_not_sent_again_either(
    service: Running, method: str
) -> None:
    file = "/data/dump.trig"
    first = service.get(file)
    assert first.headers["transfer-encoding"] == "chunked"
    for name, header in (("If_None_Match", "etag"), ("If_Modified_Since", "last-modified")):
        again = service.get(file, method, **{name: first.headers[header]})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    assert service.get(file, If_None_Match='"other"').body == first.body
    # All turns to make a file are free again: more than there are would be refused with 503.
    for _ in range(6):
        assert service.get(file, If_None_Match=first.headers["etag"]).status == 304


def test_a_packed_answer_unpacks_to_the_plain_one_and_has_a_tag_of_its_own(
    service: Running,
) -> None:
    plain = service.get(LARGE)
    packed = service.get(LARGE, Accept_Encoding="br, gzip")
    assert len(plain.body) > 1400
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"]
    assert "Accept-Encoding" in plain.headers["vary"]
    refused = service.get(LARGE, Accept_Encoding="gzip;q=0")
    assert "content-encoding" not in refused.headers


def test_head_tells_what_get_sends_without_a_body(service: Running) -> None:
    for _ in range(3):
        got, told = service.get(LARGE), service.get(LARGE, "HEAD")
        assert (told.status, told.body) == (200, b"")
        assert told.headers["content-length"] == str(len(got.body))
        assert told.headers["etag"] == got.headers["etag"]


def test_a_part_of_a_file_is_not_taken_for_the_whole(service: Running) -> None:
    file = f"/data/plans/{SLUG}.ttl"
    for _ in range(3):
        whole = service.get(file)
        part = service.get(file, Range="bytes=10-19")
        assert (whole.status, part.status) == (200, 206)
        assert part.body == whole.body[10:20]
        assert part.headers["etag"] == whole.headers["etag"]
        assert service.get(file, "HEAD", Range="bytes=10-19").status == 200
        had = {"Range": "bytes=10-19", "If_None_Match": whole.headers["etag"]}
        assert service.get(file, **had).status == 304
        assert service.get(file, Range=f"bytes={len(whole.body)}-").status == 416


def test_a_posted_query_is_kept_by_its_body(service: Running) -> None:
    hits = 'plankg_requests_total{route="/sparql",source="hit",status="200"}'
    kind = {"Content_Type": "application/sparql-query", "Accept": "text/csv"}
    before = service.metric(hits)
    first = service.get("/sparql", "POST", numbered(4).encode(), **kind)
    again = service.get("/sparql", "POST", numbered(4).encode(), **kind)
    other = service.get("/sparql", "POST", b"ASK { ?s ?p ?o }", **kind | {"Accept": "*/*"})
    assert first.body == again.body != other.body
    assert service.metric(hits) == before + 1


def test_formats_and_languages_are_kept_apart(service: Running) -> None:
    forms = ("text/csv", "application/sparql-results+xml", "application/sparql-results+json")
    for _ in range(3):
        for form in forms:
            answer = service.get(sparql(numbered(5)), Accept=form)
            assert answer.headers["content-type"].startswith(form)
        page = {"Accept": "text/html"}
        assert 'lang="zh' in service.get("/", Accept_Language="zh", **page).body.decode()
        assert 'lang="en' in service.get("/", Accept_Language="en", **page).body.decode()
        assert 'lang="en' in service.get("/", Cookie="plankg-lang=en", **page).body.decode()


def test_errors_are_not_kept(service: Running) -> None:
    statuses = {service.ask("SELECT nonsense").status for _ in range(3)}
    assert statuses == {400}
    line = 'plankg_requests_total{route="/sparql",source="miss",status="400"}'
    assert service.metric(line) >= 3


@pytest.mark.parametrize("moment", ["NOW()", "now ()", "UUID()", "STRUUID()", "RAND()"])
def test_what_is_another_each_time_is_not_kept(service: Running, moment: str) -> None:
    query = f"SELECT (STR({moment}) AS ?x) {{}}"
    assert len({service.ask(query).body for _ in range(4)}) == 4


STEADY = {
    POINT: True,
    "SELECT * { ?s ?p 'knows' }": True,
    "SELECT * { ?s ?p 'now (' }": False,  # not sure is no
    "SELECT ?now { ?now foaf:knows ?rand }": True,
    "SELECT * {} ORDER BYRAND()": False,
    "SELECT * { FILTERRAND #c\n() }": False,
    "SELECT * { ?s ?p 1SERVICE<http://x/> {} }": False,
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }": False,
    "SELECT (\\u004EOW() AS ?x) {}": False,
}


@pytest.mark.parametrize(("query", "steady"), STEADY.items())
def test_what_depends_on_the_release_alone(query: str, steady: bool) -> None:
    assert is_steady(query) is steady


def test_what_sets_a_cookie_is_not_kept(service: Running) -> None:
    for _ in range(3):
        answer = service.get("/?lang=en", Accept="text/html")
        assert "plankg-lang=en" in answer.headers["set-cookie"]
