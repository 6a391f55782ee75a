"""``plankg config``: shows the settings of the service as they hold, and where each comes from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import click

from plankg.cli.options import SETTINGS, config_option, workspace_option
from plankg.cli.output import write_text
from plankg.serving.configuration import Configuration, load_configuration, variable_of
from plankg.serving.engines import chosen_allocator
from plankg.serving.settings import TABLES, keys_of
from plankg.workspace import Workspace


@click.command("config", context_settings=SETTINGS)
@click.option(
    "--format", "form", type=click.Choice(("toml", "json")), default="toml", show_default=True
)
@config_option
@workspace_option
def command(form: str, config: Path | None, workspace: Workspace) -> None:
    """Show the settings that 'plankg serve' would use, with the source of each.

    Settings come from plankg.toml of the workspace (or --config FILE), then from environment
    variables such as PLANKG_SERVER_PORT, then from the options of the command.
    """
    found = load_configuration(config or workspace.config, os.environ)
    chosen = {("server", "allocator"): chosen_allocator(found.settings).told}
    write_text(as_toml(found, chosen) if form == "toml" else as_json(found, chosen))


def as_toml(found: Configuration, chosen: Mapping[tuple[str, str], str]) -> str:
    """Return the settings as TOML that could be their file, explained by comments.

    `chosen` says of a table's key what its value comes to on this machine.
    """
    lines: list[str] = []
    for table in TABLES:
        lines += ["", f"[{table}]"] if lines else [f"[{table}]"]
        for one in found.origins:
            if one.table == table:
                about = keys_of(table)[one.key].metadata["says"]
                lines.append(f"# {about}")
                here = chosen.get((table, one.key))
                told = f"{one.source}; here: {here}" if here else one.source
                lines.append(f"{one.key} = {_value(one.value)}  # {told}")
    return "\n".join(lines)


def as_json(found: Configuration, chosen: Mapping[tuple[str, str], str]) -> str:
    """Return the settings with value, source and the name of their environment variable."""
    rows: list[dict[str, object]] = [
        {
            "table": one.table,
            "key": one.key,
            "value": one.value,
            "source": one.source,
            "variable": variable_of(one.table, one.key),
        }
        for one in found.origins
    ]
    for row, one in zip(rows, found.origins, strict=True):
        if (one.table, one.key) in chosen:
            row["here"] = chosen[one.table, one.key]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _value(value: object) -> str:
    # What TOML and JSON write alike: our settings are numbers, texts, booleans and lists of texts.
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
