"""The catalogue published as RDF: found by editors and agents, and runnable as it stands."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from plankg.catalogue import example_text, run
from plankg.catalogue.arguments import bind
from plankg.web import Service

SH = "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX schema: <https://schema.org/>"
RDFS = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"


@pytest.fixture
def examples(client: FlaskClient) -> ox.Store:
    answer = client.get("/queries.ttl")
    assert (answer.status_code, answer.mimetype) == (200, "text/turtle")
    store = ox.Store()
    store.load(answer.data, ox.RdfFormat.TURTLE)
    return store


def test_each_query_is_an_example_in_the_convention(examples: ox.Store, service: Service) -> None:
    rows = list(
        examples.query(
            f"{SH} {RDFS} SELECT ?query ?text (SAMPLE(?comment) AS ?said) {{"
            " ?query a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ; sh:select ?text ;"
            " rdfs:comment ?comment ; schema:target <http://localhost/sparql> ;"
            " schema:keywords ?word ; sh:prefixes/sh:declare/sh:prefix 'plan' }"
            " GROUP BY ?query ?text"
        )
    )
    names = {row["query"].value.rpartition("/")[2] for row in rows}
    assert names == {query.name for query in service.catalogue}


def test_each_example_runs_as_it_stands_and_gives_the_same_rows(
    client: FlaskClient, examples: ox.Store, service: Service
) -> None:
    texts = examples.query(f"{SH} SELECT ?query ?text {{ ?query sh:select ?text }}")
    for row in texts:
        query = service.catalogue[row["query"].value.rpartition("/")[2]]
        answer = client.post(
            "/sparql", data=row["text"].value.encode(), content_type="application/sparql-query"
        )
        assert answer.status_code == 200, query.name
        bound = service.engine.answer(
            query.text, bind(query.parameters, query.example), "json", service.limits
        )
        parameters = {parameter.variable for parameter in query.parameters.values()}
        expected = [
            {name: term for name, term in found.items() if name not in parameters}
            for found in json.loads(bound.body)["results"]["bindings"]
        ]
        assert answer.get_json()["results"]["bindings"] == expected, query.name


def test_an_example_runs_on_an_engine_that_knows_no_prefixes(service: Service) -> None:
    for query in service.catalogue:
        text = example_text(query, service.prefixes)
        assert "?_" not in text
        ox.Store().query(text)


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/n-triples"])
def test_the_list_of_queries_gives_them_by_accept(client: FlaskClient, accept: str) -> None:
    answer = client.get("/queries", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, accept)


def test_what_is_no_format_is_not_found(client: FlaskClient) -> None:
    assert client.get("/queries.xlsx").status_code == 404


def test_the_description_of_what_is_published_leads_to_them(client: FlaskClient) -> None:
    described = client.get("/.well-known/void", headers={"Accept": "application/n-triples"}).text
    assert "<http://localhost/queries.ttl>" in described


def test_a_rows_fact_is_still_found_by_its_name(service: Service) -> None:
    query = service.catalogue["targets-led-by"]
    assert run(service.engine, query, query.example).rows
