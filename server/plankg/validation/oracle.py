"""Runs pySHACL, the reference: slow, and complete."""

from __future__ import annotations

from rdflib import Graph

from plankg.errors import WorkspaceError


def run_oracle(shapes: Graph, data: Graph, ontology: Graph) -> Graph:
    """Return the report of `shapes` on `data`, whose classes and concepts `ontology` declares.

    Raises:
        WorkspaceError: the shapes themselves are wrong; the text says how.
    """
    # Importing pySHACL takes half a second, which checks without it shouldn't pay.
    import pyshacl

    # pySHACL's ont_graph takes classes and properties over, but no concepts: hence one graph.
    everything = Graph()
    for graph in (ontology, data):
        for triple in graph:
            everything.add(triple)
    try:
        _, report, _ = pyshacl.validate(everything, shacl_graph=shapes, inplace=True)
    except Exception as error:  # on a broken shape pySHACL raises what it stumbles over
        reason = " ".join(str(error).split()) or type(error).__name__
        raise WorkspaceError(
            f"a shape in shapes/ cannot be run: {reason}; mend it there"
        ) from error
    if not isinstance(report, Graph):
        raise WorkspaceError(f"a shape in shapes/ cannot be run: {report}; mend it there")
    return report
