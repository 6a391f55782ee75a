"""A plan's text as its ledger has it: sentence by sentence, each with its element."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from plankg.audit.plan_store import PlanStore
from plankg.findings.values import Thing


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the text between two cuts of the ledger."""

    start: int
    words: str
    element: str = ""
    where: str = ""

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.words)


_NOWHERE = Sentence(0, "")


@dataclass(frozen=True)
class Text:
    """The sentences of a plan in their order."""

    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, store: PlanStore, slug: str = "") -> Text:
        """Return the text that the ledger of a plan makes up, of the audited one if none is named.

        An IRI holds no sign that could end it in the query.
        """
        ledger = store.iris.ledger_graph(slug or store.slug)
        rows = store.select(
            f"SELECT ?start ?words ?element ?where WHERE {{ GRAPH <{ledger}> {{"
            " ?entry plan:start ?start ; plan:exact ?words"
            " OPTIONAL { ?entry plan:statedIn ?element }"
            " OPTIONAL { ?entry plan:printedPath ?where } } }"
        )
        found = [
            Sentence(int(str(row["start"])), str(row["words"]), _iri(row.get("element")), where)
            for row in rows
            for where in (str(row.get("where", "")),)
        ]
        return cls(tuple(sorted(found, key=lambda one: one.start)))

    @cached_property
    def whole(self) -> str:
        """The text; what no entry covers is filled with NUL, which no text has."""
        parts: list[str] = []
        length = 0
        for one in self.sentences:
            parts.append("\0" * (one.start - length) + one.words)
            length += len(parts[-1])
        return "".join(parts)

    def of_element(self, element: str) -> tuple[Sentence, ...]:
        """Return the sentences of an element in their order."""
        return tuple(self._by_element.get(element, ()))

    @cached_property
    def _by_element(self) -> dict[str, list[Sentence]]:
        found: dict[str, list[Sentence]] = {}
        for one in self.sentences:
            found.setdefault(one.element, []).append(one)
        return found

    def sentence_at(self, start: int | None, end: int | None) -> Sentence:
        """Return the sentence that holds ``[start, end)``: an empty one where there is none."""
        if start is None or end is None:
            return _NOWHERE
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return _NOWHERE
        found = self.sentences[number]
        return found if end <= found.end else _NOWHERE

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.sentences]


def _iri(value: object) -> str:
    return value.iri if isinstance(value, Thing) else ""
