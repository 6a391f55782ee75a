"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import click
from click.types import StringParamType

from plankg.cli.output import refuse_unwritable
from plankg.workspace import Workspace, find_workspace

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

# What a file's ending says that it holds; commands have one of the names or none.
_ENDINGS = {
    ".csv": ("csv",),
    ".tsv": ("tsv",),
    ".json": ("json",),
    ".xlsx": ("xlsx",),
    ".parquet": ("parquet",),
    ".html": ("html",),
    ".xml": ("xml",),
    ".ttl": ("turtle", "ttl"),
    ".nt": ("ntriples",),
    ".nq": ("nquads",),
    ".trig": ("trig",),
    ".rdf": ("rdfxml",),
    ".jsonld": ("jsonld",),
}

Function = TypeVar("Function", bound=Callable[..., Any])


class NamedPath(click.Path):
    """A path with a name: the empty one is no other word for the current folder.

    It is what a shell makes of a variable that is not set, and ``add`` would take all it finds.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if value == "":
            self.fail("the name is empty; the current folder is '.'", param, ctx)
        return super().convert(value, param, ctx)


PATH = NamedPath(path_type=Path)


class Words(StringParamType):
    """Words of a person, which go into files and queries."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the words; bytes that are none in the terminal's encoding could not be written."""
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            self.fail(f"{value!r} is not UTF-8; type it in UTF-8", param, ctx)
        return super().convert(value, param, ctx)


WORDS = Words()


class Day(click.DateTime):
    """A day as everything here writes it: 2022-12-31."""

    name = "day"

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what the help shows in a day's place."""
        return "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day, as the time at which it begins."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no day; write it as 2022-12-31", param, ctx)


DAY = Day()

workspace_path_option = click.option(
    "--workspace",
    "workspace_path",
    type=PATH,
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
        type=PATH,
        metavar="DIR",
        callback=opened,
        help="The workspace to work on; 'plankg --help' tells which it is otherwise.",
    )
    return option(debug_option(function))


def format_named(output: Path | None, formats: Collection[str]) -> str:
    """Return the format that the file's ending names, ``""`` if it names none of `formats`."""
    named = _ENDINGS.get(output.suffix.lower(), ()) if output else ()
    return next((form for form in named if form in formats), "")


def format_option(*formats: str, default: str | None = None) -> Callable[[Function], Function]:
    """Add ``--format``; where it is not given, the ending of ``--output`` tells.

    Else it is `default`; without one ``table`` on a terminal, and ``csv`` for pipes and files.
    """

    def chosen(ctx: click.Context, _: click.Parameter, value: str | None) -> str:
        output = ctx.params.get("output")
        on_terminal = output is None and sys.stdout.isatty()
        return (
            value or format_named(output, formats) or default or ("table" if on_terminal else "csv")
        )

    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        callback=chosen,
        help="The format of the answer [default: by the ending of --output, else"
        f" {default or 'table on a terminal and csv elsewhere'}].",
    )


config_option = click.option(
    "--config",
    type=NamedPath(path_type=Path, dir_okay=False, exists=True),
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
    if value is None or value == "-":
        return None
    refuse_unwritable(Path(value))
    return Path(value)


output_option = click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True),
    callback=_file_to_write,
    # Known before the format, which its ending may tell.
    is_eager=True,
    metavar="FILE",
    help="Write to this file instead of the standard output, which is also meant by '-'.",
)
"""Adds ``--output``; the command gets a path, or None for the standard output."""
