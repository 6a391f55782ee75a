"""Completes what somebody types: entities whose names begin with it, then those that have it."""

from __future__ import annotations

from collections.abc import Iterable

from plankg.engine import Engine
from plankg.reconciliation.entities import Entities, Entity, comparable
from plankg.reconciliation.matching import candidates
from plankg.reconciliation.queries_asked import Query

PAGE = 10


def suggested(
    entities: Entities, prefix: str, skipped: int, engine: Engine, types: Iterable[str] = ()
) -> tuple[Entity, ...]:
    """Return up to `PAGE` entities after the first `skipped`; none for an empty prefix.

    Nearly the same names come last, so that a typing error still finds something.
    """
    known = entities.get(prefix)
    if known is not None:
        return (known,)[skipped:]
    typed, wanted = comparable(prefix), set(types)
    if not typed:
        return ()
    begins = [name for name in entities.by_name if name.startswith(typed)]
    has = [name for name in entities.by_name if typed in name and not name.startswith(typed)]
    order = [*sorted(begins, key=lambda n: (len(n), n)), *sorted(has, key=lambda n: (len(n), n))]
    found = dict.fromkeys(entity for name in order for entity in entities.by_name[name])
    if len(found) < skipped + PAGE:
        near = candidates(entities, Query(prefix, limit=PAGE), engine)
        found |= dict.fromkeys(item.entity for item in near)
    chosen = [entity for entity in found if not wanted or entity.type in wanted]
    return tuple(chosen[skipped : skipped + PAGE])
