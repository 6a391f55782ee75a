"""pandas, reading CSV from addresses."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd

from plankg.table_columns import COLUMNS
from sample import SLUG


def test_a_named_query_is_a_frame(service: str) -> None:
    frame = pd.read_csv(f"{service}/queries/workload-of-bodies.csv")
    assert {"body", "led", "joined", "targets_led"} <= set(frame.columns)
    assert frame["led"].dtype.kind == "i"
    assert (frame["body"] == "市科技局").any()


def test_a_table_is_a_frame_with_numbers_and_gaps(service: str) -> None:
    frame = pd.read_csv(f"{service}/data/tables/targets.csv")
    assert tuple(frame.columns) == COLUMNS["targets"]
    assert frame["value"].dtype.kind == "f"
    assert frame["value_max"].isna().any()
    assert pd.to_datetime(frame["period_end"]).notna().all()
    assert set(frame["plan"]) == {SLUG}


def test_quotes_are_what_the_text_says_at_their_offsets(service: str) -> None:
    frame = pd.read_csv(f"{service}/data/tables/targets.csv")
    ledger = pd.read_csv(f"{service}/data/tables/{SLUG}/ledger.csv", keep_default_na=False)
    text = "".join(ledger.sort_values("start")["quote"])
    assert all(
        text[start:end] == quote
        for quote, start, end in zip(frame["quote"], frame["start"], frame["end"], strict=True)
    )


def test_sparql_is_a_frame(endpoint: str) -> None:
    query = "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY DESC(?n)"
    frame = pd.read_csv(
        f"{endpoint}?{urlencode({'query': query})}", storage_options={"Accept": "text/csv"}
    )
    assert list(frame.columns) == ["class", "n"]
    assert frame["n"].is_monotonic_decreasing
