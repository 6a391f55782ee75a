"""From readings to RDF: a graph per plan, its ledger, the datasets' description, Turtle."""

from __future__ import annotations

from plankg.graph.build import build_graph
from plankg.graph.datasets import PlanDataset, describe_datasets
from plankg.graph.ledger import build_ledger, ledger_text
from plankg.graph.namespaces import new_graph
from plankg.graph.turtle import write_turtle

__all__ = [
    "PlanDataset",
    "build_graph",
    "build_ledger",
    "describe_datasets",
    "ledger_text",
    "new_graph",
    "write_turtle",
]
