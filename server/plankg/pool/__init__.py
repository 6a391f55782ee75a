"""The engine that faces the public: queries run in workers that are killed at their limits.

Why processes, what was measured, and what is promised: docs/decisions/0013-workers.md.
"""

from plankg.pool.pool import PoolState, WorkerPool, can_isolate

__all__ = ["PoolState", "WorkerPool", "can_isolate"]
