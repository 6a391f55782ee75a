"""Running named queries: names, folded rows, suggestions, formats."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from unittest.mock import Mock

import pytest

from plankg.assets import assets_root
from plankg.catalogue import (
    Catalogue,
    Window,
    as_csv,
    as_json,
    as_tsv,
    described,
    names_in,
    render,
    run,
    suggestions,
)
from plankg.engine import Engine, Limits
from plankg.errors import (
    LimitError,
    MemoryLimitError,
    NotAcceptableError,
    ParameterError,
    RowLimitError,
    SizeLimitError,
    TimeLimitError,
)
from sample import SLUG, TEXT

QUERIES = sorted((assets_root() / "queries" / "catalogue").glob("*.rq"))
# What the required parameters are in the sample, where their own examples are of another plan.
SAMPLE = {
    "body": "科技局",
    "task": "1",
    "words": "高新",
    "area": "高新区",
    "indicator": "高新技术企业",
    "office": "科技",
    "plan": SLUG,
    "iri": f"https://w3id.org/plankg/id/{SLUG}/annex/1/task/1/goal/1",
}


def arguments_of(catalogue: Catalogue, name: str) -> dict[str, str]:
    return {parameter: SAMPLE[parameter] for parameter in catalogue[name].example}


@pytest.mark.parametrize(
    "name", ["科技局", "市科技局", "江阴市科技局", "科学技术局", "市科学技术局", "江阴市科学技术局"]
)
def test_a_body_is_found_by_any_of_its_usual_names(
    sample: Engine, catalogue: Catalogue, name: str
) -> None:
    rows = run(sample, catalogue["targets-led-by"], {"body": name}).rows
    assert [row["where"] for row in rows] == ["附件 1.1"]


def test_a_body_is_found_by_its_iri(sample: Engine, catalogue: Catalogue) -> None:
    iri = "https://w3id.org/plankg/id/body/320281/市科协"
    rows = run(sample, catalogue["targets-led-by"], {"body": iri}).rows
    assert [row["where"] for row in rows] == ["附件 1.2"]


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_rows_that_state_facts_quote_the_text_at_their_offsets(
    sample: Engine, catalogue: Catalogue, file: object
) -> None:
    query = catalogue[file.stem]  # type: ignore[attr-defined]
    result = run(sample, query, arguments_of(catalogue, query.name))
    assert result.columns == query.columns
    assert all(tuple(row) == query.columns for row in result.rows)
    if query.states_facts:
        for row in result.rows:
            assert TEXT[row["start"] : row["end"]] == row["quote"]
            assert row["evidence"].startswith("https://w3id.org/plankg/id/")


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_every_query_can_be_asked_of_one_plan_and_of_none(
    sample: Engine, catalogue: Catalogue, file: object
) -> None:
    query = catalogue[file.stem]  # type: ignore[attr-defined]
    arguments = arguments_of(catalogue, query.name)
    if "plan" not in query.parameters:
        assert query.name == "evidence"
        return
    everything = run(sample, query, arguments).rows
    assert run(sample, query, arguments | {"plan": SLUG}).rows == everything
    with pytest.raises(ParameterError, match=f"no plan is called 'sample'; did you mean {SLUG}"):
        run(sample, query, arguments | {"plan": "sample"})


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_the_order_of_rows_ends_with_an_iri(file: object) -> None:
    order = file.read_text(encoding="utf-8").rstrip().splitlines()[-1]  # type: ignore[attr-defined]
    assert order.startswith("ORDER BY ")
    assert order.rpartition("?")[2].endswith(("iri", "evidence"))


def test_rows_fold_into_lists_and_numbers_are_numbers(sample: Engine, catalogue: Catalogue) -> None:
    row = run(sample, catalogue["goals-of-task"], {"task": "2"}).rows[0]
    (target,) = row["targets"]
    assert (target["value"], target["value_max"], target["unit"]) == (
        Decimal("0.5"),
        None,
        "万平方米",
    )
    assert TEXT[target["start"] : target["end"]] == target["quote"]
    assert [(body["name"], body["role"]) for body in row["bodies"]] == [
        ("高新区", "lead"),
        ("市科技局", "participant"),
    ]


def test_json_says_that_it_is_complete_and_of_which_release(
    sample: Engine, catalogue: Catalogue
) -> None:
    result = run(sample, catalogue["targets-by-year"], {"year": "2021", "plan": ""})
    document = json.loads(as_json(result))
    head = {name: value for name, value in document.items() if name not in ("columns", "results")}
    assert head == {
        "complete": True,
        "rows": 3,
        "query": "targets-by-year",
        "parameters": {"year": "2021"},
        "release": sample.release,
    }
    assert document["columns"] == list(document["results"][0])
    assert [row["value"] for row in document["results"]] == [12, 0.5, 2]
    assert document["results"][2]["value_max"] == 3
    assert document["results"][0]["hedge"] is None


def test_csv_and_tsv_hold_the_same_cells(sample: Engine, catalogue: Catalogue) -> None:
    result = run(sample, catalogue["evidence"], {"iri": SAMPLE["iri"]})
    by_comma = list(csv.reader(io.StringIO(as_csv(result).decode(), newline="")))
    by_tab = list(csv.reader(io.StringIO(as_tsv(result).decode(), newline=""), delimiter="\t"))
    assert by_comma == by_tab
    assert by_comma[0] == list(result.columns)
    assert b"\r" not in as_csv(result)
    cells = dict(zip(*by_comma, strict=True))
    assert (cells["restored"], cells["supports"]) == ("false", "number；text")
    assert cells["prefix"].endswith("\n\t")


def test_a_format_that_rows_have_not_is_told(sample: Engine, catalogue: Catalogue) -> None:
    result = run(sample, catalogue["workload-of-bodies"], {})
    assert render(result, "csv").media_type == "text/csv; charset=utf-8"
    with pytest.raises(NotAcceptableError, match="json, csv, tsv"):
        render(result, "turtle")


@pytest.mark.parametrize(
    ("query", "arguments", "message"),
    [
        ("targets-led-by", {"body": "科技厅"}, "no body is called '科技厅'; did you mean 科技局"),
        ("targets-led-by", {"body": "xyz"}, "no body is called 'xyz'; known are "),
        ("tasks-of-body", {"body": "科技局", "role": "boss"}, "no role is called 'boss'; known"),
        ("targets-in-scope", {"area": "高新"}, "no area is called '高新'; did you mean 高新区"),
        ("carriers", {"type": "孵化"}, "no type of carrier is called '孵化'; did you mean "),
        ("goals-of-task", {"task": "99"}, "no task is called '99'"),
    ],
)
def test_a_name_that_nothing_has_is_told_with_close_ones(
    sample: Engine, catalogue: Catalogue, query: str, arguments: dict[str, str], message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        run(sample, catalogue[query], arguments)


def test_a_known_name_without_rows_is_an_empty_answer(sample: Engine, catalogue: Catalogue) -> None:
    result = run(sample, catalogue["targets-led-by"], {"body": "各镇街园区"})
    assert json.loads(as_json(result))["rows"] == 0
    assert as_csv(result).decode() == ",".join(result.columns) + "\n"


def test_names_and_suggestions_come_from_the_graph(sample: Engine, catalogue: Catalogue) -> None:
    assert names_in(sample, catalogue.names["plan"]) == (SLUG,)
    assert names_in(sample, catalogue.names["task"]) == (
        "1",
        "2",
        "培育创新企业",
        "建好高新区创新载体",
    )
    # One name for each thing, though 科技局 goes by many.
    assert suggestions(sample, catalogue.names["body"], "科技") == ("科技局", "科学技术协会")


def test_too_many_rows_are_an_error_and_not_fewer_rows(
    sample: Engine, catalogue: Catalogue
) -> None:
    with pytest.raises(LimitError, match="more than 1 rows"):
        run(sample, catalogue["workload-of-bodies"], {}, Limits(rows=1))


TABLES = "take the tables whole, from /data or by plankg export"


@pytest.mark.parametrize(
    ("query", "arguments", "window", "error", "ways"),
    [
        (
            "targets-by-year",
            {},
            Window(),
            TimeLimitError,
            "narrow it with year= or plan=, or ask for it in pages with limit=1000",
        ),
        ("targets-by-year", {"year": "2020"}, Window(5), RowLimitError, "narrow it with plan=, or"),
        ("targets-by-year", {}, Window(5), SizeLimitError, "shorter pages with a lower limit="),
        # Its rows are all made before a page is cut: a page would take as long.
        ("body-network", {}, Window(), TimeLimitError, f"narrow it with plan=, or {TABLES}"),
        ("body-network", {}, Window(), RowLimitError, "narrow it with plan=, or ask for it in"),
        ("body-network", {"plan": SLUG}, Window(), MemoryLimitError, f"met: {TABLES}"),
        # To say of what kind the others should be is no narrower question.
        (
            "indicator-across-plans",
            {"indicator": "高新技术企业"},
            Window(),
            MemoryLimitError,
            f"narrow it with area= or plan=, or {TABLES}",
        ),
    ],
)
def test_a_limit_that_is_met_says_what_to_do_about_this_query(
    catalogue: Catalogue,
    query: str,
    arguments: dict[str, str],
    window: Window,
    error: type[LimitError],
    ways: str,
) -> None:
    engine = Mock(Engine, release="0" * 64)
    engine.answer.side_effect = error("a limit was met: page with ORDER BY")
    with pytest.raises(error, match=f"^a limit was met: .*{re.escape(ways.removeprefix('met: '))}"):
        run(engine, catalogue[query], arguments, None, window)
    with pytest.raises(error, match=f"{TABLES}$"):
        described(engine, catalogue[query], arguments, "turtle", Limits(), window, "x:y")
