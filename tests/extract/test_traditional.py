"""Pages in traditional characters: read as others are, told in the characters of the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from plans import read_text

from plankg.assets import assets_root
from plankg.extract.traditional import in_simplified
from plankg.ontology import load_ontology
from plankg.readers.txt import document_of
from plankg.units import Units

PAGE = (
    "青禾縣2024年十件民生實事\n"
    "一、建設水網\n"
    "1.修渠。實施渠道整治500畝，新建機電井7座。（責任單位：縣水務局，縣財政局配合）\n"
    "二、改善環境\n"
    "2.植樹。種植苗木8000株。（責任單位：縣林業局）\n"
)
SHEET = (
    "附件：\n|\n青禾縣2024年民生實事清單 |\n||||\n"
    + "\n".join(
        "|\n" + " |\n".join(row) + " |"
        for row in (
            ["序號", "項目名稱", "建設地點", "建設內容", "責任單位"],
            ["1", "節水項目", "永泉鎮", "新建機電井7座。", "水務局"],
            ["2", "綠化項目", "相關鎮", "種植苗木8000株。", "林業局"],
        )
    )
    + "\n"
)


def test_a_page_in_traditional_characters_is_read() -> None:
    reading = read_text(PAGE)
    assert [(t.where, t.indicator, f"{t.value:f}") for t in reading.targets] == [
        ("一1", "渠道整治", "500"),
        ("一1", "機電井", "7"),
        ("二2", "苗木", "8000"),
    ]
    assert [one.body for one in reading.responsibilities] == ["縣水務局", "縣財政局", "縣林業局"]
    assert reading.meta.title == "青禾縣2024年十件民生實事"


def test_quotes_are_those_of_the_page() -> None:
    reading = read_text(PAGE)
    for fact in (*reading.targets, *reading.responsibilities):
        assert reading.text[fact.start : fact.end] == fact.quote
    assert reading.text == PAGE
    assert reading.targets[1].quote == "新建機電井7座"
    assert "".join(entry.quote for entry in reading.ledger) == PAGE


def test_bodies_are_one_with_those_of_other_pages() -> None:
    plain = read_text(in_simplified(document_of(PAGE, "page.txt")).text)
    page = read_text(PAGE)
    assert [one.body_iri for one in page.responsibilities] == [
        one.body_iri for one in plain.responsibilities
    ]
    assert [one.unit for one in page.targets] == ["畝", "座", "株"]


def test_a_table_in_traditional_characters_says_where() -> None:
    reading = read_text(SHEET)
    assert [(t.where, t.scope, t.indicator, t.responsible) for t in reading.targets] == [
        ("附件 1", "永泉鎮", "機電井", "水務局"),
        ("附件 2", "青禾县", "苗木", "林業局"),
    ]
    assert reading.elements[0].title == "青禾縣2024年民生實事清單"


def test_a_name_in_traditional_characters_makes_no_such_page() -> None:
    document = document_of(
        "青禾县节水工作安排。" * 20 + "承办：臺灣農業發展公司，魏徵。", "page.txt"
    )
    assert in_simplified(document) is document


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x9FFF)))
def test_no_offset_moves(words: str) -> None:
    text = "縣鎮鄉區國務產業" + words
    assert len(in_simplified(document_of(text, "page.txt")).text) == len(text)


def test_a_unit_in_traditional_characters_is_the_same_unit() -> None:
    units = Units.from_graph(load_ontology(assets_root()))
    assert units.get("畝") is units.get("亩") is not None
    assert units.get("萬人") is units.get("万人") is not None
