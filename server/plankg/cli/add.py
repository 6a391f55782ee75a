"""``plankg add FILE…|DIR``: adds plans to a workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from plankg.addition import Added, Addition, Outcome, add_each, add_plans
from plankg.cli.documents_in import documents_in
from plankg.cli.options import PATH, SETTINGS, WORDS, workspace_option
from plankg.cli.output import counted, say, write_text
from plankg.cli.table import draw_table
from plankg.errors import InputError
from plankg.graph.changes import changes_between
from plankg.iris import Iris
from plankg.model import LedgerState, Reading
from plankg.pipeline import BuiltPlan
from plankg.workspace import Workspace


@click.command("add", context_settings=SETTINGS)
@click.argument("files", metavar="FILE|DIR...", nargs=-1, required=True, type=PATH)
@click.option("--slug", default="", help="The plan's name in addresses [default: the file's].")
@click.option(
    "--title", type=WORDS, default="", help="The plan's title, where the file prints none."
)
@click.option("--replace", is_flag=True, help="Replace the plan of that slug; show what changed.")
@workspace_option
def command(
    files: tuple[Path, ...], slug: str, title: str, *, replace: bool, workspace: Workspace
) -> None:
    """Add plans to a workspace: read them, show what was found and what was not, publish them.

    Of files that are named all are added, or none if one cannot be read or checked. Of a folder
    each file is added that can be, all at the end and at once; a report tells of each, and the exit
    code is 2 if one could not be. Folders in it are not searched; what is skipped is told.
    """
    if any(file.is_dir() for file in files):
        if slug or title:
            raise click.UsageError("--slug and --title name one plan, not those of a folder")
        _add_folder(workspace, _documents(files), replace=replace)
        return
    if len(files) > 1 and (slug or title):
        raise click.UsageError("--slug and --title name one plan; add several files without them")
    additions = [Addition.of(file, slug, title) for file in files]
    for added in add_plans(workspace, additions, say, replace=replace):
        for plan in added.plans:
            write_text(summary(plan))
        if added.before:
            write_text(differences(added, Iris(workspace.base)))
    say(f"added to {workspace.root}; 'plankg serve --workspace {workspace.root}' shows it")


def summary(plan: BuiltPlan) -> str:
    """Return what was found in a plan and what was not, as a table for people.

    What of its file was not read at all stands above it.
    """
    reading = plan.reading
    heading = "\n".join([f"{reading.meta.slug}: {reading.meta.title}", *reading.notices])
    rows = [[name, str(count)] for name, count in _counts(reading)]
    return f"{heading}\n{draw_table(['found', 'count'], rows)}\n"


def differences(added: Added, iris: Iris) -> str:
    """Return what a replacing file changed: counts for each kind of fact, and a line for each."""
    graphs = {plan.slug: plan.graph for plan in added.plans}
    blocks = []
    for slug in sorted(graphs.keys() | added.before.keys()):
        found = changes_between(added.before.get(slug, b""), graphs.get(slug, b""), iris)
        rows = [[kind, *map(str, counts)] for kind, *counts in found.counts()]
        table = draw_table([f"{slug}: changes", "new", "gone", "moved", "changed", "same"], rows)
        blocks.append("\n".join([table, *(change.told() for change in found.changes)]))
    return "\n\n".join(blocks)


def _documents(files: Sequence[Path]) -> list[Path]:
    """Return the files, for a folder those in it, and tell what of it is skipped."""
    found: list[Path] = []
    for file in files:
        if not file.is_dir():
            found.append(file)
            continue
        inside = documents_in(file)
        found += inside.documents
        for line in inside.told():
            say(line)
    return found


def _add_folder(workspace: Workspace, files: Sequence[Path], *, replace: bool) -> None:
    outcomes: list[Outcome] = []
    for outcome in add_each(workspace, files, say, replace=replace):
        outcomes.append(outcome)
        say(f"[{len(outcomes)}/{len(files)}] {outcome.file.name}: {_told(outcome)}")
    columns = ["file", "plan", "targets", "responsibilities", "not understood", "result"]
    write_text(draw_table(columns, [row for outcome in outcomes for row in _rows(outcome)]))
    for outcome in outcomes:
        if outcome.added is not None and outcome.added.before:
            write_text("\n" + differences(outcome.added, Iris(workspace.base)))
    failed = sum(1 for outcome in outcomes if outcome.error)
    if failed:
        raise InputError(
            f"{failed} of {counted(len(outcomes), 'file')} not added: the report says why"
        )


def _told(outcome: Outcome) -> str:
    if outcome.added is None:
        return outcome.error or "is there already, unchanged"
    told = f"{counted(len(outcome.added.plans), 'plan')} to add"
    if title := outcome.added.addition.title:
        told += (
            f", named {title!r} by its file, since it prints no title"
            " (plankg add FILE --replace --title TITLE)"
        )
    notices = outcome.added.plans[0].reading.notices
    return "; ".join([told, *notices])


def _rows(outcome: Outcome) -> list[list[str]]:
    if outcome.added is None:
        result = f"error: {outcome.error}" if outcome.error else "unchanged"
        return [[outcome.file.name, outcome.slug, "", "", "", result]]
    result = "replaced" if outcome.added.before else "added"
    return [
        [outcome.file.name, *_row(plan.reading), "; ".join([result, *plan.reading.notices])]
        for plan in outcome.added.plans
    ]


def _row(reading: Reading) -> list[str]:
    unknown = sum(1 for entry in reading.ledger if entry.state == "not-understood")
    facts = (len(reading.targets), len(reading.responsibilities), unknown)
    return [reading.meta.slug, *map(str, facts)]


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
