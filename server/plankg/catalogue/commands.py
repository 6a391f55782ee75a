"""The command that asks a named query, to be copied into a shell."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from plankg.catalogue.queries import NamedQuery


def command_of(query: NamedQuery, arguments: Iterable[tuple[str, str]]) -> str:
    """Return the command that asks the same."""
    options = [f"--{name.replace('_', '-')} {_shell(value)}" for name, value in arguments]
    return " ".join(["plankg query", query.name, *options])


def _shell(value: str) -> str:
    # shlex quotes everything beyond ASCII, which shells don't need.
    plain = "".join(char for char in value if ord(char) < 128)
    return value if value and (not plain or shlex.quote(plain) == plain) else shlex.quote(value)
