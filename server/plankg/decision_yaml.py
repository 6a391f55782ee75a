"""Reads the YAML of files in which people keep what they decided: lists of blocks, strictly.

Every scalar is taken as it is written (``no`` is a word, ``5.0`` keeps its zero) and typed by the
field that it stands for; every error names file and line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import yaml

from plankg.errors import ReviewError


def text_in(path: Path) -> str:
    """Return what a file of decisions holds, ``""`` if there is none.

    Raises:
        ReviewError: it is no UTF-8 text.
    """
    if not path.is_file():
        return ""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def listed_in(text: str, path: Path, what: str) -> Sequence[yaml.Node]:
    """Return the blocks that a file lists; `path` and `what` they are is for messages.

    Raises:
        ReviewError: it is no YAML, or no list.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or error
        raise ReviewError(f"{line}: not YAML: {problem}; mend it there") from error
    except RecursionError as error:
        raise ReviewError(f"{path}: lists within lists too deep to read; mend it") from error
    if root is None:
        return ()
    return sequence_in(path, root, f"must be a list of {what}, each beginning with '- '")


def sequence_in(path: Path, node: yaml.Node, otherwise: str) -> Sequence[yaml.Node]:
    """Return the items of a list.

    Raises:
        ReviewError: it is none; the text says what it must be.
    """
    if not isinstance(node, yaml.SequenceNode):
        raise wrong(path, node, otherwise)
    items: Sequence[yaml.Node] = node.value
    return items


def mapping_in(
    path: Path, node: yaml.Node, known: Sequence[str] | None, what: str
) -> dict[str, yaml.Node]:
    """Return the values of a block by key, which is one of `known` unless that is None.

    Raises:
        ReviewError: it is no block, or a key is unknown or stands twice.
    """
    if not isinstance(node, yaml.MappingNode):
        raise wrong(path, node, f"must be {what}s with values, as in 'where: 三（一）1'")
    items: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        key = scalar_in(path, what, key_node)
        if known is not None and key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
            raise wrong(path, key_node, f"unknown {what} {key!r}; {hint}")
        if key in items:
            raise wrong(path, key_node, f"{what} {key!r} stands twice")
        items[key] = value
    return items


def scalar_in(path: Path, key: str, node: yaml.Node) -> str:
    """Return one value as it is written; ``""`` for none.

    Raises:
        ReviewError: it is a list or a block.
    """
    if not isinstance(node, yaml.ScalarNode):
        raise wrong(path, node, f"{key!r} must be one value, not a list or a block of keys")
    is_null = node.tag == "tag:yaml.org,2002:null"
    return "" if is_null else str(node.value)


def day_in(path: Path, key: str, node: yaml.Node) -> date:
    """Return a day.

    Raises:
        ReviewError: it is none.
    """
    words = scalar_in(path, key, node)
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise wrong(path, node, f"{key!r} must be a day as in 2026-03-01, not {words!r}") from error


def count_in(path: Path, key: str, node: yaml.Node | None) -> int:
    """Return a number from 1, which it is where there is no node.

    Raises:
        ReviewError: it is none.
    """
    if node is None:
        return 1
    count = scalar_in(path, key, node)
    if not count.isascii() or not count.isdigit() or int(count) < 1:
        raise wrong(path, node, f"{key!r} must be a number from 1, not {count!r}")
    return int(count)


def line_of(node: yaml.Node) -> int:
    """Return the line on which a node begins, from 1."""
    return int(node.start_mark.line) + 1


def wrong(path: Path, node: yaml.Node, what: str) -> ReviewError:
    """Return the error to raise about a node."""
    return ReviewError(f"{path}:{line_of(node)}: {what}")
