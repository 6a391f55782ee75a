"""What is published as files: the dumps, the tables, their description in VoID and DCAT."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from web_sample import HTML

from plankg.engine import Answer, Limits, Term
from plankg.errors import TimeLimitError
from plankg.graph import build_ledger, write_turtle
from plankg.iris import Iris
from plankg.tables import COLUMNS, rows_from_turtle, write_rows
from plankg.web import Service, create_app, dumps
from sample import SLUG, sample_reading

DATASETS = "https://w3id.org/plankg/graph/datasets"
PREFIXES = {
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "media": "https://www.iana.org/assignments/media-types/",
}


def store_of(content: bytes, rdf_format: ox.RdfFormat) -> ox.Store:
    store = ox.Store()
    store.load(content, rdf_format)
    return store


def named(store: ox.Store) -> set[str]:
    """Return the statements without blank nodes, which each reading names anew."""
    return {str(quad) for quad in store if "_:" not in str(quad)}


def counts(ask: object) -> dict[str, int]:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    return {row["g"].value: int(row["n"].value) for row in ask(query)}  # type: ignore[operator]


@pytest.fixture(scope="module")
def trig(service: Service) -> bytes:
    return create_app(service).test_client().get("/data/dump.trig").data


@pytest.fixture(scope="module")
def nquads(service: Service) -> bytes:
    packed = create_app(service).test_client().get("/data/dump.nq.gz").data
    return gzip.decompress(packed)


class TestDumps:
    def test_both_hold_the_same(self, trig: bytes, nquads: bytes) -> None:
        first, second = store_of(trig, ox.RdfFormat.TRIG), store_of(nquads, ox.RdfFormat.N_QUADS)
        assert len(first) == len(second) > 10_000
        assert named(first) == named(second)

    def test_they_hold_what_the_endpoint_serves(self, client: FlaskClient, nquads: bytes) -> None:
        store = store_of(nquads, ox.RdfFormat.N_QUADS)
        for pattern in ("{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }"):
            query = f"SELECT (COUNT(*) AS ?n) {pattern}"
            answer = client.get("/sparql", query_string={"query": query}).get_json()
            (row,) = store.query(query)
            assert row["n"].value == answer["results"]["bindings"][0]["n"]["value"]

    def test_they_keep_the_graphs_apart(self, client: FlaskClient, trig: bytes) -> None:
        store = store_of(trig, ox.RdfFormat.TRIG)
        found = counts(store.query)
        assert set(found) == {
            DATASETS,
            f"https://w3id.org/plankg/graph/{SLUG}",
            f"https://w3id.org/plankg/graph/{SLUG}/ledger",
            "https://w3id.org/plankg/ontology",
        }
        for graph, count in found.items():
            path = graph.removeprefix("https://w3id.org/plankg")
            alone = store_of(client.get(f"{path}.nt").data, ox.RdfFormat.N_TRIPLES)
            assert len(alone) == count

    def test_blank_nodes_stay_one_between_a_graph_and_the_default(self, trig: bytes) -> None:
        store = store_of(trig, ox.RdfFormat.TRIG)
        of_default = {
            q.subject for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        }
        in_graphs = {q.subject for q in store if q.graph_name != ox.DefaultGraph()}
        blank = {term for term in of_default if isinstance(term, ox.BlankNode)}
        assert blank
        assert blank <= in_graphs

    def test_they_are_the_same_bytes_each_time(self, client: FlaskClient) -> None:
        for address in ("/data/dump.trig", "/data/dump.nq.gz"):
            assert client.get(address).data == client.get(address).data

    def test_their_types_say_what_they_are(self, client: FlaskClient) -> None:
        trig, packed = client.head("/data/dump.trig"), client.head("/data/dump.nq.gz")
        assert trig.content_type == "application/trig"
        assert packed.content_type == "application/gzip"
        # The file is packed, not its way here: a client keeps it as it is.
        assert "Content-Encoding" not in packed.headers
        assert "plankg.nq.gz" in packed.headers["Content-Disposition"]

    def test_a_plan_alone_is_its_graph(self, client: FlaskClient) -> None:
        answer = client.get(f"/data/plans/{SLUG}.ttl")
        assert answer.content_type == "text/turtle; charset=utf-8"
        assert answer.data == client.get(f"/graph/{SLUG}.ttl").data
        assert client.get("/data/plans/nobody.ttl").status_code == 404


class TestParts:
    """Of a file of which the end is known; RFC 9110 §14."""

    ADDRESS = f"/data/plans/{SLUG}.ttl"

    def part(self, client: FlaskClient, asked: str, **headers: str) -> tuple[int, bytes, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = client.get(self.ADDRESS, headers={"Range": asked, **named})
        return answer.status_code, answer.data, answer.headers.get("Content-Range", "")

    @pytest.fixture
    def whole(self, client: FlaskClient) -> bytes:
        answer = client.get(self.ADDRESS)
        assert answer.headers["Accept-Ranges"] == "bytes"
        return answer.data

    def test_a_file_of_which_no_day_is_known_tells_none(self, client: FlaskClient) -> None:
        assert "Last-Modified" not in client.get(self.ADDRESS).headers

    def test_one_range_is_sent_alone(self, client: FlaskClient, whole: bytes) -> None:
        size = len(whole)
        for asked, first, last in (
            ("bytes=0-9", 0, 9),
            ("bytes=5-5", 5, 5),
            (f"bytes={size - 3}-", size - 3, size - 1),
            ("bytes=-4", size - 4, size - 1),
            (f"bytes=10-{size + 10}", 10, size - 1),
            (f"bytes=-{size + 1}", 0, size - 1),
        ):
            told = f"bytes {first}-{last}/{size}"
            assert self.part(client, asked) == (206, whole[first : last + 1], told)

    @pytest.mark.parametrize(
        "asked", ["bytes=0-1,4-5", "lines=0-9", "bytes=9-5", "bytes=a-b", "bytes=-", "bytes=0x1-2"]
    )
    def test_what_is_no_range_or_several_gets_the_whole(
        self, client: FlaskClient, whole: bytes, asked: str
    ) -> None:
        assert self.part(client, asked) == (200, whole, "")

    def test_a_range_behind_the_end_is_told_how_long_the_file_is(
        self, client: FlaskClient, whole: bytes
    ) -> None:
        for asked in (f"bytes={len(whole)}-", "bytes=-0"):
            status, body, told = self.part(client, asked)
            assert (status, told) == (416, f"bytes */{len(whole)}")
            assert str(len(whole)) in json.loads(body)["detail"]

    def test_parts_of_another_state_of_the_file_are_not_mixed_with_this_one(
        self, service: Service, whole: bytes
    ) -> None:
        published = datetime(2022, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
        client = create_app(replace(service, published=published)).test_client()
        answer = client.get(self.ADDRESS)
        etag, day = answer.headers["ETag"], answer.headers["Last-Modified"]
        assert day == "Fri, 04 Mar 2022 05:06:07 GMT"
        for condition in (etag, day):
            assert self.part(client, "bytes=0-9", If_Range=condition)[0] == 206
        for condition in ('"other"', f"W/{etag}", "Sat, 01 Jan 2000 00:00:00 GMT", "never"):
            assert self.part(client, "bytes=0-9", If_Range=condition) == (200, whole, "")
        assert self.part(client, "bytes=0-9", If_None_Match=etag)[0] == 304

    def test_head_tells_of_the_whole(self, client: FlaskClient, whole: bytes) -> None:
        answer = client.head(self.ADDRESS, headers={"Range": "bytes=0-9"})
        assert answer.status_code == 200
        assert answer.headers["Content-Length"] == str(len(whole))

    def test_a_file_that_is_made_while_it_is_sent_comes_whole(self, client: FlaskClient) -> None:
        answer = client.get("/data/dump.trig", headers={"Range": "bytes=0-9"})
        assert answer.status_code == 200
        assert "Accept-Ranges" not in answer.headers


class TestTables:
    @pytest.mark.parametrize("table", COLUMNS)
    def test_a_table_is_what_export_writes(self, client: FlaskClient, table: str) -> None:
        reading, iris = sample_reading(), Iris()
        service: Service = client.application.extensions["plankg"]
        graph = service.data("graph_data", "turtle", graph=f"{service.base}graph/{SLUG}")
        files = [graph, write_turtle(build_ledger(reading, iris))]
        expected = write_rows(rows_from_turtle(files, table), "csv")
        whole = client.get(f"/data/tables/{table}.csv")
        assert whole.content_type == "text/csv; charset=utf-8"
        assert whole.data == expected
        assert client.get(f"/data/tables/{SLUG}/{table}.csv").data == expected
        rows = list(csv.reader(io.StringIO(whole.text, newline="")))
        assert tuple(rows[0]) == COLUMNS[table]
        assert len(rows) > 3

    @pytest.mark.parametrize("folder", ["/data/tables", f"/data/tables/{SLUG}"])
    def test_its_codebook_is_found_by_its_link(self, client: FlaskClient, folder: str) -> None:
        link = client.head(f"{folder}/targets.csv").headers["Link"]
        address = urlsplit(link[1:].partition(">")[0]).path
        assert 'rel="describedby"' in link
        book = client.get(address).get_json()
        columns = book["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == list(COLUMNS["targets"])
        # The file that it describes is named as a relative address, beside it.
        assert urljoin(address, book["url"]) == f"{folder}/targets.csv"

    @pytest.mark.parametrize(
        "address",
        [
            "/data/tables/nothing.csv",
            "/data/tables/nothing.csv-metadata.json",
            f"/data/tables/{SLUG}/nothing.csv",
            f"/data/tables/{SLUG}/nothing.csv-metadata.json",
            "/data/tables/nobody/targets.csv-metadata.json",
            "/data/tables/nobody/targets.csv",
        ],
    )
    def test_what_is_not_there_is_not_found(self, client: FlaskClient, address: str) -> None:
        assert client.get(address).status_code == 404

    def test_several_plans_share_one_header(self, service: Service) -> None:
        def of_two(table: str, graphs: Sequence[bytes], base: str) -> bytes:
            return b"plan,quote\n" + f"{len(graphs)},{table}\n".encode()

        chunks = dumps.table_rows(replace(service, tables=of_two), "ledger", ["a", "b"])
        assert b"".join(chunks) == b"plan,quote\n2,ledger\n2,ledger\n"


class TestDescription:
    @pytest.fixture
    def description(self, client: FlaskClient) -> ox.Store:
        answer = client.get("/.well-known/void", base_url="https://plans.example/")
        assert answer.content_type == "text/turtle; charset=utf-8"
        return store_of(answer.data, ox.RdfFormat.TURTLE)

    def test_every_file_it_lists_is_there(self, client: FlaskClient, description: ox.Store) -> None:
        found = description.query(
            "SELECT DISTINCT ?file { ?d void:dataDump|dcat:distribution/dcat:downloadURL ?file }",
            prefixes=PREFIXES,
        )
        addresses = {row["file"].value for row in found}
        assert addresses == {
            f"https://plans.example/data/{path}"
            for path in (
                "dump.trig",
                "dump.nq.gz",
                f"plans/{SLUG}.ttl",
                *(f"tables/{table}.csv" for table in COLUMNS),
                *(f"tables/{SLUG}/{table}.csv" for table in COLUMNS),
            )
        }
        for address in addresses:
            assert client.get(urlsplit(address).path).status_code == 200

    @pytest.mark.parametrize(
        "pattern",
        [
            f"<{DATASETS}#all> void:dataDump <https://plans.example/data/dump.trig>",
            f"<{DATASETS}#all> void:sparqlEndpoint <https://plans.example/sparql>",
            f"<{DATASETS}#all> void:triples ?n ; void:subset ?plan . ?plan void:triples ?m",
            f"<{DATASETS}#all> dcat:distribution/dcat:compressFormat media:application\\/gzip",
            "<https://plans.example/.well-known/void> foaf:primaryTopic ?d . ?d a dcat:Dataset",
            "<https://plans.example/sparql> a dcat:DataService ; dcat:servesDataset ?d",
            f"<https://w3id.org/plankg/graph/{SLUG}> dcat:distribution/dcat:mediaType ?csv"
            " FILTER(?csv = <https://www.iana.org/assignments/media-types/text/csv>)",
        ],
    )
    def test_says_what_catalogues_look_for(self, description: ox.Store, pattern: str) -> None:
        assert description.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES)

    def test_comes_in_every_rdf_format(self, client: FlaskClient) -> None:
        for accept in ("application/ld+json", "application/rdf+xml", "application/n-triples"):
            for address in ("/.well-known/void", "/data"):
                answer = client.get(address, headers={"Accept": accept})
                assert (answer.status_code, answer.mimetype) == (200, accept)
        assert client.get("/data", headers={"Accept": "image/png"}).status_code == 406
        by_suffix = client.get("/.well-known/void.nt", headers=HTML)
        assert by_suffix.content_type == "application/n-triples"
        assert client.get("/.well-known/void.xls").status_code == 404

    def test_a_browser_is_led_to_the_list_of_files(self, client: FlaskClient) -> None:
        answer = client.get("/.well-known/void?lang=en", headers=HTML)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/data?lang=en")
        page = client.get("/data?lang=en", headers=HTML).text
        for path in ("dump.trig", "dump.nq.gz", "tables/targets.csv", f"plans/{SLUG}.ttl"):
            assert f'href="/data/{path}"' in page
        assert 'href="/data"' in client.get("/", headers=HTML).text


class Grown:
    """An engine over many large plans, or one that fails at a plan."""

    release = "b" * 64

    def __init__(self, plans: int, fails_at: int = -1) -> None:
        self.plans, self.fails_at = plans, fails_at

    def answer(
        self,
        query: str,
        bindings: Mapping[str, Term],
        format: str,  # noqa: A002
        limits: Limits,
        **_: object,
    ) -> Answer:
        if "CONSTRUCT" in query:
            if bindings["graph"].value.endswith(f"/{self.fails_at}"):
                raise TimeLimitError("too slow")
            line = b'<http://e.org/s> <http://e.org/p> "%s" .\n' % (b"x" * 1000)
            return Answer(200, "application/n-triples", line * 1000)
        if "ASK" in query:
            return Answer(200, "", b'{"head":{},"boolean":true}')
        rows = (
            f'{{"graph":{{"type":"uri","value":"http://e.org/{number}"}}}}'
            for number in range(self.plans)
        )
        body = f'{{"head":{{"vars":["graph"]}},"results":{{"bindings":[{",".join(rows)}]}}}}'
        return Answer(200, "", body.encode())


def chunks_of(service: Service, engine: Grown, address: str) -> Iterator[bytes]:
    client = create_app(replace(service, engine=engine)).test_client()
    answer = client.get(address, buffered=False)
    assert answer.status_code == 200
    return iter(answer.iter_encoded())


def test_memory_is_bounded_by_one_plan_not_by_all(service: Service) -> None:
    tracemalloc.start()
    try:
        size = sum(map(len, chunks_of(service, Grown(50), "/data/dump.trig")))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > 50_000_000
    assert peak < 15_000_000


def test_a_file_that_cannot_be_finished_breaks_off(service: Service) -> None:
    chunks = chunks_of(service, Grown(5, fails_at=3), "/data/dump.nq.gz")
    with pytest.raises(TimeLimitError):
        list(chunks)


def test_what_fails_at_once_is_an_error(service: Service) -> None:
    client = create_app(replace(service, engine=Grown(5, fails_at=0))).test_client()
    answer = client.get("/data/dump.trig")
    assert answer.status_code == 504
    assert answer.get_json()["maximum"] == 60.0
