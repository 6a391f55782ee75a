"""Every check has the smallest plan that is right and the smallest that it finds fault with.

``fixtures/<check>/good.ttl`` and ``bad.ttl``, of a check of the text ``good.txt`` and ``bad.txt``;
further ones begin with these words, as in ``good-at-least.ttl``. A new check needs files, no code.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from audited import CHECKS, findings_in

FIXTURES = Path(__file__).with_name("fixtures")


def fixtures(check, beginning: str) -> list[Path]:
    suffix = ".ttl" if check.file.suffix == ".rq" else ".txt"
    return sorted((FIXTURES / check.name).glob(f"{beginning}*{suffix}"))


def cases(beginning: str):
    return [
        pytest.param(check, file, id=f"{check.name}-{file.stem}")
        for check in CHECKS
        for file in fixtures(check, beginning)
    ]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_it_has_a_smallest_plan_that_is_right_and_one_that_is_wrong(check):
    assert fixtures(check, "good"), f"write tests/audit/fixtures/{check.name}/good.ttl (or .txt)"
    assert fixtures(check, "bad"), f"write tests/audit/fixtures/{check.name}/bad.ttl (or .txt)"


@pytest.mark.parametrize(("check", "file"), cases("good"))
def test_it_finds_nothing_in_what_is_right(check, file):
    assert [finding.message["zh"] for finding in findings_in(file, check)] == []


@pytest.mark.parametrize(("check", "file"), cases("bad"))
def test_it_finds_fault_with_what_is_wrong_and_says_what(check, file):
    found = findings_in(file, check)
    assert found
    for finding in found:
        assert finding.sides
        said = [*finding.message.values(), *finding.settle.values(), *finding.arithmetic.values()]
        assert not [text for text in said if not text.strip() or "{" in text]


def test_no_fixture_has_lost_its_check():
    assert {folder.name for folder in FIXTURES.iterdir()} == set(CHECKS.names())
