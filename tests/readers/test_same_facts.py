"""One plan, four formats, the same facts; and every span points at its words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from plans import REGISTER
from reader_files import write_docx, write_html, write_pdf

from plankg.extract import read_plan
from plankg.iris import Iris
from plankg.model import Document, Reading
from plankg.readers import read_document
from plankg.readers.txt import document_of

SAMPLE = Path(__file__).parent.parent / "sample.txt"
WRITERS: dict[str, Callable[[Document, Path], None]] = {
    ".docx": write_docx,
    ".html": write_html,
    ".htm": lambda document, path: write_html(document, path, "gbk"),
    ".pdf": write_pdf,
}


def reading_of(document: Document) -> Reading:
    return read_plan(document, "sample", register=REGISTER, iris=Iris())


@pytest.fixture(scope="module")
def sample() -> Reading:
    return reading_of(read_document(SAMPLE))


@pytest.fixture(scope="module", params=sorted(WRITERS))
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("files") / f"sample{request.param}"
    WRITERS[request.param](read_document(SAMPLE), path)
    return read_document(path)


def targets(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (t.where, t.action, t.task, t.goal, t.scope, t.indicator, t.comparator, t.value,
         t.value_max, t.unit, t.kind, t.frequency, t.period_start, t.period_end, t.hedge, t.lead,
         t.participants, t.responsible, t.quote)
        for t in reading.targets
    ]  # fmt: skip


def responsibilities(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (one.where, one.element, one.body, one.role, one.basis, one.quote, one.iri)
        for one in reading.responsibilities
    ]


def test_the_sample_has_something_to_compare(sample: Reading) -> None:
    assert len(sample.targets) >= 5
    assert len(sample.responsibilities) >= 10
    assert sample.document.tables


def test_targets_are_those_of_the_text(document: Document, sample: Reading) -> None:
    assert targets(reading_of(document)) == targets(sample)


def test_responsibilities_are_those_of_the_text(document: Document, sample: Reading) -> None:
    assert responsibilities(reading_of(document)) == responsibilities(sample)


def test_tables_have_the_same_cells(document: Document, sample: Reading) -> None:
    grids = [[[cell.text for cell in row] for row in t.rows] for t in document.tables]
    assert grids == [[[c.text for c in row] for row in t.rows] for t in sample.document.tables]


def test_spans_point_at_their_words(document: Document) -> None:
    for paragraph in document.paragraphs:
        assert paragraph.span.of(document.text) == paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                assert cell.span.of(document.text) == cell.text


def test_the_text_alone_gives_the_same_document(document: Document) -> None:
    again = document_of(document.text, document.name)
    assert (again.paragraphs, again.tables) == (document.paragraphs, document.tables)
    assert again.sha256 == document.sha256


def test_origins_cover_all_words_in_their_order(document: Document) -> None:
    starts = [origin.span.start for origin in document.origins]
    assert starts == sorted(starts)
    words = [origin.span.of(document.text) for origin in document.origins]
    assert "".join("".join(words).split()) == "".join(document.text.split())


def test_navigation_and_site_furniture_are_no_text(document: Document) -> None:
    for furniture in ("首页", "版权所有", "var number", "站点", "— 1 —"):
        assert furniture not in document.text
