"""Matches names of others with bodies, indicators, areas and documents of the published graph.

What the Reconciliation Service API 0.2 asks for, without HTTP: the web serves it at ``/reconcile``.
"""

from __future__ import annotations

from plankg.reconciliation.entities import TYPES, Entities, Entity, load_entities
from plankg.reconciliation.extension import extended
from plankg.reconciliation.kept import KeptEntities
from plankg.reconciliation.matching import Candidate, candidates
from plankg.reconciliation.properties import PROPERTIES, Property, Value
from plankg.reconciliation.queries_asked import Constraint, Query
from plankg.reconciliation.suggesting import suggested

__all__ = [
    "PROPERTIES",
    "TYPES",
    "Candidate",
    "Constraint",
    "Entities",
    "Entity",
    "KeptEntities",
    "Property",
    "Query",
    "Value",
    "candidates",
    "extended",
    "load_entities",
    "suggested",
]
