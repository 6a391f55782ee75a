"""Every query of the catalogue gives the rows that were worked out by hand from the texts.

``expected/<plan>/<query>.yml`` lists cases. A case has `arguments` and the `columns` to compare,
as text, with its `rows` in their order; `only` picks rows by a column's value first; `contains`
lists rows that must be among them; `count` is how many rows there are in all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from plankg.assets import assets_root
from plankg.catalogue import Catalogue, cells, run
from plankg.engine import Engine

EXPECTED = Path(__file__).parent / "expected"
NAMES = sorted(file.stem for file in (assets_root() / "queries" / "catalogue").glob("*.rq"))


def cases() -> list[Any]:
    return [
        pytest.param(file.parent.name, file.stem, case, id=f"{file.parent.name}-{file.stem}-{n}")
        for file in sorted(EXPECTED.glob("*/*.yml"))
        for n, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize(("plan", "name", "case"), cases())
def test_the_rows_are_those_worked_out_by_hand(
    request: pytest.FixtureRequest,
    catalogue: Catalogue,
    plan: str,
    name: str,
    case: dict[str, Any],
) -> None:
    engine: Engine = request.getfixturevalue(plan)
    result = run(engine, catalogue[name], case.get("arguments", {}))
    table = [dict(zip(result.columns, cells(result, row), strict=True)) for row in result.rows]
    chosen = [row for row in table if case.get("only", {}).items() <= row.items()]
    rows = [[row[column] for column in case.get("columns", [])] for row in chosen]
    if "rows" in case:
        assert rows == [_texts(row) for row in case["rows"]]
    for row in case.get("contains", []):
        assert _texts(row) in rows
    if "count" in case:
        assert len(chosen) == case["count"]
    assert {"rows", "contains", "count"} & case.keys()


@pytest.mark.parametrize("plan", ["sample", "shipped"])
def test_every_query_has_an_expected_result(plan: str) -> None:
    assert sorted(file.stem for file in (EXPECTED / plan).glob("*.yml")) == NAMES


def _texts(row: Any) -> list[str]:
    values = row if isinstance(row, list) else [row]
    return ["" if value is None else str(value) for value in values]
