"""``plankg init DIR``: makes a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from plankg.atomic_files import replace_files
from plankg.cli.options import PATH, SETTINGS, debug_option
from plankg.cli.output import say
from plankg.errors import WorkspaceError
from plankg.iris import DEFAULT_BASE
from plankg.workspace import CONFIG

_CONFIG_TEXT = f"""\
# A PlanKG workspace: its data/, queries/ and shapes/ are laid over those that PlanKG ships with.
[workspace]
# The base of every IRI that a build mints. Choose one that is yours before you publish anything.
base = "{DEFAULT_BASE}"
# Whether the plan that PlanKG ships with is part of this workspace: of its tables, answers and
# pages. false leaves only plans of your own.
packaged_plans = true
"""

# What each folder is for, said where a newcomer looks first.
_FOLDERS = {
    "data/sources": "One folder per plan: plan.toml and the text that is read. 'plankg add FILE'"
    " makes them.",
    "data/plans": "The published graph of each plan, written by 'plankg build'. Don't edit it.",
    "data/ledgers": "What became of each stretch of a plan's text, written by 'plankg build'.",
    "data/reviews": "What persons decided about facts, one .yml file per plan; 'plankg review' adds"
    " to them, 'plankg build' applies them.",
    "data/registers": "Areas, bodies with their usual names, functions; rows here are laid over the"
    " packaged registers of the same file name.",
    "data/lookups": "The grammar of the genre; rows here are laid over the packaged tables of the"
    " same file name.",
    "data/waivers": "What persons decided about findings, one .yml file per plan; 'plankg audit"
    " --waive' adds to them.",
    "queries/audit": "Checks of the audit: queries whose rows are findings (.rq), and patterns that"
    " are looked for in the text (.yml); the file's name is the check's name.",
    "queries/catalogue": "Named queries, one .rq file each; the file's name is the query's name.",
    "shapes": "SHACL shapes, one .ttl file per subject, checked beside the packaged ones.",
}


@click.command("init", context_settings=SETTINGS)
@click.argument("folder", metavar="DIR", type=PATH)
@debug_option
def command(folder: Path) -> None:
    """Make a workspace for plans of your own in DIR, which may exist but not be a workspace."""
    make_workspace(folder)
    say(f"made a workspace in {folder}; next: plankg add FILE --workspace {folder}")
    say(
        "the plan that PlanKG ships with is part of it, also of its tables and answers:"
        f" packaged_plans = false in {folder / CONFIG} leaves it out"
    )


def make_workspace(folder: Path) -> None:
    """Write ``plankg.toml`` and the folders with a README each; overwrites nothing.

    Raises:
        WorkspaceError: `folder` is a workspace already, or a file of that name exists.
    """
    if (folder / CONFIG).exists():
        raise WorkspaceError(f"{str(folder)!r} is a workspace already; nothing was changed")
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{str(folder)!r} is a file; name a folder")
    try:
        _write(folder)
    except OSError as error:
        raise WorkspaceError(
            f"cannot make a workspace in {str(folder)!r}: {error.strerror}; choose another folder"
        ) from error


def _write(folder: Path) -> None:
    for name, purpose in _FOLDERS.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        readme = folder / name / "README.md"
        if not readme.exists():
            readme.write_text(f"{purpose}\n", encoding="utf-8")
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text(".plankg/\n.*.new\n", encoding="utf-8")
    # Last, so that a folder is a workspace only when it is whole.
    replace_files({folder / CONFIG: _CONFIG_TEXT.encode()})
