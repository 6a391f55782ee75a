"""One plan's published graph, of which only the properties asked for become Python values.

Most of a graph is evidence. A pass that looks at nothing but predicates takes half the time of one
that reads all triples, and less than to load them into a store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

import pyoxigraph as ox

from plankg.errors import WorkspaceError


class PlanGraph:
    """What the graph of the plan of this slug says by some properties."""

    def __init__(self, slug: str, content: bytes, properties: Collection[str]) -> None:
        """Read a graph in Turtle.

        Raises:
            WorkspaceError: it is no Turtle.
        """
        self.slug = slug
        self._pairs: dict[str, list[tuple[str, str]]] = {name: [] for name in properties}
        try:
            for quad in ox.parse(content, ox.RdfFormat.TURTLE):
                found = self._pairs.get(quad.predicate.value)
                if found is not None and isinstance(quad.subject, ox.NamedNode):
                    value = "" if isinstance(quad.object, ox.Triple) else quad.object.value
                    found.append((quad.subject.value, value))
        except SyntaxError as error:
            raise WorkspaceError(
                f"a published graph of {slug!r} is no Turtle: {error.msg};"
                " 'plankg build' publishes it anew"
            ) from error

    def pairs(self, name: str) -> Sequence[tuple[str, str]]:
        """Return each subject of a property with its value; of one not asked for, none."""
        return self._pairs.get(name, ())

    def subjects(self, name: str, value: str) -> Iterator[str]:
        """Yield the subjects of which a property has this value."""
        return (subject for subject, found in self.pairs(name) if found == value)

    def one(self, subject: str, name: str) -> str:
        """Return the value of a property, the first by code points, ``""`` if there is none."""
        return self._first.get((name, subject), "")

    @cached_property
    def _first(self) -> dict[tuple[str, str], str]:
        first: dict[tuple[str, str], str] = {}
        for name, pairs in self._pairs.items():
            for subject, value in pairs:
                known = first.get((name, subject))
                if known is None or value < known:
                    first[name, subject] = value
        return first
