"""Writes results to stdout as UTF-8 bytes, and progress to stderr."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from plankg.atomic_files import replace_files
from plankg.errors import WorkspaceError


def write_bytes(content: bytes, output: Path | None = None) -> None:
    """Write `content` as it is, without any translation of line ends.

    A file is there whole or, on any failure, as it was; devices and pipes are written to.

    Raises:
        WorkspaceError: it cannot be written; the text says why.
    """
    if output is not None:
        _write_file(output, content)
        say(f"wrote {output}")
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough, which is no error; what is left in the buffer
        # goes nowhere, or the interpreter would complain when it flushes at its end.
        _drop_the_rest()
    except OSError as error:
        _drop_the_rest()
        raise WorkspaceError(f"cannot write to the standard output: {error.strerror}") from error


def _write_file(path: Path, content: bytes) -> None:
    if not path.exists() or path.is_file():
        # The folder must be there already: a mistyped one should not come to be.
        if not path.absolute().parent.is_dir():
            raise WorkspaceError(f"cannot write {str(path)!r}: there is no such folder; make it")
        replace_files({path.resolve(): content})
        return
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WorkspaceError(f"cannot write {str(path)!r}: {error.strerror}") from error


def _drop_the_rest() -> None:
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
