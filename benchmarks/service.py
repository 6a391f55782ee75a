"""Compares PlanKG with ``oxigraph serve`` and rdflib-endpoint: same data, questions and machine.

    pip install 'plankg[bench]'
    python benchmarks/service.py            # 1 and 100 plans
    python benchmarks/service.py 20 --seconds 2 --rounds 5
    PLANKG_SERVER_ALLOCATOR=system python benchmarks/service.py 20 --paced

Servers are asked in turns, so that a busy machine is busy for all of them. First it is checked
that all give the same rows. Repeated questions are the same bytes each time; first-time questions
are never asked twice (they differ by what they ask, or by the name of a variable, since a query is
known again whatever its comments). The ratios that we
want are printed beside those that were found; the exit code is 1 where one was missed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import BASE, corpus
from service_load import Load, ask_once, load, repeated, request
from service_paced import compare_paced
from service_peers import Server, ours, oxigraph, rdflib_endpoint

from plankg.serving.configuration import load_configuration
from plankg.serving.engines import chosen_allocator

CONNECTIONS = 8
PREFIXES = (
    f"PREFIX plan: <{BASE}ontology#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX dcterms: <http://purl.org/dc/terms/> "
)
POINT = "SELECT ?p ?o WHERE { %s ?p ?o }"
RANKED = (
    PREFIXES + "SELECT ?iri ?label ?value ?end WHERE { "
    "?iri a plan:Target ; plan:indicatorLabel ?label ; plan:value ?value ; plan:periodEnd ?end ; "
    "plan:inPlan ?plan . FILTER(CONTAINS(?label, '企业')) } "
    "ORDER BY DESC(?value) ?iri LIMIT 20"
)
GROUPED = (
    PREFIXES + "SELECT ?body ?role (COUNT(DISTINCT ?element) AS ?elements) WHERE { "
    "?r plan:heldBy ?body ; plan:hasRole ?role ; plan:responsibleFor ?element } "
    "GROUP BY ?body ?role ORDER BY DESC(?elements) ?body ?role LIMIT 50"
)
# What is required of us, as multiples of `oxigraph serve`'s rate in the same run.
REQUIRED = {
    ("point", "repeated"): 1.5,
    ("ranked", "repeated"): 20.0,
    ("grouped", "repeated"): 20.0,
    ("point", "first"): 0.3,
    ("ranked", "first"): 1.0,
    ("grouped", "first"): 1.0,
}


@dataclass(frozen=True)
class Case:
    """A question, repeated or asked for the first time."""

    question: str
    manner: str

    @property
    def required(self) -> float:
        """The multiple of `oxigraph serve`'s rate that is wanted."""
        return REQUIRED[self.question, self.manner]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("plans", type=int, nargs="*", default=[1, 100])
    parser.add_argument("--seconds", type=float, default=1.5, help="for one server in one turn")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--rdflib-most", type=int, default=20, help="plans up to which rdflib-endpoint takes part"
    )
    parser.add_argument(
        "--paced", action="store_true", help="ask both at one rate, too, for comparable latencies"
    )
    parser.add_argument(
        "--default-graph-only",
        action="store_true",
        help="leave out the named graphs and ledgers that a release has",
    )
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, {CONNECTIONS} connections, {given.rounds} rounds")
    settings = load_configuration(None, os.environ).settings
    print(f"PlanKG's workers take memory from: {chosen_allocator(settings).told}")
    missed = 0
    for plans in given.plans:
        with_rdflib = plans <= given.rdflib_most
        missed += compare(plans, given, with_rdflib=with_rdflib)
    return 1 if missed else 0


def compare(plans: int, given: argparse.Namespace, *, with_rdflib: bool) -> int:
    """Measure one size of corpus, print what was found, return how many ratios were missed."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        file = Path(folder) / "corpus.nq"
        things = write_corpus(file, plans, default_graph_only=given.default_graph_only)
        servers = [stack.enter_context(ours(file, Path(folder) / "state"))]
        servers.append(stack.enter_context(oxigraph(file, Path(folder))))
        if with_rdflib:
            servers.append(stack.enter_context(rdflib_endpoint(file, Path(folder))))
        print(f"\n{plans} plans, {file.stat().st_size / 1e6:.0f} MB of N-Quads")
        for server in servers:
            told = f", {server.told}" if server.told else ""
            print(f"  {server.name}: ready after {server.ready_after:.1f} s{told}")
        check_rows(servers, things)
        return sum(measure(case, servers, things, given) for case in CASES)


CASES = tuple(Case(*key) for key in REQUIRED)


def write_corpus(file: Path, plans: int, *, default_graph_only: bool) -> list[str]:
    """Write the corpus; return the IRIs of its targets."""
    marker = f" <{BASE}ontology#Target> .\n"
    things: list[str] = []
    with file.open("w", encoding="utf-8") as stream:
        for text in corpus(plans, default_graph_only=default_graph_only):
            stream.write(text)
            things += [
                line.split(" ", 1)[0]
                for line in text.splitlines(keepends=True)
                if line.endswith(marker) and "22-rdf-syntax-ns#type" in line
            ]
    return sorted(set(things))


def check_rows(servers: list[Server], things: list[str]) -> None:
    """End the run if two servers answer differently."""
    for query in (POINT % things[0], POINT % things[-1], RANKED, GROUPED):
        answers = {server.name: rows(server, query) for server in servers}
        first = answers[servers[0].name]
        for name, found in answers.items():
            if found != first or not found:
                raise SystemExit(f"{name} gives {len(found)} other rows than {len(first)}: {query}")
    print("  all gave the same rows")


def rows(server: Server, query: str) -> list[str]:
    """Return a server's rows; numbers as numbers, for 5 and 5.0 are one."""
    status, body = ask_once(server.port, request_for(server, query))
    if status != 200:
        raise SystemExit(f"{server.name} answers {status}: {body[:300]!r}")
    bindings = json.loads(body)["results"]["bindings"]
    plain = ({name: _plain(term) for name, term in row.items()} for row in bindings)
    return sorted(json.dumps(row, sort_keys=True) for row in plain)


def _plain(term: dict[str, str]) -> object:
    number = term.get("datatype", "").endswith(("#decimal", "#integer"))
    return float(term["value"]) if number else [term["value"], term.get("xml:lang", "")]


def measure(case: Case, servers: list[Server], things: list[str], given: argparse.Namespace) -> int:
    """Measure one case on all servers in turns; print it; return 1 if its ratio was missed."""
    seconds, rounds = given.seconds, given.rounds
    found: dict[str, list[Load]] = {server.name: [] for server in servers}
    for turn in range(rounds):
        for server in servers:
            questions = requests_of(case, server, things, turn)
            found[server.name].append(load(server.port, questions, CONNECTIONS, seconds))
    rates = {name: statistics.median(one.rate for one in loads) for name, loads in found.items()}
    theirs = [one.rate for one in found["oxigraph serve"]]
    mine = [one.rate for one in found["PlanKG"]]
    ratio = statistics.median(a / b for a, b in zip(mine, theirs, strict=True))
    verdict = "met" if ratio >= case.required else "MISSED"
    wanted = f"wanted {case.required:g}: {verdict}"
    print(f"  {case.question}, {case.manner}: {ratio:.2f} × oxigraph, {wanted}")
    for name, loads in found.items():
        p50, p99 = (statistics.median(one.quantile(q) for one in loads) for q in (0.5, 0.99))
        failed = sum(one.failed for one in loads)
        told = f", {failed} FAILED" if failed else ""
        print(f"    {name:16} {rates[name]:9.1f}/s  median {p50:8.2f} ms  p99 {p99:8.2f} ms{told}")
    if given.paced and case.manner == "first":
        pace = min(rates["PlanKG"], rates["oxigraph serve"]) / 2
        asked = {
            one.name: (one.port, lambda turn, one=one: requests_of(case, one, things, turn))
            for one in servers[:2]
        }
        compare_paced(asked, pace, seconds, rounds)
    return int(ratio < case.required)


_NUMBERS = itertools.count()


def requests_of(case: Case, server: Server, things: list[str], turn: int) -> Iterator[bytes]:
    """Return the requests of a case, each new where it is asked for the first time."""
    texts = {"point": POINT % things[0], "ranked": RANKED, "grouped": GROUPED}
    if case.manner == "repeated":
        return repeated(request_for(server, texts[case.question]))
    if case.question == "point":
        iris = itertools.cycle(things)
        queries = (_new(POINT % iri) for iri in iris)
    else:
        queries = (_new(texts[case.question]) for _ in itertools.count())
    return (request_for(server, query) for query in queries)


def _new(query: str) -> str:
    """Return a query that asks the same and was not asked before: ?o is another name each time."""
    return re.sub(r"\?(o|end|elements)\b", rf"?\g<1>{next(_NUMBERS)}", query)


def request_for(server: Server, query: str) -> bytes:
    """Return the request that asks a server a query."""
    return request(f"127.0.0.1:{server.port}", f"{server.path}?query={quote(query)}")


if __name__ == "__main__":
    sys.exit(main())
