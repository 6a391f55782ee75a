"""The way from sources to a snapshot: read → review → graph → check → publish, all or nothing.

Everything is computed and checked before the first file is replaced, so that a failed build
leaves the last good graphs and the last good snapshot as they were.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plankg.audit.workspace_audit import refuse_broken_audit
from plankg.build_state import BuildState
from plankg.check import Checker, CheckReport, CheckResult, Engine
from plankg.check_quotes import quote_results
from plankg.decisions import Decision
from plankg.derived_graphs import unlike_ready
from plankg.errors import CheckFailed, WorkspaceError
from plankg.graph import build_graph, build_ledger, ledger_text, write_turtle
from plankg.graph.indicator_names import Spellings, state_comparison_names
from plankg.model import Reading
from plankg.ontology import load_ontology, load_shapes
from plankg.publication import publish, snapshot_sources
from plankg.published_change import keep_record, published_change
from plankg.sole_writer import is_settled, sole_writer
from plankg.source_reading import ReviewedPlan, SourceReader
from plankg.units import Units
from plankg.workspace import PlanSource, Workspace

Progress = Callable[[str], None]
# A published graph is long; the first lines where two part tell what kind of change it is.
_DIFF_LINES = 6


def silent(_: str) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class BuiltPlan:
    """A plan's published files as they would be written, and how its check went.

    `unmatched` are the human decisions that match nothing in it.
    """

    reading: Reading
    graph: bytes
    ledger: bytes
    check: CheckReport
    unmatched: tuple[Decision, ...] = ()

    @property
    def slug(self) -> str:
        """The plan's slug; a further plan of one file has a number of its own."""
        return self.reading.meta.slug


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: plans read anew, files that changed, the release that is served now.

    `fresh` is false where everything was up to date.
    """

    built: tuple[BuiltPlan, ...]
    written: tuple[Path, ...]
    release: str
    fresh: bool

    @property
    def unmatched(self) -> tuple[Decision, ...]:
        """The human decisions that match nothing in the plans that were read anew."""
        return tuple(decision for plan in self.built for decision in plan.unmatched)


class Builder:
    """Reads plans into checked graphs with one workspace's registers, shapes and vocabularies."""

    def __init__(self, workspace: Workspace, engine: Engine = "fast") -> None:
        self.reader = SourceReader(workspace)
        ontology = load_ontology(workspace.assets, base=workspace.base)
        shapes = load_shapes(*workspace.layers, base=workspace.base)
        self.checker = Checker(shapes, ontology, engine)
        self.units = Units.from_graph(ontology)
        # Needed only when all is written; what is wrong with them must not wait so long.
        refuse_broken_audit(workspace)
        self.spellings = Spellings.of(self.reader.lookups)

    def build(self, source: PlanSource, progress: Progress = silent) -> tuple[BuiltPlan, ...]:
        """Return the plans in a source's file: one, unless a notice issues several.

        Raises:
            InputError: the file cannot be read, or is no plan.
            ReviewError: a file of human decisions is wrong.
        """
        progress(f"reading {source.slug}")
        plans = self.reader.read(source)
        # Several plans in one file share what in it was not read.
        for notice in plans[0].reading.notices:
            progress(f"warning: {source.slug}: {notice}")
        return tuple(self._built(plan, progress) for plan in plans)

    def _built(self, plan: ReviewedPlan, progress: Progress) -> BuiltPlan:
        for warning in plan.warnings():
            progress(f"warning: {warning}")
        reading, iris = plan.reading, self.reader.iris
        graph = build_graph(reading, self.reader.register, iris, self.units)
        state_comparison_names(graph, self.spellings, iris)
        progress(f"checking {reading.meta.slug}: {len(graph)} triples")
        # What is checked is what is published, to the byte.
        turtle, ledger = write_turtle(graph), write_turtle(build_ledger(reading, iris))
        report = self.checker.check(turtle)
        return BuiltPlan(
            reading=reading,
            graph=turtle,
            ledger=ledger,
            check=report.including(quote_results(turtle, ledger_text(ledger, iris))),
            unmatched=plan.unmatched,
        )


def build(
    workspace: Workspace,
    progress: Progress = silent,
    *,
    anew: bool = False,
    engine: Engine = "fast",
    patience: float | None = None,
) -> BuildReport:
    """Bring the published graphs and the snapshot up to date with what they are made of.

    What did not change is not built again, unless `anew`. `engine` runs the shapes; `patience` is
    how many seconds to wait for another process that writes.

    Raises:
        CheckFailed: a graph violates the shapes.
        PlanKGError: a source, register, shape or vocabulary is broken, or another process writes.
            In each case all is as it was.
    """
    if not anew and is_settled(workspace) and (report := _up_to_date(BuildState.of(workspace))):
        return report
    with sole_writer(workspace, progress, patience) as own:
        state = BuildState.of(own, anew=anew)
        return _up_to_date(state) or _build(state, progress, engine)


def _up_to_date(state: BuildState) -> BuildReport | None:
    return BuildReport((), (), state.last.release, fresh=False) if state.is_current() else None


def _build(state: BuildState, progress: Progress, engine: Engine) -> BuildReport:
    workspace = state.workspace
    built = build_sources(workspace, state.stale_sources(), progress, engine)
    plans = tuple(itertools.chain.from_iterable(built.values()))
    files = {
        path: content
        for path, content in files_of(workspace, plans).items()
        if not _has(path, content)
    }
    outputs = outputs_of(built)
    with published_change(workspace, files, state.given_up(outputs)) as change:
        progress("publishing the snapshot")
        checks = {plan.slug: plan.check for plan in plans}
        published = publish(workspace, change, checks, progress)
        keep_record(workspace, change, state.record(outputs, published.release))
    return BuildReport(plans, (*files, *published.written), published.release, fresh=True)


def compare(
    workspace: Workspace, progress: Progress = silent, *, engine: Engine = "fast"
) -> tuple[str, ...]:
    """Build everything anew in memory; return how the published files differ from it.

    Raises:
        PlanKGError: as `build`.
    """
    sources = BuildState.of(workspace, anew=True).stale_sources()
    built = build_sources(workspace, sources, progress, engine)
    files: dict[Path, bytes | None] = {
        path: content
        for path, content in files_of(
            workspace, itertools.chain.from_iterable(built.values())
        ).items()
        if not _has(path, content)
    }
    if not files and workspace.is_checkout:
        # What is made of the published graphs, which are as they should be.
        files |= unlike_ready(workspace, snapshot_sources(workspace))
    return tuple(
        _difference(path.relative_to(workspace.root).as_posix(), _published(path), content or b"")
        for path, content in files.items()
    )


def build_sources(
    workspace: Workspace,
    sources: Iterable[PlanSource],
    progress: Progress,
    engine: Engine = "fast",
) -> dict[str, tuple[BuiltPlan, ...]]:
    """Return the checked plans of the sources, by the source's slug.

    What a plan would be built with is read even where there is no source: who writes a shape or
    a register before the first plan should hear what is wrong with it.

    Raises:
        CheckFailed: a graph violates the shapes.
        WorkspaceError: two sources would be published under one slug, or a register, lookup
            table, shape or vocabulary is broken.
    """
    builder = Builder(workspace, engine)
    for reason in builder.checker.reasons:
        progress(left_to_pyshacl(reason))
    built = {source.slug: builder.build(source, progress) for source in sources}
    folders = {source.slug for source in workspace.sources()}
    for slug, plans in built.items():
        refuse_shared_slugs(slug, plans, folders)
    refuse_violations(itertools.chain.from_iterable(built.values()), progress)
    return built


def files_of(workspace: Workspace, plans: Iterable[BuiltPlan]) -> dict[Path, bytes]:
    """Return the published files of the plans with their contents."""
    files: dict[Path, bytes] = {}
    for plan in plans:
        files[workspace.plan_file(plan.slug)] = plan.graph
        files[workspace.ledger_file(plan.slug)] = plan.ledger
    return files


def outputs_of(built: Mapping[str, tuple[BuiltPlan, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the slugs of the plans that each source gave."""
    return {source: tuple(plan.slug for plan in plans) for source, plans in built.items()}


def refuse_shared_slugs(source: str, plans: Iterable[BuiltPlan], others: Iterable[str]) -> None:
    """Refuse the further plans of a file whose slug is another plan's.

    Raises:
        WorkspaceError: it names both.
    """
    taken = set(others) - {source}
    for plan in plans:
        if plan.slug in taken:
            raise WorkspaceError(
                f"{source!r} holds several plans, and its {plan.slug!r} is the name of another"
                " plan: rename one of the two"
            )


def refuse_violations(plans: Iterable[BuiltPlan], progress: Progress = silent) -> None:
    """Tell the results of the checks; stop where one of them is a violation.

    Raises:
        CheckFailed: a plan does not conform.
    """
    failed = []
    for plan in plans:
        for result in plan.check.results:
            progress(told(result))
        if not plan.check.conforms:
            failed.append(plan.slug)
    if failed:
        raise CheckFailed(
            f"the graph of {', '.join(failed)} violates the shapes (see above);"
            " nothing was published"
        )


def told(result: CheckResult) -> str:
    """Return a check's result as one line: severity, element, and what is wrong with it."""
    return f"{result.severity} {result.focus}: {result.message_zh} / {result.message_en}"


def left_to_pyshacl(reason: str) -> str:
    """Return what to tell of a shape that the fast engines don't run."""
    return f"run by pySHACL, which takes seconds for a plan: {reason}"


def _difference(name: str, published: bytes, built: bytes) -> str:
    """Show where two files part; a whole diff of long files would take minutes and pages."""
    old, new = published.decode().splitlines(), built.decode().splitlines()
    pairs = enumerate(itertools.zip_longest(old, new))
    first = next((number for number, (was, now) in pairs if was != now), len(old))
    shown = slice(first, first + _DIFF_LINES)
    lines = [f"-{line}" for line in old[shown]] + [f"+{line}" for line in new[shown]]
    heading = f"{name}: {len(old)} lines published, {len(new)} built, they part at {first + 1}:"
    return "\n".join([heading, *lines])


def _published(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _has(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
