"""What graphs are built with: the packaged registers and vocabularies, read once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph

from plankg.assets import assets_root
from plankg.graph import build_graph
from plankg.iris import Iris
from plankg.model import Reading
from plankg.ontology import load_ontology
from plankg.register import Register
from plankg.units import Units
from sample import sample_reading

Build = Callable[[Reading], Graph]


@pytest.fixture(scope="session")
def build() -> Build:
    """Build graphs with what PlanKG ships with."""
    register = Register.load(assets_root() / "data" / "registers")
    units = Units.from_graph(load_ontology(assets_root()))
    return lambda reading: build_graph(reading, register, Iris(), units)


@pytest.fixture(scope="session")
def sample_graph(build: Build) -> Graph:
    """The sample's graph."""
    return build(sample_reading())
