"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from plankg.workspace import Workspace, find_workspace

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

Function = TypeVar("Function", bound=Callable[..., Any])

workspace_path_option = click.option(
    "--workspace",
    "workspace_path",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace to work on; 'plankg --help' tells which it is otherwise.",
)
debug_option = click.option(
    "--debug", is_flag=True, expose_value=False, help="Show the traceback of an error."
)


def workspace_option(function: Function) -> Function:
    """Add ``--workspace`` and ``--debug``; the command gets the opened `workspace`."""

    def opened(ctx: click.Context, _: click.Parameter, path: Path | None) -> Workspace:
        return find_workspace(path or ctx.find_root().params.get("workspace_path"))

    option = click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        metavar="DIR",
        callback=opened,
        help="The workspace to work on; 'plankg --help' tells which it is otherwise.",
    )
    return option(debug_option(function))


def format_option(*formats: str, default: str | None = None) -> Callable[[Function], Function]:
    """Add ``--format``; without `default` it is ``table`` on a terminal, else ``csv``."""

    def chosen(_ctx: click.Context, _: click.Parameter, value: str | None) -> str:
        return value or default or ("table" if sys.stdout.isatty() else "csv")

    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        callback=chosen,
        help=f"The format of the answer [default: {default or 'table on a terminal, else csv'}].",
    )


config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="The settings of the service, instead of those in the workspace's plankg.toml.",
)

engine_option = click.option(
    "--engine",
    type=click.Choice(["fast", "pyshacl"]),
    default="fast",
    show_default=True,
    help="What runs the shapes; pyshacl is the reference, reports the same and takes seconds.",
)


def _file_to_write(_ctx: click.Context, _: click.Parameter, value: str | None) -> Path | None:
    if value == "":
        raise click.BadParameter("the file's name is empty; '-' is the standard output")
    # Compared as it was given: as a path, './-', which is a file, would be the same.
    return None if value in (None, "-") else Path(value)


output_option = click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True),
    callback=_file_to_write,
    metavar="FILE",
    help="Write to this file instead of the standard output, which is also meant by '-'.",
)
"""Adds ``--output``; the command gets a path, or None for the standard output."""
