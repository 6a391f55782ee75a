"""``plankg add FILE…``: adds plans to a workspace."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import click

from plankg.addition import Addition, add_plans
from plankg.cli.options import SETTINGS, workspace_option
from plankg.cli.output import say, write_text
from plankg.cli.table import draw_table
from plankg.model import LedgerState, Reading
from plankg.pipeline import BuiltPlan
from plankg.workspace import Workspace


@click.command("add", context_settings=SETTINGS)
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--slug", default="", help="The plan's name in addresses [default: the file's].")
@click.option("--title", default="", help="The plan's title, where the file prints none.")
@click.option("--replace", is_flag=True, help="Replace the plan of that slug.")
@workspace_option
def command(
    files: tuple[Path, ...], slug: str, title: str, *, replace: bool, workspace: Workspace
) -> None:
    """Add plans to a workspace: read them, show what was found and what was not, publish them.

    All or nothing: if one file cannot be read or checked, none is added. FILE is a .txt.
    """
    if len(files) > 1 and (slug or title):
        raise click.UsageError("--slug and --title name one plan; add several files without them")
    additions = [Addition.of(file, slug, title) for file in files]
    built = add_plans(workspace, additions, say, replace=replace)
    for plans in built.values():
        for plan in plans:
            write_text(summary(plan))
    say(f"added to {workspace.root}; 'plankg serve --workspace {workspace.root}' shows it")


def summary(plan: BuiltPlan) -> str:
    """Return what was found in a plan and what was not, as a table for people."""
    reading = plan.reading
    heading = f"{reading.meta.slug}: {reading.meta.title}"
    rows = [[name, str(count)] for name, count in _counts(reading)]
    return f"{heading}\n{draw_table(['found', 'count'], rows)}\n"


def _counts(reading: Reading) -> list[tuple[str, int]]:
    kinds = Counter(element.type for element in reading.elements)
    mentions = Counter(mention.kind for mention in reading.mentions)
    # All three, so that "0 not understood" is said and not left to be missed.
    characters: Counter[str] = Counter(dict.fromkeys(get_args(LedgerState), 0))
    for entry in reading.ledger:
        characters[entry.state] += entry.end - entry.start
    return [
        *((f"elements: {kind}", count) for kind, count in sorted(kinds.items())),
        ("targets", len(reading.targets)),
        ("responsibilities", len(reading.responsibilities)),
        ("carrier measures", len(reading.carrier_measures)),
        ("programmes", mentions["programme"]),
        ("cited documents", mentions["document"]),
        *((f"characters: {state}", count) for state, count in sorted(characters.items())),
    ]
