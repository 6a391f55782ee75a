"""Makes a corpus of N plans shaped like the shipped one, the same bytes on every machine.

Plan 0 is the shipped plan itself. Plan k is a copy of it with another slug, place, years and
numbers. Five plans share a place and with it its bodies, carriers and programmes, as five plans
of one city do; vocabularies, indicators and rules are shared by all. Quotes keep their offsets:
places have names of two characters, as 江阴 has. The printed words of a number are not rewritten,
so the copies are for measuring and mean nothing.

    python benchmarks/corpus.py 100 > corpus.nq
    python benchmarks/corpus.py 1000 --default-graph-only > corpus.nq

About 24,000 triples a plan and, unless left out, the same again in the plan's named graph and
3,500 in its ledger's.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from plankg.graph import write_turtle
from plankg.linking.workspace_links import WorkspaceLinks
from plankg.ontology_files import ontology_files
from plankg.sparql_prefixes import SPARQL_PREFIXES
from plankg.workspace import packaged_workspace

BASE = "https://w3id.org/plankg/"
SHIPPED = "jiangyin-innovation-2020-2022"
PLANS_OF_A_PLACE = 5

_ROOT = Path(__file__).resolve().parent.parent
_PLACE, _CODE, _FIRST_YEAR, _LAST_YEAR = "江阴", "320281", 2020, 2022
# No two of these make a word of the shipped text.
_FIRST_SIGNS, _SECOND_SIGNS = "丹云汾沅洛湄澧渌漳淇潞沂沭泗滁濉", "邑浦坪埠圩垭峪岭坝塘墩坳洼"
_AMOUNT = re.compile(
    rf'(<{BASE}ontology#(?:min|max|normalised|normalisedMin|normalisedMax)?[vV]alue>) "([0-9.]+)"'
)
_DAY = re.compile(r'"(\d{4})(-\d\d-\d\d"\^\^<http://www\.w3\.org/2001/XMLSchema#date>)')


def slug_of(plan: int) -> str:
    """Return the slug of the plan with this number, counted from 0."""
    if plan == 0:
        return SHIPPED
    place, later = divmod(plan, PLANS_OF_A_PLACE)
    city = "jiangyin" if place == 0 else f"place{place:03}"
    return f"{city}-innovation-{_FIRST_YEAR + later}-{_LAST_YEAR + later}"


def place_of(plan: int) -> tuple[str, str]:
    """Return the name (without 市) and the code of a plan's place."""
    number = plan // PLANS_OF_A_PLACE
    if number == 0:
        return _PLACE, _CODE
    first, second = divmod(number, len(_SECOND_SIGNS))
    if first >= len(_FIRST_SIGNS):
        raise ValueError(f"plan {plan} is one too many: there are names for 208 places only")
    return _FIRST_SIGNS[first] + _SECOND_SIGNS[second], f"{990000 + number}"


def corpus(plans: int, *, default_graph_only: bool = False) -> Iterator[str]:
    """Yield N-Quads of `plans` plans, their ledgers and the ontology, a few MB at a time.

    As in a release, plans, what is compared as one, and ontology are in the default graph and in
    named graphs, ledgers in named graphs only.
    """
    yield from _in_graphs(_ontology(), f"{BASE}graph/ontology", default_graph_only)
    plan_text = _shipped()
    ledger_text = _shipped_ledger()
    for number in range(plans):
        slug = slug_of(number)
        yield from _in_graphs(_copy(plan_text, number), f"{BASE}graph/{slug}", default_graph_only)
        compared = _copy(_shipped_compared(), number)
        yield from _in_graphs(compared, f"{BASE}graph/links/compared", default_graph_only)
        if not default_graph_only:
            yield _with_graph(_copy(ledger_text, number), f"{BASE}graph/{slug}/ledger")


def plan_triples(number: int) -> str:
    """Return plan `number`'s own graph as N-Triples, as it would be published."""
    return _copy(_shipped(), number).replace("\n", " .\n")


def ledger_triples(number: int) -> str:
    """Return the ledger of plan `number` as N-Triples."""
    return _copy(_shipped_ledger(), number).replace("\n", " .\n")


def published(number: int) -> tuple[bytes, bytes]:
    """Return the graph and the ledger of plan `number` as the Turtle that a build writes."""
    return _written(plan_triples(number)), _written(ledger_triples(number))


def _written(triples: str) -> bytes:
    graph = Graph().parse(data=triples, format="nt")
    for name, iri in SPARQL_PREFIXES.items():
        graph.bind(name, iri, replace=True)
    return write_turtle(graph)


@cache
def _shipped_ledger() -> str:
    return _triples(_ROOT / "data" / "ledgers" / f"{SHIPPED}.ttl")


@cache
def _shipped() -> str:
    return _triples(_ROOT / "data" / "plans" / f"{SHIPPED}.ttl")


@cache
def _shipped_compared() -> str:
    """Return what is compared as one in the shipped plan; in each copy it is the same."""
    links = WorkspaceLinks.of(packaged_workspace(), ontology_files(packaged_workspace()))
    graph = links.holding[f"{BASE}graph/links/compared"]
    return "".join(f"{quad.triple}\n" for quad in ox.parse(graph, ox.RdfFormat.N_TRIPLES))


def _ontology() -> str:
    files = sorted((_ROOT / "ontology").rglob("*.ttl"))
    return "".join(_triples(file) for file in files)


def _triples(file: Path) -> str:
    """Return a Turtle file as lines ``s p o``; blank nodes are the file's own."""
    known: dict[ox.BlankNode, str] = {}

    def term(found: object) -> str:
        if isinstance(found, ox.BlankNode):
            return known.setdefault(found, f"_:{file.stem.replace('-', '')}{len(known)}")
        return str(found)

    return "".join(
        f"{term(quad.subject)} {quad.predicate} {term(quad.object)}\n"
        for quad in ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE)
    )


def _copy(text: str, number: int) -> str:
    """Return the shipped plan's lines as those of plan `number`."""
    if number == 0:
        return text
    place, code = place_of(number)
    copied = text.replace(SHIPPED, slug_of(number)).replace(_PLACE, place)
    # The code as a whole segment: the same digits may stand in a checksum.
    for before, after in (("/", "/"), ("/", ">"), ('"', '"')):
        copied = copied.replace(f"{before}{_CODE}{after}", f"{before}{code}{after}")
    copied = _AMOUNT.sub(partial(_other_amount, 100 + number * 7 % 50), copied)
    return _DAY.sub(partial(_later_day, number % PLANS_OF_A_PLACE), copied)


def _other_amount(percent: int, found: re.Match[str]) -> str:
    amount = format((Decimal(found[2]) * percent / 100).normalize(), "f")
    return f'{found[1]} "{amount}"'


def _later_day(years: int, found: re.Match[str]) -> str:
    return f'"{int(found[1]) + years}{found[2]}'


def _in_graphs(text: str, graph: str, default_only: bool) -> Iterable[str]:
    yield text.replace("\n", " .\n")
    if not default_only:
        yield _with_graph(text, graph)


def _with_graph(text: str, graph: str) -> str:
    return text.replace("\n", f" <{graph}> .\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("plans", type=int)
    parser.add_argument("--default-graph-only", action="store_true")
    given = parser.parse_args()
    for text in corpus(given.plans, default_graph_only=given.default_graph_only):
        sys.stdout.buffer.write(text.encode())


if __name__ == "__main__":
    main()
