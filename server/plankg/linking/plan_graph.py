"""One plan's published graph, of which only what is asked for becomes Python values.

Oxigraph reads a graph several times faster than its triples become objects of Python.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from plankg.errors import WorkspaceError


class PlanGraph:
    """The graph of the plan of this slug."""

    def __init__(self, slug: str, content: bytes) -> None:
        """Read a graph.

        Raises:
            WorkspaceError: it is no Turtle.
        """
        self.slug = slug
        self._store = ox.Store()
        try:
            # Lenient: what is published has been parsed strictly before.
            self._store.bulk_load(content, ox.RdfFormat.TURTLE, lenient=True)
        except SyntaxError as error:
            raise WorkspaceError(
                f"the published graph of {slug!r} is not Turtle: {error}; build it again"
            ) from error

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield each subject of a property with its value."""
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None):
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
                yield quad.subject.value, quad.object.value

    def subjects(self, predicate: str, value: str) -> Iterator[str]:
        """Yield the subjects of which a property has this thing as its value."""
        pattern = (None, ox.NamedNode(predicate), ox.NamedNode(value))
        for quad in self._store.quads_for_pattern(*pattern):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def one(self, subject: str, predicate: str) -> str:
        """Return the value of a property, the first by code points, ``""`` if there is none."""
        pattern = (ox.NamedNode(subject), ox.NamedNode(predicate), None)
        quads = self._store.quads_for_pattern(*pattern)
        return min((str(getattr(quad.object, "value", "")) for quad in quads), default="")
