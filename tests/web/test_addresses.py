"""IRIs to addresses and back, with Chinese and escaped signs."""

from __future__ import annotations

import pytest

from plankg.iris import DEFAULT_BASE, Iris
from plankg.web.addresses import Addresses, raw_path

IRIS = Iris()
ADDRESSES = Addresses(DEFAULT_BASE, {"plan": f"{DEFAULT_BASE}ontology#", "id": IRIS.things})


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (IRIS.plan("sample"), "/page/sample"),
        (
            IRIS.body("320281", "市科技局"),
            "/page/body/320281/%E5%B8%82%E7%A7%91%E6%8A%80%E5%B1%80",
        ),
        (IRIS.indicator("A/B 50%"), "/page/indicator/A%2FB%2050%25"),
        (IRIS.indicator("a+b=c; (d)"), "/page/indicator/a+b=c;%20(d)"),
        (IRIS.concept("role", "lead"), "/page/vocab/role/lead"),
        (f"{DEFAULT_BASE}vocab/role", "/vocab/role"),
        (f"{DEFAULT_BASE}ontology#Target", "/ontology#Target"),
        (f"{IRIS.plan('sample')}#evidence-1", "/page/sample#evidence-1"),
        (IRIS.graph("sample"), "/graph/sample"),
        ("http://www.w3.org/ns/org#Role", "http://www.w3.org/ns/org#Role"),
        ("urn:ISO:17469", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_iri_is_linked_to_the_page_that_describes_it(iri: str, path: str) -> None:
    assert ADDRESSES.link(iri) == path


@pytest.mark.parametrize(
    "iri",
    [
        IRIS.plan("sample"),
        IRIS.indicator("A/B 50%"),
        IRIS.indicator("每10万人 [件]#?"),
        IRIS.area("320281", "高新区"),
        IRIS.concept("unit", "个百分点"),
    ],
)
def test_the_page_of_an_iri_describes_that_iri(iri: str) -> None:
    page = ADDRESSES.link(iri).removeprefix("/page/")
    assert page.isascii()
    assert ADDRESSES.thing(page) == iri


def test_escapes_in_lower_case_and_raw_chinese_are_the_same_address() -> None:
    iri = IRIS.indicator("高/新")
    assert ADDRESSES.thing("indicator/%e9%ab%98%2f%e6%96%b0") == iri
    assert ADDRESSES.thing("indicator/高%2F新") == iri


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"REQUEST_URI": "/id/A%2FB?x=/y"}, "/id/A%2FB"),
        ({"REQUEST_URI": "http://host/id/A%2FB?x"}, "/id/A%2FB"),
        ({"RAW_URI": "/mounted/id/A", "SCRIPT_NAME": "/mounted"}, "/id/A"),
        ({"REQUEST_URI": "/id/高".encode().decode("latin-1")}, "/id/高"),
        ({"PATH_INFO": "/id/高".encode().decode("latin-1")}, "/id/%E9%AB%98"),
    ],
)
def test_the_path_is_read_as_it_was_sent(environ: dict[str, str], path: str) -> None:
    assert raw_path(environ) == path


def test_terms_are_read_with_a_prefix_and_things_as_paths() -> None:
    assert ADDRESSES.short(f"{DEFAULT_BASE}ontology#Target") == "plan:Target"
    assert ADDRESSES.short(IRIS.body("320281", "市科技局")) == "id/body/320281/市科技局"
