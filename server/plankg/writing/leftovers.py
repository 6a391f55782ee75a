"""Finds what killed writers left behind; only the process whose turn it is may remove it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

# What lies beside a place to come into it, as `durable.beside_place` names it.
_BESIDE = re.compile(r"\..+\.\d+\.new", re.DOTALL)
_IN_DATA = ("plans", "ledgers", "reviews", "waivers", "links", "sources", "sources/*")
_IN_STATE = (".", "findings", "findings/releases")


def leftovers(root: Path | None, state: Path) -> Iterator[Path]:
    """Yield files and folders that a killed writer left in a workspace, or in a state alone."""
    folders = [state / name for name in _IN_STATE]
    if root is not None:
        folders += chain.from_iterable((root / "data").glob(name) for name in _IN_DATA)
    for folder in folders:
        yield from _beside(folder)


def _beside(folder: Path) -> Iterable[Path]:
    if not folder.is_dir():
        return ()
    return [path for path in folder.iterdir() if _BESIDE.fullmatch(path.name)]
