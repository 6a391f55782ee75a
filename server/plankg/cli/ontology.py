"""``plankg ontology``: lists the terms that the graphs are written in, and reasons about them."""

from __future__ import annotations

from pathlib import Path

import click

from plankg.cli.options import SETTINGS, format_option, output_option, workspace_option
from plankg.cli.output import counted, say, write_bytes, write_text
from plankg.cli.records import write_table
from plankg.errors import CheckFailed
from plankg.iris import Iris
from plankg.ontology import Term, graph_of, load_ontology, terms
from plankg.reasoning import HermiT, contradiction_text, java_program, prove, short_names
from plankg.table_columns import TableRows
from plankg.workspace import Workspace

_COLUMNS = ("term", "kind", "label_zh", "label_en", "definition_zh", "definition_en", "iri")
# Neither done nor failed: whoever needs the proof must be able to tell.
NOT_PROVED = 3


@click.command("ontology", context_settings=SETTINGS)
@format_option("table", "csv", "tsv", "json", "turtle", "ntriples")
@click.option(
    "--reason",
    is_flag=True,
    help="Prove instead, with the reasoner HermiT, that the ontology doesn't contradict itself and"
    " every class can have members, alone and together with the published graphs. Needs Java;"
    f" without it nothing is proved, and the exit code is {NOT_PROVED}.",
)
@output_option
@workspace_option
def command(form: str, reason: bool, output: Path | None, workspace: Workspace) -> int:
    """List the classes and properties of the ontology with their labels and definitions.

    turtle and ntriples give the whole ontology with its vocabularies.
    """
    if reason:
        return _prove(workspace, output)
    graph = load_ontology(workspace.assets, base=workspace.base)
    if form in {"turtle", "ntriples"}:
        name = "turtle" if form == "turtle" else "nt"
        write_bytes(graph.serialize(format=name, encoding="utf-8"), output)
        return 0
    own = Iris(workspace.base).ontology
    columns = _COLUMNS[:4] if form == "table" else _COLUMNS
    cells = [_cells(term, own) for term in terms(graph, base=workspace.base)]
    rows = tuple(tuple(row[column] for column in columns) for row in cells)
    write_table(TableRows("ontology", columns, rows), form, output)
    return 0


def _prove(workspace: Workspace, output: Path | None) -> int:
    """Reason about the ontology and the published graphs; write what contradicts itself."""
    java = java_program()
    if java is None:
        say(
            "nothing proved: the reasoner needs Java, and there is no 'java' on the path nor in"
            " JAVA_HOME; install a runtime, on Debian: apt-get install default-jre-headless"
        )
        return NOT_PROVED
    ontology = load_ontology(workspace.assets, base=workspace.base)
    plans = workspace.published()
    graphs = {plan.slug: graph_of(plan.read_graph(), plan.graph) for plan in plans}
    found = prove(HermiT(java), ontology, graphs, say)
    if not found:
        alone = "the ontology is consistent and every class can have members"
        say(f"proved: {alone}, alone and together with {counted(len(graphs), 'published plan')}")
        return 0
    known = (ontology, *graphs.values())
    write_text("\n".join(contradiction_text(one, known, workspace.base) for one in found), output)
    names = ", ".join(short_names(found, workspace.base))
    raise CheckFailed(f"what is said of {names} cannot all be true: the statements stand above")


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
