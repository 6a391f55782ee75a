"""The command ``plankg``: one module per command, loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]

# As a shell has it for what was ended by Ctrl-C: 128, and the number of SIGINT.
INTERRUPTED = 130


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; see `plankg.cli.root.main`.

    Who presses Ctrl-C while the program still loads gets no traceback either.
    """
    try:
        from plankg.cli.root import main as run

        return run(args)
    except KeyboardInterrupt:
        return INTERRUPTED
