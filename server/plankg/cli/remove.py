"""``plankg remove PLAN``: removes a plan from a workspace."""

from __future__ import annotations

import click

from plankg.cli.options import SETTINGS, workspace_option
from plankg.cli.output import say
from plankg.removal import files_to_remove, remove_plan
from plankg.workspace import Workspace


@click.command("remove", context_settings=SETTINGS)
@click.argument("plan", metavar="PLAN")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option("--purge", is_flag=True, help="Remove the human decisions about it, too.")
@workspace_option
def command(plan: str, *, yes: bool, purge: bool, workspace: Workspace) -> None:
    """Remove a plan: its source folder, its published graph and ledger, and it from the snapshot.

    Human decisions about it are kept, and hold if it is added again, unless --purge is given.
    All or nothing: if the snapshot cannot be made without it, everything stays.
    """
    files = files_to_remove(workspace, plan, purge=purge)
    for path in files:
        say(f"  {path.relative_to(workspace.root)}")
    if not yes:
        click.confirm(f"Remove {plan} with these files?", abort=True, err=True)
    remove_plan(workspace, plan, files, say, purge=purge)
    say(f"removed {plan} from {workspace.root}")
