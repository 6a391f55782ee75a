"""Reads and extends ``data/waivers/<plan>.yml``: what people decided about findings, strictly.

The file is a list of waivers. New ones are appended; what a person wrote, comments included, stays
as it is, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from plankg.atomic_files import replace_files
from plankg.decision_yaml import (
    count_in,
    day_in,
    line_of,
    listed_in,
    mapping_in,
    scalar_in,
    sequence_in,
    text_in,
    wrong,
)
from plankg.errors import ReviewError
from plankg.findings.waivers import Waiver

_KEYS = ("check", "sides", "occurrence", "reason", "who", "when", "until")
_NEEDED = ("check", "sides", "reason", "who", "when")
_SIDE = ("where", "quote")
HEADING = """\
# Findings about {slug} that are waived
# 'plankg audit --waive' adds to them. Each names the check, and the printed path and the words of
# each side; occurrence is 1 unless said, and a waiver without 'until' holds for ever. One with
# 'until' may be renewed by another of a later day.
"""


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Return the waivers of a file in their order; none if there is no file.

    The file's name is the plan's.

    Raises:
        ReviewError: not YAML, an unknown or missing key, a value of the wrong type, an end
            before its beginning, two waivers of one finding of which the later renews no earlier
            one; it names file and line.
    """
    return waivers_in(text_in(path), path)


def append_waiver(path: Path, waiver: Waiver) -> None:
    """Add a waiver at the end of a plan's file, which is made if there is none.

    One that ends is renewed so: it stays where it is, and the later one holds.

    Raises:
        ReviewError: the file is wrong, has a waiver of this finding that is not renewed by it, or
            its style takes no appending; it stays as it was.
        WorkspaceError: it cannot be written.
    """
    before = read_waivers(path)
    text = text_in(path) if path.is_file() else HEADING.format(slug=path.stem)
    if not text.endswith("\n"):
        text += "\n"
    text += f"\n{_block(waiver)}"
    if waivers_in(text, path) != (*before, waiver):
        raise ReviewError(f"{path}: cannot add to it; write the list with '- ' before each item")
    replace_files({path: text.encode()})


def waivers_in(text: str, path: Path) -> tuple[Waiver, ...]:
    """Return the waivers in a file's text; `path` is its name and for messages.

    Raises:
        ReviewError: as `read_waivers`.
    """
    waivers = tuple(_waiver(path, node) for node in listed_in(text, path, "waivers"))
    _refuse_repeated(path, waivers)
    return waivers


def _waiver(path: Path, node: yaml.Node) -> Waiver:
    items = mapping_in(path, node, _KEYS, "key")
    for key in _NEEDED:
        if key not in items:
            raise wrong(path, node, f"{key!r} is missing")
    words = {key: scalar_in(path, key, items[key]).strip() for key in ("check", "reason", "who")}
    for key, value in words.items():
        if not value:
            raise wrong(path, items[key], f"{key!r} is empty")
    sides = sequence_in(path, items["sides"], "'sides' must be a list, each with where and quote")
    if not sides:
        raise wrong(path, items["sides"], "'sides' is empty")
    when = day_in(path, "when", items["when"])
    until = day_in(path, "until", items["until"]) if "until" in items else None
    if until and until < when:
        raise wrong(path, items["until"], f"'until' is before {when}, so that it never held")
    return Waiver(
        plan=path.stem,
        check=words["check"],
        sides=tuple(_side(path, side) for side in sides),
        reason=words["reason"],
        who=words["who"],
        when=when,
        until=until,
        occurrence=count_in(path, "occurrence", items.get("occurrence")),
        line=line_of(node),
    )


def _side(path: Path, node: yaml.Node) -> tuple[str, str]:
    items = mapping_in(path, node, _SIDE, "key")
    for key in _SIDE:
        if key not in items:
            raise wrong(path, node, f"{key!r} is missing")
    return (scalar_in(path, "where", items["where"]), scalar_in(path, "quote", items["quote"]))


def _refuse_repeated(path: Path, waivers: Iterable[Waiver]) -> None:
    """Refuse two waivers of one finding, unless the later was decided when the other had an end."""
    seen: dict[object, Waiver] = {}
    for waiver in waivers:
        other = seen.get(waiver.key)
        if other and not other.renewed_by(waiver):
            raise ReviewError(
                f"{path}:{waiver.line}: the finding that line {other.line} waives already;"
                " keep one of the two (one with 'until' is renewed by one of a later 'when')"
            )
        seen[waiver.key] = waiver


def _block(waiver: Waiver) -> str:
    item: dict[str, object] = {"check": waiver.check}
    item["sides"] = [{"where": where, "quote": words} for where, words in waiver.sides]
    if waiver.occurrence > 1:
        item["occurrence"] = waiver.occurrence
    item |= {"reason": waiver.reason, "who": waiver.who, "when": waiver.when}
    if waiver.until:
        # A copy: one object in two places would be written as a reference to the first.
        item["until"] = waiver.until.replace()
    return yaml.safe_dump([item], allow_unicode=True, sort_keys=False, width=10**6)
