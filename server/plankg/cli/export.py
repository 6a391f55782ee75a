"""``plankg export TABLE``: writes a table of all published plans."""

from __future__ import annotations

from pathlib import Path

import click

from plankg.cli.options import SETTINGS, format_option, output_option, workspace_option
from plankg.cli.output import write_bytes
from plankg.cli.records import write_table
from plankg.codebook import codebook_json
from plankg.errors import NotFoundError, ParameterError
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

    The columns are described by --codebook. A file given by --output gets its codebook beside it.
    """
    if codebook:
        write_bytes(codebook_json(table), output)
        return
    refuse_binary_on_terminal(form, output)
    plans = _chosen(workspace, slugs)
    files = [plan.read_graph() for plan in plans]
    if table == "ledger":
        files += [plan.read_ledger() for plan in plans]
    write_table(rows_from_turtle(files, table, Iris(workspace.base)), form, output)
    if output is not None:
        write_bytes(codebook_json(table), codebook_file(output))


def codebook_file(output: Path) -> Path:
    """Return where the codebook of a written table lies, as CSVW has it."""
    return output.with_name(f"{output.name}-metadata.json")


def refuse_binary_on_terminal(form: str, output: Path | None) -> None:
    """Refuse to write a spreadsheet to where nobody can read it.

    Raises:
        ParameterError: a binary format without ``--output``.
    """
    if form in {"xlsx", "parquet"} and output is None:
        raise ParameterError(f"{form} is no text: name a file with --output FILE")


def _chosen(workspace: Workspace, slugs: tuple[str, ...]) -> tuple[PublishedPlan, ...]:
    plans = workspace.published()
    known = [plan.slug for plan in plans]
    for slug in slugs:
        if slug not in known:
            raise NotFoundError(f"no plan {slug!r} is published; there are: {', '.join(known)}")
    return tuple(plan for plan in plans if not slugs or plan.slug in slugs)
