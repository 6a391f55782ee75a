"""Findings as text for a terminal: by check, each with its sentences, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plankg.audit.checks import Check, Checks
from plankg.audit.findings import Finding, Side


def text_report(findings: Iterable[Finding], checks: Checks) -> str:
    """Return the findings, those of a check below its title."""
    by_check: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: (one.order[:2], one.plan, one.order)):
        by_check.setdefault(finding.check, []).append(finding)
    titled = {check.name: check for check in checks}
    blocks = [block for name, found in by_check.items() for block in _of_check(titled[name], found)]
    return "\n\n".join(blocks) or "没有发现问题 / nothing found"


def _of_check(check: Check, found: list[Finding]) -> Iterator[str]:
    yield f"== {check.title['zh']} / {check.title['en']}  [{check.name}, {len(found)}]"
    for finding in found:
        yield "\n".join(_lines(finding))


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity}  {finding.id}  ({finding.plan}, {finding.confidence})"
    for language in ("zh", "en"):
        yield f"  {finding.message[language]}"
    if finding.arithmetic:
        yield f"  {finding.arithmetic['zh']}"
    for side in finding.sides:
        yield f"  - {_told(side)}"
    if finding.bodies:
        yield "  " + "、".join(body.labels.get("zh", body.iri) for body in finding.bodies)
    yield f"  → {finding.settle['zh']} / {finding.settle['en']}"


def _told(side: Side) -> str:
    place = "" if side.start is None else f" [{side.start}–{side.end}]"
    caption = f"{side.caption['zh']}：" if side.caption else ""
    words = " ".join((side.sentence or side.quote or side.label).split())
    return f"{side.where or '–'}{place} {caption}{words}"
