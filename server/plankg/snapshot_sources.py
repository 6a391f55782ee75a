"""What a snapshot is made of: published Turtle, its content hash, and its quads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

import pyoxigraph as ox

from plankg.errors import WorkspaceError

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
        default: set[str] = set()
        named: set[str] = set()
        for graph, published in self.graphs.items():
            for name, content in published.files:
                for triple in _triples(name, content):
                    named.add(f"{triple} <{graph}> .\n")
                    if published.in_default:
                        default.add(f"{triple} .\n")
        return "".join(sorted(default)).encode(), "".join(sorted(named)).encode()

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


def _triples(name: str, content: bytes) -> Iterator[str]:
    """Yield a file's triples as N-Triples; blank nodes are numbered, and the file's own."""
    file_key = hashlib.sha256(name.encode()).hexdigest()[:8]
    seen: dict[ox.BlankNode, ox.BlankNode] = {}

    def renamed(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        if isinstance(term, ox.BlankNode):
            term = seen.setdefault(term, ox.BlankNode(f"b{file_key}n{len(seen)}"))
        return str(term)

    try:
        for quad in ox.parse(content, ox.RdfFormat.TURTLE):
            yield f"{renamed(quad.subject)} {quad.predicate} {renamed(quad.object)}"
    except SyntaxError as error:
        raise WorkspaceError(f"{name}: not readable as Turtle: {error}; mend the file") from error
