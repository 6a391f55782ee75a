"""A place in a plan's text that a check of the text tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plankg.findings.values import Scalar
from plankg.model import Span


@dataclass(frozen=True, slots=True)
class Match:
    """Where something was found, and what a message can say of it."""

    span: Span
    values: Mapping[str, Scalar]
