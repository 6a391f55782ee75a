"""Merges graphs of a store into one, in which each triple is once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

_Graphs = frozenset[ox.NamedNode]


class MergedGraphs:
    """The merges of graphs of one store that nobody writes to.

    Source: SPARQL 1.1 §13.1: the default graph of several FROM is their RDF merge, so a set. The
    engine's is the sum of all, where a triple of two graphs counts twice.

    The last merge is kept, for whoever asks over the same graphs again.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._last: tuple[tuple[_Graphs, _Graphs], ox.Store] | None = None

    def of(self, default: Sequence[ox.NamedNode], named: Iterable[ox.NamedNode]) -> ox.Store:
        """Return a store with the merge of `default` as its default graph, and with `named`."""
        key = (frozenset(default), frozenset(named))
        last = self._last
        if last is not None and last[0] == key:
            return last[1]
        self._last = None  # before the next is made: one of them is as much as there is room for
        merged = ox.Store()
        merged.extend(self._quads(*key))
        self._last = (key, merged)
        return merged

    def _quads(self, default: _Graphs, named: _Graphs) -> Iterator[ox.Quad]:
        # Blank nodes stay what they are: the store holds those of different graphs apart.
        for graph in default:
            for quad in self._store.quads_for_pattern(None, None, None, graph):
                yield ox.Quad(quad.subject, quad.predicate, quad.object)
        for graph in named:
            yield from self._store.quads_for_pattern(None, None, None, graph)
