"""Refuses shapes whose SPARQL nothing can run, and says in which file and line it stands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
from rdflib import SH, BNode, Graph
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.term import Node

from plankg.errors import WorkspaceError
from plankg.iris import DEFAULT_BASE
from plankg.validation.support import prefixes_of


def refuse_broken_queries(shapes: Graph, files: Iterable[Path], base: str) -> None:
    """Try every ``sh:select`` of `shapes`, which were read from `files` with IRIs below `base`.

    Raises:
        WorkspaceError: one is no SELECT, or names a prefix that nothing declares.
    """
    for constraint, query in shapes.subject_objects(SH.select):
        fault = _fault(shapes, constraint, str(query))
        if fault is not None:
            line, reason = fault
            place = _place(files, base, str(query), line)
            raise WorkspaceError(
                f"{place}: the query of {_name(shapes, constraint)} cannot be run: {reason};"
                " mend it there"
            )


def _fault(shapes: Graph, constraint: Node, query: str) -> tuple[int, str] | None:
    """Return the line of the query where it is wrong, and how; None if it can be run."""
    try:
        found = ox.Store().query(prefixes_of(shapes, constraint) + query)
    except SyntaxError:
        # Not the last word: pySHACL lends a query the prefixes that its file knows.
        return _fault_for_pyshacl(shapes, query)
    return None if isinstance(found, ox.QuerySolutions) else (1, "it is no SELECT")


def _fault_for_pyshacl(shapes: Graph, query: str) -> tuple[int, str] | None:
    try:
        parsed = translateQuery(parseQuery(query), initNs=dict(shapes.namespaces()))
    except Exception as error:  # noqa: BLE001 - rdflib raises a plain one for an unknown prefix
        # What pyparsing says of the place counts from the start of the query.
        return getattr(error, "lineno", 1), " ".join(str(error).split()).partition(" (at char")[0]
    return None if parsed.algebra.name == "SelectQuery" else (1, "it is no SELECT")


def _place(files: Iterable[Path], base: str, query: str, line: int) -> str:
    for file in files:
        text = file.read_text(encoding="utf-8-sig").replace(DEFAULT_BASE, base)
        before, found, _ = text.partition(query)
        if found:
            above = before.count("\n")
            return f"{str(file)!r}, line {above + line}"
    return f"one of {', '.join(repr(str(file)) for file in files)}"


def _name(shapes: Graph, constraint: Node) -> str:
    """Return the constraint's address, or that of the shape that it is of."""
    while isinstance(constraint, BNode):
        owner = next(shapes.subjects(None, constraint), None)
        if owner is None:
            return "a shape"
        constraint = owner
    return str(constraint)
