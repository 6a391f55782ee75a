"""Tells what of a workspace is up to date, without importing what would build it.

So `plankg serve` and `plankg query` start at once when nothing changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plankg.build_record import (
    BuildRecord,
    PlanRecord,
    file_digests,
    load_record,
    published_digest,
    rules_digest,
    source_digest,
)
from plankg.workspace import PlanSource, Workspace


@dataclass(frozen=True)
class BuildState:
    """The workspace as it is now, beside the record of its last build."""

    workspace: Workspace
    rules: str
    last: BuildRecord
    sources: Mapping[str, tuple[PlanSource, str]]

    @classmethod
    def of(cls, workspace: Workspace, *, anew: bool = False) -> BuildState:
        """Look at the workspace; with `anew` as if nothing had been built.

        Raises:
            WorkspaceError: a source's ``plan.toml`` is missing or wrong.
        """
        rules = rules_digest(workspace)
        return cls(
            workspace=workspace,
            rules=rules,
            last=BuildRecord() if anew else load_record(workspace),
            sources={
                source.slug: (source, source_digest(workspace, source, rules))
                for source in workspace.sources()
                if workspace.is_own(source)
            },
        )

    def stale_sources(self) -> tuple[PlanSource, ...]:
        """Return the sources whose published files are not what a build would write."""
        return tuple(
            source for source, digest in self.sources.values() if not self._is_built(source, digest)
        )

    def snapshot_is_current(self) -> bool:
        """Say whether the last snapshot holds what is published now."""
        return bool(self.last.release) and self.last.published == published_digest(
            self.workspace, self.rules
        )

    def is_current(self) -> bool:
        """Say whether a build would change nothing."""
        return not self.stale_sources() and self.snapshot_is_current()

    def record(self, outputs: Mapping[str, tuple[str, ...]], release: str) -> BuildRecord:
        """Return the record to keep after a build.

        `outputs` holds the slugs that each source built anew has given.
        """
        kept = {slug: plan for slug, plan in self.last.plans.items() if slug in self.sources}
        fresh = {
            slug: PlanRecord(self.sources[slug][1], self._digests(plans))
            for slug, plans in outputs.items()
        }
        return BuildRecord(kept | fresh, published_digest(self.workspace, self.rules), release)

    def given_up(self, outputs: Mapping[str, tuple[str, ...]]) -> tuple[Path, ...]:
        """Return the files that the last build published for plans that a source holds no more.

        `outputs` holds the slugs that each source built anew has given.
        """
        root = self.workspace.root
        fresh = {path for slugs in outputs.values() for path in self._files(slugs)}
        last = [self.last.plans[slug] for slug in outputs if slug in self.last.plans]
        return tuple(
            root / name for plan in last for name in plan.outputs if root / name not in fresh
        )

    def _is_built(self, source: PlanSource, digest: str) -> bool:
        plan = self.last.plans.get(source.slug)
        if plan is None or plan.inputs != digest:
            return False
        root = self.workspace.root
        outputs = (root / name for name in plan.outputs)
        return file_digests(self.workspace, outputs) == plan.outputs

    def _digests(self, slugs: tuple[str, ...]) -> dict[str, str]:
        return file_digests(self.workspace, self._files(slugs))

    def _files(self, slugs: tuple[str, ...]) -> list[Path]:
        return [
            path
            for slug in slugs
            for path in (self.workspace.plan_file(slug), self.workspace.ledger_file(slug))
        ]
