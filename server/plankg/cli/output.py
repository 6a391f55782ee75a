"""Writes results to stdout as UTF-8 bytes, and progress to stderr."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


def write_bytes(content: bytes, output: Path | None = None) -> None:
    """Write `content` as it is, without any translation of line ends."""
    if output is not None:
        output.write_bytes(content)
        say(f"wrote {output}")
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough, which is no error; what is left in the buffer
        # goes nowhere, or the interpreter would complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_text(text: str, output: Path | None = None) -> None:
    """Write `text` as UTF-8, ended by one line feed."""
    write_bytes((text.rstrip("\n") + "\n").encode(), output)


def say(message: str) -> None:
    """Tell the user what is going on, on stderr."""
    click.echo(message, err=True)


def counted(count: int, thing: str) -> str:
    """Return a number of things in words: ``1 plan``, ``2 plans``."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
