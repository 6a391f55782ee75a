"""Plain SPARQL questions go past the web; nobody can tell from the answers."""

from __future__ import annotations

import pytest
from serving_sample import POINT, Running, new, sparql

from sample import SLUG

THING = f"https://w3id.org/plankg/id/{SLUG}"
CASES = {
    "select as JSON": (POINT, "application/sparql-results+json"),
    "select as CSV": (POINT, "text/csv"),
    "select as what the server likes": (POINT, "*/*"),
    "select without a wish": (POINT, ""),
    "ask": ("ASK { ?s ?p ?o }", "application/sparql-results+json"),
    "construct": (f"CONSTRUCT WHERE {{ <{THING}> ?p ?o }}", "text/turtle"),
    "describe": (f"DESCRIBE <{THING}>", "application/n-triples"),
    "no rows": ("SELECT * { <http://nobody/> ?p ?o }", "text/csv"),
    "a relative IRI": ("SELECT ?x { BIND(<here> AS ?x) }", "text/csv"),
    "Chinese": ("SELECT ?s { ?s ?p '企业+100%' }", "text/csv"),
    "wrong": ("SELECT ?s {", "text/csv"),
    "an update": ("DROP ALL", "text/csv"),
    "a format that does not fit": ("ASK {}", "text/turtle"),
}


@pytest.mark.parametrize(("query", "accept"), CASES.values(), ids=CASES.keys())
def test_the_answer_is_the_webs(service: Running, query: str, accept: str) -> None:
    headers = {"Accept": accept} if accept else {}
    # The first of its kind is the web's; the others go past it, where that is possible.
    service.get(sparql(new(query, "first")), **headers)
    direct = service.get(sparql(new(query, "direct")), **headers)
    # A further argument that means nothing is enough to ask the web.
    web = service.get(f"{sparql(new(query, 'direct'))}&unused=1", **headers)
    assert direct.status == web.status
    assert direct.body == web.body
    apart = {"date"}
    assert {n: v for n, v in direct.headers.items() if n not in apart} == {
        n: v for n, v in web.headers.items() if n not in apart
    }
