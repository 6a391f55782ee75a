"""Reads and writes ``data/reviews/<plan>.yml``: strictly, and without touching what stands there.

A file is a list of decisions. Every scalar is taken as it is written (``no`` is a word, ``5.0``
keeps its zero) and typed by the field that it stands for. New decisions are appended; what a
person wrote, comments included, stays as it is, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import yaml

from plankg.atomic_files import replace_files
from plankg.decision_fields import (
    ReviewTable,
    faults_of,
    field_value,
    table_named,
    verdict_named,
)
from plankg.decision_yaml import (
    count_in,
    day_in,
    line_of,
    listed_in,
    mapping_in,
    scalar_in,
    text_in,
    wrong,
)
from plankg.decisions import Decision
from plankg.errors import ReviewError
from plankg.field_kinds import FieldValue

_KEYS = ("table", "where", "quote", "occurrence", "decision", "fields", "who", "when", "why")
_NEEDED = ("where", "quote", "decision", "who", "when", "why")
HEADING = """\
# Human decisions about {slug}
# 'plankg review' adds to them, 'plankg build' applies them. Each is about the fact with this quote
# at this printed path; occurrence is 1 unless said.
"""


def read_reviews(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a file in their order; none if there is no file.

    Raises:
        ReviewError: not YAML, an unknown or missing key, a value of the wrong type, two decisions
            about one fact; it names file and line.
    """
    return decisions_in(text_in(path), path)


def append_reviews(path: Path, slug: str, decisions: Sequence[Decision]) -> None:
    """Add decisions at the end of a plan's review file, which is made if there is none.

    Raises:
        ReviewError: the file is wrong, or its style takes no appending; it stays as it was.
        WorkspaceError: it cannot be written.
    """
    before = read_reviews(path)
    text = text_in(path) if path.is_file() else HEADING.format(slug=slug)
    if not text.endswith("\n"):
        text += "\n"
    text += "".join(f"\n{_block(decision)}" for decision in decisions)
    if decisions_in(text, path) != (*before, *decisions):
        raise ReviewError(f"{path}: cannot add to it; write the list with '- ' before each item")
    replace_files({path: text.encode()})


def decisions_in(text: str, path: Path) -> tuple[Decision, ...]:
    """Return the decisions in a review file's text; `path` is for messages.

    Raises:
        ReviewError: as `read_reviews`.
    """
    decisions = tuple(_decision(path, node) for node in listed_in(text, path, "decisions"))
    _refuse_repeated(path, decisions)
    return decisions


def _decision(path: Path, node: yaml.Node) -> Decision:
    items = mapping_in(path, node, _KEYS, "key")
    for key in _NEEDED:
        if key not in items:
            raise wrong(path, node, f"{key!r} is missing")
    words = {key: scalar_in(path, key, value) for key, value in items.items() if key != "fields"}
    for key in ("quote", "who", "why"):
        if not words[key].strip():
            raise wrong(path, items[key], f"{key!r} is empty")
    try:
        table = table_named(words.get("table", "targets"))
        verdict = verdict_named(words["decision"])
    except ValueError as error:
        raise wrong(path, node, str(error)) from error
    fields = _fields(path, table, items["fields"]) if "fields" in items else {}
    if fault := faults_of(table, verdict, fields):
        raise wrong(path, node, fault)
    return Decision(
        verdict=verdict,
        where=words["where"],
        quote=words["quote"],
        who=words["who"].strip(),
        when=day_in(path, "when", items["when"]),
        why=words["why"].strip(),
        table=table,
        occurrence=count_in(path, "occurrence", items.get("occurrence")),
        fields=fields,
        line=line_of(node),
    )


def _fields(path: Path, table: ReviewTable, node: yaml.Node) -> dict[str, FieldValue]:
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return {}
    fields: dict[str, FieldValue] = {}
    for name, value in mapping_in(path, node, None, "field").items():
        try:
            fields[name] = field_value(table, name, scalar_in(path, name, value))
        except ValueError as error:
            raise wrong(path, value, str(error)) from error
    return fields


def _refuse_repeated(path: Path, decisions: Iterable[Decision]) -> None:
    """Refuse two decisions about one fact; one quote may have several facts added to it."""
    seen: dict[object, Decision] = {}
    for decision in decisions:
        added = tuple(sorted(decision.fields.items(), key=lambda item: item[0]))
        key = (decision.key, added) if decision.verdict == "add" else decision.key
        other = seen.setdefault(key, decision)
        if other is not decision:
            raise ReviewError(
                f"{path}:{decision.line}: the fact that line {other.line} decides about already:"
                f" {decision.told()}; keep one of the two"
            )


def _block(decision: Decision) -> str:
    """Return a decision as YAML, with the keys that say something in the order of `_KEYS`."""
    item: dict[str, object] = {"table": decision.table, "where": decision.where}
    item["quote"] = decision.quote
    if decision.occurrence > 1:
        item["occurrence"] = decision.occurrence
    item["decision"] = decision.verdict
    if decision.fields:
        item["fields"] = {name: _written(value) for name, value in decision.fields.items()}
    item |= {"who": decision.who, "when": decision.when, "why": decision.why}
    return yaml.safe_dump([item], allow_unicode=True, sort_keys=False, width=10**6)


def _written(value: FieldValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
