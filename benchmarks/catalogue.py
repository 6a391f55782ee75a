"""Times every named query over N plans, in this process, without cache or server.

Each query is asked of one plan (all its example arguments), of all plans (only those that are
required), and of all plans for a page of 200 rows, as browsers get it. The time is that of rows in
Python values, as the web and the command line get them, and it is the processor's: engine and
program use one core, and a busy machine changes little. As in the service the default graph is
there by itself, too, for which some GB more are needed.

    python benchmarks/catalogue.py --plans 100
    python benchmarks/catalogue.py --plans 100 --times 7 targets-led-by evidence
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Mapping
from pathlib import Path

import corpus
import pyoxigraph as ox

from plankg.catalogue import Catalogue, NamedQuery, Window, run
from plankg.engine import Limits
from plankg.oxigraph import StoreEngine
from plankg.sparql_prefixes import SPARQL_PREFIXES

_QUERIES = Path(__file__).resolve().parent.parent / "queries" / "catalogue"
# What is measured are the queries, not where an answer becomes too large to send.
_LIMITS = Limits(rows=5_000_000, size=2 * 1024**3)
_SLOW_MS = 200
_ROWS_ON_PAGE = 200


def engine_over(plans: int) -> StoreEngine:
    """Return an engine over the corpus of so many plans."""
    whole, default = ox.Store(), ox.Store()
    for store, only in ((whole, False), (default, True)):
        for text in corpus.corpus(plans, default_graph_only=only):
            store.bulk_load(text.encode(), ox.RdfFormat.N_QUADS, lenient=True)
    return StoreEngine(whole, "0" * 64, SPARQL_PREFIXES, corpus.BASE, default_graph=default)


def measured(
    engine: StoreEngine,
    query: NamedQuery,
    arguments: Mapping[str, str],
    window: Window,
    times: int,
) -> tuple[int, float]:
    """Return the rows, and the median time in milliseconds."""
    taken: list[float] = []
    for _ in range(times):
        began = time.process_time()
        rows = len(run(engine, query, arguments, _LIMITS, window).rows)
        taken.append((time.process_time() - began) * 1000)
    return rows, statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("queries", nargs="*")
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    engine = engine_over(given.plans)
    all_plans = f"of {given.plans} plans"
    print(f"{'query':32} {'of one plan':>26} {all_plans:>26} {'a page of these':>26}")
    for query in Catalogue.load(_QUERIES):
        if given.queries and query.name not in given.queries:
            continue
        every = {name: parameter.example for name, parameter in query.parameters.items()}
        print(f"{query.name:32}", end="", flush=True)
        page = Window(_ROWS_ON_PAGE)
        for arguments, window in (
            (every, Window()),
            (query.example, Window()),
            (query.example, page),
        ):
            rows, median = measured(engine, query, arguments, window, given.times)
            mark = "!" if median > _SLOW_MS else " "
            print(f" {rows:8} rows {median:8.0f} ms{mark}", end="", flush=True)
        print()


if __name__ == "__main__":
    main()
