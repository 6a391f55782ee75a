"""The ontology's files as a snapshot and an audit take them."""

from __future__ import annotations

import pyoxigraph as ox

from plankg.errors import WorkspaceError
from plankg.iris import DEFAULT_BASE
from plankg.workspace import Workspace

_RDFS_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_PREF_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


def ontology_files(workspace: Workspace) -> dict[str, bytes]:
    """Return the ontology's files below the workspace's base, and the labels that follow.

    The endpoint does no inference, and skos:prefLabel is a subproperty of rdfs:label.
    """
    folder, base = workspace.ontology, workspace.base
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        .replace(DEFAULT_BASE, base)
        .encode()
        for path in sorted(folder.rglob("*.ttl"))
    }
    labels = sorted({line for name, content in files.items() for line in _labels(name, content)})
    return files | {"(labels)": "".join(labels).encode()}


def _labels(name: str, content: bytes) -> list[str]:
    try:
        return [
            f"{quad.subject} {_RDFS_LABEL} {quad.object} .\n"
            for quad in ox.parse(content, ox.RdfFormat.TURTLE)
            if quad.predicate == _PREF_LABEL and isinstance(quad.subject, ox.NamedNode)
        ]
    except SyntaxError as error:
        raise WorkspaceError(f"ontology/{name} is no Turtle: {error}; mend it there") from error
