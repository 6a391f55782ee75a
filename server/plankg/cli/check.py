"""``plankg check``: checks the published graphs against the shapes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from plankg.check import Checker, CheckReport, Engine
from plankg.check_quotes import quote_results
from plankg.cli.named_queries import load_catalogue
from plankg.cli.options import (
    SETTINGS,
    engine_option,
    format_option,
    output_option,
    workspace_option,
)
from plankg.cli.output import counted, say
from plankg.cli.records import write_table
from plankg.errors import CheckFailed, WorkspaceError
from plankg.graph import ledger_text
from plankg.iris import Iris
from plankg.ontology import load_ontology, load_shapes
from plankg.pipeline import left_to_pyshacl
from plankg.table_columns import TableRows
from plankg.workspace import Workspace

_COLUMNS = ("plan", "severity", "focus", "path", "value", "message_zh", "message_en", "shape")
_FEWER = ("plan", "severity", "focus", "message_zh", "message_en")


@click.command("check", context_settings=SETTINGS)
@format_option("table", "csv", "tsv", "json")
@engine_option
@output_option
@workspace_option
def command(form: str, engine: Engine, output: Path | None, workspace: Workspace) -> None:
    """Check the published graphs against the shapes, their quotes and the named queries.

    Violations fail (exit code 1); warnings don't: real plans have tasks without a body and
    units that no vocabulary knows.
    """
    load_catalogue(workspace)
    reports = dict(_reports(workspace, engine))
    columns = _FEWER if form == "table" else _COLUMNS
    rows = tuple(
        (slug, *(str(getattr(result, column)) for column in columns[1:]))
        for slug, report in reports.items()
        for result in report.results
    )
    if rows or form != "table":
        write_table(TableRows("check", columns, rows), form, output)
    failed = [slug for slug, report in reports.items() if not report.conforms]
    if failed:
        raise CheckFailed(f"violations in {', '.join(failed)}")
    warnings = counted(len(rows), "warning")
    say(f"{counted(len(reports), 'plan')} checked: no violation, {warnings}")


def _reports(workspace: Workspace, engine: Engine) -> Iterator[tuple[str, CheckReport]]:
    plans = workspace.published()
    if not plans:
        raise WorkspaceError(
            f"nothing is published in {str(workspace.root)!r}: 'plankg add FILE' adds a plan,"
            " 'plankg build' publishes what was added"
        )
    ontology = load_ontology(workspace.assets, base=workspace.base)
    checker = Checker(load_shapes(*workspace.layers, base=workspace.base), ontology, engine)
    for reason in checker.reasons:
        say(left_to_pyshacl(reason))
    iris = Iris(workspace.base)
    for plan in plans:
        say(f"checking {plan.slug}")
        graph = plan.read_graph()
        with _named(plan.ledger):
            text = ledger_text(plan.read_ledger(), iris)
        with _named(plan.graph):
            # First, as it parses strictly, and says the same of bad Turtle with either engine.
            quotes = quote_results(graph, text)
            report = checker.check(graph).including(quotes)
        yield plan.slug, report


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """Say of which file it is told that it is no Turtle."""
    try:
        yield
    except SyntaxError as error:
        raise WorkspaceError(
            f"{str(file)!r} is no Turtle: {error.msg}; 'plankg build' publishes it anew"
        ) from error
