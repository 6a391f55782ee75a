"""Measures the processor time of linking more and more plans, and how many links come of it.

The plans are copies of the shipped one, as corpus.py makes them: five of a place share its bodies,
carriers and programmes. Of every tenth indicator of a plan the wording is the place's own, so that
the wordings grow with the plans as well.

    python benchmarks/linking.py 10 100 1000
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import time
from collections.abc import Iterator

from corpus import place_of, plan_triples, slug_of

from plankg.assets import assets_root
from plankg.iris import Iris
from plankg.linking.link_files import written
from plankg.linking.merging import merged
from plankg.linking.proposing import LinkRules, proposals_for, rule_iri
from plankg.linking.things import Things, dimensions_of
from plankg.lookups import Lookups
from plankg.ontology import load_ontology
from plankg.register import Register

_INDICATOR = re.compile(r"/id/indicator/([^>]+)>")


def plans(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield the plans with their slugs."""
    labels = sorted(set(_INDICATOR.findall(plan_triples(0))))[::10]
    own = re.compile(f"/id/indicator/({'|'.join(map(re.escape, labels))})>")
    for number in range(count):
        place, _ = place_of(number)
        said = own.sub(rf"/id/indicator/{place}\1>", plan_triples(number))
        for label in labels:
            said = said.replace(f'"{label}"@zh', f'"{place}{label}"@zh')
        yield slug_of(number), said.encode()


def measure(count: int) -> None:
    """Print how long each step takes for `count` plans."""
    root, iris = assets_root(), Iris()
    units = (root / "ontology" / "vocab" / "units.ttl").read_bytes()
    register = Register.load(root / "data" / "registers")
    rules = LinkRules.of(Lookups.load(), register, load_ontology(root), iris)
    things = Things(iris, dimensions_of([units]))
    reading = 0.0
    for slug, content in plans(count):
        started = time.process_time()
        things.add(slug, content)
        reading += time.process_time() - started
    started = time.process_time()
    proposals = proposals_for(things, rules)
    proposing = time.process_time() - started
    started, size = time.process_time(), 0
    for kind, made in proposals.items():
        links = merged((), made, rule_iri(kind, iris)).links
        size += len(written(kind, links, {}, iris))
    writing = time.process_time() - started
    shared, found = sum(1 for _ in things), sum(map(len, proposals.values()))
    print(
        f"{count:6} plans  {shared:7} things  {found:7} links  read {reading:7.1f} s"
        f"  propose {proposing:6.1f} s  write {writing:6.1f} s"
        f"  all {reading + proposing + writing:7.1f} s  {size / 1e6:6.1f} MB"
        f"  in memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB",
        flush=True,
    )


def main() -> None:
    """Measure for each number of plans on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plans", type=int, nargs="*", default=[12, 100])
    for count in parser.parse_args().plans:
        measure(count)


if __name__ == "__main__":
    sys.exit(main())
