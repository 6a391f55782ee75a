"""The packaged checks, and what they find in the smallest plans."""

from __future__ import annotations

from pathlib import Path

from plankg.assets import assets_root
from plankg.audit import Auditor, Check, Finding, PlanFiles, load_checks
from plankg.iris import Iris
from plankg.ontology_files import ontology_files
from plankg.workspace import packaged_workspace

ROOT = assets_root()
CHECKS = load_checks(packaged_workspace())
AUDITOR = Auditor(CHECKS, ontology_files(packaged_workspace()).values(), Iris())
SLUG = "p"


def findings_in(file: Path, check: Check) -> tuple[Finding, ...]:
    """Return what a check finds in a graph, with the ledger beside it, or in a text alone."""
    content = file.read_bytes()
    ledger = file.with_name(f"ledger-{file.name}")
    plan = (
        PlanFiles(SLUG, content, ledger.read_bytes() if ledger.is_file() else b"")
        if file.suffix == ".ttl"
        else PlanFiles(SLUG, b"", ledger_of(content.decode()))
    )
    return AUDITOR.findings(plan, [check.name], related=related_to(file))


def related_to(file: Path) -> tuple[PlanFiles, ...]:
    """Return the plan that the one in a fixture must agree with, where it has one beside it."""
    graph, ledger = file.with_name("related.ttl"), file.with_name("related.ledger.ttl")
    if not graph.is_file():
        return ()
    return (PlanFiles("q", graph.read_bytes(), ledger.read_bytes() if ledger.is_file() else b""),)


def ledger_of(text: str) -> bytes:
    """Return the ledger of a text, a line an entry."""
    entries: list[str] = []
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        exact = line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        entries.append(
            f"<https://w3id.org/plankg/id/{SLUG}/ledger/{number}> plan:start {start} ;"
            f' plan:exact "{exact}" .\n'
        )
        start += len(line)
    return ("@prefix plan: <https://w3id.org/plankg/ontology#> .\n" + "".join(entries)).encode()
