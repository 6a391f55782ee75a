"""Builds a plan's named graph from its reading: the same reading gives the same triples."""

from __future__ import annotations

from collections import Counter

from rdflib import Graph

from plankg.graph.elements import state_element, state_plan
from plankg.graph.facts import (
    state_carrier_measure,
    state_mention,
    state_responsibility,
    state_target,
)
from plankg.graph.namespaces import new_graph
from plankg.graph.statements import Statements
from plankg.iris import Iris
from plankg.model import CarrierMeasure, Element, Mention, Reading, Responsibility, Target
from plankg.register import Register
from plankg.target_bodies import Holders
from plankg.units import Units

_Fact = Element | Target | Responsibility | CarrierMeasure | Mention


def build_graph(reading: Reading, register: Register, iris: Iris, units: Units) -> Graph:
    """Return the graph of one plan, exactly what ``data/plans/<slug>.ttl`` publishes.

    It has no blank nodes. Of several plans in one file each has its own reading
    (`Reading.plans`) and its own graph.

    Raises:
        ValueError: two facts of the reading have the same IRI, so that the graph would merge them.
    """
    _refuse_shared_iris(reading)
    statements = Statements(new_graph(iris.base), reading, register, iris, units)
    state_plan(statements)
    for element in reading.elements:
        state_element(statements, element)
    holders = Holders(reading.elements, reading.responsibilities)
    told: Counter[str] = Counter()
    for target in reading.targets:
        told[target.element_iri] += 1
        state_target(statements, target, told[target.element_iri], holders.of_target(target))
    for held in reading.responsibilities:
        state_responsibility(statements, held)
    for measure in reading.carrier_measures:
        state_carrier_measure(statements, measure)
    for mention in reading.mentions:
        state_mention(statements, mention)
    return statements.graph


def _refuse_shared_iris(reading: Reading) -> None:
    facts: tuple[_Fact, ...] = (
        *reading.elements,
        *reading.targets,
        *reading.responsibilities,
        *reading.carrier_measures,
        *reading.mentions,
    )
    counts = Counter(fact.iri for fact in facts)
    shared = sorted(iri for iri, count in counts.items() if count > 1)
    if shared:
        raise ValueError(f"{len(shared)} IRIs name more than one fact, the first is {shared[0]!r}")
