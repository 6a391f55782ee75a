"""An installed package: its first answer needs no audit, unless somebody changed the package."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import plankg
from plankg.assets import assets_root
from plankg.store import current_snapshot
from plankg.workspace import packaged_workspace

KNOWLEDGE = ("ontology", "shapes", "queries", "data")
# Whoever imports rdflib meets an error: without it nothing is audited.
WITHOUT_RDFLIB = "import sys; sys.modules['rdflib'] = None; from plankg.cli import main; main({})"
WITH_ALL = "from plankg.cli import main; main({})"
CHECK = Path("plankg/_assets/queries/audit/two-units.rq")
TITLES = "SELECT ?title { GRAPH graph:checks { ?check rdfs:label ?title } }"
FINDINGS = "SELECT (COUNT(DISTINCT ?one) AS ?n) { GRAPH ?g { ?one a plan:Finding } }"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the package as pip leaves it there: its files, and their checksums."""
    site = tmp_path / "site"
    unwritten = shutil.ignore_patterns("__pycache__", "README.md")
    shutil.copytree(Path(plankg.__file__).parent, site / "plankg", ignore=unwritten)
    for name in KNOWLEDGE:
        shutil.copytree(assets_root() / name, site / "plankg" / "_assets" / name)
    about = site / "plankg-0.1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plankg\nVersion: 0.1.0\n")
    (about / "RECORD").write_text(record(site), encoding="utf-8")
    return site


def record(site: Path) -> str:
    rows = io.StringIO()
    for path in sorted(site.rglob("*")):
        if path.is_file():
            digest = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest())
            told = f"sha256={digest.rstrip(b'=').decode()}"
            csv.writer(rows).writerow([path.relative_to(site).as_posix(), told, ""])
    return rows.getvalue()


def answered(site: Path, script: str, *arguments: str) -> str:
    """Return what a command of the package writes, the first time that it is called."""
    folder = site.parent / "empty"
    folder.mkdir()
    environment = os.environ | {
        "PYTHONPATH": str(site),
        "PYTHONDONTWRITEBYTECODE": "1",
        "XDG_CACHE_HOME": str(site.parent / "cache"),
    }
    command = [sys.executable, "-c", script.format(list(arguments))]
    told = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert told.stdout, told.stderr
    return told.stdout


def test_the_first_answer_comes_without_an_audit(installed: Path) -> None:
    arguments = ("query", "targets-led-by", "--body", "科技局", "--format", "json")
    found = json.loads(answered(installed, WITHOUT_RDFLIB, *arguments))
    assert found["rows"] == 26


def test_its_findings_are_those_that_an_audit_finds(installed: Path, plankg) -> None:
    told = answered(installed, WITHOUT_RDFLIB, "sparql", "-q", FINDINGS, "--format", "csv")
    audit = plankg("audit", "--format", "json", "--workspace", assets_root())
    assert int(told.splitlines()[1]) == len(json.loads(audit.out)["findings"])


def test_what_an_audit_found_is_held_against_a_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plankg
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("plankg.derived_graphs.is_as_installed", lambda: True)
    monkeypatch.chdir(tmp_path)
    assert plankg("sparql", "-q", "ASK {}").code == 0
    release = current_snapshot(packaged_workspace().state).release
    assert plankg("audit").code == 0
    later = json.loads(plankg("audit", "--since", release[:16], "--format", "json").out)
    assert {one["change"] for one in later["findings"]} == {"still there"}


def test_a_check_that_somebody_changed_is_run(installed: Path) -> None:
    check = installed / CHECK
    text = check.read_text(encoding="utf-8")
    assert "One indicator in two counting words" in text
    changed = text.replace("One indicator in two counting words", "Two words for one unit")
    check.write_text(changed, encoding="utf-8")
    told = answered(installed, WITH_ALL, "sparql", "-q", TITLES, "--format", "csv")
    assert "Two words for one unit" in told
