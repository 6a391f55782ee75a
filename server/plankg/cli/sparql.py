"""``plankg sparql [FILE|-]``: asks in SPARQL."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from plankg.cli.engines import LOCAL_LIMITS, open_engine
from plankg.cli.options import SETTINGS, WORDS, format_named, output_option, workspace_option
from plankg.cli.output import refuse_overwriting, say, write_bytes, write_text
from plankg.cli.table import draw_table
from plankg.engine import GRAPH_FORMATS, Engine
from plankg.errors import InputError, NotAcceptableError
from plankg.workspace import Workspace

_ROWS = ("table", "csv", "tsv", "json", "xml")
_GRAPHS = tuple(GRAPH_FORMATS)


@click.command("sparql", context_settings=SETTINGS)
@click.argument("file", metavar="[FILE|-]", required=False)
@click.option(
    "--query", "-q", "text", type=WORDS, metavar="SPARQL", help="The query itself, instead of FILE."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_ROWS + _GRAPHS),
    help="The format of the answer [default: by the ending of --output, else a table on a terminal"
    " and csv elsewhere; turtle for a graph].",
)
@output_option
@workspace_option
def command(
    file: str | None, text: str | None, form: str | None, output: Path | None, workspace: Workspace
) -> None:
    """Ask the published plans in SPARQL 1.1, read from FILE or the standard input.

    The default graph holds the published plans, the ontology and its vocabularies; each plan is
    also a named graph of its own. The prefixes of the ontology and of the standards that it uses
    are declared already.
    """
    if file is not None and text is not None:
        raise click.UsageError(f"--query and the file {file!r} don't go together; give one")
    refuse_overwriting(output, *([Path(file)] if file else []))
    query = text if text is not None else _read(file or "-")
    engine = open_engine(workspace)
    if named := form or format_named(output, _ROWS + _GRAPHS):
        _answer(engine, query, named, output)
        return
    on_terminal = output is None and sys.stdout.isatty()
    try:
        _answer(engine, query, "table" if on_terminal else "csv", output)
    except NotAcceptableError:
        # A graph comes in no table: CONSTRUCT or DESCRIBE was asked.
        _answer(engine, query, "turtle", output)


def _answer(engine: Engine, query: str, form: str, output: Path | None) -> None:
    asked = "json" if form == "table" else form
    body = engine.answer(query, {}, asked, LOCAL_LIMITS).body
    if form == "table":
        write_text(_table(body), output)
    else:
        write_bytes(body, output)


def _table(body: bytes) -> str:
    results = json.loads(body)
    if "boolean" in results:
        return str(results["boolean"]).lower()
    columns = results["head"]["vars"]
    solutions = results["results"]["bindings"]
    return draw_table(
        columns,
        [[row[name]["value"] if name in row else "" for name in columns] for row in solutions],
    )


def _read(file: str) -> str:
    if file == "-" and sys.stdin.isatty():
        say("type the query; Ctrl-D behind its last line asks it")
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read the query file {file!r}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"the query in {file!r} is not UTF-8 ({error.reason}); save it as UTF-8"
        ) from error
