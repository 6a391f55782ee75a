"""What an audit finds: one model for rows of queries, patterns in the text, and results of shapes.

A finding is named by its check and by the facts on its sides, never by order or offset: the same
contradiction keeps its name while the text around it is mended, and through better rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote

from plankg.findings.values import Bilingual, Thing, Value
from plankg.iris import distinct, fingerprint
from plankg.model import Confidence
from plankg.squeezed import squeezed

Severity = Literal["error", "warning", "info"]
Method = Literal["query", "text", "shape"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest on."""

CONFIDENCES: tuple[Confidence, ...] = ("printed", "restored", "inferred")
"""From the surest on."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding: a fact, an element or a stretch of the text, with its words.

    `name` is the column that it came from, `caption` what the check calls it. `quote` are the
    words at ``text[start:end]``; `sentence` is what stands around them, from `sentence_start` on.
    A side of which no words are known has an empty quote and no offsets. `words` are those by
    which a person would name the side: a long element's title, else its quote. `source` is the IRI
    of the text that the offsets count in, empty where it is that of the finding's own plan.
    """

    name: str
    fact: str
    element: str
    where: str
    label: str
    quote: str
    start: int | None
    end: int | None
    sentence: str = ""
    sentence_start: int = 0
    evidence: str = ""
    words: str = ""
    confidence: Confidence = "printed"
    caption: Bilingual = field(default_factory=dict)
    source: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a person would name the side by: its printed path and its words."""
        return (self.where, squeezed(self.words or self.quote))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an auditor would report of one plan.

    `id` is ``<check>/<fingerprint>``, `iri` the same as an address. `elements` are the parts of
    the plan that it is about, `tasks` the tasks that these belong to, `bodies` who answers for
    them. `method` says whether a query, a pattern in the text or a shape found it. `confidence` is
    that of the weakest fact involved. The texts are in ``zh`` and ``en``; `arithmetic` is empty
    where nothing is computed; `component` is the IRI of the constraint component by which a shape
    found it, empty for other methods.
    """

    id: str
    iri: str
    plan: str
    check: str
    group: str
    method: Method
    severity: Severity
    message: Bilingual
    settle: Bilingual
    sides: tuple[Side, ...]
    elements: tuple[str, ...] = ()
    tasks: tuple[Thing, ...] = ()
    bodies: tuple[Thing, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    arithmetic: Bilingual = field(default_factory=dict)
    confidence: Confidence = "printed"
    component: str = ""

    def other_plan(self, side: Side) -> str:
        """Return the slug of the plan in which a side's words stand, empty for the finding's own.

        A text lies below its plan (`Iris.text`), whose last part is the slug.
        """
        slug = unquote(side.source.removesuffix("/text").rpartition("/")[2])
        return "" if slug == self.plan else slug

    @property
    def start(self) -> int:
        """Where its first words stand."""
        return min((side.start for side in self.sides if side.start is not None), default=0)

    @property
    def order(self) -> tuple[int, str, int, str]:
        """How findings of one plan are sorted: the gravest first, then by check and place."""
        return (SEVERITIES.index(self.severity), self.check, self.start, self.id)


def finding_ids(check: str, facts: Iterable[Iterable[str]], base: str) -> list[str]:
    """Return the ids of a check's findings in one plan, given the IRIs that each is about.

    The order of the IRIs and the base that they lie below count for nothing.
    """
    return distinct(
        f"{check}/{fingerprint(sorted({iri.removeprefix(base) for iri in iris}))}" for iris in facts
    )


def weakest(confidences: Iterable[Confidence]) -> Confidence:
    """Return the least sure of some confidence classes."""
    return max(confidences, key=CONFIDENCES.index, default="printed")
