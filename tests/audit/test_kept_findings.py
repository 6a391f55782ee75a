"""What was found is kept for each release, and forgotten with the oldest ones."""

from __future__ import annotations

import pytest
from small_plan import SLUG, checks, found

from plankg.audit import kept_findings
from plankg.audit.kept_findings import KeptFindings
from plankg.errors import NotFoundError

RELEASE = "0123456789abcdef" * 4


@pytest.fixture
def findings(tmp_path):
    return found(checks(tmp_path))


@pytest.fixture
def kept(tmp_path) -> KeptFindings:
    return KeptFindings(tmp_path / "findings")


def test_what_is_kept_comes_back(kept, findings):
    assert kept.get("d1") is None
    kept.put("d1", findings)
    assert kept.get("d1") == findings


def test_a_release_has_what_was_found_in_its_plans(kept, findings):
    kept.put("d1", findings)
    kept.keep_release(RELEASE, {SLUG: "d1"})
    for name in (RELEASE, RELEASE[:16], RELEASE[:6]):
        assert kept.of_release(name) == findings


@pytest.mark.parametrize("name", ["fedcba9876543210", "0123"])
def test_a_release_that_is_not_kept_is_told_with_those_that_are(kept, findings, name):
    kept.put("d1", findings)
    kept.keep_release(RELEASE, {SLUG: "d1"})
    with pytest.raises(NotFoundError) as caught:
        kept.of_release(name)
    assert name in str(caught.value)
    assert RELEASE[:16] in str(caught.value)


def test_the_oldest_release_is_forgotten_with_what_only_it_had(kept, findings, monkeypatch):
    monkeypatch.setattr(kept_findings, "_RELEASES", 1)
    kept.put("d1", findings)
    kept.keep_release(RELEASE, {SLUG: "d1"})
    kept.put("d2", findings)
    kept.keep_release(RELEASE[::-1], {SLUG: "d2"})
    assert kept.get("d1") is None
    assert kept.of_release(RELEASE[::-1]) == findings


def test_a_damaged_file_counts_as_none(kept, findings):
    kept.put("d1", findings)
    (kept.folder / "d1.json").write_text("[{", encoding="utf-8")
    assert kept.get("d1") is None
