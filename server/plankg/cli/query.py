"""``plankg query NAME --PARAM VALUE``: asks a named question of the catalogue.

The commands are the catalogue's queries and their options its parameters: a query file that is
dropped into a workspace has its command and its help at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from plankg.catalogue import (
    Catalogue,
    NamedQuery,
    Parameter,
    Result,
    Window,
    cells,
    command_of,
    described,
    render,
    run,
)
from plankg.cli.engines import LOCAL_LIMITS, open_engine
from plankg.cli.named_queries import load_catalogue
from plankg.cli.options import (
    PATH,
    SETTINGS,
    WORDS,
    debug_option,
    format_option,
    output_option,
    workspace_path_option,
)
from plankg.cli.output import counted, say, write_bytes, write_text
from plankg.cli.table import draw_table
from plankg.workspace import Workspace, find_workspace

# Offsets mean nothing to the eye, and addresses fill the line; programs get both.
_FOR_PROGRAMS = {"start", "end"}
_TABLES = ("table", "csv", "tsv", "json")
_GRAPHS = ("turtle", "ntriples", "jsonld", "rdfxml")

limit_option = click.option(
    "--limit",
    metavar="ROWS",
    help="So many rows at most, as one page [default: the whole answer].",
)
page_option = click.option(
    "--page",
    metavar="PAGE",
    help="The page that the one before named; pages belong to one build.",
)


class QueryCommands(click.Group):
    """The catalogue of the workspace as a group of commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Open the workspace that is named anywhere in the arguments, then parse them.

        The catalogue must be known before the options of its queries can be.
        """
        workspace = find_workspace(_named_in(args) or ctx.find_root().params.get("workspace_path"))
        ctx.meta[__name__] = workspace, load_catalogue(workspace)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the queries."""
        return [query.name for query in _opened(ctx)[1]]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command that asks the query.

        Raises:
            NotFoundError: there is no such query; the text names those that are spelled alike.
        """
        workspace, catalogue = _opened(ctx)
        return _command(workspace, catalogue[cmd_name])


@click.group("query", cls=QueryCommands, context_settings=SETTINGS, subcommand_metavar="NAME ...")
@workspace_path_option
@debug_option
def command(workspace_path: Path | None) -> None:
    """Ask a named question: plankg query NAME --PARAM VALUE.

    'plankg query NAME --help' shows what a question asks for and gives.
    """


def _command(workspace: Workspace, query: NamedQuery) -> click.Command:
    options: list[click.Parameter] = [_option(known) for known in query.parameters.values()]
    asked = click.Command(
        query.name,
        params=options,
        callback=partial(_ask, workspace, query),
        help="\n\n".join((*query.title.values(), *query.description.values(), _gives(query))),
        epilog=f"Example: {command_of(query, query.example.items())}",
        short_help=" ".join(query.title.values()),
        context_settings=SETTINGS,
    )
    return _with_shared_options(asked)


def _with_shared_options(asked: click.Command) -> click.Command:
    for shared in (
        format_option(*_TABLES, *_GRAPHS),
        limit_option,
        page_option,
        output_option,
        workspace_path_option,
        debug_option,
    ):
        shared(asked)
    return asked


def _ask(
    workspace: Workspace,
    query: NamedQuery,
    *,
    form: str,
    limit: str | None,
    page: str | None,
    output: Path | None,
    workspace_path: Path | None,  # found already, see `QueryCommands.parse_args`
    **given: str | None,
) -> None:
    _refuse_missing(query, given)
    arguments = {name: value for name, value in given.items() if value is not None}
    engine = open_engine(workspace)
    window = Window.of(limit or "", page or "", engine.release)
    if form in _GRAPHS:
        address = f"{workspace.base}queries/{query.name}"
        answer, following = described(engine, query, arguments, form, LOCAL_LIMITS, window, address)
        write_bytes(answer.body, output)
        _say_what_follows(following, window)
        return
    result = run(engine, query, arguments, LOCAL_LIMITS, window)
    if form == "table":
        write_text(_table(result), output)
        say(counted(len(result.rows), "row"))
    else:
        write_bytes(render(result, form).body, output)
    _say_what_follows(result.next_page, window)


def _refuse_missing(query: NamedQuery, given: Mapping[str, str | None]) -> None:
    """Say which option a question lacks; the catalogue would say it as of an address."""
    for name, parameter in query.parameters.items():
        if parameter.required and not ((given[name] or "").strip() or parameter.default):
            asked = command_of(query, query.example.items())
            raise click.UsageError(
                f"the parameter {name!r} is missing; give one, as in {asked!r}",
                click.get_current_context(),
            )


def _say_what_follows(page: str, window: Window) -> None:
    if page:
        say(f"more rows follow: --limit {window.limit} --page {page}")


def _table(result: Result) -> str:
    rows = [cells(result, row) for row in result.rows]
    shown = [
        number
        for number, column in enumerate(result.columns)
        if column not in _FOR_PROGRAMS and not _all_addresses([row[number] for row in rows])
    ]
    left_out = [name for number, name in enumerate(result.columns) if number not in shown]
    if left_out:
        say(f"not in the table, but in csv and json: {', '.join(left_out)}")
    columns = [result.columns[number] for number in shown]
    return draw_table(columns, [[row[number] for number in shown] for row in rows])


def _all_addresses(values: Sequence[str]) -> bool:
    return any(values) and all(
        not value or value.startswith(("http://", "https://")) for value in values
    )


def _gives(query: NamedQuery) -> str:
    return f"Columns: {', '.join(query.columns)}"


def _option(parameter: Parameter) -> click.Option:
    flags = {f"--{parameter.name.replace('_', '-')}", f"--{parameter.name}"}
    return click.Option(
        [parameter.name, *sorted(flags)],
        type=WORDS,
        metavar=parameter.type.upper(),
        help=f"{' '.join(parameter.description.values())} [{_note(parameter)}]",
    )


def _note(parameter: Parameter) -> str:
    parts = ["required"] if parameter.required else []
    if parameter.allowed:
        parts.append(f"one of: {', '.join(parameter.allowed)}")
    if parameter.default:
        parts.append(f"default: {parameter.default}")
    return "; ".join([*parts, f"example: {parameter.example}"])


def _named_in(args: Sequence[str]) -> Path | None:
    for number, argument in enumerate(args):
        option, equals, name = argument.partition("=")
        if option == "--workspace" and (equals or number + 1 < len(args)):
            path: Path = PATH.convert(name if equals else args[number + 1], None, None)
            return path
    return None


def _opened(ctx: click.Context) -> tuple[Workspace, Catalogue]:
    opened: Any = ctx.meta[__name__]
    workspace, catalogue = opened
    return workspace, catalogue
