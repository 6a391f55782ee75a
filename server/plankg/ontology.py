"""Loads the knowledge in ``ontology/`` and ``shapes/``, and lists what it declares.

Turtle files are read with rdflib, from several roots laid over each other (the packaged one, a
workspace's). Reused ontologies are never fetched: the axioms of theirs that matter are restated in
``ontology/plan.ttl``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib import Literal as RdfLiteral

from plankg.assets import assets_root
from plankg.errors import WorkspaceError
from plankg.iris import DEFAULT_BASE, Iris
from plankg.shape_queries import refuse_broken_queries
from plankg.units import Unit, Units

__all__ = [
    "Term",
    "Unit",
    "Units",
    "load_ontology",
    "load_shapes",
    "load_style_shapes",
    "parse_turtle",
    "python_classes",
    "terms",
]

TermKind = Literal["class", "object property", "datatype property", "annotation property"]

_KINDS: Mapping[URIRef, TermKind] = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
}


_STYLE = "ontology-style.ttl"


@dataclass(frozen=True, slots=True)
class Term:
    """One declared class or property with its texts by language (``zh``, ``en``)."""

    iri: str
    kind: TermKind
    labels: Mapping[str, str]
    definitions: Mapping[str, str]


def load_ontology(*roots: Path, base: str = DEFAULT_BASE) -> Graph:
    """Return everything that ``<root>/ontology/**/*.ttl`` says, all `roots` together.

    Terms move with `base`, as all IRIs of a build do. The endpoint does no inference, so each
    ``skos:prefLabel`` is given as ``rdfs:label`` too, whose subproperty it is.

    Raises:
        WorkspaceError: a file is not Turtle, or no root has an ontology.
    """
    graph = _load(roots, "ontology", base)
    for subject, label in list(graph.subject_objects(SKOS.prefLabel)):
        graph.add((subject, RDFS.label, label))
    return graph


def load_shapes(*roots: Path, base: str = DEFAULT_BASE) -> Graph:
    """Return the shapes that plans must conform to: ``<root>/shapes/*.ttl`` of all `roots`.

    ``ontology-style.ttl`` is left out: it is about the ontology (`load_style_shapes`).

    Raises:
        WorkspaceError: a file is not Turtle, a query in one cannot be run, or no root has shapes.
    """
    shapes = _load(roots, "shapes", base, without=_STYLE)
    refuse_broken_queries(shapes, _files(roots, "shapes", _STYLE), base)
    return shapes


def load_style_shapes(root: Path, base: str = DEFAULT_BASE) -> Graph:
    """Return the shapes that the ontology itself must conform to."""
    return parse_turtle(root / "shapes" / _STYLE, base=base)


def parse_turtle(path: Path, *, base: str = DEFAULT_BASE, into: Graph | None = None) -> Graph:
    """Return the graph that a Turtle file holds, its IRIs below `base`.

    Raises:
        WorkspaceError: the file cannot be read as Turtle; the text names file, line and fault.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WorkspaceError(f"cannot read {str(path)!r} as UTF-8 text: {error}") from error
    return graph_of(content, path, base=base, into=into)


def graph_of(
    content: bytes, path: Path, *, base: str = DEFAULT_BASE, into: Graph | None = None
) -> Graph:
    """Return the graph that a Turtle file holds whose `content` was read; `path` is for messages.

    Raises:
        WorkspaceError: as `parse_turtle`.
    """
    graph = Graph() if into is None else into
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"cannot read {str(path)!r} as UTF-8 text: {error}") from error
    try:
        return graph.parse(data=text.replace(DEFAULT_BASE, base), format="turtle")
    except Exception as error:  # the parser raises BadSyntax, ValueError, IndexError …
        raise WorkspaceError(
            f"{path.name}: {_fault(error)} in {str(path)!r}: mend the Turtle there"
        ) from error


def terms(graph: Graph, *, base: str = DEFAULT_BASE) -> tuple[Term, ...]:
    """Return the ontology's own classes and properties, classes first, each kind from A to Z."""
    own = Iris(base).ontology
    found = [
        Term(iri, kind, _texts(graph, iri, RDFS.label), _texts(graph, iri, SKOS.definition))
        for owl_class, kind in _KINDS.items()
        for iri in sorted(map(str, set(graph.subjects(RDF.type, owl_class))))
        if iri.startswith(own)
    ]
    return tuple(found)


def python_classes(*roots: Path, base: str = DEFAULT_BASE) -> Any:
    """Return the ontology as an owlready2 ontology, whose classes Python users can subclass.

    Without `roots` it is the packaged one: ``python_classes().Task.label.zh`` is ``["重点任务"]``.
    owlready2 reads no Turtle, so it gets a converted copy, in a world of its own. It has no stubs,
    and is imported only here: it is large, and the main job never needs it. No reasoner is started.

    Raises:
        WorkspaceError: a file is not Turtle.
    """
    import owlready2

    graph = load_ontology(*(roots or (assets_root(),)), base=base)
    world = owlready2.World()
    ontology = world.get_ontology(Iris(base).ontology)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "ontology.nt"
        copy.write_bytes(graph.serialize(format="nt", encoding="utf-8"))
        with copy.open("rb") as file:
            ontology.load(fileobj=file)
    return ontology


def _load(roots: tuple[Path, ...], folder: str, base: str, without: str = "") -> Graph:
    """Read all files of `folder`; one in a later root replaces its namesake in an earlier one."""
    files = _files(roots, folder, without)
    if not files:
        looked = ", ".join(repr(str(root / folder)) for root in roots)
        raise WorkspaceError(f"no Turtle files in {looked}: install the package again")
    graph = Graph()
    for path in files:
        parse_turtle(path, base=base, into=graph)
    return graph


def _files(roots: tuple[Path, ...], folder: str, without: str) -> tuple[Path, ...]:
    files = {
        path.relative_to(root): path
        for root in roots
        for path in sorted((root / folder).rglob("*.ttl"))
        if path.name != without
    }
    return tuple(files.values())


def _fault(error: Exception) -> str:
    """Say in one line what the Turtle parser stumbled over, with the line number if it has one."""
    line = getattr(error, "lines", None)
    reason = getattr(error, "_why", None) or str(error) or type(error).__name__
    where = f"line {line + 1}: " if isinstance(line, int) else ""
    return where + " ".join(str(reason).split())


def _texts(graph: Graph, subject: str, predicate: URIRef) -> dict[str, str]:
    texts = graph.objects(URIRef(subject), predicate)
    return {
        text.language: str(text)
        for text in sorted(texts, key=str)
        if isinstance(text, RdfLiteral) and text.language
    }
