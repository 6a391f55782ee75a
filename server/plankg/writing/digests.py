"""Tells by its content whether a file or folder is still what a change has put there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest of a file (by the name ``"."``), or of a folder's files by their paths."""
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        whole.update(hashlib.sha256(name.encode(errors="surrogateescape")).digest())
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def digest_at(path: Path) -> str:
    """Return the digest of the file or folder that lies there, ``""`` where nothing does."""
    if path.is_file():
        return digest_of({".": path.read_bytes()})
    if not path.is_dir():
        return ""
    files = (one for one in path.rglob("*") if one.is_file())
    return digest_of({one.relative_to(path).as_posix(): one.read_bytes() for one in files})
