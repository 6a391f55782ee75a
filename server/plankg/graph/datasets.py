"""Describes what is published: one dataset for the whole, one for each plan (VoID, DCAT).

Nothing in it depends on a clock: the same files give the same description.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, VOID, XSD, Namespace
from rdflib.term import Literal, Node

from plankg.errors import WorkspaceError
from plankg.graph import literals
from plankg.graph.namespaces import new_graph
from plankg.iris import Iris
from plankg.sparql_prefixes import prefixes

SPDX = Namespace("http://spdx.org/rdf/terms#")
_TURTLE = URIRef("https://www.iana.org/assignments/media-types/text/turtle")
_TITLES = {"zh": "策图已发布的规划图谱", "en": "The plan graphs that PlanKG publishes"}


@dataclass(frozen=True, slots=True)
class PlanDataset:
    """A plan's published file, and what its ``plan.toml`` says of where it comes from.

    `turtle` is ``data/plans/<slug>.ttl`` as published. `licence` is an address or words; `source`
    is the address of the original, `note` says in words where it comes from.
    """

    slug: str
    turtle: bytes
    licence: str = ""
    source: str = ""
    note: str = ""


def describe_datasets(plans: Iterable[PlanDataset], iris: Iris) -> Graph:
    """Return the graph ``…/graph/datasets``.

    A plan's dataset is named by the plan's named graph, the whole by ``…/graph/datasets#all``.

    Raises:
        WorkspaceError: a published file is not Turtle.
    """
    described = _Description(new_graph(iris.base), iris)
    described.graph.bind("spdx", SPDX)
    described.state_whole(sorted(plans, key=lambda plan: plan.slug))
    return described.graph


@dataclass(frozen=True)
class _Description:
    graph: Graph
    iris: Iris

    def state_whole(self, plans: list[PlanDataset]) -> None:
        """State the whole and its parts."""
        whole = f"{self.iris.graph('datasets')}#all"
        triples: set[ox.Triple] = set()
        for plan in plans:
            own = _triples(plan)
            triples |= own
            self.state_plan(plan, own)
            for predicate in (VOID.subset, DCTERMS.hasPart):
                self.say(whole, predicate, URIRef(self.iris.graph(plan.slug)))
        for language, title in _TITLES.items():
            self.say(whole, DCTERMS.title, Literal(title, lang=language))
        self.state_dataset(whole, triples)

    def state_plan(self, plan: PlanDataset, triples: set[ox.Triple]) -> None:
        """State one plan's dataset, its source, its terms of use and its file."""
        dataset, about = self.iris.graph(plan.slug), self.iris.plan(plan.slug)
        self.state_dataset(dataset, triples)
        self.say(dataset, DCTERMS.identifier, literals.string(plan.slug))
        for title in _titles(triples, about):
            self.say(dataset, DCTERMS.title, literals.zh(title))
        self.say(dataset, FOAF.primaryTopic, URIRef(about))
        self.say(dataset, DCTERMS.source, URIRef(self.iris.text(plan.slug)))
        if plan.source:
            self.say(dataset, DCTERMS.source, _address_or_words(plan.source))
        if plan.note:
            self.say(dataset, DCTERMS.provenance, literals.string(plan.note))
        if plan.licence:
            licence = _address_or_words(plan.licence)
            named = DCTERMS.license if isinstance(licence, URIRef) else DCTERMS.rights
            self.say(dataset, named, licence)
        self.state_file(dataset, plan.turtle)

    def state_dataset(self, dataset: str, triples: set[ox.Triple]) -> None:
        """State how many triples a dataset has, and how many things of each class."""
        self.say(dataset, RDF.type, VOID.Dataset, DCAT.Dataset)
        self.say(dataset, VOID.vocabulary, URIRef(self.iris.ontology))
        self.say(dataset, VOID.triples, literals.integer(len(triples)))
        types = ox.NamedNode(str(RDF.type))
        counts = Counter(
            triple.object.value
            for triple in triples
            if triple.predicate == types and isinstance(triple.object, ox.NamedNode)
        )
        # A fragment is added to the graph's name, or to the whole's own fragment.
        joint = "-" if "#" in dataset else "#"
        for kind, count in counts.items():
            partition = f"{dataset}{joint}{self.short_name(kind)}"
            self.say(dataset, VOID.classPartition, URIRef(partition))
            self.say(partition, RDF.type, VOID.Dataset)
            self.say(partition, VOID["class"], URIRef(kind))
            self.say(partition, VOID.entities, literals.integer(count))

    def state_file(self, dataset: str, turtle: bytes) -> None:
        """State the published file: its format, size and checksum."""
        file, checksum = f"{dataset}#file", f"{dataset}#file-checksum"
        digest = hashlib.sha256(turtle).hexdigest()
        self.say(dataset, DCAT.distribution, URIRef(file))
        self.say(file, RDF.type, DCAT.Distribution)
        self.say(file, DCAT.mediaType, _TURTLE)
        size = Literal(str(len(turtle)), datatype=XSD.nonNegativeInteger)
        self.say(file, DCAT.byteSize, size)
        self.say(file, SPDX.checksum, URIRef(checksum))
        self.say(checksum, RDF.type, SPDX.Checksum)
        self.say(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        value = Literal(digest, datatype=XSD.hexBinary, normalize=False)
        self.say(checksum, SPDX.checksumValue, value)

    def say(self, subject: str, predicate: URIRef, *objects: Node) -> None:
        """State `predicate` of `subject` for each of `objects`."""
        for value in objects:
            self.graph.add((URIRef(subject), predicate, value))

    def short_name(self, iri: str) -> str:
        """Return a class's prefix and local name as one fragment."""
        for prefix, namespace in prefixes(self.iris.base).items():
            if iri.startswith(namespace):
                return f"{prefix}-{iri.removeprefix(namespace)}"
        return hashlib.sha256(iri.encode()).hexdigest()[:8]


def _triples(plan: PlanDataset) -> set[ox.Triple]:
    try:
        return {quad.triple for quad in ox.parse(plan.turtle, ox.RdfFormat.TURTLE)}
    except SyntaxError as error:
        raise WorkspaceError(
            f"the published graph of {plan.slug!r} is not Turtle: {error}; build it again"
        ) from error


def _titles(triples: set[ox.Triple], plan: str) -> list[str]:
    subject, predicate = ox.NamedNode(plan), ox.NamedNode(str(DCTERMS.title))
    return [
        triple.object.value
        for triple in triples
        if (triple.subject, triple.predicate) == (subject, predicate)
        and isinstance(triple.object, ox.Literal)
    ]


def _address_or_words(value: str) -> URIRef | Literal:
    is_address = value.startswith(("http://", "https://")) and not set(value) & set(' <>"{}|^`\\')
    return URIRef(value) if is_address else literals.string(value)
