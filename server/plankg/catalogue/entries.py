"""A query file's YAML header with the line of every entry, so that errors can name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from plankg.errors import CatalogueError
from plankg.fast_yaml import composed

_MARK = "#+"
LANGUAGES = ("zh", "en")
Word = TypeVar("Word", bound=str)


@dataclass(frozen=True)
class Entry:
    """A value of the header (text, list or mapping) with its file and line.

    Scalars are text as written: a year, ``no`` or ``1.50`` means what it says.
    """

    value: str | list[Entry] | dict[str, Entry]
    file: Path
    line: int

    def error(self, message: str) -> CatalogueError:
        """Return the error to raise about this entry; `message` says what to do."""
        return CatalogueError(f"{self.file}:{self.line}: {message}")

    def text(self) -> str:
        """Return the entry's text, which must not be empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error("write a text here")
        return self.value.strip()

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts."""
        if not isinstance(self.value, list):
            raise self.error("write a list here, as in [one, two]")
        return tuple(entry.text() for entry in self.value)

    def flag(self) -> bool:
        """Return true or false."""
        if self.value not in ("true", "false"):
            raise self.error("write true or false")
        return self.value == "true"

    def one_of(self, allowed: Iterable[Word]) -> Word:
        """Return one of the words that are allowed here."""
        text = self.text()
        for word in allowed:
            if word == text:
                return word
        raise self.error(f"{text!r} is none of {', '.join(sorted(allowed))}")

    def mapping(
        self, required: Iterable[str] | None = None, optional: Iterable[str] = ()
    ) -> Mapping[str, Entry]:
        """Return a mapping; unless `required` is None, of these keys and no others."""
        if not isinstance(self.value, dict):
            raise self.error("write keys with values here, one a line")
        if required is not None:
            self._check_keys(self.value, tuple(required), tuple(optional))
        return self.value

    def translations(self) -> Mapping[str, str]:
        """Return a text in each of our languages."""
        return {name: entry.text() for name, entry in self.mapping(LANGUAGES).items()}

    def _check_keys(
        self, found: Mapping[str, Entry], required: tuple[str, ...], optional: tuple[str, ...]
    ) -> None:
        for key, entry in found.items():
            if key not in (*required, *optional):
                raise entry.error(
                    f"the key {key!r} is unknown here; known are"
                    f" {', '.join((*required, *optional))}"
                )
        for key in required:
            if key not in found:
                raise self.error(f"the key {key!r} is missing; add it")


def entry_text(file: Path) -> str:
    """Return the text of a file with a header; a byte order mark, as Windows writes, is none of it.

    Raises:
        CatalogueError: it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CatalogueError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{file}: not UTF-8 ({error.reason}); save it as UTF-8") from error


def read_header(file: Path, text: str) -> Entry:
    """Return the header of a query file: its leading lines that begin with ``#+``.

    Raises:
        CatalogueError: there is none, or it is no YAML mapping.
    """
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith(_MARK):
            break
        # Blanks instead of the mark keep the parser's columns truthful.
        lines.append(line.replace(_MARK, "  ", 1))
    if not lines:
        raise CatalogueError(
            f"{file}:1: there is no header; begin the file with lines '#+ title:' and so on"
        )
    return read_yaml(file, "\n".join(lines), "the header")


def read_yaml(file: Path, text: str, what: str = "the file") -> Entry:
    """Return a YAML mapping with the lines of its entries; `what` it is, for messages.

    Raises:
        CatalogueError: it is none.
    """
    try:
        node = composed(text)
    except yaml.MarkedYAMLError as error:
        number = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogueError(f"{file}:{number}: {what} is no YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise CatalogueError(f"{file}:1: {what} is no YAML: {error}") from error
    if not isinstance(node, yaml.MappingNode):
        raise CatalogueError(f"{file}:1: {what} must be keys with values, as in 'title:'")
    return _entry(file, node)


def _entry(file: Path, node: yaml.Node) -> Entry:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Entry(_pairs(file, node), file, line)
    if isinstance(node, yaml.SequenceNode):
        return Entry([_entry(file, item) for item in node.value], file, line)
    return Entry(str(node.value), file, line)


def _pairs(file: Path, node: yaml.MappingNode) -> dict[str, Entry]:
    pairs: dict[str, Entry] = {}
    for key, value in node.value:
        entry = _entry(file, value)
        # The line of the key: a value may begin on the next one.
        entry = Entry(entry.value, file, key.start_mark.line + 1)
        if key.value in pairs:
            raise entry.error(f"the key {key.value!r} stands here twice; remove one")
        pairs[str(key.value)] = entry
    return pairs
