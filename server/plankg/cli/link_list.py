"""Lists links for people and programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence

from plankg.cli.output import counted, say, write_text
from plankg.cli.table import draw_table
from plankg.linking.links import Link

COLUMNS = (
    "links",
    "state",
    "score",
    "subject_label",
    "predicate",
    "object_label",
    "reasons",
    "subject_quote",
    "object_quote",
    "signed_by",
    "subject",
    "object",
)
# IRIs fill the line of a terminal; programs get them.
_FOR_PEOPLE = COLUMNS[:10]


def list_links(links: Sequence[tuple[str, Link]], form: str | None) -> None:
    """Write the links to the standard output, as a table, CSV or JSON."""
    rows = [_row(file, link) for file, link in links]
    chosen = form or ("table" if sys.stdout.isatty() else "csv")
    if chosen == "json":
        write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    elif chosen == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        write_text(out.getvalue())
    elif rows:
        cells = [[str(row[column]) for column in _FOR_PEOPLE] for row in rows]
        write_text(draw_table(_FOR_PEOPLE, cells))
    say(counted(len(rows), "link"))


def _row(file: str, link: Link) -> dict[str, str | float]:
    return {
        "links": file,
        "state": link.state,
        "score": link.score,
        "subject_label": link.label("subject"),
        "predicate": link.predicate,
        "object_label": link.label("object"),
        "reasons": link.further.get("comment", ""),
        "subject_quote": link.further.get("subject_quote", ""),
        "object_quote": link.further.get("object_quote", ""),
        "signed_by": link.signed_by,
        "subject": link.subject,
        "object": link.object,
    }
