"""A named query's result as a readable table: names that link, and the words behind each row.

People see fewer columns than programs: offsets become the quote's link, IRIs the links of names,
comparator, value and unit one cell. What a table for programs holds is the catalogue's affair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plankg.catalogue import Result, Row, cells
from plankg.web.links import Link, Linker, Vocabulary
from plankg.web.targets import amount, period

_IRI = "_iri"
# Columns that go into another one, if that is there too.
_MERGED = {
    "quote": ("start", "end", "evidence", "prefix", "suffix", "source"),
    "value": ("comparator", "value_max", "unit", "hedge"),
    "period_end": ("period_start",),
    "kind": ("frequency",),
    "task": ("action",),
}
# Columns whose values are short names of concepts, and the vocabulary that names them.
_CONCEPTS = {
    "relation": "relation",
    "role": "role",
    "basis": "basis",
    "kind": "kind",
    "frequency": "frequency",
    "measure": "measure",
    "state": "ledgerstate",
}
# What is said in Chinese, and beside it in English: a page shows one of the two.
_ENGLISH = "_en"
# Of what columns there may be two, those of one side with a word before their names.
_SPLIT = ("quote", "value", "period_end")
# The row's own IRI is linked from the first of these; else from the first column.
_NAMING = ("where",)
# Numbers and days never break.
_UNBROKEN = ("value", "period_end")
# Long lists come after the words, which should be in sight.
_LAST = frozenset(("bodies",))
# Texts longer than this need room in the table; shorter ones should not break.
_LONG = 24
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: links (or plain words), or a quote with the place where it stands."""

    links: tuple[Link, ...] = ()
    text: str = ""
    quote: bool = False
    href: str = ""
    css: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """Column headings and rows for a page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def answers_of(result: Result, linker: Linker, vocabulary: Vocabulary) -> Answers:
    """Return the table that people read."""
    table = _TableOf(result, linker, vocabulary)
    return Answers(
        tuple(table.heading(name) for name in table.shown),
        tuple(
            tuple(table.cell(row, text, name) for name in table.shown)
            for row, text in zip(result.rows, table.texts, strict=True)
        ),
    )


class _TableOf:
    def __init__(self, result: Result, linker: Linker, vocabulary: Vocabulary) -> None:
        self.result, self.linker, self.vocabulary = result, linker, vocabulary
        self.texts = [
            dict(zip(result.columns, cells(result, row), strict=True)) for row in result.rows
        ]
        self.nests = {nest.name: nest.joined for nest in result.query.nests}
        self.shown = tuple(sorted(self._shown(), key=_LAST.__contains__))
        self.naming = next((name for name in _NAMING if name in self.shown), self.shown[0])

    def _shown(self) -> Iterator[str]:
        names = self.result.columns
        merged = {part for name in names for part in self._parts(name)}
        for name in names:
            is_twin = name.endswith(_IRI) and name.removesuffix(_IRI) in names
            # The page of the row's fact is led to from where it stands.
            of_where = f"{name.removesuffix('iri')}where" in names
            own = (name == "iri" and len(names) > 1) or (name.endswith(_IRI) and of_where)
            hidden = is_twin or own or name in merged or self._is_in_other_language(name)
            if not hidden and not self._says_nothing(name):
                yield name

    def _parts(self, name: str) -> list[str]:
        """Return the columns that go into this one; of `child_quote` they begin with `child_`."""
        prefix, whole = _split(name)
        return [f"{prefix}{part}" for part in _MERGED.get(whole, ())]

    def _is_in_other_language(self, name: str) -> bool:
        if self.linker.translate.language == "en":
            return f"{name}{_ENGLISH}" in self.result.columns
        return name.endswith(_ENGLISH) and name.removesuffix(_ENGLISH) in self.result.columns

    def _says_nothing(self, name: str) -> bool:
        """Say whether a column is empty, repeats the quote, or tells only the one plan there is."""
        values = {text[name] for text in self.texts}
        if not self.texts or name == "quote":
            return False
        if name == "plan":
            return len(values) == 1 and len(self.result.columns) > 1
        return values == {""} or all(
            _flat(text[name]) == _flat(text.get("quote", "")) for text in self.texts
        )

    def heading(self, name: str) -> str:
        titles, translate = self.result.query.column_titles, self.linker.translate
        if name in titles:
            return translate.pick(titles[name])
        key = f"column.{name}"
        return translate(key) if translate.has(key) else name.replace("_", " ")

    def cell(self, row: Row, text: dict[str, str], name: str) -> Cell:
        prefix, whole = _split(name)
        if whole == "quote":
            return Cell(text=text[name], quote=True, href=self._place(text, prefix), css="words")
        if name in self.nests:
            links = tuple(self._item(item, self.nests[name]) for item in row[name])
            brief = all(len(link.label) <= _SHORT for link in links)
            return Cell(links, css="some" if brief else "long", inline=brief)
        return _plain(self._link(text, name), "date" if whole in _UNBROKEN else "")

    def _link(self, text: dict[str, str], name: str) -> Link:
        words = self._words(text, name)
        iri = text.get(f"{name}{_IRI}") or (text.get("iri", "") if name == self.naming else "")
        if name.endswith("_where"):
            iri = text.get(f"{name.removesuffix('where')}iri", "")
        if words.startswith(self.linker.addresses.base):
            return self.linker.iri(words)
        return self.linker.iri(iri, label=words) if iri and words else Link(words)

    def _words(self, text: dict[str, str], name: str) -> str:
        words, (prefix, whole) = text[name], _split(name)
        if name == "task":
            return words or text.get("action", "")
        if not words:
            return ""
        part = {key: text.get(f"{prefix}{key}", "") for key in _MERGED.get(whole, ())}
        if whole == "value":
            low_high = (words, part["value_max"]) if part["value_max"] else (words,)
            shown = amount(part["comparator"], low_high, part["unit"])
            return " ".join(filter(None, (part["hedge"], shown)))
        if whole == "period_end":
            return period(part["period_start"], words)
        if name == "kind" and text.get("frequency") == "annual":
            return f"{self._concept('frequency', 'annual')} {self._concept(name, words)}"
        return self._concept(name, words)

    def _concept(self, name: str, words: str) -> str:
        key, translate = f"{name}.{words}", self.linker.translate
        if translate.has(key):
            return translate(key)
        return self.vocabulary.word(_CONCEPTS[name], words) if name in _CONCEPTS else words

    def _item(self, item: Row, joined: str) -> Link:
        iri, words = item.get("iri"), "" if item[joined] is None else str(item[joined])
        return self.linker.iri(str(iri), label=words) if iri else Link(words)

    def _place(self, text: dict[str, str], prefix: str) -> str:
        """Return where the quote stands: in the text of the plan that its evidence belongs to."""
        part = {key: text.get(f"{prefix}{key}", "") for key in _MERGED["quote"]}
        things = f"{self.linker.addresses.base}id/"
        slug = part["evidence"].removeprefix(things).partition("/")[0].partition("#")[0]
        source = part["source"] or (f"{things}{slug}/text" if slug else "")
        return self.linker.passage(source, part["start"], part["end"])


def _split(name: str) -> tuple[str, str]:
    """Return what stands before the name of a column that others go into, and that name.

    Other columns have nothing before their name: `child_quote` is one of ``child_`` and ``quote``.
    """
    for whole in _SPLIT:
        if name.endswith(f"_{whole}"):
            return name.removesuffix(whole), whole
    return "", name


def _plain(link: Link, css: str) -> Cell:
    length = len(link.label)
    by_length = "long" if length > _LONG else "short" if length <= _SHORT else ""
    return Cell((link,), css=css or by_length)


def _flat(words: str) -> str:
    return "".join(words.split())
