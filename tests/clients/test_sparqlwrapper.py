"""SPARQLWrapper, as researchers use it in notebooks."""

from __future__ import annotations

import pytest
from SPARQLWrapper import CSV, GET, JSON, JSONLD, POST, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from sample import SLUG

PLAN = f"https://w3id.org/plankg/id/{SLUG}"
TARGETS = "SELECT ?value ?unit { ?t a plan:Target ; plan:value ?value ; plan:printedUnit ?unit }"
DATA = f"CONSTRUCT {{ <{PLAN}> ?p ?o }} WHERE {{ <{PLAN}> ?p ?o }}"


def asked(endpoint: str, query: str, form: str, method: str = GET):
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    wrapper.setMethod(method)
    wrapper.setTimeout(30)
    return wrapper.queryAndConvert()


@pytest.mark.parametrize("method", [GET, POST])
def test_rows_come_as_json(endpoint: str, method: str) -> None:
    found = asked(endpoint, f"{TARGETS} ORDER BY ?value ?unit", JSON, method)
    rows = [(row["value"]["value"], row["unit"]["value"]) for row in found["results"]["bindings"]]
    assert ("12", "家") in rows
    assert ("0.5", "万平方米") in rows


def test_rows_come_as_xml_and_csv(endpoint: str) -> None:
    query = "SELECT (0 AS ?zero) (false AS ?no) {}"
    xml = asked(endpoint, query, XML)
    assert [node.firstChild.data for node in xml.getElementsByTagName("literal")] == ["0", "false"]
    assert asked(endpoint, query, CSV) == b"zero,no\r\n0,false\r\n"


def test_a_question_is_answered(endpoint: str) -> None:
    assert asked(endpoint, f"ASK {{ <{PLAN}> a plan:Plan }}", JSON)["boolean"] is True


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # in SPARQLWrapper itself
@pytest.mark.parametrize("form", [RDFXML, JSONLD, TURTLE])
def test_graphs_come_in_formats_of_rdf(endpoint: str, form: str) -> None:
    found = asked(endpoint, DATA, form)
    if isinstance(found, bytes):
        assert PLAN.encode() in found or SLUG.encode() in found
    else:
        assert len(found) > 5


def test_a_bad_query_is_told_where_it_is_wrong(endpoint: str) -> None:
    with pytest.raises(QueryBadFormed, match=r"line 2, column"):
        asked(endpoint, "SELECT ?s {\n  ?s ?p }", JSON)
