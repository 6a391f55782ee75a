"""Writes results to stdout as UTF-8 bytes, and progress to stderr."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from plankg.atomic_files import replace_files
from plankg.cli.streams import drop_the_rest
from plankg.errors import ParameterError, WorkspaceError

_BINARY = ("xlsx", "parquet")


def write_bytes(content: bytes, output: Path | None = None) -> None:
    """Write `content` as it is, without any translation of line ends.

    A file is there whole or, on any failure, as it was; devices and pipes are written to.

    Raises:
        WorkspaceError: it cannot be written; the text says why.
    """
    if output is not None:
        write_files({output: content})
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough, which is no error.
        drop_the_rest(sys.stdout)
    except OSError as error:
        drop_the_rest(sys.stdout)
        raise WorkspaceError(f"cannot write to the standard output: {error.strerror}") from error


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all files or none; devices and pipes, which cannot be put back, are written to last.

    Raises:
        WorkspaceError: one cannot be written; the text names it.
    """
    for path in files:
        refuse_unwritable(path)
    lasting = {path: content for path, content in files.items() if is_lasting(path)}
    replace_files({path.resolve(): content for path, content in lasting.items()})
    for path in files.keys() - lasting.keys():
        _write_through(path, files[path])
    for path in files:
        say(f"wrote {path}")


def refuse_unwritable(path: Path) -> None:
    """Refuse a place where no file can lie; known before a long document is read for it.

    Raises:
        WorkspaceError: its folder is not there, or it is one itself.
    """
    # The folder must be there already: a mistyped one should not come to be.
    if not path.absolute().parent.is_dir():
        raise WorkspaceError(f"cannot write {str(path)!r}: there is no such folder; make it")
    if path.is_dir():
        raise WorkspaceError(f"cannot write {str(path)!r}: it is a folder; name another file")


def is_lasting(path: Path) -> bool:
    """Say whether what is written to `path` will lie there: not in a device, not in a pipe."""
    return not path.exists() or path.is_file()


def refuse_overwriting(output: Path | None, *sources: Path) -> None:
    """Refuse to write an answer over what it is read from.

    Raises:
        ParameterError: the output is one of the files.
    """
    for source in sources:
        if output is not None and source.is_file() and output.exists() and output.samefile(source):
            raise ParameterError(
                f"{str(source)!r} is what is read: name another file with --output"
            )


def refuse_binary_on_terminal(form: str, output: Path | None) -> None:
    """Refuse to write a spreadsheet to where nobody can read it.

    Raises:
        ParameterError: a binary format without ``--output``, and the standard output is a terminal.
    """
    if form in _BINARY and output is None and sys.stdout.isatty():
        raise ParameterError(
            f"{form} is no text for a terminal: name a file with -o FILE, or send it on with"
            f" > FILE or | PROGRAM"
        )


def _write_through(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except BrokenPipeError:
        pass  # As of the standard output: the reader has seen enough.
    except OSError as error:
        raise WorkspaceError(f"cannot write {str(path)!r}: {error.strerror}") from error


def write_text(text: str, output: Path | None = None) -> None:
    """Write `text` as UTF-8, ended by one line feed."""
    write_bytes((text.rstrip("\n") + "\n").encode(), output)


def say(message: str) -> None:
    """Tell the user what is going on, on stderr.

    Whoever has stopped listening (``2>&1 | head -1``), or whose log is full, stops no work.
    """
    try:
        click.echo(message, err=True)
    except OSError:
        drop_the_rest(sys.stderr)


def counted(count: int, thing: str) -> str:
    """Return a number of things in words: ``1 plan``, ``2 plans``."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
