"""Measures all checks: SHACL shapes, and the audit's queries and patterns, on one plan and on many.

Without start-up: shapes, checks and ontology are made ready once, and each plan is given as the
Turtle that would be published. How long one plan takes is measured as who waits for it does, on all
cores, then everything as processor time of one core. First it is checked that the fast engines and
pySHACL, the reference, report the same on a sample of the plans, as they are and with faults put
in. Checks between plans are left out: they hang on how many have to do with each other.

    python benchmarks/checking.py --plans 20 --sample 2
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pyoxigraph as ox
from corpus import plan_triples, published, slug_of

from plankg.assets import assets_root
from plankg.audit import Auditor, PlanFiles, load_checks
from plankg.check import Checker
from plankg.iris import Iris
from plankg.ontology import load_ontology, load_shapes
from plankg.ontology_files import ontology_files
from plankg.workspace import packaged_workspace

# The size for 100 plans, when a plan had 4,800 triples.
TRIPLES = 482_000
ONE, MANY, RATIO = 0.5, 10, 10
# Faults for the sample: what is replaced in every thousandth line where it stands.
FAULTS = (("confidence/printed>", "confidence/guessed>"), ("ontology#Target>", "ontology#Task>"))


@dataclass(frozen=True)
class Times:
    """The seconds that the shapes took, and then queries and patterns."""

    shapes: float
    audit: float

    @property
    def both(self) -> float:
        """The seconds of all checks."""
        return self.shapes + self.audit

    def __add__(self, other: Times) -> Times:
        return Times(self.shapes + other.shapes, self.audit + other.audit)

    def __str__(self) -> str:
        return f"shapes {self.shapes:.2f} s, audit {self.audit:.2f} s, all {self.both:.2f} s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--plans", type=int, default=20)
    parser.add_argument("--sample", type=int, default=2)
    given = parser.parse_args()
    shapes, ontology = load_shapes(assets_root()), load_ontology(assets_root())
    fast, oracle = Checker(shapes, ontology), Checker(shapes, ontology, "pyshacl")
    workspace = packaged_workspace()
    auditor = Auditor(load_checks(workspace), ontology_files(workspace).values(), Iris())
    plans = [PlanFiles(slug_of(number), *published(number)) for number in range(given.plans)]
    _times(fast, auditor, plans[0])
    waits = [_times(fast, auditor, plan, time.perf_counter) for plan in plans]
    waited = _median(waits)
    print(f"one plan, {os.cpu_count()} cores, waited for: {waited} (wanted: under {ONE})")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    reference = [_compared(fast, oracle, number) for number in range(1, given.sample + 1)]
    times = [_times(fast, auditor, plan) for plan in plans]
    one = _median(times)
    print(f"one plan, one core: {one}")
    many = _of_size(times, plan_triples(0).count("\n"))
    print(f"{sum(1 for _ in times)} plans: {sum(times, Times(0, 0))}")
    met = waited.both < ONE and (many is None or many.both < MANY)
    if reference:
        ratio = sum(reference) / len(reference) / one.shapes
        print(f"pySHACL takes {ratio:.0f} times as long as the shapes (wanted: {RATIO} or more)")
        met = met and ratio >= RATIO
    return 0 if met else 1


def _of_size(times: Sequence[Times], size: int) -> Times | None:
    """Print and return the time for as many plans of `size` as have the issue's triples."""
    plans = -(-TRIPLES // size)
    if plans > len(times):
        return None
    many = list(accumulate(times))[plans - 1]
    print(f"{TRIPLES:,} triples, {plans} plans: {many} (wanted: under {MANY})")
    return many


def _median(times: Sequence[Times]) -> Times:
    return sorted(times, key=lambda some: some.both)[len(times) // 2]


def _times(
    checker: Checker,
    auditor: Auditor,
    plan: PlanFiles,
    now: Callable[[], float] = time.process_time,
) -> Times:
    """Check a plan as `plankg audit` does: the shapes first, then the rest in the same store."""
    store = ox.Store()
    before = now()
    results = checker.check(plan.graph, store).results
    between = now()
    auditor.findings(plan, results=results, loaded=store)
    return Times(between - before, now() - between)


def _compared(fast: Checker, oracle: Checker, number: int) -> float:
    """Compare both engines on a plan and on the same with faults; return pySHACL's time."""
    text = plan_triples(number)
    _agree(fast, oracle, text, f"plan {number}")
    seconds = _timed(lambda: oracle.check(text))
    lines = text.splitlines(keepends=True)
    for right, wrong in FAULTS:
        places = [place for place, line in enumerate(lines) if right in line]
        for place in places[:: max(1, len(places) // 10)]:
            lines[place] = lines[place].replace(right, wrong)
    _agree(fast, oracle, "".join(lines), f"plan {number} with faults")
    return seconds


def _agree(fast: Checker, oracle: Checker, text: str, name: str) -> None:
    found = fast.check(text)
    if found != oracle.check(text):
        sys.exit(f"{name}: the engines differ")
    print(f"{name}: both report the same, {len(found.results)} results")


def _timed(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    sys.exit(main())
