"""Asks an endpoint what a store of our own is asked, and tells where they disagree.

Servers differ in how well they follow the standard, and a wrong row looks like a right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plankg.catalogue import Catalogue, NamedQuery, run
from plankg.engine import Engine, Limits
from plankg.errors import ParameterError, PlanKGError


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of asking a named query's example at both; `difference` is empty for the same."""

    query: str
    rows: int
    difference: str


def compared(
    ours: Engine, theirs: Engine, catalogue: Catalogue, limits: Limits
) -> Iterator[Comparison]:
    """Yield the comparison for each named query, asked with the arguments of its example.

    Raises:
        PlanKGError: our own store fails.
    """
    for query in catalogue:
        expected = _rows(ours, query, limits)
        try:
            found = _rows(theirs, query, limits)
        except PlanKGError as error:
            yield Comparison(query.name, len(expected), str(error))
            continue
        same = found == expected
        difference = "" if same else f"{len(found)} rows, of which some are others"
        yield Comparison(query.name, len(expected), difference)


def _rows(engine: Engine, query: NamedQuery, limits: Limits) -> tuple[object, ...]:
    try:
        return run(engine, query, query.example, limits).rows
    except ParameterError:
        # The example is of the packaged plan, which a workspace may be without.
        return ()
