"""``plankg build``: reads the plans, checks them and publishes their graphs."""

from __future__ import annotations

import click

from plankg.check import Engine
from plankg.cli.named_queries import load_catalogue
from plankg.cli.options import SETTINGS, engine_option, workspace_option
from plankg.cli.output import counted, say, write_text
from plankg.errors import CheckFailed
from plankg.pipeline import BuildReport, build, compare
from plankg.workspace import Workspace


@click.command("build", context_settings=SETTINGS)
@click.option("--anew", is_flag=True, help="Build everything, also what did not change.")
@click.option(
    "--compare",
    "only_compare",
    is_flag=True,
    help="Write nothing; build in memory and fail if a published file differs by one byte.",
)
@engine_option
@workspace_option
def command(*, anew: bool, only_compare: bool, engine: Engine, workspace: Workspace) -> None:
    """Read the plans that changed, check them, publish their graphs and the snapshot.

    All or nothing: on any error the published graphs and the snapshot stay as they were.
    """
    # Nothing of a build needs the queries, but a broken one should not wait until it is asked.
    load_catalogue(workspace)
    if only_compare:
        _compare(workspace, engine)
    else:
        say(_told(build(workspace, say, anew=anew, engine=engine)))


def _compare(workspace: Workspace, engine: Engine) -> None:
    differences = compare(workspace, say, engine=engine)
    for difference in differences:
        write_text(difference)
    if differences:
        raise CheckFailed(
            f"{counted(len(differences), 'published file')} not as the sources give;"
            " 'plankg build' brings up to date"
        )
    say("the published files are what the sources give, byte for byte")


def _told(report: BuildReport) -> str:
    if not report.fresh:
        return f"nothing changed; release {report.release[:16]}"
    read = counted(len(report.built), "plan")
    written = counted(len(report.written), "published file")
    return f"{read} read, {written} changed; release {report.release[:16]}"
