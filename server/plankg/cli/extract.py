"""``plankg extract FILE``: reads a document that is in no workspace, and writes a table."""

from __future__ import annotations

from pathlib import Path

import click

from plankg.cli.export import codebook_file, refuse_binary_on_terminal
from plankg.cli.options import SETTINGS, format_option, output_option, workspace_option
from plankg.cli.output import write_bytes
from plankg.cli.reading import read_telling
from plankg.cli.records import write_table
from plankg.codebook import codebook_json
from plankg.errors import ParameterError
from plankg.extract import read_plan
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.register import Register
from plankg.tables import COLUMNS, FORMATS, rows_of
from plankg.workspace import Workspace

# A file of such a name with bare text in it would not be what its name says.
_NO_TEXT = ("json", "xlsx", "parquet")


@click.command("extract", context_settings=SETTINGS)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--table",
    type=click.Choice((*COLUMNS, "text")),
    default="targets",
    show_default=True,
    help="What to write; text is exactly the text that offsets count in.",
)
@click.option("--codebook", is_flag=True, help="Write what the columns mean instead, as CSVW.")
@format_option("table", *FORMATS)
@output_option
@workspace_option
def command(
    file: Path,
    table: str,
    *,
    codebook: bool,
    form: str,
    output: Path | None,
    workspace: Workspace,
) -> None:
    """Read a document and write a table of what it says. The plan is named by the file's stem."""
    if table == "text":
        if codebook:
            raise ParameterError("the text has no columns and no codebook")
        if form in _NO_TEXT:
            raise ParameterError(f"the text is written as it is, not as {form}: leave out --format")
        write_bytes(read_telling(file).text.encode(), output)
        return
    if codebook:
        write_bytes(codebook_json(table), output)
        return
    refuse_binary_on_terminal(form, output)
    reading = read_plan(
        read_telling(file),
        file.stem,
        register=Register.load(*workspace.register_folders),
        iris=Iris(workspace.base),
        lookups=Lookups.load(*workspace.lookup_folders),
    )
    write_table(rows_of(reading, table), form, output)
    if output is not None:
        write_bytes(codebook_json(table), codebook_file(output))
