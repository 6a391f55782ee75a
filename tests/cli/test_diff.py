"""``plankg diff``: published plans, files, and one of each give the same."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

PLANS = Path(__file__).parent.parent / "comparison" / "plans"
DRAFT, FINAL = PLANS / "draft.txt", PLANS / "final.txt"


@pytest.fixture
def published(workspace: Path, plankg, quick) -> Path:
    done = plankg("add", DRAFT, FINAL, "--workspace", workspace)
    assert done.code == 0, done.err
    return workspace


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_published_plans_and_files_give_the_same(plankg, published: Path) -> None:
    def diff(one: object, other: object) -> str:
        done = plankg("diff", one, other, "--format", "csv", "--workspace", published)
        assert done.code == 0, done.err
        return done.out

    by_slug = diff("draft", "final")
    assert {row["change"] for row in rows(by_slug)} >= {"merged", "split", "raised", "lead-changed"}
    assert diff(DRAFT, FINAL) == by_slug
    assert diff(DRAFT, "final") == by_slug


def test_files_need_no_workspace(plankg) -> None:
    done = plankg("diff", DRAFT, FINAL, "--format", "json")
    document = json.loads(done.out)
    assert document["before"] == {
        "plan": "draft",
        "title": "无锡市河流科创三年行动计划（2021－2023年）",
    }
    assert document["counts"]["task"] == {
        "carried-over": 1,
        "dropped": 1,
        "merged": 2,
        "new": 1,
        "split": 2,
    }
    raised = next(row for row in document["results"] if row["change"] == "raised")
    text = FINAL.read_text(encoding="utf-8")
    assert text[raised["start_after"] : raised["end_after"]] == raised["quote_after"]


def test_a_plan_has_not_changed_against_itself(plankg) -> None:
    done = plankg("diff", DRAFT, DRAFT, "--format", "table")
    assert done.code == 0
    assert "0 changes" in done.err


def test_what_is_neither_plan_nor_file_is_told(plankg, published: Path) -> None:
    done = plankg("diff", "draft", "drafts", "--workspace", published)
    assert done.code == 2
    assert "'drafts'" in done.error
    assert "nor is that a file; there are: " in done.error
