"""Tells that nobody waits for an answer any more."""

from __future__ import annotations

from collections.abc import Callable


class Absence:
    """False until `tell`; ``is_set`` may be asked by any thread, the rest is the event loop's."""

    __slots__ = ("_call", "_told")

    def __init__(self) -> None:
        self._told = False
        self._call: Callable[[], None] | None = None

    def is_set(self) -> bool:
        """Say whether it was told."""
        return self._told

    def tell(self) -> None:
        """Tell it."""
        self._told = True
        if self._call is not None:
            self._call()

    def when_told(self, call: Callable[[], None] | None) -> None:
        """Have `call` called when it is told; ``None``: nobody any more."""
        self._call = call
