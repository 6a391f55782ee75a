"""A graph of an audit that is being written: what is said of what."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import Namespace
from rdflib.term import Node

from plankg.findings.values import Bilingual
from plankg.graph import literals
from plankg.iris import Iris


@dataclass(frozen=True)
class StatedThings:
    """A graph to which statements are added, with the addresses of its terms."""

    graph: Graph
    iris: Iris

    @property
    def terms(self) -> Namespace:
        """The terms of our own ontology."""
        return Namespace(self.iris.ontology)

    def say(self, subject: str, predicate: URIRef, *objects: Node) -> None:
        """State one value, or several, of a property."""
        for value in objects:
            self.graph.add((URIRef(subject), predicate, value))

    def say_texts(self, subject: str, predicate: URIRef, texts: Bilingual) -> None:
        """State a text in its languages."""
        self.say(subject, predicate, *(literals.text(text, tag) for tag, text in texts.items()))
