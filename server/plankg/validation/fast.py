"""Runs shapes with two native engines: core SHACL with ``shacl``, ``sh:sparql`` with Oxigraph.

``shacl`` is quick and agrees with pySHACL on what `support` lets through, but its own SPARQL knows
no dates. Oxigraph, which serves our queries anyway, does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from plankg.cores import usable_cores
from plankg.errors import WorkspaceError
from plankg.validation.comparable import comparisons_of, is_comparable
from plankg.validation.support import prefixes_of

_NAMELESS = "urn:plankg:nameless:"
_MEMBERS = (
    "SELECT DISTINCT ?node { ?node a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* <%s> }"
)
_FOCUS = {
    SH.targetClass: _MEMBERS,
    SH.targetObjectsOf: "SELECT DISTINCT ?node { ?s <%s> ?node }",
    SH.targetSubjectsOf: "SELECT DISTINCT ?node { ?node <%s> ?o }",
}
_THIS = ox.Variable("this")
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class _Query:
    """A SPARQL constraint, and the queries for the nodes that it is asked of."""

    constraint: Node
    shape: Node
    severity: Node
    text: str
    focus: tuple[str, ...]


class FastShapes:
    """Shapes that the engines know how to run, made ready for many graphs.

    `ontology` is checked with each graph, as N-Triples.
    """

    def __init__(self, shapes: Graph, ontology: str) -> None:
        import shacl

        # Quads go in twice as quickly as text.
        quads = ox.parse(ontology, ox.RdfFormat.N_TRIPLES)
        self._quads = [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
        self._ontology = _seen_by_core(self._quads, shapes)
        self._queries = tuple(_queries(shapes))
        self._comparisons = comparisons_of(shapes)
        self._names = _names_of_nameless(shapes)
        core = Graph()
        for subject, predicate, value in shapes:
            if predicate != SH.sparql:
                core.add((self._name(subject), predicate, self._name(value)))
        try:
            self._core = shacl.Shapes.from_text(core.serialize(format="nt"), format="nt")
        except ValueError as error:
            raise WorkspaceError(
                f"a shape in shapes/ cannot be run: {error}; mend it there"
            ) from error

    def run(self, data: str, store: ox.Store) -> Graph | None:
        """Return the report on a graph, given as Turtle; None if it must be pySHACL's.

        That is so where the graph has literals that the engines compare differently. `store`, an
        empty one, is given the graph and the ontology.

        Raises:
            SyntaxError: the graph is no Turtle.
        """
        known: dict[str, tuple[_Term, ...]] = {}
        # Neither engine holds the interpreter's lock, so a second core shortens the wait.
        with ThreadPoolExecutor(usable_cores()) as cores:
            core = cores.submit(self._core_report, data)
            # In graphs of this size quicker than the calls for large ones.
            store.load(data.encode(), ox.RdfFormat.TURTLE)
            comparable = is_comparable(store, self._comparisons)
            store.extend(self._quads)
            if not comparable:
                return None
            rows = list(cores.map(lambda query: list(_rows(store, query, known)), self._queries))
        report = core.result()
        for query, found in zip(self._queries, rows, strict=True):
            for focus, value, path in found:
                _state(report, query, focus, value, path)
        return report

    def _core_report(self, data: str) -> Graph:
        """Return what core constraints say of a graph, given as Turtle."""
        report = Graph()
        found = self._core.validate_text(f"{data}\n{self._ontology}", format="turtle")
        if len(found):
            report.parse(data=self._with_nameless(found.serialize("ntriples")), format="nt")
        return report

    def _name(self, node: Node) -> Node:
        return self._names.get(node, node)

    def _with_nameless(self, triples: str) -> str:
        """Return the report with the shapes' own nameless nodes in place of the names they got."""
        for node, name in self._names.items():
            triples = triples.replace(name.n3(), node.n3())
        return triples


def _seen_by_core(quads: Iterable[ox.Quad], shapes: Graph) -> str:
    """Return as Turtle what core constraints can see of `quads`: less than half of an ontology.

    They look at classes, and at the values of properties that the shapes name. `shacl` reads it the
    faster if it is sorted and has no prefixes.
    """
    named = {str(node) for node in shapes.objects() if isinstance(node, URIRef)}
    named |= {str(RDF.type), str(RDFS.subClassOf)}
    seen = sorted((quad.triple for quad in quads if quad.predicate.value in named), key=str)
    return (ox.serialize(seen, format=ox.RdfFormat.TURTLE) or b"").decode()


def _names_of_nameless(shapes: Graph) -> dict[Node, URIRef]:
    """Return names for nameless shapes and lists, so that a report can say which it means.

    Paths keep theirs: an IRI there would be a property.
    """
    paths: set[Node] = set()
    todo = [path for path in shapes.objects(None, SH.path) if isinstance(path, BNode)]
    while todo:
        node = todo.pop()
        paths.add(node)
        todo += [v for v in shapes.objects(node) if isinstance(v, BNode) and v not in paths]
    nameless = {node for triple in shapes for node in triple if isinstance(node, BNode)} - paths
    return {node: URIRef(f"{_NAMELESS}{node}:") for node in nameless}


def _queries(shapes: Graph) -> Iterator[_Query]:
    for shape, constraint in shapes.subject_objects(SH.sparql):
        focus = tuple(
            text % value for kind, text in _FOCUS.items() for value in shapes.objects(shape, kind)
        )
        if focus:
            text = prefixes_of(shapes, constraint) + str(shapes.value(constraint, SH.select))
            severity = shapes.value(shape, SH.severity) or SH.Violation
            yield _Query(constraint, shape, severity, text, focus)


def _solutions(store: ox.Store, query: str, this: _Term | None = None) -> ox.QuerySolutions:
    bound = {} if this is None else {_THIS: this}
    found = store.query(query, substitutions=bound)
    if not isinstance(found, ox.QuerySolutions):
        raise WorkspaceError(f"a query of a shape is no SELECT: {query!r}; mend it in shapes/")
    return found


def _nodes(store: ox.Store, focus: str) -> tuple[_Term, ...]:
    return tuple(row["node"] for row in _solutions(store, focus))


def _rows(
    store: ox.Store, query: _Query, known: dict[str, tuple[_Term, ...]]
) -> Iterator[tuple[_Term, _Term, _Term | None]]:
    """Yield what a query finds; `known` are the focus nodes that others were asked of."""
    for text in query.focus:
        if text not in known:
            known[text] = _nodes(store, text)
    nodes = {node for text in query.focus for node in known[text]}
    for node in sorted(nodes, key=str):
        rows = _solutions(store, query.text, node)
        named = {variable.value for variable in rows.variables}
        for row in rows:
            value = row["value"] if "value" in named else None
            yield node, value or node, row["path"] if "path" in named else None


def _state(report: Graph, query: _Query, focus: _Term, value: _Term, path: _Term | None) -> None:
    result = BNode()
    report.add((BNode(), SH.result, result))
    report.add((result, RDF.type, SH.ValidationResult))
    report.add((result, SH.focusNode, _node(focus)))
    report.add((result, SH.value, _node(value)))
    report.add((result, SH.resultSeverity, query.severity))
    report.add((result, SH.sourceConstraint, query.constraint))
    report.add((result, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent))
    report.add((result, SH.sourceShape, query.shape))
    if path is not None:
        report.add((result, SH.resultPath, _node(path)))


def _node(term: _Term) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype)
    return BNode(str(getattr(term, "value", term)))
