"""``plankg export TABLE``: writes a table of all published plans."""

from __future__ import annotations

from pathlib import Path

import click

from plankg.cli.options import SETTINGS, format_option, output_option, workspace_option
from plankg.cli.output import refuse_binary_on_terminal, write_bytes
from plankg.cli.records import write_with_codebook
from plankg.codebook import codebook_json
from plankg.errors import NotFoundError
from plankg.iris import Iris
from plankg.tables import COLUMNS, FORMATS, rows_from_turtle
from plankg.workspace import PublishedPlan, Workspace


@click.command("export", context_settings=SETTINGS)
@click.argument("table", metavar="TABLE", type=click.Choice(tuple(COLUMNS)))
@click.option("--plan", "slugs", multiple=True, metavar="PLAN", help="Only this plan; repeatable.")
@click.option("--codebook", is_flag=True, help="Write what the columns mean instead, as CSVW.")
@format_option("table", *FORMATS)
@output_option
@workspace_option
def command(
    table: str,
    slugs: tuple[str, ...],
    *,
    codebook: bool,
    form: str,
    output: Path | None,
    workspace: Workspace,
) -> None:
    """Write a table of all published plans: targets, responsibilities, elements or ledger.

    Those are all plans of the workspace; the one that PlanKG ships with is among them unless
    plankg.toml says packaged_plans = false, or --plan names others. The columns are described by
    --codebook. A file given by --output gets its codebook beside it.
    """
    if codebook:
        write_bytes(codebook_json(table), output)
        return
    refuse_binary_on_terminal(form, output)
    plans = _chosen(workspace, slugs)
    files = [plan.read_graph() for plan in plans]
    if table == "ledger":
        files += [plan.read_ledger() for plan in plans]
    write_with_codebook(rows_from_turtle(files, table, Iris(workspace.base)), form, output)


def _chosen(workspace: Workspace, slugs: tuple[str, ...]) -> tuple[PublishedPlan, ...]:
    plans = workspace.published()
    known = [plan.slug for plan in plans]
    for slug in slugs:
        if slug not in known:
            raise NotFoundError(f"no plan {slug!r} is published; there are: {', '.join(known)}")
    return tuple(plan for plan in plans if not slugs or plan.slug in slugs)
