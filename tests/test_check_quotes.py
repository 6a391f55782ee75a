from __future__ import annotations

import pytest

from plankg.assets import assets_root
from plankg.check import CheckReport
from plankg.check_quotes import quote_results
from plankg.graph import build_graph, build_ledger, ledger_text, write_turtle
from plankg.graph.namespaces import OA
from plankg.iris import Iris
from plankg.ontology import load_ontology
from plankg.register import Register
from plankg.units import Units
from sample import TEXT, sample_reading

ROOT = assets_root()
PREFIXES = """
@prefix e: <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
FACT = 'e:fact rdfs:label "净增企业"@zh ; e:hasEvidence e:evidence .'


def evidence(start: object, end: object, exact: str) -> str:
    return f"""{PREFIXES}{FACT}
    e:evidence a oa:SpecificResource ; oa:hasSelector e:position , e:quote .
    e:position a oa:TextPositionSelector ; oa:start {start} ; oa:end {end} .
    e:quote a oa:TextQuoteSelector ; oa:exact "{exact}" ."""


def test_a_quote_that_the_text_says_at_its_position_is_right() -> None:
    assert quote_results(evidence(2, 4, "企业"), "净增企业12家") == ()


@pytest.mark.parametrize(
    ("start", "end", "exact", "found"),
    [
        (2, 4, "企事", "企业"),
        (1, 3, "企业", "增企"),
        (2, 5, "企业", "企业1"),
        (4, 2, "企业", ""),
        (6, 8, "家", "家"),
        (20, 22, "企业", ""),
    ],
    ids=["other words", "shifted", "too long", "turned round", "past the end", "outside"],
)
def test_a_quote_that_differs_is_a_violation_of_its_fact(
    start: int, end: int, exact: str, found: str
) -> None:
    (result,) = quote_results(evidence(start, end, exact), "净增企业12家")
    assert (result.severity, result.focus) == ("violation", "https://example.org/fact")
    assert (result.path, result.value) == (str(OA.exact), exact)
    assert result.message_zh == f"净增企业：引文“{exact}”与原文该处的“{found}”不符。"
    assert result.message_en == (
        f"净增企业: the quote {exact!r} is not what the text says there, {found!r}."
    )


def test_an_offset_that_is_no_number_is_left_to_the_shapes() -> None:
    assert quote_results(evidence('"x"', 4, "企业"), "净增企业12家") == ()


def test_a_report_with_further_results_is_in_order_and_fails() -> None:
    results = quote_results(evidence(0, 2, "企业"), "净增企业")
    report = CheckReport(()).including([*results, *results])
    assert report == CheckReport(results)
    assert not report.conforms


def test_the_quotes_of_a_built_graph_are_those_of_its_ledger() -> None:
    iris, reading = Iris(), sample_reading()
    text = ledger_text(write_turtle(build_ledger(reading, iris)), iris)
    assert text == TEXT
    register = Register.load(ROOT / "data" / "registers")
    graph = build_graph(reading, register, iris, Units.from_graph(load_ontology(ROOT)))
    assert quote_results(write_turtle(graph), text) == ()


def test_a_ledger_that_begins_later_keeps_its_offsets() -> None:
    terms = f"<{Iris().ontology}"
    turtle = f'<e:b> {terms}start> 4 ; {terms}exact> "丙" . <e:a> {terms}start> 2 ; '
    assert ledger_text(f'{turtle} {terms}exact> "甲乙" .', Iris()) == "\0\0甲乙丙"
