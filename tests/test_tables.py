"""The four tables: exact columns, exact cells, the same rows from a reading and from its graph."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from lxml import etree
from plans import read_text

from plankg.assets import assets_root
from plankg.codebook import codebook_json
from plankg.errors import InputError, LimitError, ParameterError, WorkspaceError
from plankg.graph import build_graph, build_ledger, write_turtle
from plankg.iris import Iris
from plankg.model import LedgerEntry, Reading, Responsibility, Target
from plankg.ontology import load_ontology
from plankg.register import Register
from plankg.table_columns import TableRows
from plankg.tables import (
    COLUMNS,
    codebook,
    rows_from_graph,
    rows_from_turtle,
    rows_of,
    text_of,
    write_rows,
)
from plankg.units import Units
from sample import NOT_UNDERSTOOD, SLUG, TEXT, sample_reading

TABLES = tuple(COLUMNS)
Published = Callable[[Reading], list[bytes]]


@pytest.fixture(scope="module")
def published() -> Published:
    """Give the Turtle of a reading's graph and ledger."""
    register = Register.load(assets_root() / "data" / "registers")
    units = Units.from_graph(load_ontology(assets_root()))

    def files(reading: Reading) -> list[bytes]:
        graph = build_graph(reading, register, Iris(), units)
        return [write_turtle(graph), write_turtle(build_ledger(reading, Iris()))]

    return files


def read_csv(content: bytes, separator: str = ",") -> list[dict[str, str]]:
    lines = io.StringIO(content.decode(), newline="")
    return list(csv.DictReader(lines, delimiter=separator))


@pytest.mark.parametrize(("table", "fact"), [("targets", Target), ("ledger", LedgerEntry)])
def test_a_facts_first_fields_are_its_tables_columns(table: str, fact: type) -> None:
    names = tuple(field.name for field in dataclasses.fields(fact))
    assert names[: len(COLUMNS[table])] == COLUMNS[table]


def test_the_columns_are_those_of_the_contract() -> None:
    assert {table: ", ".join(columns) for table, columns in COLUMNS.items()} == {
        "targets": (
            "plan, where, action, task, goal, scope, indicator, indicator_iri, comparator, value,"
            " value_max, unit, kind, frequency, period_start, period_end, hedge, lead,"
            " participants, responsible, quote, start, end, iri"
        ),
        "responsibilities": (
            "plan, where, element, element_iri, body, body_iri, role, basis, quote, start, end"
        ),
        "elements": (
            "plan, where, type, number, title, text, parent_iri, qualitative, deadline, start,"
            " end, iri"
        ),
        "ledger": "plan, start, end, state, reason, quote",
    }


@pytest.mark.parametrize("table", TABLES)
def test_the_published_graph_gives_the_rows_of_the_reading(
    published: Published, table: str
) -> None:
    reading = sample_reading()
    rows = rows_of(reading, table)
    assert rows.rows
    assert rows_from_turtle(published(reading), table) == rows


@pytest.mark.parametrize("table", TABLES)
def test_an_rdflib_graph_gives_the_same_rows(table: str) -> None:
    register = Register.load(assets_root() / "data" / "registers")
    units, reading = Units.from_graph(load_ontology(assets_root())), sample_reading()
    graph = build_graph(reading, register, Iris(), units)
    ledger = build_ledger(reading, Iris())
    assert rows_from_graph([graph, ledger], table) == rows_of(reading, table)
    assert rows_from_graph(graph + ledger, table) == rows_of(reading, table)


def test_the_graph_names_the_task_around_a_measure(published: Published) -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）实施清泉行动\n"
        "1．引水入城。新建泵房2座。\n（1）加固渠道，新建渠道3条。\n"
    )
    rows = rows_from_turtle(published(reading), "targets")
    assert [record["task"] for record in rows.records()] == ["引水入城", "引水入城"]
    assert rows == rows_of(reading, "targets")


def test_rows_of_several_values_under_one_quote_keep_their_printed_order(
    published: Published,
) -> None:
    reading = sample_reading()
    share = reading.targets[0]
    run = tuple(
        replace(share, value=Decimal(value), iri=f"{share.element_iri}/target/{name}")
        for value, name in ((10, "c"), (60, "a"), (220, "b"))
    )
    listed = replace(reading, targets=run)
    rows = rows_from_turtle(published(listed), "targets")
    assert [record["value"] for record in rows.records()] == [10, 60, 220]
    assert rows == rows_of(listed, "targets")


def test_a_merged_cell_that_names_a_body_for_two_goals_gives_two_rows_in_their_order(
    published: Published,
) -> None:
    reading = sample_reading()
    lead = next(held for held in reading.responsibilities if held.role == "lead")
    goals = [element for element in reading.elements if element.type == "WorkGoal"]
    held: tuple[Responsibility, ...] = tuple(
        replace(
            lead, element=goal.text, element_iri=goal.iri, where=goal.where, iri=f"{goal.iri}/r"
        )
        for goal in reversed(goals)
    )
    merged = replace(reading, responsibilities=held, targets=())
    rows = rows_of(merged, "responsibilities")
    assert [record["where"] for record in rows.records()] == ["附件 1.1", "附件 1.2", "附件 2.1"]
    assert rows_from_turtle(published(merged), "responsibilities") == rows


def test_an_annex_row_inherits_no_body_from_its_task(published: Published) -> None:
    reading = sample_reading()
    without = replace(
        reading,
        responsibilities=tuple(h for h in reading.responsibilities if h.role == "responsible"),
    )
    records = rows_from_turtle(published(without), "targets").records()
    held = {record["where"]: (record["lead"], record["responsible"]) for record in records}
    assert held["附件 1.1"] == ("", "")
    assert held["二（一）1"] == ("", "市科技局；市财政局；各镇街园区")


def test_two_plans_in_one_file_follow_each_other() -> None:
    reading = sample_reading()
    second = replace(
        reading, targets=tuple(replace(t, plan=f"{SLUG}-2") for t in reading.targets[:1])
    )
    records = rows_of(replace(reading, further=(second,)), "targets").records()
    assert [record["plan"] for record in records] == [SLUG] * 6 + [f"{SLUG}-2"]


def test_the_text_is_given_exactly() -> None:
    assert text_of(sample_reading()).decode() == TEXT


def test_every_quote_in_csv_stands_at_its_offsets() -> None:
    for table in ("targets", "responsibilities", "ledger"):
        for row in read_csv(write_rows(rows_of(sample_reading(), table), "csv")):
            assert TEXT[int(row["start"]) : int(row["end"])] == row["quote"]


def test_the_ledger_in_csv_gives_the_whole_text_back() -> None:
    rows = read_csv(write_rows(rows_of(sample_reading(), "ledger"), "csv"))
    assert "".join(row["quote"] for row in rows) == TEXT
    assert [row["quote"] for row in rows if row["state"] == "not-understood"] == [NOT_UNDERSTOOD]


EVERY_VALUE = TableRows(
    "targets",
    ("plan", "value", "value_max", "period_end", "quote", "start", "qualitative", "hedge"),
    (
        ("a,b", Decimal("1.5"), None, date(2022, 12, 31), 'say "百家"', 3, True, ""),
        ("甲\n乙", Decimal("30"), Decimal("1E+3"), None, "c\rd\te", 0, False, "=1+1"),
    ),
)


def test_csv_is_rfc_4180_with_line_feeds_and_plain_decimals() -> None:
    assert (
        write_rows(EVERY_VALUE, "csv")
        == (
            "plan,value,value_max,period_end,quote,start,qualitative,hedge\n"
            '"a,b",1.5,,2022-12-31,"say ""百家""",3,true,\n'
            '"甲\n乙",30,1000,,"c\rd\te",0,false,=1+1\n'
        ).encode()
    )


def test_tsv_quotes_what_would_break_a_row() -> None:
    rows = read_csv(write_rows(EVERY_VALUE, "tsv"), "\t")
    assert [row["quote"] for row in rows] == ['say "百家"', "c\rd\te"]
    assert [row["plan"] for row in rows] == ["a,b", "甲\n乙"]


def test_json_has_numbers_as_printed_and_null_for_absent() -> None:
    text = write_rows(EVERY_VALUE, "json").decode()
    assert '"value": 1.5' in text
    first, second = json.loads(text)
    assert first == {
        "plan": "a,b",
        "value": 1.5,
        "value_max": None,
        "period_end": "2022-12-31",
        "quote": 'say "百家"',
        "start": 3,
        "qualitative": True,
        "hedge": None,
    }
    assert (second["value"], second["value_max"], second["start"]) == (30, 1000, 0)


def test_a_table_without_rows_still_has_its_header() -> None:
    empty = TableRows("ledger", COLUMNS["ledger"], ())
    assert write_rows(empty, "csv") == b"plan,start,end,state,reason,quote\n"
    assert json.loads(write_rows(empty, "json")) == []


def test_a_spreadsheet_keeps_numbers_days_and_texts_that_look_like_formulas() -> None:
    content = write_rows(EVERY_VALUE, "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = list(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in rows[0]][:3] == ["a,b", 1.5, None]
    assert rows[0][3].value.date() == date(2022, 12, 31)
    assert (rows[1][7].value, rows[1][7].data_type) == ("=1+1", "s")
    assert write_rows(EVERY_VALUE, "xlsx") == content


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("一、目标\n水厂\t5家", "一、目标\n水厂\t5家"),
        ("水厂\x1b达到5家", "水厂_x001B_达到5家"),
        ("甲\r\n乙", "甲_x000D_\n乙"),
        ("代码_x000D_不变", "代码_x005F_x000D_不变"),
        ("_x_和 _x00_", "_x_和 _x00_"),
    ],
)
def test_a_spreadsheet_escapes_only_what_xml_would_lose(text: str, cell: str) -> None:
    content = write_rows(TableRows("ledger", ("quote",), ((text,),)), "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        words = etree.fromstring(book.read("xl/worksheets/sheet1.xml")).itertext()
    assert list(words)[-1] == cell


def test_a_text_too_long_for_a_spreadsheets_cell_is_refused_whole() -> None:
    long = TableRows("ledger", ("quote",), (("长" * 32_768,),))
    with pytest.raises(LimitError, match=r"row 2 has a text of 32768; take csv or json"):
        write_rows(long, "xlsx")


def test_parquet_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"pip install plankg\[parquet\]"):
        write_rows(EVERY_VALUE, "parquet")


def test_parquet_keeps_the_types() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra plankg[parquet]")
    table = parquet.read_table(io.BytesIO(write_rows(EVERY_VALUE, "parquet")))
    assert table.to_pylist()[0] == {
        "plan": "a,b",
        "value": 1.5,
        "value_max": None,
        "period_end": date(2022, 12, 31),
        "quote": 'say "百家"',
        "start": 3,
        "qualitative": True,
        "hedge": None,
    }


@pytest.mark.parametrize("table", ["text", "Targets", ""])
def test_an_unknown_table_is_named(table: str) -> None:
    with pytest.raises(ParameterError, match=f"no table {table!r}; there are targets, resp"):
        rows_of(sample_reading(), table)


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(ParameterError, match="no format 'ods' for tables; there are csv, tsv"):
        write_rows(EVERY_VALUE, "ods")


def test_a_broken_published_file_is_named() -> None:
    with pytest.raises(WorkspaceError, match="not Turtle"):
        rows_from_turtle([b"not turtle"], "targets")


@pytest.mark.parametrize("table", TABLES)
def test_the_codebook_describes_every_column_in_order_and_both_languages(table: str) -> None:
    columns = codebook(table)["tableSchema"]["columns"]
    assert tuple(column["name"] for column in columns) == COLUMNS[table]
    for column in columns:
        assert set(column["titles"]) == {"und", "zh", "en"}
        assert [text["@language"] for text in column["dcterms:description"]] == ["zh", "en"]
    assert json.loads(codebook_json(table)) == codebook(table)


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_keep_what_the_codebook_promises(table: str) -> None:
    columns = codebook(table)["tableSchema"]["columns"]
    for row in read_csv(write_rows(rows_of(sample_reading(), table), "csv")):
        for column in columns:
            cell, datatype = row[column["name"]], column["datatype"]
            assert cell or not column["required"], column["name"]
            if cell and isinstance(datatype, dict):
                assert cell in datatype["format"].split("|")


def test_the_codebook_has_no_row_that_serves_no_table() -> None:
    lines = (assets_root() / "data" / "codebook.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        table, column, *_ = line.split("\t")
        tables = TABLES if table == "*" else (table,)
        assert any(column in COLUMNS[name] for name in tables), line
