"""Parts graphs into the statements that a contradiction can be made of.

A statement is one triple with all that hangs on its nameless nodes, so that a class expression or
a list stays whole. Left out is what means nothing to OWL: labels, definitions and whatever else
is said with annotation properties or with properties that the ontology doesn't declare. No
contradiction can rest on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

Triple = tuple[Node, Node, Node]

_DECLARATIONS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_LOGICAL = {RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain}
_LOGICAL |= {RDFS.range}
_OWL = str(OWL)
_BUILT_IN = (_OWL, str(RDF), str(RDFS), str(XSD))
# Nothing is fetched for a proof.
_NEVER = {OWL.imports, OWL.versionIRI, OWL.versionInfo}
# Two individuals that a functional property makes one would have two of these, which none may have.
_NAME = URIRef("urn:plankg:name")


@dataclass(frozen=True, slots=True)
class Statement:
    """Triples that stand or fall together."""

    triples: tuple[Triple, ...]

    @property
    def names(self) -> frozenset[URIRef]:
        """The terms and individuals that it speaks of, those of OWL and RDF themselves aside."""
        return frozenset(
            node
            for triple in self.triples
            for node in triple
            if isinstance(node, URIRef) and not str(node).startswith(_BUILT_IN)
        )

    def lines(self) -> str:
        """Return it as N-Triples for the reasoner."""
        return "".join(map(_line, self.triples))


@dataclass(frozen=True, slots=True)
class Axioms:
    """What is taken as given (`declarations`), and what may be at fault (`statements`)."""

    declarations: tuple[Statement, ...]
    statements: tuple[Statement, ...]


def axioms_of(ontology: Graph) -> Axioms:
    """Return the ontology's statements, in a fixed order.

    That the classes of a list exclude each other is said of each pair, so that a contradiction
    can name the two which it is about.
    """
    pairs = sorted(set(_disjoint_pairs(ontology)))
    every = (
        *(one for one in _statements(ontology, _properties(ontology)) if not _is_list(one)),
        *(Statement(((one, OWL.disjointWith, other),)) for one, other in pairs),
    )
    given = tuple(one for one in every if _declares(one))
    return Axioms(given, tuple(one for one in every if not _declares(one)))


def axioms_near(axioms: Axioms, about: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the axioms that a contradiction between what `about` speaks of is likely to rest on.

    What is said of its terms, and of the terms that this leads to; that two classes exclude each
    other only where both are among them.
    """
    near = frozenset[Node]().union(*(one.names for one in about))
    while True:
        close = [one for one in axioms.statements if one.triples[0][0] in near]
        leading = [one for one in close if one.triples[0][1] != OWL.disjointWith]
        wider = near.union(*(one.names for one in leading))
        if wider == near:
            return tuple(one for one in close if one in leading or one.names <= near)
        near = wider


def facts_of(graph: Graph, ontology: Graph) -> tuple[Statement, ...]:
    """Return the statements of a graph whose properties `ontology` declares, in a fixed order."""
    return tuple(_statements(graph, _properties(ontology)))


def unique_names(ontology: Graph, graphs: Iterable[Graph]) -> tuple[Statement, ...]:
    """Return what makes two addresses two things, which OWL by itself doesn't say.

    Only what a functional property leads to could be taken for one; what is said to be the same
    (``owl:sameAs``) is left out. A name that nobody else has costs one triple each, where saying
    of every pair that they differ would cost millions.
    """
    functional = set(ontology.subjects(RDF.type, OWL.FunctionalProperty))
    named: set[Node] = set()
    same: set[Node] = set()
    for graph in (ontology, *graphs):
        for subject, predicate, value in graph:
            if predicate in functional and isinstance(value, URIRef):
                named.add(value)
            elif predicate == OWL.sameAs:
                same |= {subject, value}
    kinds = (OWL.DatatypeProperty, OWL.FunctionalProperty)
    declared = Statement(tuple((_NAME, RDF.type, kind) for kind in kinds))
    names = (Statement(((one, _NAME, Literal(str(one))),)) for one in sorted(named - same, key=str))
    return (declared, *names)


def _properties(ontology: Graph) -> set[Node]:
    return {name for kind in _PROPERTIES for name in ontology.subjects(RDF.type, kind)}


def _statements(graph: Graph, known: set[Node]) -> Iterator[Statement]:
    """Yield each triple that says something, with what hangs on its nameless nodes."""
    inner = {value for _, _, value in graph if isinstance(value, BNode)}
    tops = [
        triple
        for triple in graph
        if triple[0] not in inner and not (isinstance(triple[0], BNode) and triple[1] != RDF.type)
    ]
    for triple in sorted(tops, key=lambda one: [part.n3() for part in one]):
        subject, predicate, value = triple
        if not _says(predicate, known):
            continue
        hanging = _below(graph, subject, known) if isinstance(subject, BNode) else ()
        yield Statement((triple, *hanging, *_below(graph, value, known)))


def _is_list(statement: Statement) -> bool:
    return statement.triples[0][2] == OWL.AllDisjointClasses


def _disjoint_pairs(ontology: Graph) -> Iterator[tuple[Node, Node]]:
    for node in ontology.subjects(RDF.type, OWL.AllDisjointClasses):
        for members in ontology.objects(node, OWL.members):
            yield from combinations(sorted(ontology.items(members), key=str), 2)


def _below(graph: Graph, node: Node, known: set[Node]) -> tuple[Triple, ...]:
    """Return all that is said of a nameless node, and of those below it."""
    if not isinstance(node, BNode):
        return ()
    said = [one for one in graph.triples((node, None, None)) if _says(one[1], known)]
    below = (_below(graph, value, known) for _, _, value in said)
    return (*said, *(triple for triples in below for triple in triples))


def _says(predicate: Node, known: set[Node]) -> bool:
    return predicate not in _NEVER and (
        predicate in known or predicate in _LOGICAL or str(predicate).startswith(_OWL)
    )


def _declares(statement: Statement) -> bool:
    subject, predicate, value = statement.triples[0]
    return predicate == RDF.type and value in _DECLARATIONS and isinstance(subject, URIRef)


def _line(triple: Triple) -> str:
    return " ".join(map(_told, triple)) + " .\n"


def _told(node: Node) -> str:
    """Return a node for the reasoner; a day as its first moment, as OWL 2 has no ``xsd:date``.

    Different days have different first moments, so that nothing is lost or won by it.
    """
    if node == XSD.date:
        return XSD.dateTime.n3()
    if isinstance(node, Literal) and node.datatype == XSD.date:
        return f'"{node}T00:00:00"^^{XSD.dateTime.n3()}'
    if isinstance(node, Literal):
        datatype = f"^^{node.datatype.n3()}" if node.datatype else ""
        return f"{_quoted(node)}@{node.language}" if node.language else _quoted(node) + datatype
    return node.n3()


def _quoted(literal: Literal) -> str:
    text = str(literal).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
