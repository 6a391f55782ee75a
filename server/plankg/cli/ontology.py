"""``plankg ontology``: lists the terms that the graphs are written in."""

from __future__ import annotations

from pathlib import Path

import click

from plankg.cli.options import SETTINGS, format_option, output_option, workspace_option
from plankg.cli.output import write_bytes
from plankg.cli.records import write_table
from plankg.iris import Iris
from plankg.ontology import Term, load_ontology, terms
from plankg.table_columns import TableRows
from plankg.workspace import Workspace

_COLUMNS = ("term", "kind", "label_zh", "label_en", "definition_zh", "definition_en", "iri")


@click.command("ontology", context_settings=SETTINGS)
@format_option("table", "csv", "tsv", "json", "turtle", "ntriples")
@output_option
@workspace_option
def command(form: str, output: Path | None, workspace: Workspace) -> None:
    """List the classes and properties of the ontology with their labels and definitions.

    turtle and ntriples give the whole ontology with its vocabularies.
    """
    graph = load_ontology(workspace.assets, base=workspace.base)
    if form in {"turtle", "ntriples"}:
        name = "turtle" if form == "turtle" else "nt"
        write_bytes(graph.serialize(format=name, encoding="utf-8"), output)
        return
    own = Iris(workspace.base).ontology
    columns = _COLUMNS[:4] if form == "table" else _COLUMNS
    cells = [_cells(term, own) for term in terms(graph, base=workspace.base)]
    rows = tuple(tuple(row[column] for column in columns) for row in cells)
    write_table(TableRows("ontology", columns, rows), form, output)


def _cells(term: Term, own: str) -> dict[str, str]:
    return {
        "term": f"plan:{term.iri.removeprefix(own)}",
        "kind": term.kind,
        "label_zh": term.labels.get("zh", ""),
        "label_en": term.labels.get("en", ""),
        "definition_zh": term.definitions.get("zh", ""),
        "definition_en": term.definitions.get("en", ""),
        "iri": term.iri,
    }
