"""``plankg remove PLAN``: removes a plan from a workspace."""

from __future__ import annotations

import click

from plankg.cli.options import SETTINGS, workspace_option
from plankg.cli.output import say
from plankg.errors import ParameterError
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
        _ask(plan)
    remove_plan(workspace, plan, files, say, purge=purge)
    say(f"removed {plan} from {workspace.root}")


def _ask(plan: str) -> None:
    """Ask whether to remove the plan.

    Raises:
        ParameterError: nobody is there to answer.
        Abort: the answer is no, or Ctrl-C.
    """
    try:
        agreed = click.confirm(f"Remove {plan} with these files?", err=True)
    except click.Abort as abort:
        say("")
        if not isinstance(abort.__context__, EOFError):
            raise
        raise ParameterError(
            f"{plan!r} was not removed, since nobody answered: --yes removes it without asking"
        ) from abort
    if not agreed:
        say(f"nothing was removed; {plan} stays")
        raise click.Abort
