"""``plankg ontology --reason``: what it says and with which exit code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plankg.assets import assets_root
from plankg.reasoning import java_program

needs_java = pytest.mark.skipif(java_program() is None, reason="HermiT needs Java")
PLAN = "jiangyin-innovation-2020-2022"


@pytest.fixture
def published(workspace: Path) -> Path:
    """A workspace with one small published graph, whose target has two scopes."""
    for folder in ("plans", "ledgers"):
        (workspace / "data" / folder).mkdir(parents=True, exist_ok=True)
    shutil.copy(assets_root() / "data" / "ledgers" / f"{PLAN}.ttl", workspace / "data" / "ledgers")
    (workspace / "data" / "plans" / f"{PLAN}.ttl").write_text(
        "@prefix plan: <https://w3id.org/plankg/ontology#> .\n"
        "<https://example.org/goal> plan:hasScope"
        " <https://example.org/north> , <https://example.org/south> .\n",
        encoding="utf-8",
    )
    return workspace


@needs_java
def test_contradiction_fails_and_stands_on_stdout_as_turtle(plankg, published: Path) -> None:
    outcome = plankg("ontology", "--reason", "--workspace", published)
    assert outcome.code == 1
    assert "plan:hasScope a owl:FunctionalProperty ." in outcome.out
    assert "#   plan:hasScope: 适用范围 (zh), has scope (en)" in outcome.out
    assert "plan:hasScope" in outcome.error
    assert "<https://example.org/south>" in outcome.error


def test_without_java_nothing_is_proved_and_the_exit_code_says_so(
    plankg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    outcome = plankg("ontology", "--reason")
    assert outcome.code == 3
    assert outcome.err.startswith("nothing proved: the reasoner needs Java")
    assert outcome.out == ""


def test_java_is_looked_for_in_java_home_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert java_program() == str(program)
