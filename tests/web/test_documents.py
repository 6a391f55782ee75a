"""Ontology, vocabularies and graphs answer at their own address."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from web_sample import HTML

from sample import SLUG

TURTLE = "text/turtle; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["/ontology", "/vocab/role", "/vocab/area", f"/graph/{SLUG}", f"/graph/{SLUG}/ledger"],
)
def test_a_document_is_a_page_or_rdf(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers=HTML).mimetype == "text/html"
    assert client.get(f"{path}.html").mimetype == "text/html"
    assert client.get(path).content_type == TURTLE
    assert client.get(f"{path}.nt", headers=HTML).content_type == "application/n-triples"
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406
    assert len(ox.Store()) == 0
    store = ox.Store()
    store.load(client.get(f"{path}.ttl").data, ox.RdfFormat.TURTLE)
    assert len(store) > 3


@pytest.mark.parametrize("path", ["/vocab/none", "/graph/none", "/ontology.xls", "/vocab/none.ttl"])
def test_a_document_that_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_ontology_page_lists_terms_in_both_languages(client: FlaskClient) -> None:
    chinese = client.get("/ontology?lang=zh", headers=HTML).text
    assert 'id="Target"' in chinese
    assert "量化目标" in chinese
    english = client.get("/ontology?lang=en", headers=HTML).text
    assert "<code>plan:hasIndicator</code>" in english
    assert 'href="/vocab/role"' in english


def test_a_vocabulary_page_leads_to_its_concepts(client: FlaskClient) -> None:
    page = client.get("/vocab/role?lang=en", headers=HTML).text
    assert 'href="/page/vocab/role/lead"' in page
    assert "<h1>roles</h1>" in page


def test_a_graph_is_exactly_what_is_published(client: FlaskClient) -> None:
    page = client.get(f"/graph/{SLUG}?lang=en", headers=HTML).text
    store = ox.Store()
    store.load(client.get(f"/graph/{SLUG}.nt").data, ox.RdfFormat.N_TRIPLES)
    assert f"holds {len(store)} statements" in page
    assert f'href="/page/{SLUG}"' in page
