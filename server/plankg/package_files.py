"""Says whether the installed package is as its wheel brought it, by the checksums beside it."""

from __future__ import annotations

import base64
import csv
import hashlib
import os
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def is_as_installed() -> bool:
    """Say whether no file of the package was changed, added or removed since it was installed.

    What the installer wrote down (``RECORD``) says so. A checkout is never as installed.
    """
    recorded = _recorded()
    found = set(_files())
    return found == recorded.keys() and all(_digest(name) == recorded[name] for name in found)


def _recorded() -> dict[str, str]:
    """Return the checksums of the package's files by their names below its folder."""
    try:
        installed = distribution("plankg")
    except PackageNotFoundError:
        return {}
    if Path(str(installed.locate_file("plankg"))).resolve() != _PACKAGE:
        return {}
    rows = csv.reader((installed.read_text("RECORD") or "").splitlines())
    return {
        name.removeprefix("plankg/"): digest.removeprefix("sha256=")
        for name, digest, *_ in rows
        if name.startswith("plankg/") and not _is_compiled(name)
    }


def _files() -> Iterator[str]:
    for folder, _, names in os.walk(_PACKAGE):
        below = Path(folder).relative_to(_PACKAGE).as_posix()
        start = "" if below == "." else f"{below}/"
        yield from (start + name for name in names if not _is_compiled(name))


def _digest(name: str) -> str:
    content = hashlib.sha256((_PACKAGE / name).read_bytes()).digest()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _is_compiled(name: str) -> bool:
    return name.endswith(".pyc")
