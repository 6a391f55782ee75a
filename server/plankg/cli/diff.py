"""``plankg diff PLAN_A PLAN_B``: what changed from one plan to another."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import click

from plankg.cli.engines import LOCAL_LIMITS, open_engine
from plankg.cli.options import SETTINGS, format_option, output_option, workspace_option
from plankg.cli.output import counted, say, write_bytes, write_text
from plankg.cli.reading import read_telling
from plankg.cli.table import draw_table
from plankg.comparison import (
    ComparedPlan,
    Comparison,
    compare,
    comparison_csv,
    comparison_json,
    published_side,
    rows_of,
)
from plankg.engine import Engine
from plankg.errors import NotFoundError
from plankg.workspace import Workspace

# What fits a terminal; programs get all columns.
_SHOWN = ("subject", "change", "where_before", "quote_before", "where_after", "quote_after")


@click.command("diff", context_settings=SETTINGS)
@click.argument("before", metavar="PLAN_A")
@click.argument("after", metavar="PLAN_B")
@format_option("table", "csv", "tsv", "json")
@output_option
@workspace_option
def command(
    before: str, after: str, *, form: str, output: Path | None, workspace: Workspace
) -> None:
    """Show what changed from PLAN_A to PLAN_B: tasks, targets and bodies, with both sides' words.

    Each is a published plan of the workspace, by its slug, or a file that is in no workspace.
    """
    engine = cache(lambda: open_engine(workspace))
    comparison = compare(_side(before, workspace, engine), _side(after, workspace, engine))
    if form == "json":
        write_bytes(comparison_json(comparison), output)
    elif form == "table":
        write_text(_table(comparison), output)
        say(counted(len(comparison.changes), "change"))
    else:
        write_bytes(comparison_csv(comparison, "\t" if form == "tsv" else ","), output)


def _side(named: str, workspace: Workspace, engine: Callable[[], Engine]) -> ComparedPlan:
    if Path(named).is_file():
        return _read(Path(named), workspace)
    try:
        return published_side(engine(), named, LOCAL_LIMITS)
    except NotFoundError as error:
        raise NotFoundError(f"{error}, nor is that a file; see 'plankg query' for plans") from error


def _read(file: Path, workspace: Workspace) -> ComparedPlan:
    # Reading imports what comparing published plans does without.
    from plankg.comparison.reading_side import reading_side
    from plankg.extract import read_plan
    from plankg.graph.indicator_names import Spellings
    from plankg.iris import Iris
    from plankg.lookups import Lookups
    from plankg.ontology import load_ontology
    from plankg.register import Register
    from plankg.units import Units

    lookups = Lookups.load(*workspace.lookup_folders)
    reading = read_plan(
        read_telling(file),
        file.stem,
        register=Register.load(*workspace.register_folders),
        iris=Iris(workspace.base),
        lookups=lookups,
    )
    if reading.further:
        say(f"{file.name} holds {1 + len(reading.further)} plans; compared is {reading.meta.title}")
    units = Units.from_graph(load_ontology(workspace.assets))
    return reading_side(reading, Spellings.of(lookups), units)


def _table(comparison: Comparison) -> str:
    rows = rows_of(comparison)
    return draw_table(_SHOWN, [[str(row[name] or "") for name in _SHOWN] for row in rows])
