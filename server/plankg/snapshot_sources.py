"""What a snapshot is made of: published Turtle, its content hash, and its quads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar, cast

import pyoxigraph as ox

from plankg.errors import WorkspaceError

Term = TypeVar("Term")

# Says of a kind of published files, in its field's metadata, whether the default graph has them.
_IN_DEFAULT = "in the default graph"
_EVERYWHERE, _APART = {_IN_DEFAULT: True}, {_IN_DEFAULT: False}


@dataclass(frozen=True, slots=True)
class PublishedGraph:
    """A named graph: the names and Turtle of the files that it merges, sorted by name.

    `in_default` says whether the default graph holds it, too.
    """

    files: tuple[tuple[str, bytes], ...]
    in_default: bool


@dataclass(frozen=True)
class SnapshotSources:
    """The published Turtle that a snapshot is made of.

    `plans`, `links`, `proposals`, `ledgers`, `findings` and `datasets` map named graphs to the
    Turtle of their files; `ontology` maps file names of the ontology and its vocabularies, which
    share the named graph `ontology_graph`. The default graph holds plans, ontology and links that
    hold; proposed links, ledgers, findings and datasets are named graphs only. `prefixes` are
    predeclared for queries, `base` resolves relative IRIs.
    """

    plans: Mapping[str, bytes] = field(metadata=_EVERYWHERE)
    ontology: Mapping[str, bytes] = field(metadata=_EVERYWHERE)
    ontology_graph: str
    ledgers: Mapping[str, bytes] = field(default_factory=dict, metadata=_APART)
    findings: Mapping[str, bytes] = field(default_factory=dict, metadata=_APART)
    datasets: Mapping[str, bytes] = field(default_factory=dict, metadata=_APART)
    links: Mapping[str, bytes] = field(default_factory=dict, metadata=_EVERYWHERE)
    proposals: Mapping[str, bytes] = field(default_factory=dict, metadata=_APART)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str = "https://w3id.org/plankg/"

    @property
    def release(self) -> str:
        """SHA-256 over what is published, whatever the order in which it was read."""
        lines = [f"base {self.base}", f"ontology graph {self.ontology_graph}"]
        lines += [f"prefix {name} {iri}" for name, iri in self.prefixes.items()]
        lines += [
            f"{kind} {name} {hashlib.sha256(content).hexdigest()}"
            for kind, files in self._files().items()
            for name, content in files.items()
        ]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()

    @property
    def graphs(self) -> dict[str, PublishedGraph]:
        """All named graphs of the release: what is served, here and anywhere else."""
        found: dict[str, PublishedGraph] = {}
        for kind, in_default in self._kinds().items():
            files = sorted(self._files()[kind].items())
            if kind == "ontology":
                found[self.ontology_graph] = PublishedGraph(tuple(files), in_default)
            else:
                found |= {file[0]: PublishedGraph((file,), in_default) for file in files}
        return found

    def quads(self) -> tuple[bytes, bytes]:
        """Return the default graph and the named graphs as N-Quads: equal sources, equal bytes.

        Each is sorted and has each quad once.

        Raises:
            WorkspaceError: a file is no Turtle; the text says which, and where.
        """
        default: list[bytes] = []
        named: list[bytes] = []
        for graph, published in self.graphs.items():
            end = f" <{graph}> .\n".encode()
            for name, content in published.files:
                triples = _triples(name, content)
                named += [triple + end for triple in triples]
                if published.in_default:
                    default += [triple + b" .\n" for triple in triples]
        return _once_each(default), _once_each(named)

    def _files(self) -> dict[str, Mapping[str, bytes]]:
        """Return the published files by their kind."""
        return {kind: getattr(self, kind) for kind in self._kinds()}

    @classmethod
    def _kinds(cls) -> dict[str, bool]:
        """Return the kinds of files, and whether the default graph has them."""
        return {
            one.name: one.metadata[_IN_DEFAULT]
            for one in fields(cls)
            if _IN_DEFAULT in one.metadata
        }


def _once_each(lines: list[bytes]) -> bytes:
    """Return the lines sorted, each once; quick where they come in sorted pieces."""
    return b"".join(dict.fromkeys(sorted(lines)))


def _triples(name: str, content: bytes) -> list[bytes]:
    """Return a file's triples as N-Triples without the dot, sorted.

    Blank nodes are numbered, and the file's own.
    """
    try:
        lines = _n_triples(_parsed(content))
        if b"_:" in lines:
            lines = _n_triples(map(_Renamed(name), _parsed(content)))
    except SyntaxError as error:
        raise WorkspaceError(f"{name}: not readable as Turtle: {error}; mend the file") from error
    return sorted(line.removesuffix(b" .") for line in lines.splitlines())


def _parsed(content: bytes) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(content, ox.RdfFormat.TURTLE))


def _n_triples(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


class _Renamed:
    """Numbers the blank nodes of a file, so that no other file has one of the same name."""

    def __init__(self, name: str) -> None:
        self._file = hashlib.sha256(name.encode()).hexdigest()[:8]
        self._seen: dict[ox.BlankNode, ox.BlankNode] = {}

    def __call__(self, triple: ox.Triple) -> ox.Triple:
        """Return the triple with its blank nodes numbered."""
        subject, object_ = self._renamed(triple.subject), self._renamed(triple.object)
        return ox.Triple(subject, triple.predicate, object_)

    def _renamed(self, term: Term) -> Term:
        if not isinstance(term, ox.BlankNode):
            return term
        numbered = ox.BlankNode(f"b{self._file}n{len(self._seen)}")
        return cast("Term", self._seen.setdefault(term, numbered))
