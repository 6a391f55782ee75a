"""The files of a plan's source folder: the document as it was added, and ``plan.toml``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plankg.readers import TEXTS
from plankg.workspace import PLAN_FIELDS, source_in
from plankg.writing.view import View

_HEADING = "# What the document does not say of itself; {text} is the file as it was added.\n"


@dataclass(frozen=True, slots=True)
class PlanToml:
    """A ``plan.toml`` to be written, and what it says instead of the text."""

    content: bytes
    overrides: Mapping[str, str]


def stored_name(file: Path) -> str:
    """Return the name under which a document lies in its source folder."""
    suffix = file.suffix.lower()
    return "text.txt" if suffix in TEXTS else f"original{suffix}"


def plan_toml(path: Path, file: Path, title: str = "") -> PlanToml:
    """Return the ``plan.toml`` of `file`, to lie at `path`.

    What a person wrote in one that is there (address, licence, title) stays; `title` wins.

    Raises:
        WorkspaceError: the one that is there is wrong.
    """
    text = stored_name(file)
    if not path.is_file():
        return _written({"text": text, "title": title}, {"note": _printable(file.name)})
    old = source_in(path.parent, View(path.parent))
    kept = title or old.overrides.get("title", "")
    if old.text.name == text and kept == old.overrides.get("title", ""):
        return PlanToml(path.read_bytes(), old.overrides)
    plan = {"text": text, "original": old.original, "title": kept}
    source = {"note": old.note, "url": old.url, "retrieved": old.retrieved, "licence": old.licence}
    return _written(plan, source)


def _printable(name: str) -> str:
    """Return a file's name without the bytes that are no UTF-8."""
    return name.encode(errors="replace").decode()


def _written(plan: Mapping[str, str], source: Mapping[str, str]) -> PlanToml:
    lines = [_HEADING.format(text=plan["text"])]
    for name, values in (("plan", plan), ("source", source)):
        defaults = PLAN_FIELDS[name]
        # A JSON string is a TOML basic string.
        said = {key: value for key, value in values.items() if value != defaults[key].default}
        lines.append(f"[{name}]\n")
        lines += [
            f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items()
        ]
        lines.append("\n")
    overrides = {"title": plan["title"]} if plan["title"] else {}
    return PlanToml("".join(lines).rstrip("\n").encode() + b"\n", overrides)
