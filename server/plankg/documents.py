"""Says when two documents are one: by 文号, or by title, years and the area of their issuer.

The ids of cited documents are made from what is printed (文号, else title) and never change; that
two of them are one, or that one is a plan of the workspace, is a link that follows from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from plankg.document_titles import Document, Title, TitleGrammar, number_key

__all__ = ["Document", "DocumentMatch", "Documents", "Title", "TitleGrammar", "number_key"]

Reason = Literal["number", "title", "near"]


@dataclass(frozen=True, slots=True)
class DocumentMatch:
    """A document that another one may be. `features` say why, or what speaks against it."""

    document: Document
    reason: Reason
    certain: bool
    features: tuple[str, ...]


class Documents:
    """Documents by number and title; finds those that are one without comparing all pairs."""

    def __init__(self, documents: Iterable[Document], grammar: TitleGrammar) -> None:
        self._grammar = grammar
        self._documents = {one.iri: one for one in documents}
        self._titles = {one.iri: grammar.title(one) for one in self._documents.values()}
        self._by_number = _index((number_key(one.number), one) for one in self._documents.values())
        self._by_core = _index(
            (self._titles[one.iri].core, one) for one in self._documents.values()
        )

    def matches(self, document: Document) -> tuple[DocumentMatch, ...]:
        """Return the other documents that this one may be, the certain ones first."""
        title, number = self._grammar.title(document), number_key(document.number)
        found: dict[str, DocumentMatch] = {}
        numbered = self._by_number.get(number, ()) if number else ()
        for other in numbered:
            alone = len({self._titles[one.iri].core for one in numbered} - {""}) < 2
            found[other.iri] = _by_number(title, self._titles[other.iri], other, alone)
        for other in self._by_core.get(title.core, ()) if title.core else ():
            judged = _by_title(title, self._titles[other.iri], other)
            differ = number and number_key(other.number) not in ("", number)
            if other.iri not in found and judged and not differ:
                found[other.iri] = judged
        found.pop(document.iri, None)
        return tuple(sorted(found.values(), key=lambda one: (not one.certain, one.document.iri)))


def _by_number(title: Title, other: Title, document: Document, alone: bool) -> DocumentMatch:
    """Judge two documents of one number; a notice may carry several plans under its own."""
    same = title.core == other.core
    if title.core and other.core and not same:
        return DocumentMatch(document, "near", False, ("文号相同", "标题不同"))
    certain = alone or same
    features = ("文号相同", *(("标题相同",) if same else ()))
    return DocumentMatch(
        document, "number", certain, features if certain else (*features, "该文号有几份文件")
    )


def _by_title(title: Title, other: Title, document: Document) -> DocumentMatch | None:
    """Judge two documents of one title; None where their areas or years exclude each other."""
    features = ["标题相同"]
    certain = True
    for name, left, right in (
        ("年份", title.years, other.years),
        ("区域", title.area, other.area),
        ("版本", title.state, other.state),
    ):
        if left == right:
            if left:
                features.append(f"{name}相同：{left}")
            elif name == "区域":
                certain = False
                features.append("区域均未写明")
        elif left and right:
            return None
        else:
            certain = False
            features.append(f"{name}一方未写明：{left or right}")
    return DocumentMatch(document, "title" if certain else "near", certain, tuple(features))


def _index(named: Iterator[tuple[str, Document]]) -> Mapping[str, tuple[Document, ...]]:
    index: dict[str, list[Document]] = defaultdict(list)
    for key, document in named:
        if key:
            index[key].append(document)
    return {key: tuple(found) for key, found in index.items()}
