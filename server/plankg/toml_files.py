"""Reads TOML settings strictly: an unknown table, an unknown key or a wrong type is an error."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from plankg.errors import WorkspaceError


@dataclass(frozen=True, slots=True)
class Field:
    """A key's type and the value that holds where it is not set."""

    type: type[str] | type[bool]
    default: str | bool


Fields = Mapping[str, Mapping[str, Field]]
Value = str | bool
Values = dict[str, dict[str, Value]]


def read_toml(path: Path, fields: Fields, others: Sequence[str] = ()) -> Values:
    """Return every table and key of `fields`, as set in `path` or by default.

    The tables `others` may be there too; somebody else reads them.

    Raises:
        WorkspaceError: not TOML, or a table or key that `fields` doesn't know; it names both.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be read: {error.strerror}") from error
    return toml_in(content, path, fields, others)


def toml_in(content: bytes, path: Path, fields: Fields, others: Sequence[str] = ()) -> Values:
    """Return every table and key of `fields`, as set in a file's content; `path` is for messages.

    Raises:
        WorkspaceError: as `read_toml`.
    """
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{path}: not UTF-8 ({error.reason}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(f"{path}: cannot be read as TOML: {error}") from error
    _refuse_unknown(path, tables, dict.fromkeys((*fields, *others)), "table")
    return {name: _table(path, name, tables.get(name, {}), keys) for name, keys in fields.items()}


def _table(path: Path, name: str, table: object, keys: Mapping[str, Field]) -> dict[str, Value]:
    if not isinstance(table, dict):
        raise WorkspaceError(f"{path}: {name!r} must be a table: write [{name}]")
    _refuse_unknown(path, table, keys, f"key in [{name}]")
    return {key: _value(path, f"{name}.{key}", table, key, field) for key, field in keys.items()}


def _value(path: Path, label: str, table: dict[str, object], key: str, field: Field) -> Value:
    value = table.get(key, field.default)
    if not isinstance(value, field.type):
        kind = "true or false" if field.type is bool else "a text in quotes"
        raise WorkspaceError(f"{path}: {label} must be {kind}, not {value!r}")
    return value


def _refuse_unknown(
    path: Path, found: Mapping[str, object], known: Mapping[str, object], what: str
) -> None:
    for name in found:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
            raise WorkspaceError(f"{path}: unknown {what}: {name!r}; {hint}")
