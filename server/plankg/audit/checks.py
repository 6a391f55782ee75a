"""The checks of an audit: every file of ``queries/audit/``, read strictly, by name.

``<name>.rq`` is a SELECT whose rows are findings, ``<name>.yml`` a table of patterns that are
looked for in the text. Both say the same of themselves: how grave it is, what it means, what the
reasoning cannot see, and what would settle it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plankg.audit.patterns import Patterns, expressions, read_patterns
from plankg.audit.templates import checked_template
from plankg.catalogue.entries import Entry, entry_text, read_header, read_yaml
from plankg.catalogue.projection import parses, projected_columns
from plankg.errors import CatalogueError
from plankg.findings.finding import CONFIDENCES, SEVERITIES, Severity
from plankg.findings.values import Bilingual
from plankg.model import Confidence
from plankg.sparql_text import calls_service

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NEEDED = ("severity", "group", "title", "explanation", "limits", "message", "settle")
_OPTIONAL = ("arithmetic", "sides", "confidence", "replaces", "plans")
COMPARED = ("a", "b")
DIFFERING = ("words_a", "words_b")
"""The columns of the elements whose clauses are compared, and those of the differing words."""
_SIDE = re.compile(r"[a-h]|each")
FURTHER = "each"
"""The column whose values, one a row, are further sides of one finding."""


@dataclass(frozen=True)
class RowQuery:
    """A SELECT whose rows are findings: its text, and the columns of sides and of values.

    With `may_differ` its rows are pairs of elements, and findings those of their clauses that are
    nearly the same and differ in words that match none of the expressions.
    """

    text: str
    sides: tuple[str, ...]
    values: tuple[str, ...]
    may_differ: tuple[re.Pattern[str], ...] | None = None


@dataclass(frozen=True)
class Check:
    """One thing that an audit looks for, and how: by a query, or by patterns in the text.

    `confidence` is the best that its findings can have. `replaces` are the shapes, by local name,
    of which it knows better what is a fault, so that their results are no findings beside its own.
    `with_related` says that it sees the plans that this one must agree with, too.
    """

    name: str
    file: Path
    severity: Severity
    group: str
    title: Bilingual
    explanation: Bilingual
    limits: Bilingual
    message: Bilingual
    settle: Bilingual
    arithmetic: Bilingual
    captions: Mapping[str, Bilingual]
    confidence: Confidence
    replaces: tuple[str, ...]
    method: RowQuery | Patterns
    with_related: bool = False


class Checks:
    """Checks by name; iterating gives them in the order of their names."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = dict(sorted(checks.items()))

    @classmethod
    def load(
        cls, folders: Sequence[Path], prefixes: Mapping[str, str], groups: Sequence[str]
    ) -> Checks:
        """Read the files of the folders, later ones laid over earlier ones.

        `prefixes` are those that queries need not declare, `groups` the names that a check's
        ``group`` may have.

        Raises:
            CatalogueError: a file is wrong; the text names it, the line, and what to do.
        """
        files = {file.stem: file for folder in folders for file in sorted(folder.glob("*.rq"))}
        tables = {file.stem: file for folder in folders for file in sorted(folder.glob("*.yml"))}
        for name in sorted(files.keys() & tables.keys()):
            raise CatalogueError(f"{tables[name]}: there is a {name}.rq too; rename one of the two")
        checks: dict[str, Check] = {
            name: _query_check(file, prefixes, groups) for name, file in files.items()
        }
        texts = {name: _text_check(file, prefixes, groups) for name, file in tables.items()}
        return cls(checks | texts)

    def __iter__(self) -> Iterator[Check]:
        return iter(self._checks.values())

    def __contains__(self, name: object) -> bool:
        return name in self._checks

    def __len__(self) -> int:
        return len(self._checks)

    def names(self) -> tuple[str, ...]:
        """Return the names of the checks."""
        return tuple(self._checks)


def _query_check(file: Path, prefixes: Mapping[str, str], groups: Sequence[str]) -> Check:
    text = entry_text(file)
    header = read_header(file, text)
    keys = header.mapping(_NEEDED, (*_OPTIONAL, "compare"))
    _refuse_service(header, text, prefixes)
    columns = projected_columns(header, text, prefixes)
    sides = tuple(name for name in columns if _SIDE.fullmatch(name))
    if not sides:
        raise header.error("select the facts that it is about as ?a, ?b … or ?each")
    values = tuple(name for name in columns if name not in sides)
    may_differ = _may_differ(keys.get("compare"), columns)
    if may_differ is not None:
        values = (*values, *DIFFERING)
    query = RowQuery(text, sides, values, may_differ)
    return _check(header, keys, groups, query, _Places((*sides, *values), sides))


def _refuse_service(entry: Entry, query: str, prefixes: Mapping[str, str]) -> None:
    if calls_service(query, lambda text: parses(text, prefixes)):
        raise entry.error("SERVICE is not for checks: what they find depends on the plan alone")


def _may_differ(entry: Entry | None, columns: Sequence[str]) -> tuple[re.Pattern[str], ...] | None:
    """Return which words may differ between the two elements of a row; None if it compares none."""
    if entry is None:
        return None
    if columns != COMPARED:
        raise entry.error("a check that compares clauses selects ?a and ?b, two elements")
    return expressions(entry.mapping((), ("may_differ",)).get("may_differ"))


def _text_check(file: Path, prefixes: Mapping[str, str], groups: Sequence[str]) -> Check:
    header = read_yaml(file, entry_text(file))
    patterns, keys = read_patterns(header, _NEEDED, _OPTIONAL)
    if patterns.names:
        entry = keys["names"]
        if projected_columns(entry, patterns.names, prefixes) != ("name",):
            raise entry.error("select ?name, and nothing else")
        _refuse_service(entry, patterns.names, prefixes)
    places = _Places(("a", *patterns.columns), ("a",))
    return _check(header, keys, groups, patterns, places)


@dataclass(frozen=True)
class _Places:
    """What a check's texts can name."""

    columns: tuple[str, ...]
    sides: tuple[str, ...]

    def template(self, entry: Entry) -> Bilingual:
        return checked_template(entry, self.columns, self.sides)


def _check(
    header: Entry,
    keys: Mapping[str, Entry],
    groups: Sequence[str],
    method: RowQuery | Patterns,
    places: _Places,
) -> Check:
    name = header.file.stem
    if not _NAME.fullmatch(name):
        raise header.error(f"name the file in small letters and hyphens, not {name!r}")
    return Check(
        name=name,
        file=header.file,
        severity=keys["severity"].one_of(SEVERITIES),
        group=keys["group"].one_of(groups),
        title=keys["title"].translations(),
        explanation=keys["explanation"].translations(),
        limits=keys["limits"].translations(),
        message=places.template(keys["message"]),
        settle=places.template(keys["settle"]),
        arithmetic=places.template(keys["arithmetic"]) if "arithmetic" in keys else {},
        captions=_captions(keys.get("sides"), places.sides),
        confidence=keys["confidence"].one_of(CONFIDENCES) if "confidence" in keys else "printed",
        replaces=keys["replaces"].texts() if "replaces" in keys else (),
        method=method,
        with_related="plans" in keys and keys["plans"].one_of(("one", "related")) == "related",
    )


def _captions(entry: Entry | None, sides: Sequence[str]) -> Mapping[str, Bilingual]:
    if entry is None:
        return {}
    captions = entry.mapping()
    for name, value in captions.items():
        if name not in sides:
            raise value.error(f"no side is called {name!r}; there are {', '.join(sides)}")
    return {name: value.translations() for name, value in captions.items()}
