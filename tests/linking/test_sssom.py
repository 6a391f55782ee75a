"""Files of links are SSSOM, survive a spreadsheet, and are refused by line where they are wrong."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import sssom_pydantic
from hypothesis import given
from hypothesis import strategies as st
from sssom_pydantic.models import Record

from plankg.errors import LinkError
from plankg.iris import Iris
from plankg.linking.link_files import links_in, metadata_in, written
from plankg.linking.links import Link
from plankg.linking.sssom import (
    EXTENSIONS,
    SLOTS,
    MappingFile,
    MappingRow,
    read_mappings,
    write_mappings,
)

IRIS = Iris()
_HEADER = """#curie_map:
#  indicator: https://w3id.org/plankg/id/indicator/
#  rule: https://w3id.org/plankg/id/rule/
#mapping_set_id: https://w3id.org/plankg/graph/links/indicators
#license: https://w3id.org/sssom/license/unspecified
"""
_COLUMNS = (
    "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\t"
    "mapping_justification\tauthor_id\tauthor_label\treviewer_label\treview_date\tconfidence\t"
    "comment\n"
)
_PROPOSED = (
    "indicator:粮食产量\t粮食产量\tskos:closeMatch\t\tindicator:粮食总产量\t粮食总产量\t"
    "semapv:LexicalMatching\trule:linking.indicators/1\t\t\t\t0.8\t名称相近 / alike\n"
)
_ACCEPTED = _PROPOSED.replace("1\t\t\t\t0.8", "1\t\t王五\t2026-03-01\t0.8")
_REJECTED = _ACCEPTED.replace("closeMatch\t\t", "closeMatch\tNot\t")
_BY_HAND = (
    "indicator:粮食产量\t\tskos:exactMatch\t\tindicator:稻谷产量\t\t"
    "semapv:ManualMappingCuration\t\t王五\t\t\t\t\n"
)


def file_of(folder: Path, *rows: str, header: str = _HEADER + _COLUMNS) -> Path:
    path = folder / "indicators.sssom.tsv"
    path.write_text(header + "".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "state", "by"),
    [
        (_PROPOSED, "proposed", ""),
        (_PROPOSED.replace("0.8", "0.97"), "certain", ""),
        (_ACCEPTED, "accepted", "王五"),
        (_REJECTED, "rejected", "王五"),
        (_BY_HAND, "accepted", "王五"),
    ],
)
def test_a_row_says_whether_it_holds_and_by_whose_word(
    tmp_path: Path, row: str, state: str, by: str
):
    (link,) = links_in(file_of(tmp_path, row), IRIS)
    assert (link.state, link.signed_by) == (state, by)
    assert link.subject == IRIS.indicator("粮食产量")


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (
            _PROPOSED.replace("skos:closeMatch\t\t", "skos:closeMatch\tNot\t"),
            "Fill in reviewer_label",
        ),
        (_PROPOSED.replace("rule:linking.indicators/1", ""), "nobody has signed"),
        (_PROPOSED.replace("skos:closeMatch", ""), "predicate_id is empty"),
        (_PROPOSED.replace("skos:closeMatch", "skos:near"), "skos:near joins no indicators; use"),
        (_PROPOSED.replace("indicator:粮食产量", "zhibiao:粮食产量"), "'zhibiao' is not declared"),
        (_PROPOSED.replace("indicator:粮食产量", "https://example.org/a"), "is no CURIE"),
        (_PROPOSED.replace("0.8", "1.2"), "confidence is '1.2'"),
        (_PROPOSED.replace("LexicalMatching", "Guessing"), "'Guessing' is no justification"),
        (_ACCEPTED.replace("2026-03-01", "2026/3/1"), "write it as 2026-03-01"),
        (_ACCEPTED.replace("王五", ""), "a review_date needs a reviewer"),
        (_REJECTED.replace("Not", "not"), "predicate_modifier is 'not'"),
        (_PROPOSED + _PROPOSED, "says the same"),
        (_ACCEPTED + _REJECTED, "says the opposite"),
        (_PROPOSED.rstrip("\n") + "\tmore\n", "14 cells, but 13 columns"),
    ],
)
def test_a_wrong_row_is_refused_by_its_line(tmp_path: Path, row: str, error: str):
    path = file_of(tmp_path, row)
    with pytest.raises(LinkError, match=rf"{path}:\d+: .*{error}") as caught:
        links_in(path, IRIS)
    assert "\n" not in str(caught.value)


def test_a_column_that_is_no_slot_is_refused_with_the_one_that_was_meant(tmp_path: Path):
    path = file_of(tmp_path, header=_HEADER + _COLUMNS.replace("object_label", "object_name"))
    with pytest.raises(LinkError, match="'object_name' is no slot of a mapping; did you mean"):
        links_in(path, IRIS)


def test_a_predicate_that_makes_concepts_of_bodies_is_refused(tmp_path: Path):
    path = file_of(tmp_path, _BY_HAND)
    bodies = path.rename(tmp_path / "bodies.sssom.tsv")
    with pytest.raises(LinkError, match="joins concepts, and bodies are none; use owl:sameAs"):
        links_in(bodies, IRIS)


def test_what_a_spreadsheet_makes_of_a_file_is_read_as_before(tmp_path: Path):
    path = file_of(tmp_path, _ACCEPTED)
    before = links_in(path, IRIS)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8")), delimiter="\t"))
    out = io.StringIO(newline="")
    width = max(len(row) for row in rows)
    padded = [row + [""] * (width - len(row)) for row in rows]
    csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(padded)
    path.write_bytes("\ufeff".encode() + out.getvalue().replace("\n", "\r\n").encode())
    assert links_in(path, IRIS) == before


def test_a_file_that_is_read_and_written_again_is_the_same_bytes(tmp_path: Path):
    links = links_in(file_of(tmp_path, _BY_HAND, _REJECTED), IRIS)
    once = written("indicators", links, metadata_in(tmp_path / "indicators.sssom.tsv"), IRIS)
    again = tmp_path / "again" / "indicators.sssom.tsv"
    again.parent.mkdir()
    again.write_bytes(once)
    assert written("indicators", links_in(again, IRIS)[::-1], metadata_in(again), IRIS) == once


def test_what_is_written_is_read_by_another_program(tmp_path: Path):
    links = links_in(file_of(tmp_path, _BY_HAND, _REJECTED), IRIS)
    path = tmp_path / "indicators.sssom.tsv"
    path.write_bytes(written("indicators", links, {}, IRIS))
    mappings = sssom_pydantic.read(path).mappings
    assert {mapping.subject.identifier for mapping in mappings} == {"粮食产量"}
    assert [mapping.predicate_modifier for mapping in mappings] == [None, "Not"]


def test_our_slots_are_the_standards_in_its_order():
    theirs = [name for name in Record.model_fields if name != "extensions"]
    assert list(SLOTS) == theirs


def test_links_keep_foreign_addresses_by_prefixes_of_their_own(tmp_path: Path):
    link = Link(
        IRIS.indicator("粮食产量"),
        "http://www.w3.org/2004/02/skos/core#closeMatch",
        "http://data.example/themes/7",
        negated=False,
        justification="https://w3id.org/semapv/vocab/LexicalMatching",
        further={"author_label": "王五"},
        tool=False,
    )
    path = tmp_path / "indicators.sssom.tsv"
    path.write_bytes(written("indicators", [link], {}, IRIS))
    assert "ns1: http://data.example/themes/" in path.read_text(encoding="utf-8")
    assert [one.object for one in links_in(path, IRIS)] == ["http://data.example/themes/7"]


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(st.fixed_dictionaries({"subject_label": _TEXT, "comment": _TEXT}), max_size=5))
def test_any_words_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, cells: list[dict[str, str]]
):
    kept = [{slot: words.strip() for slot, words in row.items()} for row in cells]
    rows = tuple(
        MappingRow({slot: words for slot, words in row.items() if words} | {"subject_id": "a:b"})
        for row in kept
    )
    path = tmp_path_factory.mktemp("words") / "any.sssom.tsv"
    path.write_bytes(write_mappings(MappingFile({"curie_map": {"a": "urn:a:"}}, rows)))
    assert read_mappings(path).rows == rows


def test_the_shipped_files_are_valid_and_name_every_extension_that_they_use():
    from plankg.assets import assets_root

    files = sorted((assets_root() / "data" / "links").glob("*.sssom.tsv"))
    assert files
    for file in files:
        pack = sssom_pydantic.read(file)
        assert len(pack.mappings) == len(read_mappings(file).rows)
        declared = {
            entry["slot_name"] for entry in read_mappings(file).metadata["extension_definitions"]
        }  # type: ignore[attr-defined]
        assert declared == set(EXTENSIONS)


def test_the_link_of_the_contributing_page_is_one(tmp_path: Path):
    from plankg.assets import assets_root

    text = (assets_root() / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = text.split("## A link\n")[1].split("```text\n")[1].split("```")[0]
    path = tmp_path / "indicators.sssom.tsv"
    path.write_text(block, encoding="utf-8")
    assert [(link.state, link.signed_by) for link in links_in(path, IRIS)] == [("accepted", "王五")]
