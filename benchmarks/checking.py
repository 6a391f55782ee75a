"""Measures checking: one plan, many plans, and how much quicker than pySHACL, the reference.

Processor time of one core, without start-up: shapes and ontology are made ready once. First it is
checked that the fast engines and pySHACL report the same on a sample of the plans, as they are and
with faults put in.

    python benchmarks/checking.py --plans 100 --sample 2
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable

from corpus import plan_triples

from plankg.assets import assets_root
from plankg.check import Checker
from plankg.ontology import load_ontology, load_shapes

# The size for 100 plans, when a plan had 4,800 triples.
TRIPLES = 482_000
# Faults for the sample: what is replaced in every thousandth line where it stands.
FAULTS = (("confidence/printed>", "confidence/guessed>"), ("ontology#Target>", "ontology#Task>"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--sample", type=int, default=2)
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    shapes, ontology = load_shapes(assets_root()), load_ontology(assets_root())
    fast, oracle = Checker(shapes, ontology), Checker(shapes, ontology, "pyshacl")
    fast.check(plan_triples(0))
    reference = [_compared(fast, oracle, number) for number in range(1, given.sample + 1)]
    times, triples, enough = [], 0, None
    for number in range(given.plans):
        text = plan_triples(number)
        times.append(_seconds(fast, text))
        triples += text.count("\n")
        if enough is None and triples >= TRIPLES:
            enough = (number + 1, sum(times))
    one = sorted(times)[len(times) // 2]
    print(f"one plan: {one:.2f} s (wanted: under 0.5)")
    if enough:
        print(f"{TRIPLES:,} triples, {enough[0]} plans: {enough[1]:.1f} s (wanted: under 10)")
    print(f"{triples:,} triples, {given.plans} plans: {sum(times):.1f} s")
    ratio = sum(reference) / len(reference) / one
    print(f"pySHACL takes {ratio:.0f} times as long as the fast engines (wanted: 10 or more)")
    met = one < 0.5 and ratio >= 10 and (enough is None or enough[1] < 10)
    return 0 if met else 1


def _compared(fast: Checker, oracle: Checker, number: int) -> float:
    """Compare both engines on a plan and on the same with faults; return pySHACL's time."""
    text = plan_triples(number)
    _agree(fast, oracle, text, f"plan {number}")
    seconds = _seconds(oracle, text)
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


def _seconds(checker: Checker, text: str) -> float:
    return _timed(lambda: checker.check(text))


def _timed(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    sys.exit(main())
