"""``plankg coverage PLAN``: shows what became of a plan's text, and what was not understood."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from plankg.cli.options import SETTINGS, format_option, output_option, workspace_option
from plankg.cli.output import counted, write_bytes, write_text
from plankg.cli.table import draw_table
from plankg.coverage import STATES, Coverage, Entry, Unexplained, coverage_of
from plankg.errors import NotFoundError
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.register import Register
from plankg.table_columns import TableRows, Value
from plankg.table_formats import write_rows
from plankg.workspace import PublishedPlan, Workspace

_COLUMNS = ("plan", "item", "where", "start", "end", "state", "reason", "quote")
_UNEXPLAINED = "no fact points at it"


@click.command("coverage", context_settings=SETTINGS)
@click.argument("plan", metavar="PLAN")
@click.option(
    "--state",
    type=click.Choice((*STATES, "all")),
    default="not-understood",
    show_default=True,
    help="Which entries to list, and numbers and bodies of; the totals are of all.",
)
@format_option("text", "csv", "json", default="text")
@output_option
@workspace_option
def command(plan: str, state: str, form: str, output: Path | None, workspace: Workspace) -> None:
    """Show what became of a plan's text: how much was understood, and what was not, and why.

    First stands what of the file is not in the text at all (scanned pages, footnotes).
    Below the entries stand the numbers and bodies that no fact points at, in all states unless
    one is chosen, and the human decisions that match nothing any more.
    """
    published = _published(workspace, plan)
    coverage = coverage_of(
        plan,
        published.read_graph(),
        published.read_ledger(),
        Iris(workspace.base),
        Lookups.load(*workspace.lookup_folders),
        Register.load(*workspace.register_folders),
    )
    report = _Report(coverage, state, _unmatched(workspace, plan))
    if form == "csv":
        write_bytes(write_rows(report.rows(), "csv"), output)
    else:
        write_text(report.json() if form == "json" else report.text(), output)


def _published(workspace: Workspace, slug: str) -> PublishedPlan:
    plans = {plan.slug: plan for plan in workspace.published()}
    if slug not in plans:
        known = ", ".join(plans) or "none"
        raise NotFoundError(f"no plan {slug!r} is published; there are: {known}")
    return plans[slug]


def _unmatched(workspace: Workspace, slug: str) -> tuple[str, ...]:
    """Return the decisions about a plan that match nothing, by reading its source again.

    What is published cannot tell: a rejected fact is not there, whether it was found or not.
    """
    path = workspace.view.path(workspace.reviews_file(slug))
    if not path.is_file() or not _decides(path):
        return ()
    from plankg.source_reading import SourceReader

    for source in workspace.sources():
        if slug in workspace.plans_of(source) and workspace.is_own(source):
            for plan in SourceReader(workspace).read(source):
                if plan.reading.meta.slug == slug:
                    return plan.warnings()
    return ()


def _decides(path: Path) -> bool:
    from plankg.review_files import read_reviews

    return bool(read_reviews(path))


class _Report:
    """One plan's coverage with the entries of one state, in each format."""

    def __init__(self, coverage: Coverage, state: str, unmatched: Sequence[str]) -> None:
        self._coverage = coverage
        self._entries = [one for one in coverage.entries if state in (one.state, "all")]
        chosen = state if state in ("understood", "background") else "all"
        self._unexplained = [one for one in coverage.unexplained if chosen in (one.state, "all")]
        self._unmatched = unmatched

    def rows(self) -> TableRows:
        """Return what was not read, entries, numbers and bodies as rows of one table."""
        plan = self._coverage.plan
        rows: list[tuple[Value, ...]] = [
            (plan, "notice", "", None, None, "", notice, "") for notice in self._coverage.notices
        ]
        rows += [self._row("entry", entry, entry.reason, entry.quote) for entry in self._entries]
        rows += [self._row(one.kind, one, _UNEXPLAINED, one.words) for one in self._unexplained]
        return TableRows("coverage", _COLUMNS, tuple(rows))

    def json(self) -> str:
        """Return everything as one JSON object."""
        said: dict[str, Any] = {
            "plan": self._coverage.plan,
            "characters": self._coverage.characters,
            "notices": list(self._coverage.notices),
            "totals": [
                asdict(total) | {"share": round(total.share, 4)}
                for total in self._coverage.totals()
            ],
            "entries": [asdict(entry) for entry in self._entries],
            "unexplained": [asdict(one) for one in self._unexplained],
            "unmatched_decisions": list(self._unmatched),
        }
        return json.dumps(said, ensure_ascii=False, indent=1)

    def text(self) -> str:
        """Return tables for people."""
        coverage = self._coverage
        totals = [
            [one.state, str(one.entries), str(one.characters), f"{one.share:.1%}"]
            for one in coverage.totals()
        ]
        blocks = [
            f"{coverage.plan}: {counted(coverage.characters, 'character')}",
            draw_table(["state", "entries", "characters", "share"], totals),
        ]
        if coverage.notices:
            blocks.append("\n".join(coverage.notices))
        if self._entries:
            rows = [[one.where, one.reason, one.quote.strip()] for one in self._entries]
            blocks.append(draw_table(["where", "reason", "words"], rows))
        if self._unexplained:
            rows = [
                [one.kind, one.words, one.where, one.state, one.context]
                for one in self._unexplained
            ]
            columns = ["no fact explains", "words", "where", "state", "context"]
            blocks.append(draw_table(columns, rows))
        if self._unmatched:
            blocks.append("\n".join(self._unmatched))
        return "\n\n".join(blocks)

    def _row(
        self, item: str, one: Entry | Unexplained, reason: str, quote: str
    ) -> tuple[Value, ...]:
        plan = self._coverage.plan
        return (plan, item, one.where, one.start, one.end, one.state, reason, quote)
