"""The catalogue: every ``.rq`` file of its folders, read strictly, by name.

A file's name is its query's name in the API. The YAML header at its top says what it asks for and
gives; the loader proves that header and query fit, so that a mistake is told when the catalogue is
loaded and not when somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from plankg.catalogue.arguments import PLAIN_TYPES, Names, Parameter
from plankg.catalogue.entries import Entry, entry_text, read_header
from plankg.catalogue.page_cut import PageCut, page_cut
from plankg.catalogue.paging import RESERVED
from plankg.catalogue.projection import Nest, check_columns, columns_of
from plankg.errors import NotFoundError, ParameterError
from plankg.sparql_prefixes import SPARQL_PREFIXES

# What a row that states a fact says of the words behind it.
EVIDENCE = ("quote", "start", "end", "evidence")

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PARAMETER_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class NamedQuery:
    """A query of the catalogue.

    `columns` are the columns of its rows in their order, parameters left out; `nests` are folded
    into lists. `states_facts` says that each row carries its evidence. `text` is the file, and
    `cut` where pages are cut from it, if that is before all its rows are made.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    columns: tuple[str, ...]
    nests: tuple[Nest, ...]
    nested_columns: Mapping[str, tuple[str, ...]]
    states_facts: bool
    tags: tuple[str, ...]
    column_titles: Mapping[str, Mapping[str, str]]
    text: str
    file: Path
    cut: PageCut | None = None

    @property
    def example(self) -> Mapping[str, str]:
        """Arguments that show what the query does: the examples of the required parameters."""
        return {
            name: parameter.example
            for name, parameter in self.parameters.items()
            if parameter.required
        }

    def piece(self, count: int | None, start: int) -> str:
        """Return the query for a piece of its rows: `count` of them, or all, from `start` on.

        What is counted are the rows of the list that pages are cut from, else the engine's.
        """
        if self.cut:
            return self.cut.piece(self.text, count, start)
        bound = "" if count is None else f"LIMIT {count}\n"
        return f"{self.text}\n{bound}OFFSET {start}\n"


class Catalogue:
    """Named queries by name; iterating gives them in the order of their names."""

    def __init__(self, queries: Mapping[str, NamedQuery], names: Mapping[str, Names]) -> None:
        self._queries = dict(sorted(queries.items()))
        self.names = names

    @classmethod
    def load(cls, *folders: Path, prefixes: Mapping[str, str] = SPARQL_PREFIXES) -> Catalogue:
        """Read the ``.rq`` files of the folders, later ones laid over earlier ones.

        The names of things lie beside each folder, in ``../names``. `prefixes` are those that the
        engine predeclares; if they are not given, those of the default base.

        Raises:
            CatalogueError: a file is wrong; the text names it, the line, and what to do.
        """
        names = {
            file.stem: _names(file, prefixes)
            for folder in folders
            for file in sorted((folder.parent / "names").glob("*.rq"))
        }
        queries = {
            file.stem: _query(file, names, prefixes)
            for folder in folders
            for file in sorted(folder.glob("*.rq"))
        }
        return cls(queries, names)

    def __getitem__(self, name: str) -> NamedQuery:
        """Return the query of that name.

        Raises:
            NotFoundError: there is none; the text names those that are meant perhaps.
        """
        if name in self._queries:
            return self._queries[name]
        close = get_close_matches(name, self._queries, 3, 0.5)
        hint = (
            f"did you mean {' or '.join(close)}?"
            if close
            else f"there are {', '.join(self._queries)}"
        )
        raise NotFoundError(f"there is no query {name!r}; {hint}")

    def __iter__(self) -> Iterator[NamedQuery]:
        return iter(self._queries.values())

    def __len__(self) -> int:
        return len(self._queries)

    def __contains__(self, name: object) -> bool:
        return name in self._queries


def _query(file: Path, names: Mapping[str, Names], prefixes: Mapping[str, str]) -> NamedQuery:
    text = entry_text(file)
    header = read_header(file, text)
    if not _NAME.fullmatch(file.stem):
        raise header.error(f"name the file in small letters and hyphens, not {file.stem!r}")
    keys = header.mapping(
        ("title", "description"), ("parameters", "rows", "nest", "tags", "columns")
    )
    parameters = _parameters(keys.get("parameters"), names)
    states_facts = "rows" not in keys or keys["rows"].one_of(("facts", "counts")) == "facts"
    nests = _nests(keys.get("nest"))
    variables = [parameter.variable for parameter in parameters.values()]
    projected = columns_of(header, text, variables, prefixes)
    columns = check_columns(header, projected, nests, EVIDENCE if states_facts else ())
    return NamedQuery(
        name=file.stem,
        title=keys["title"].translations(),
        description=keys["description"].translations(),
        parameters=parameters,
        columns=columns,
        nests=nests,
        nested_columns={nest.name: nest.columns(projected) for nest in nests},
        states_facts=states_facts,
        tags=keys["tags"].texts() if "tags" in keys else (),
        column_titles=_column_titles(keys.get("columns"), columns),
        text=text,
        file=file,
        cut=page_cut(header, text, columns),
    )


def _names(file: Path, prefixes: Mapping[str, str]) -> Names:
    text = entry_text(file)
    header = read_header(file, text)
    keys = header.mapping(("title", "match"))
    if columns_of(header, text, [], prefixes) != ("name", "iri"):
        raise header.error("a query for names selects ?name ?iri and nothing else")
    return Names(
        kind=file.stem,
        title=keys["title"].translations(),
        match=keys["match"].one_of(("whole", "part")),
        text=text,
    )


def _parameters(entry: Entry | None, names: Mapping[str, Names]) -> dict[str, Parameter]:
    if entry is None:
        return {}
    return {name: _parameter(name, value, names) for name, value in entry.mapping().items()}


def _parameter(name: str, entry: Entry, names: Mapping[str, Names]) -> Parameter:
    if not _PARAMETER_NAME.fullmatch(name):
        raise entry.error(f"name a parameter in small letters, digits and _, not {name!r}")
    if name in RESERVED:
        raise entry.error(
            f"no parameter can be called {name!r}, which every query takes; choose another name"
        )
    keys = entry.mapping(
        ("type", "description", "example"), ("required", "default", "allowed", "narrows")
    )
    kind = keys["type"].one_of((*PLAIN_TYPES, *names))
    required = "required" in keys and keys["required"].flag()
    if required and "default" in keys:
        raise keys["default"].error("what is required has no default; remove one of the two")
    parameter = Parameter(
        name=name,
        type=kind,
        description=keys["description"].translations(),
        example=keys["example"].text(),
        required=required,
        default=keys["default"].text() if "default" in keys else "",
        allowed=keys["allowed"].texts() if "allowed" in keys else (),
        names=names.get(kind),
        # What may be left out asks for less when it is given, unless the header says otherwise.
        narrows=(
            keys["narrows"].flag() if "narrows" in keys else not required and "default" not in keys
        ),
    )
    for key in ("example", "default"):
        if key in keys:
            _check_value(parameter, keys[key])
    return parameter


def _check_value(parameter: Parameter, entry: Entry) -> None:
    try:
        parameter.term(entry.text())
    except ParameterError as error:
        raise entry.error(f"not a value of this parameter: {error}") from error


def _nests(entry: Entry | None) -> tuple[Nest, ...]:
    if entry is None:
        return ()
    nests = []
    for name, value in entry.mapping().items():
        keys = value.mapping(("prefix", "joined"))
        nests.append(Nest(name, keys["prefix"].text(), keys["joined"].text(), value))
    return tuple(nests)


def _column_titles(entry: Entry | None, columns: tuple[str, ...]) -> dict[str, Mapping[str, str]]:
    if entry is None:
        return {}
    titles = entry.mapping()
    for name, value in titles.items():
        if name not in columns:
            raise value.error(f"no column is called {name!r}; there are {', '.join(columns)}")
    return {name: value.translations() for name, value in titles.items()}
