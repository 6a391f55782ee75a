"""Brings a server from whatever release it holds to another: what changed, and nothing else.

A server that takes updates gets all new graphs beside the old ones first, and one update puts them
in their places: readers see the old release or the new one. Without updates each graph is put in
its place by itself, and until the last one is, no release is told. Either way a run that was broken
off is gone on with by the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from plankg.errors import InputError
from plankg.remote.contents import Contents, GraphContent
from plankg.remote.failures import EndpointError
from plankg.remote.graph_store import NTRIPLES, Body, GraphStore
from plankg.remote.publication import (
    DEFAULT,
    Publication,
    publication_graph,
    publication_in,
)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What must be done: `sent` are the graphs that change, with their content."""

    contents: Contents
    before: Publication
    after: Publication
    sent: dict[str, GraphContent]
    removed: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether the server holds this release already."""
        return self.before == self.after and not self.sent

    @property
    def during(self) -> Publication:
        """What is told while graphs change: no release, and of these no content."""
        return self.before.doubted((*self.sent, *self.removed))


def changes_to(store: GraphStore, contents: Contents, *, again: bool = False) -> Changes:
    """Return what brings the server to the release of `contents`.

    What it tells that it holds is not sent, unless there is nothing in it: somebody has removed it.
    `again` sends all the same.

    Raises:
        InputError: its default graph should be loaded, and holds something that is not ours.
        PlanKGError: it cannot be read.
    """
    graph = publication_graph(contents.base)
    before = publication_in(graph, store.read(graph))
    wanted = contents.graphs
    if DEFAULT in wanted and DEFAULT not in before.graphs and store.holds_anything(DEFAULT):
        raise InputError(
            f"the default graph of {store.url!r} holds something else already: give another store,"
            " or leave --default-graph out"
        )
    checksums = {name: content.checksum for name, content in wanted.items()}
    after = Publication(graph, contents.release, checksums)
    sent = {
        name: content
        for name, content in sorted(wanted.items())
        if again
        or before.graphs.get(name) != content.checksum
        or not (content.is_empty or store.holds_anything(name))
    }
    removed = tuple(sorted(set(before.graphs) - set(wanted)))
    return Changes(contents, before, after, sent, removed)


def publish(store: GraphStore, changes: Changes, say: Say) -> None:
    """Make the changes; `say` is told of each graph.

    Raises:
        PlanKGError: the server failed on the way. It tells no release then, or the one before, and
            the same again goes on where this ended.
    """
    if changes.is_done:
        return
    with TemporaryDirectory(prefix="plankg-publish-") as folder:
        way = _AllAtOnce if store.takes_updates else _OneByOne
        way(store, changes, say, Path(folder)).publish()
    graph = changes.after.graph
    if publication_in(graph, store.read(graph)) != changes.after:
        raise EndpointError(
            f"{store.url!r} does not tell what was written to {graph!r}: somebody else publishes"
            " there, or it does not do what the standard says; publish again, without --update"
        )


@dataclass(frozen=True, slots=True)
class _Way:
    store: GraphStore
    changes: Changes
    say: Say
    folder: Path

    def send(self, number: int, name: str, place: str) -> None:
        """Put the graph `name` in `place`, and say so."""
        body = self.changes.sent[name].body(self.folder)
        self.say(
            f"{number} of {len(self.changes.sent)}: {name or 'the default graph'}, {_size(body)}"
        )
        self.store.put(place, body)

    def tell(self, publication: Publication) -> None:
        """Make `publication` what the server tells."""
        self.store.put(publication.graph, _ntriples(publication.triples()))


class _OneByOne(_Way):
    def publish(self) -> None:
        """Put each graph in its place; tell the release when all are."""
        during = self.changes.during
        self.tell(during)
        for number, (name, content) in enumerate(self.changes.sent.items(), 1):
            self.send(number, name, name)
            known = during.checksum_triple(name, content.checksum)
            self.store.add(during.graph, _ntriples(known))
        for name in self.changes.removed:
            self.say(f"removed: {name or 'the default graph'}")
            self.store.delete(name)
        self.tell(self.changes.after)


class _AllAtOnce(_Way):
    def publish(self) -> None:
        """Put new graphs beside the old ones, then all in their places by one update."""
        graph = f"{self.changes.after.graph}/staged"
        before = publication_in(graph, self.store.read(graph))
        places = {
            name: _staged(graph, name, content.checksum)
            for name, content in self.changes.sent.items()
            if name not in self.changes.contents.merges
        }
        staged = before.doubted(set(places.values()) - set(before.graphs))
        self.tell(staged)
        for number, (name, place) in enumerate(places.items(), 1):
            checksum = self.changes.sent[name].checksum
            if before.graphs.get(place) == checksum:
                continue
            self.send(number, name, place)
            self.store.add(graph, _ntriples(staged.checksum_triple(place, checksum)))
        self.say("all graphs are there: putting them in their places")
        self.store.update(self._update(places, staged))

    def _update(self, places: dict[str, str], staged: Publication) -> str:
        changes = self.changes
        removed = (*changes.removed, *sorted(set(staged.graphs) - set(places.values())))
        return " ;\n".join(
            [
                *_told(changes.during),
                *(self._move(name, place) for name, place in places.items()),
                *self._merges(),
                *(f"DROP SILENT {_target(name)}" for name in removed),
                *_told(changes.after),
                f"DROP SILENT GRAPH <{staged.graph}>",
            ]
        )

    def _move(self, name: str, place: str) -> str:
        # An empty graph may be none at all over there, and cannot be moved.
        if self.changes.sent[name].is_empty:
            return f"DROP SILENT {_target(name)}"
        return f"MOVE {_target(place)} TO {_target(name)}"

    def _merges(self) -> Iterator[str]:
        contents = self.changes.contents
        for merge in contents.merges:
            if merge in self.changes.sent:
                yield f"DROP SILENT {_target(merge)}"
                for part in contents.parts:
                    if not contents.graphs[part].is_empty:
                        yield f"ADD {_target(part)} TO {_target(merge)}"


def _told(publication: Publication) -> tuple[str, str]:
    graph = f"GRAPH <{publication.graph}>"
    emptied = f"DELETE WHERE {{ {graph} {{ ?s ?p ?o }} }}"
    return emptied, f"INSERT DATA {{ {graph} {{\n{publication.triples()}}} }}"


def _target(name: str) -> str:
    return "DEFAULT" if name == DEFAULT else f"GRAPH <{name}>"


def _staged(graph: str, name: str, checksum: str) -> str:
    return f"{graph}/{hashlib.sha256(f'{name} {checksum}'.encode()).hexdigest()[:32]}"


def _ntriples(text: str) -> Body:
    return Body(NTRIPLES, text.encode())


def _size(body: Body) -> str:
    return f"{body.size / 1_000_000:.1f} MB"
