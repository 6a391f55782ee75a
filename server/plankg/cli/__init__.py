"""The command ``plankg``: one module per command, loaded only when it is asked for."""

from __future__ import annotations

from plankg.cli.root import main

__all__ = ["main"]
