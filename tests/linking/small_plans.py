"""Published graphs of small plans, written by hand: only what linking reads of a graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plankg.cli.init import make_workspace
from plankg.iris import Iris
from plankg.workspace import CONFIG

IRIS = Iris()
_PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix plan: <https://w3id.org/plankg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <https://w3id.org/plankg/vocab/unit/> .
"""


@dataclass(frozen=True)
class SmallPlan:
    """A plan with indicators and their units, bodies and their functions, and cited titles."""

    slug: str
    title: str
    area: str = "320281"
    indicators: Sequence[tuple[str, str]] = ()
    bodies: Sequence[tuple[str, str]] = ()
    cites: Sequence[str] = ()

    def turtle(self) -> str:
        own = IRIS.plan(self.slug)
        parts = [
            _PREFIXES,
            f'<{own}> a plan:Plan ; rdfs:label "{self.title}"@zh ; dcterms:title "{self.title}"@zh'
            f" ; plan:hasArea <{IRIS.area(self.area)}> .",
            f"<{own}#evidence-1> plan:supports dcterms:title .",
            f'<{own}#evidence-1-quote> oa:exact "{self.title}" .',
        ]
        for number, (label, unit) in enumerate(self.indicators):
            thing = IRIS.indicator(label)
            parts.append(f'<{thing}> a plan:Indicator ; rdfs:label "{label}"@zh .')
            parts.append(self._fact(f"target/{number}", "hasIndicator", thing, f"{label}达到9"))
            parts.append(f"<{own}/target/{number}> plan:hasUnit <{IRIS.concept('unit', unit)}> .")
        for number, (name, function) in enumerate(self.bodies):
            thing = IRIS.body(self.area, name)
            line = IRIS.concept("function", function)
            parts.append(
                f'<{thing}> a org:Organization ; rdfs:label "{name}"@zh ;'
                f" plan:hasFunction <{line}> ."
            )
            parts.append(self._fact(f"held/{number}", "heldBy", thing, name))
        for number, title in enumerate(self.cites):
            thing = IRIS.document(title)
            parts.append(f'<{thing}> a eli:LegalResource ; rdfs:label "{title}"@zh .')
            parts.append(self._fact(f"mention/{number}", "mentionOf", thing, f"《{title}》"))
        return "\n".join(parts)

    def _fact(self, name: str, predicate: str, thing: str, quote: str) -> str:
        fact = f"{IRIS.plan(self.slug)}/{name}"
        return (
            f'<{fact}> plan:{predicate} <{thing}> .\n<{fact}#evidence-1-quote> oa:exact "{quote}" .'
        )


GREEN = SmallPlan(
    "green",
    "江阴市青禾行动计划（2021—2023年）",
    indicators=(("R&D经费支出占地区生产总值比重", "percent"), ("茶叶总产量", "吨")),
    bodies=(("市发改委", "发展改革"), ("市科技局", "科技")),
    cites=("江阴市蓝水行动计划（2021－2023年）",),
)
BLUE = SmallPlan(
    "blue",
    "江阴市蓝水行动计划（2021—2023年）",
    indicators=(("全社会研发投入占GDP的比重", "percent"), ("茶叶产量", "吨")),
    bodies=(("市发展和改革委员会", "发展改革"), ("市科协", "科协")),
)


def workspace_of(folder: Path, *plans: SmallPlan) -> Path:
    """Make a workspace in which these plans are published, and the packaged one is not."""
    make_workspace(folder)
    config = folder / CONFIG
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("packaged_plans = true", "packaged_plans = false"))
    for plan in plans:
        publish(folder, plan)
    return folder


def publish(folder: Path, plan: SmallPlan) -> None:
    """Publish a plan in a workspace, in the place of an earlier one of that slug."""
    for kind, text in (("plans", plan.turtle()), ("ledgers", "")):
        path = folder / "data" / kind / f"{plan.slug}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
