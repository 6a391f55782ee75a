"""The graphs of a workspace as they are sent to a server, each with the hash of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from plankg.errors import WorkspaceError
from plankg.remote.graph_store import NTRIPLES, TURTLE, Body
from plankg.remote.publication import DEFAULT, merged_graph
from plankg.snapshot_sources import SnapshotSources


@dataclass(frozen=True, slots=True)
class GraphContent:
    """A graph: the hash of its content, and the Turtle that it merges."""

    checksum: str
    turtle: tuple[bytes, ...]

    def body(self, folder: Path) -> Body:
        """Return what is sent; a merge of several is written into `folder`."""
        if len(self.turtle) == 1:
            return Body(TURTLE, self.turtle[0])
        file = folder / self.checksum
        with file.open("w", encoding="utf-8") as output:
            for content in self.turtle:
                output.writelines(_lines(content))
        return Body(NTRIPLES, file)

    @property
    def is_empty(self) -> bool:
        """Whether it has no triple at all."""
        return not any(True for content in self.turtle for _ in _lines(content))


@dataclass(frozen=True, slots=True)
class Contents:
    """All graphs of a release.

    `parts` are those whose merge our default graph is; the graphs of `merges` hold that merge.
    """

    release: str
    base: str
    graphs: Mapping[str, GraphContent]
    parts: tuple[str, ...]
    merges: tuple[str, ...]


def contents_of(sources: SnapshotSources, *, default_graph: bool) -> Contents:
    """Return the graphs of a release, as a store of our own would hold them.

    With `default_graph` the server's own default graph is among them.
    """
    published = sources.graphs
    graphs = {
        name: _merge(content for _, content in graph.files) for name, graph in published.items()
    }
    merged = tuple(sorted(name for name, graph in published.items() if graph.in_default))
    whole = _merge(turtle for name in merged for turtle in graphs[name].turtle)
    merges = (merged_graph(sources.base), *((DEFAULT,) if default_graph else ()))
    graphs |= dict.fromkeys(merges, whole)
    return Contents(sources.release, sources.base, graphs, merged, merges)


def _merge(turtle: Iterable[bytes]) -> GraphContent:
    contents = tuple(turtle)
    digest = hashlib.sha256()
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return GraphContent(digest.hexdigest(), contents)


def _lines(turtle: bytes) -> Iterator[str]:
    """Yield N-Triples; blank nodes get names that no other file has."""
    try:
        for quad in ox.parse(turtle, ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield f"{quad.triple} .\n"
    except SyntaxError as error:
        raise WorkspaceError(f"a published graph is not Turtle: {error}; build it again") from error
