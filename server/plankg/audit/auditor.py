"""Audits plans: runs every check over each of them and gathers what they find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox

from plankg.audit.checks import Check, Checks, RowQuery
from plankg.audit.patterns import Patterns
from plankg.audit.plan_store import PlanFiles, PlanStore, Row
from plankg.audit.query_findings import query_findings, rows_of
from plankg.audit.related_plans import sameness_of
from plankg.audit.shape_findings import shape_findings, shape_name
from plankg.audit.sides import SideReader
from plankg.audit.text import Text
from plankg.audit.text_findings import text_findings
from plankg.check import CheckResult
from plankg.cores import usable_cores
from plankg.errors import WorkspaceError
from plankg.findings.finding import Finding
from plankg.iris import Iris
from plankg.linking.sameness import Sameness
from plankg.sparql_prefixes import prefixes
from plankg.workspace import Workspace

_IN_SCHEME = ox.NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")


_Query = tuple[Check, RowQuery]


class Auditor:
    """Audits plans with one set of checks and one ontology."""

    def __init__(self, checks: Checks, ontology: Iterable[bytes], iris: Iris) -> None:
        """Take the checks, and the ontology's files as Turtle with the IRIs of `iris`."""
        self.checks = checks
        self.iris = iris
        triples = [quad.triple for file in ontology for quad in ox.parse(file, ox.RdfFormat.TURTLE)]
        self._ontology = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        self._prefixes = prefixes(iris.base)

    def findings(
        self,
        plan: PlanFiles,
        names: Sequence[str] | None = None,
        results: Iterable[CheckResult] = (),
        related: Sequence[PlanFiles] = (),
        loaded: ox.Store | None = None,
        sameness: Sameness | None = None,
    ) -> tuple[Finding, ...]:
        """Return what the checks, or those of `names`, find in a plan, the gravest first.

        `results` are what the shapes say of it, `related` the plans that it must agree with;
        `loaded` is a store that has the plan's graph and the ontology already, and is added to.
        `sameness` says what of these plans is one; if it is not given, names alone do.

        Raises:
            WorkspaceError: a published file is no Turtle.
        """
        store = PlanStore(plan, self._ontology, self._prefixes, self.iris, loaded=loaded)
        reader = SideReader(store, Text.of(store))
        checks = [check for check in self.checks if names is None or check.name in names]
        replaced = {shape for check in checks for shape in check.replaces}
        told = [result for result in results if shape_name(result.shape) not in replaced]
        found = shape_findings(told, store, reader)
        for check in checks:
            if isinstance(check.method, Patterns):
                found += text_findings(check, check.method, store, reader)
        found += _found(_queries(one for one in checks if not one.with_related), store, reader)
        between = _queries(one for one in checks if one.with_related)
        if between and related:
            shared = sameness or sameness_of((plan, *related), self.iris)
            found += self._between(plan, related, between, shared)
        return tuple(sorted(found, key=lambda finding: finding.order))

    def _between(
        self,
        plan: PlanFiles,
        related: Sequence[PlanFiles],
        checks: Sequence[_Query],
        sameness: Sameness,
    ) -> list[Finding]:
        """Return what checks find between a plan and those that it must agree with."""
        shared = sameness.turtle(self.iris)
        store = PlanStore(plan, self._ontology, self._prefixes, self.iris, related, compared=shared)
        others = {self.iris.plan(other.slug): Text.of(store, other.slug) for other in related}
        reader = SideReader(store, Text.of(store), others)
        return _found(checks, store, reader)


def _queries(checks: Iterable[Check]) -> list[_Query]:
    return [(check, check.method) for check in checks if isinstance(check.method, RowQuery)]


def _found(checks: Sequence[_Query], store: PlanStore, reader: SideReader) -> list[Finding]:
    """Return what queries find; several are asked at once, a core each."""

    def rows(one: _Query) -> list[Row]:
        check, query = one
        return rows_of(check, query, store)

    with ThreadPoolExecutor(usable_cores()) as cores:
        answers = list(cores.map(rows, checks))
    return [
        finding
        for (check, query), rows in zip(checks, answers, strict=True)
        for finding in query_findings(check, query, rows, store, reader)
    ]


def load_checks(workspace: Workspace) -> Checks:
    """Return the checks of `workspace`, laid over the packaged ones.

    Raises:
        CatalogueError: a file is wrong; the text names it, the line, and what to do.
    """
    groups = group_names(workspace.ontology / "vocab" / "checkgroups.ttl")
    return Checks.load(workspace.audit_folders, prefixes(workspace.base), groups)


def group_names(file: Path) -> tuple[str, ...]:
    """Return the names of the groups that checks can be in.

    Raises:
        WorkspaceError: the vocabulary is missing or broken.
    """
    try:
        quads = list(ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise WorkspaceError(f"{str(file)!r} is no readable Turtle: {error}; mend it") from error
    return tuple(
        sorted(
            quad.subject.value.rpartition("/")[2]
            for quad in quads
            if quad.predicate == _IN_SCHEME and isinstance(quad.subject, ox.NamedNode)
        )
    )
