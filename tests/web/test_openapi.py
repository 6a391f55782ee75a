"""The OpenAPI document: valid, found from where programs arrive, and true."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from web_sample import HTML

from plankg.web import Service
from sample import SLUG


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return dict(answer.get_json())


def test_it_is_valid(document: dict[str, Any]) -> None:
    validate(document, cls=OpenAPIV31SpecValidator)
    assert document["servers"] == [{"url": "http://localhost"}]


def test_every_query_is_there_with_its_parameters(
    document: dict[str, Any], service: Service
) -> None:
    for query in service.catalogue:
        described = {
            parameter["name"]: parameter
            for parameter in document["paths"][f"/queries/{query.name}"]["get"]["parameters"]
            if "name" in parameter
        }
        assert list(described) == list(query.parameters)
        for name, parameter in query.parameters.items():
            assert described[name]["required"] is parameter.required
            assert str(described[name]["example"]) == parameter.example


def test_types_and_allowed_values_are_told(document: dict[str, Any]) -> None:
    def schema(query: str, number: int) -> object:
        return document["paths"][f"/queries/{query}"]["get"]["parameters"][number]["schema"]

    assert schema("targets-by-year", 0) == {"type": "integer"}
    assert schema("programmes-and-citations", 0) == {
        "type": "string",
        "enum": ["programme", "document"],
    }


def test_every_query_answers_as_its_description_says(
    client: FlaskClient, document: dict[str, Any], service: Service
) -> None:
    ours = {"task": "1", "iri": f"{service.base}id/{SLUG}", "words": "创新", "plan": SLUG}
    for query in service.catalogue:
        operation = document["paths"][f"/queries/{query.name}"]["get"]
        content = operation["responses"]["200"]["content"]
        arguments = {name: ours.get(name, value) for name, value in query.example.items()}
        for media_type in content:
            answer = client.get(
                f"/queries/{query.name}", query_string=arguments, headers={"Accept": media_type}
            )
            assert (answer.status_code, answer.mimetype) == (200, media_type)
        found = client.get(f"/queries/{query.name}", query_string=arguments).get_json()
        schema = content["application/json"]["schema"]
        assert set(schema["required"]) <= set(found) <= set(schema["properties"])
        row = schema["properties"]["results"]["items"]
        assert row["required"] == found["columns"]
        for found_row in found["results"]:
            assert row["required"] == list(found_row)


def test_its_other_addresses_are_served(client: FlaskClient, document: dict[str, Any]) -> None:
    places = {"{path}": SLUG, "{slug}": SLUG, "{table}": "targets", "{kind}": "type"}
    for path, operations in document["paths"].items():
        if path.startswith("/queries/"):
            continue
        for name, value in places.items():
            path = path.replace(name, value)
        answer = client.get(path, query_string=required_of(operations["get"]))
        assert answer.status_code in (200, 303), path
        if answer.status_code == 200:
            assert (
                answer.mimetype
                in operations["get"]["responses"]["200"].get("content", {answer.mimetype: {}})
                or "$ref" in operations["get"]["responses"]["200"]
            )


def required_of(operation: dict[str, Any]) -> dict[str, str]:
    """Return what an address cannot do without; plans are that of the sample."""
    named = [p for p in operation.get("parameters", []) if p.get("required") and p["in"] == "query"]
    return {p["name"]: SLUG if p["name"] in "ab" else p["example"] for p in named}


@pytest.mark.parametrize("path", ["/", "/queries", "/queries/workload-of-bodies", "/sparql"])
def test_it_is_linked_from_where_programs_arrive(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=HTML)
    assert '</openapi.json>; rel="service-desc"' in answer.headers["Link"]


def test_the_list_of_queries_shows_it_to_people(client: FlaskClient) -> None:
    assert 'href="/openapi.json"' in client.get("/queries", headers=HTML).text
