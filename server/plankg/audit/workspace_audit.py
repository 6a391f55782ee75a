"""Audits the published plans of a workspace: checks, shapes, waivers, and what was kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

import pyoxigraph as ox
from rdflib import Graph

from plankg.audit.auditor import Auditor, load_checks
from plankg.audit.checks import Check
from plankg.audit.kept_findings import KeptFindings
from plankg.audit.plan_store import PlanFiles, no_turtle
from plankg.audit.related_plans import RelatedPlans
from plankg.audit.shape_findings import shape_texts, texts_of_found
from plankg.build_record import audit_files, rules_digest
from plankg.check import Checker, CheckReport, CheckResult
from plankg.errors import NotFoundError, WorkspaceError
from plankg.findings.finding import Finding
from plankg.findings.report import AuditReport, CheckText, audit_report
from plankg.findings.waiver_files import read_waivers
from plankg.findings.waivers import Waiver
from plankg.iris import Iris
from plankg.linking.workspace_links import links_of
from plankg.ontology import load_ontology, load_shapes
from plankg.ontology_files import ontology_files
from plankg.workspace import PublishedPlan, Workspace


class WorkspaceAudit:
    """Audits plans of one workspace; what it needs is loaded when it is needed."""

    def __init__(
        self, workspace: Workspace, reports: Mapping[str, CheckReport] | None = None
    ) -> None:
        """Take the workspace, and the checks by shapes that were done already, by slug.

        Raises:
            CatalogueError: a check is wrong.
        """
        self._workspace = workspace
        self._reports = dict(reports or {})
        self.checks = load_checks(workspace)
        self.kept = KeptFindings(workspace.state / "findings")

    def plans(self, slugs: Sequence[str] = ()) -> tuple[PublishedPlan, ...]:
        """Return the published plans of these slugs, all if there are none.

        Raises:
            NotFoundError: one is not published.
            WorkspaceError: nothing is.
        """
        published = self._workspace.published()
        if not published:
            root = str(self._workspace.root)
            raise WorkspaceError(
                f"nothing is published in {root!r}: 'plankg add FILE' adds a plan, 'plankg build'"
                " publishes what was added"
            )
        known = [plan.slug for plan in published]
        for slug in slugs:
            if slug not in known:
                raise NotFoundError(f"no plan {slug!r} is published; there are: {', '.join(known)}")
        return tuple(plan for plan in published if not slugs or plan.slug in slugs)

    def texts(self, names: Sequence[str] = ()) -> dict[str, CheckText]:
        """Return what the checks of these names say of themselves, all if there are none.

        Raises:
            NotFoundError: there is no such check, nor shape.
        """
        texts = {check.name: _text(check) for check in self.checks} | shape_texts(self._shapes)
        for name in names:
            if name not in texts:
                raise NotFoundError(f"no check {name!r}; there are: {', '.join(texts)}")
        return {name: text for name, text in texts.items() if not names or name in names}

    def report(
        self, slugs: Sequence[str] = (), names: Sequence[str] = (), day: date | None = None
    ) -> AuditReport:
        """Return the report of some plans and checks, all if none are named.

        Raises:
            NotFoundError: a plan or check that there is not.
            ReviewError: a file of waivers is wrong.
        """
        plans, texts = self.plans(slugs), self.texts(names)
        findings = {plan.slug: self.findings(plan, names) for plan in plans}
        texts = texts_of_found(one for found in findings.values() for one in found) | texts
        concerned = [plan.slug for plan in plans] if slugs else self.waived_plans()
        waivers = {slug: self.waivers(slug) for slug in concerned}
        return audit_report(findings, waivers, texts, day, whole=not names)

    def waived_plans(self) -> tuple[str, ...]:
        """Return the published plans, and what else has a file of waivers."""
        files = (file for folder in self._workspace.waiver_folders for file in folder.glob("*.yml"))
        slugs = {plan.slug for plan in self._workspace.published()}
        return tuple(sorted(slugs | {file.stem for file in files}))

    def waivers(self, slug: str) -> tuple[Waiver, ...]:
        """Return what people decided about a plan's findings; the workspace's own files win."""
        files = [layer / "data" / "waivers" / f"{slug}.yml" for layer in self._workspace.layers]
        there = [file for file in files if file.is_file()]
        return read_waivers(there[-1]) if there else ()

    def findings(self, plan: PublishedPlan, names: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Return what is found in a plan by the checks and shapes of these names, all if none."""
        files = _files(plan)
        kept = self.kept.get(self.digest(files))
        if kept is not None:
            return tuple(one for one in kept if not names or one.check in names)
        by_shapes = any(name not in self.checks for name in names) if names else True
        results, loaded = self._checked(files) if by_shapes else ((), None)
        related, sameness = self._related.of(plan.slug), self._related.sameness(plan.slug)
        found = self._auditor.findings(files, names or None, results, related, loaded, sameness)
        return tuple(one for one in found if not names or one.check in names)

    def keep(self, plan: PublishedPlan) -> tuple[str, tuple[Finding, ...]]:
        """Return what is found in a plan, which is kept from now on, and under which digest."""
        files = _files(plan)
        digest, found = self.digest(files), self.findings(plan)
        if self.kept.get(digest) is None:
            self.kept.put(digest, found)
        return digest, found

    def keep_release(self, release: str) -> None:
        """Keep what is found in all plans as the findings of a release."""
        self.kept.keep_release(release, {plan.slug: self.keep(plan)[0] for plan in self.plans()})

    def digest(self, plan: PlanFiles) -> str:
        """Return the digest of all that a plan's findings depend on."""
        whole = hashlib.sha256(self._rules.encode())
        for one in (plan, *self._related.of(plan.slug)):
            for part in (one.slug.encode(), one.graph, one.ledger):
                whole.update(hashlib.sha256(part).digest())
        whole.update(self._related.sameness(plan.slug).turtle(Iris(self._workspace.base)))
        return whole.hexdigest()[:32]

    def _checked(self, plan: PlanFiles) -> tuple[tuple[CheckResult, ...], ox.Store | None]:
        """Return what the shapes say of a plan, and the store in which they were asked."""
        report = self._reports.get(plan.slug)
        if report is not None:
            return report.results, None
        store = ox.Store()
        try:
            return self._checker.check(plan.graph, store).results, store
        except SyntaxError as error:
            raise no_turtle(plan.slug, error) from error

    @cached_property
    def _rules(self) -> str:
        parts = [path.name.encode() + path.read_bytes() for path in audit_files(self._workspace)]
        whole = hashlib.sha256(rules_digest(self._workspace).encode())
        for part in parts:
            whole.update(hashlib.sha256(part).digest())
        return whole.hexdigest()

    @cached_property
    def _related(self) -> RelatedPlans:
        plans = {plan.slug: plan for plan in self._workspace.published()}
        iris = Iris(self._workspace.base)
        links = [link for found in links_of(self._workspace).values() for link in found]
        return RelatedPlans(list(plans), lambda slug: _files(plans[slug]), iris, links)

    @cached_property
    def _auditor(self) -> Auditor:
        ontology = ontology_files(self._workspace).values()
        return Auditor(self.checks, ontology, Iris(self._workspace.base))

    @cached_property
    def _shapes(self) -> Graph:
        return load_shapes(*self._workspace.layers, base=self._workspace.base)

    @cached_property
    def _checker(self) -> Checker:
        ontology = load_ontology(self._workspace.assets, base=self._workspace.base)
        return Checker(self._shapes, ontology)


def refuse_broken_audit(workspace: Workspace) -> None:
    """Read the checks and waivers of a workspace, and forget them.

    Raises:
        CatalogueError: a check is wrong.
        ReviewError: a file of waivers is wrong.
    """
    load_checks(workspace)
    for folder in workspace.waiver_folders:
        for file in sorted(folder.glob("*.yml")):
            read_waivers(file)


def _files(plan: PublishedPlan) -> PlanFiles:
    return PlanFiles(plan.slug, plan.read_graph(), plan.read_ledger())


def _text(check: Check) -> CheckText:
    return CheckText(check.name, check.group, check.title, check.explanation, check.limits)
