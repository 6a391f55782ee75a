"""The engine that faces the public: queries run in workers that are killed at their limits.

Why processes, what was measured, and what is promised: docs/decisions/0013-workers.md.
"""

from plankg.pool.allocator import Allocator, allocator_for
from plankg.pool.pool import PoolState, WorkerPool, can_isolate

__all__ = ["Allocator", "PoolState", "WorkerPool", "allocator_for", "can_isolate"]
