"""The queries that look for counterparts in other graphs: ``queries/counterparts/*.rq``.

A template asks for names: ``VALUES ?name { }`` in its text is filled with a batch of them. It gives
``?name ?counterpart ?label ?note``. Its header says which kinds of things it is for, and in which
languages names are asked (``""``: without one).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from plankg.catalogue.entries import entry_text, read_header
from plankg.errors import CatalogueError, NotFoundError
from plankg.linking.model import KINDS, Kind
from plankg.sparql_text import form_of
from plankg.workspace import Workspace

_SLOT = re.compile(r"VALUES\s+\?name\s*\{\s*\}")
_COLUMNS = ("?name", "?counterpart", "?label", "?note")


@dataclass(frozen=True, slots=True)
class Template:
    """A query for counterparts; `text` is the file."""

    name: str
    title: Mapping[str, str]
    kinds: tuple[Kind, ...]
    languages: tuple[str, ...]
    text: str

    def asking(self, names: Iterable[str]) -> str:
        """Return the query for these names, each in each of the languages."""
        literals = [
            str(ox.Literal(name, language=language) if language else ox.Literal(name))
            for name in names
            for language in self.languages
        ]
        filled = f"VALUES ?name {{ {' '.join(literals)} }}"
        return _SLOT.sub(lambda _: filled, self.text, count=1)


def template_named(workspace: Workspace, name: str) -> Template:
    """Return the template of that name; a workspace's own wins over a packaged one.

    Raises:
        NotFoundError: there is none.
        CatalogueError: it is wrong; the error names the line.
    """
    found = {
        path.stem: path
        for folder in workspace.folders("queries", "counterparts")
        for path in sorted(folder.glob("*.rq"))
    }
    if name not in found:
        raise NotFoundError(f"no template {name!r}; there are: {', '.join(sorted(found))}")
    return read_template(found[name])


def read_template(path: Path) -> Template:
    """Return the template in a file.

    Raises:
        CatalogueError: its header or its query is wrong.
    """
    text = entry_text(path)
    header = read_header(path, text).mapping(("title", "description", "kinds", "languages"))
    header["description"].translations()
    kinds = [kind for kind in KINDS if kind in header["kinds"].texts()]
    if len(kinds) < len(header["kinds"].texts()):
        raise header["kinds"].error(f"kinds are {', '.join(KINDS)}")
    languages = header["languages"].value
    if not isinstance(languages, list) or not languages:
        raise header["languages"].error('write a list here, as in [zh, ""]')
    if len(_SLOT.findall(text)) != 1:
        raise CatalogueError(f"{path}: write 'VALUES ?name {{ }}' once, where names are to stand")
    if form_of(text) != "SELECT" or any(column not in text for column in _COLUMNS):
        raise CatalogueError(f"{path}: it must SELECT {' '.join(_COLUMNS)}")
    return Template(
        name=path.stem,
        title=header["title"].translations(),
        kinds=tuple(kinds),
        languages=tuple(str(entry.value) for entry in languages),
        text=text,
    )
