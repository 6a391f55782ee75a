"""Removes a plan from a workspace, with all its files, or leaves everything where it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from plankg.build_state import BuildState
from plankg.errors import NotFoundError, WorkspaceError
from plankg.publication import publish
from plankg.published_change import keep_record, published_change
from plankg.sole_writer import sole_writer
from plankg.store import pointer_file
from plankg.workspace import PlanSource, Workspace


def files_to_remove(workspace: Workspace, slug: str, *, purge: bool = False) -> tuple[Path, ...]:
    """Return the source folder and the published files of a plan, those that are there.

    Of a file with several plans all are removed; with `purge` the human decisions too.

    Raises:
        NotFoundError: the workspace has no such plan.
        WorkspaceError: the plan is packaged, or one of several in a file of another name.
    """
    source = _own_source(workspace, slug)
    slugs = workspace.plans_of(source) if source else (slug,)
    files = [source.folder] if source else []
    for one in slugs:
        files += [workspace.plan_file(one), workspace.ledger_file(one)]
        if purge:
            files.append(workspace.reviews_file(one))
    view = workspace.view
    return tuple(path for path in files if view.is_file(path) or view.is_dir(path))


def remove_plan(
    workspace: Workspace,
    slug: str,
    files: Sequence[Path],
    tell: Callable[[str], None] = lambda _: None,
    *,
    purge: bool = False,
) -> None:
    """Remove a plan, and make the snapshot without it; `files` are what `files_to_remove` named.

    Raises:
        WorkspaceError: it cannot be done, or other files are to be removed by now; everything is
            where it was.
    """
    with sole_writer(workspace, tell) as own:
        if files_to_remove(own, slug, purge=purge) != tuple(files):
            raise WorkspaceError(
                f"{slug!r} has other files than a moment ago: run the command again to see them"
            )
        with published_change(own, {}, files) as change:
            if own.published():
                release = publish(own, change).release
            else:
                change.remove(pointer_file(own.state))
                release = ""
            keep_record(own, change, BuildState.of(own).record({}, release))


def _own_source(workspace: Workspace, slug: str) -> PlanSource | None:
    if not workspace.writable or workspace.root == workspace.assets:
        raise WorkspaceError(
            f"{slug!r} cannot be removed: the plans that PlanKG ships with are its own; name a"
            " workspace of yours with --workspace DIR"
        )
    sources = {source.slug: source for source in workspace.sources()}
    own = [one for one in sources.values() if one.folder.is_relative_to(workspace.root)]
    for source in own:
        if source.slug == slug:
            return source
        if slug in workspace.plans_of(source):
            raise WorkspaceError(
                f"{slug!r} stands in the file of {source.slug!r}: remove that, and all its plans go"
            )
    if slug in sources:
        raise WorkspaceError(
            f"{slug!r} is the packaged plan: 'packaged_plans = false' in plankg.toml leaves it out"
        )
    # A graph that was received from elsewhere has no source.
    if workspace.view.is_file(workspace.plan_file(slug)):
        return None
    known = ", ".join(sorted(sources)) or "none"
    raise NotFoundError(f"no plan {slug!r} in {str(workspace.root)!r}; it has: {known}")
