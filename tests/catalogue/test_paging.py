"""Pages of an answer: whole together, in an order without ties, of one release."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from plankg.assets import assets_root
from plankg.catalogue import Catalogue, Window, as_json, page_token, run
from plankg.catalogue.arguments import bind
from plankg.catalogue.paging import PageGoneError
from plankg.engine import Engine, Limits
from plankg.errors import ParameterError, RowLimitError

NAMES = sorted(file.stem for file in (assets_root() / "queries" / "catalogue").glob("*.rq"))
RELEASE = "0123456789abcdef" * 4


# What is asked across plans has rows only where there are several.
ACROSS = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))[0].get("arguments", {})
    for file in sorted((Path(__file__).parent / "expected" / "across").glob("*.yml"))
}


@pytest.fixture
def engine(request: pytest.FixtureRequest, name: str) -> Engine:
    found: Engine = request.getfixturevalue("across" if name in ACROSS else "shipped")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_two_rows_have_the_same_place_in_the_order(
    engine: Engine, catalogue: Catalogue, name: str
) -> None:
    query = catalogue[name]
    arguments = ACROSS.get(name, query.example)
    order = re.findall(r"\?(\w+)", query.text.rpartition("ORDER BY")[2])
    # The order may go by variables that are not selected, so that they are selected here.
    selected = re.findall(r"\?(\w+)", query.text.partition("WHERE")[0].rpartition("SELECT")[2])
    further = " ".join(f"?{name}" for name in order if name not in selected)
    text = query.text.replace("SELECT", f"SELECT {further}", 1)
    answer = engine.answer(text, bind(query.parameters, arguments), "json", Limits())
    rows = json.loads(answer.body)["results"]["bindings"]
    places = {json.dumps([row.get(v) for v in order]) for row in rows}
    assert len(places) == len(rows)
    assert rows


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("limit", [7, 1000])
def test_pages_of_every_query_are_its_whole_answer(
    engine: Engine, catalogue: Catalogue, name: str, limit: int
) -> None:
    query = catalogue[name]
    arguments = ACROSS.get(name, query.example)
    whole = run(engine, query, arguments)
    assert whole.complete
    found, window = [], Window(limit)
    while True:
        page = run(engine, query, arguments, None, window)
        found += page.rows
        if not page.next_page:
            break
        assert len(page.rows) == limit
        window = Window.of(str(limit), page.next_page, engine.release)
    assert tuple(found) == whole.rows


@pytest.mark.parametrize("name", NAMES)
def test_what_pages_are_cut_from_is_told_apart_by_columns(
    engine: Engine, catalogue: Catalogue, name: str
) -> None:
    query = catalogue[name]
    if query.cut is None:
        return
    bindings = bind(query.parameters, ACROSS.get(name, query.example))
    places = []
    for start in range(10):
        answer = engine.answer(query.piece(1, start), bindings, "json", Limits())
        rows = json.loads(answer.body)["results"]["bindings"]
        if not rows:
            break
        places.append({json.dumps([row.get(column) for column in query.cut.key]) for row in rows})
    assert {len(found) for found in places} == {1}
    assert len(set.union(*places)) == len(places)


def test_a_page_needs_no_more_rows_of_the_engine_than_are_in_it(
    shipped: Engine, catalogue: Catalogue
) -> None:
    query = catalogue["targets-by-year"]
    page = run(shipped, query, {}, Limits(rows=60), Window(5, 20))
    assert page.rows == run(shipped, query, {}).rows[20:25]
    assert page.next_page == page_token(shipped.release, 25)


def test_json_of_a_page_says_that_it_is_not_all_and_what_follows(
    shipped: Engine, catalogue: Catalogue
) -> None:
    page = run(shipped, catalogue["workload-of-bodies"], {}, None, Window(2))
    document = json.loads(as_json(page))
    assert (document["complete"], document["rows"]) == (False, 2)
    assert document["next"] == f"{shipped.release[:16]}-2"


def test_the_last_page_of_several_is_not_the_whole_answer(
    shipped: Engine, catalogue: Catalogue
) -> None:
    page = run(shipped, catalogue["workload-of-bodies"], {}, None, Window(100, 2))
    assert (page.next_page, page.complete) == ("", False)
    assert "next" not in json.loads(as_json(page))


def test_a_page_beyond_the_end_is_empty(shipped: Engine, catalogue: Catalogue) -> None:
    assert run(shipped, catalogue["workload-of-bodies"], {}, None, Window(5, 5000)).rows == ()


def test_a_page_with_more_in_it_than_the_limits_allow_says_so(
    shipped: Engine, catalogue: Catalogue
) -> None:
    query, arguments = catalogue["goals-of-task"], {"task": "5"}
    with pytest.raises(RowLimitError, match="a page of 2 rows takes more than 4"):
        run(shipped, query, arguments, Limits(rows=4), Window(2))
    with pytest.raises(RowLimitError, match="in pages with limit=1000"):
        run(shipped, query, arguments, Limits(rows=4))


@pytest.mark.parametrize(
    ("limit", "page", "window"),
    [
        ("", "", Window()),
        ("5", "", Window(5)),
        ("5", page_token(RELEASE, 20), Window(5, 20)),
        ("", page_token(RELEASE, 20), Window(1000, 20)),
    ],
)
def test_arguments_ask_for_a_window(limit: str, page: str, window: Window) -> None:
    assert Window.of(limit, page, RELEASE) == window


@pytest.mark.parametrize(
    ("limit", "page", "message"),
    [
        ("0", "", "limit='0' is no number of rows from 1 to 100000"),
        ("-1", "", "limit='-1' is no number"),
        ("1.5", "", "limit='1.5' is no number"),
        ("１", "", "limit='１' is no number"),
        ("", "7", "page='7' is no page; leave it out for the first"),
        ("", f"{RELEASE[:16]}--1", "is no page"),
    ],
)
def test_what_is_no_window_is_told(limit: str, page: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        Window.of(limit, page, RELEASE)


def test_a_page_of_another_release_is_told() -> None:
    with pytest.raises(PageGoneError, match="begin with the first page again"):
        Window.of("", page_token("f" * 64, 3), RELEASE)
