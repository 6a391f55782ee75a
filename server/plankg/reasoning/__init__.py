"""Proves with a description logic reasoner that ontology and graphs don't contradict themselves."""

from plankg.reasoning.hermit import HermiT, java_program
from plankg.reasoning.proof import Contradiction, prove
from plankg.reasoning.told import contradiction_text, short_names

__all__ = [
    "Contradiction",
    "HermiT",
    "contradiction_text",
    "java_program",
    "prove",
    "short_names",
]
