"""``plankg config``: shows the settings of the service as they hold, and where each comes from."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from plankg.cli.options import SETTINGS, config_option, workspace_option
from plankg.cli.output import write_text
from plankg.serving.configuration import Configuration, load_configuration, variable_of
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
    write_text(as_toml(found) if form == "toml" else as_json(found))


def as_toml(found: Configuration) -> str:
    """Return the settings as TOML that could be their file, explained by comments."""
    lines: list[str] = []
    for table in TABLES:
        lines += ["", f"[{table}]"] if lines else [f"[{table}]"]
        for one in found.origins:
            if one.table == table:
                about = keys_of(table)[one.key].metadata["says"]
                lines.append(f"# {about}")
                lines.append(f"{one.key} = {_value(one.value)}  # {one.source}")
    return "\n".join(lines)


def as_json(found: Configuration) -> str:
    """Return the settings with value, source and the name of their environment variable."""
    rows = [
        {
            "table": one.table,
            "key": one.key,
            "value": one.value,
            "source": one.source,
            "variable": variable_of(one.table, one.key),
        }
        for one in found.origins
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _value(value: object) -> str:
    # What TOML and JSON write alike: our settings are numbers, texts, booleans and lists of texts.
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
