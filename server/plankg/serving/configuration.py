"""Reads the settings: defaults, then one TOML file, then the environment, then options.

Strict, so that a misspelt key is not a setting that silently does nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from plankg.errors import WorkspaceError
from plankg.serving.settings import TABLES, Settings, keys_of
from plankg.workspace import ENVIRONMENT as WORKSPACE_VARIABLE

PREFIX = "PLANKG_"
# Variables of ours that are no settings of the service.
_OTHER_VARIABLES = (
    WORKSPACE_VARIABLE,
    *(f"PLANKG_ENDPOINT_{name}" for name in ("TOKEN", "USER", "PASSWORD")),
    *(f"PLANKG_PUBLISH_{name}" for name in ("TOKEN", "USER", "PASSWORD")),
)
_TRUE, _FALSE = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


@dataclass(frozen=True, slots=True)
class Effective:
    """A setting as it holds: its value, and where that came from."""

    table: str
    key: str
    value: Any
    source: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings that hold, with the source of each."""

    settings: Settings
    origins: tuple[Effective, ...]


def variable_of(table: str, key: str) -> str:
    """Return the name of the environment variable for a setting."""
    return f"{PREFIX}{table}_{key}".upper()


def load_configuration(
    file: Path | None,
    environment: Mapping[str, str],
    options: Mapping[tuple[str, str], Any] | None = None,
) -> Configuration:
    """Return the settings; later sources win: `file`, `environment`, `options` of the command.

    Options that are ``None`` were not given.

    Raises:
        WorkspaceError: an unknown table, key or variable, or a value that cannot be; it names
            them, and the nearest known one.
    """
    found: dict[tuple[str, str], Effective] = {}
    for one in (*_of_file(file), *_of_environment(environment), *_of_options(options or {})):
        found[one.table, one.key] = one
    origins = tuple(
        found.get((table, key)) or Effective(table, key, about.default, "default")
        for table in TABLES
        for key, about in keys_of(table).items()
    )
    tables = {
        table: kind(**{one.key: one.value for one in origins if one.table == table})
        for table, kind in TABLES.items()
    }
    return Configuration(Settings(**tables), origins)


def _of_file(file: Path | None) -> Iterator[Effective]:
    if file is None:
        return
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorkspaceError(f"{file}: cannot be read as TOML: {error}") from error
    for table, keys in content.items():
        if table == "workspace":  # read by who opens the workspace
            continue
        if table not in TABLES:
            raise _unknown(f"{file}: unknown table: {table!r}", table, ["workspace", *TABLES])
        if not isinstance(keys, dict):
            raise WorkspaceError(f"{file}: {table!r} must be a table: write [{table}]")
        for key, value in keys.items():
            known = keys_of(table)
            if key not in known:
                raise _unknown(f"{file}: unknown key in [{table}]: {key!r}", key, known)
            yield Effective(
                table, key, _checked(f"{file}: {table}.{key}", value, table, key), str(file)
            )


def _of_environment(environment: Mapping[str, str]) -> Iterator[Effective]:
    known = {variable_of(table, key): (table, key) for table in TABLES for key in keys_of(table)}
    for name, text in sorted(environment.items()):
        if not name.startswith(PREFIX) or name in _OTHER_VARIABLES:
            continue
        if name not in known:
            raise _unknown(
                f"unknown environment variable: {name!r}", name, [*known, *_OTHER_VARIABLES]
            )
        table, key = known[name]
        value = _checked(name, _of_text(text, keys_of(table)[key].default), table, key)
        yield Effective(table, key, value, f"${name}")


def _of_options(options: Mapping[tuple[str, str], Any]) -> Iterator[Effective]:
    for (table, key), value in options.items():
        if value is not None:
            label = f"--{key.replace('_', '-')}"
            yield Effective(table, key, _checked(label, value, table, key), label)


def _of_text(text: str, default: Any) -> Any:
    """Return what a text of the environment means; one that means nothing is refused later."""
    if isinstance(default, bool):
        word = text.strip().lower()
        return True if word in _TRUE else False if word in _FALSE else text
    if isinstance(default, tuple):
        return [part.strip() for part in text.split(",") if part.strip()]
    if isinstance(default, int | float):
        try:
            return type(default)(text)
        except ValueError:
            return text
    return text


def _checked(label: str, value: Any, table: str, key: str) -> Any:
    about = keys_of(table)[key]
    low, high = about.metadata["low"], about.metadata["high"]
    one_of = about.metadata["one_of"]
    fitting = _fitting(value, about.default)
    if fitting is None:
        raise WorkspaceError(f"{label} must be {_kind(about.default)}, not {value!r}")
    if low is not None and not fitting >= low:
        raise WorkspaceError(f"{label} must be at least {low}, not {value!r}")
    if high is not None and not fitting <= high:
        raise WorkspaceError(f"{label} must be at most {high}, not {value!r}")
    if one_of and fitting not in one_of:
        raise WorkspaceError(f"{label} must be one of {', '.join(one_of)}, not {value!r}")
    return fitting


def _fitting(value: Any, default: Any) -> Any:
    """Return `value` as the type of `default`, ``None`` where it is of another."""
    if isinstance(default, bool) or isinstance(value, bool):
        return value if isinstance(default, bool) and isinstance(value, bool) else None
    if isinstance(default, tuple):
        texts = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
        return tuple(value) if texts else None
    if isinstance(default, float):
        return float(value) if isinstance(value, int | float) else None
    return value if isinstance(value, type(default)) else None


def _kind(default: Any) -> str:
    if isinstance(default, bool):
        return "true or false"
    if isinstance(default, tuple):
        return "a list of texts"
    if isinstance(default, float):
        return "a number"
    return "a whole number" if isinstance(default, int) else "a text"


def _unknown(what: str, name: str, known: Any) -> WorkspaceError:
    near = get_close_matches(name, list(known), n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    return WorkspaceError(f"{what}; {hint}")
