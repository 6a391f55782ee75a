"""Indicators that links join are one in questions across plans, under the usual names too."""

from __future__ import annotations

from pathlib import Path

import pytest

from plankg.catalogue import Catalogue, run
from plankg.engine import Engine
from several_plans import engine_over, published_texts

# Two wordings that no spelling makes one, and the common indicator that both mean.
LINKS = """
<https://w3id.org/plankg/id/indicator/新型研发机构>
  <http://www.w3.org/2004/02/skos/core#exactMatch> <https://w3id.org/plankg/id/indicator/common> .
<https://w3id.org/plankg/id/indicator/领军人才>
  <http://www.w3.org/2004/02/skos/core#exactMatch> <https://w3id.org/plankg/id/indicator/common> .
<https://w3id.org/plankg/id/indicator/common>
  <http://www.w3.org/2004/02/skos/core#prefLabel> "创新要素"@zh ;
  <http://www.w3.org/2004/02/skos/core#altLabel> "创新资源"@zh .
"""


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    plans, ledgers = published_texts(sorted(Path(__file__).with_name("across").glob("*.txt")))
    plans["jiangsu-2021-2025"] += LINKS.encode()
    return engine_over(tmp_path_factory.mktemp("linked"), plans, ledgers)


@pytest.mark.parametrize("name", ["创新要素", "创新资源", "新型研发机构", "领军人才"])
def test_linked_wordings_are_one_indicator(linked: Engine, catalogue: Catalogue, name: str) -> None:
    rows = run(linked, catalogue["indicator-across-plans"], {"indicator": name}).rows
    assert [row["indicator"] for row in rows] == ["新型研发机构", "领军人才"]


def test_what_is_not_linked_stays_apart(linked: Engine, catalogue: Catalogue) -> None:
    rows = run(linked, catalogue["indicator-across-plans"], {"indicator": "人才公寓"}).rows
    assert {row["indicator"] for row in rows} == {"人才公寓"}
