"""Removes a plan from a workspace: its files are set aside, and put back if anything fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from plankg.build_record import save_record
from plankg.build_state import BuildState
from plankg.errors import NotFoundError, WorkspaceError
from plankg.publication import publish
from plankg.store import forget_current
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
    return tuple(path for path in files if path.exists())


def remove_plan(workspace: Workspace, files: Sequence[Path]) -> None:
    """Remove what `files_to_remove` named, and make the snapshot without it.

    Raises:
        WorkspaceError: it cannot be done; everything is where it was.
    """
    with _set_aside(workspace, files):
        if workspace.published():
            release = publish(workspace).release
        else:
            forget_current(workspace.state)
            release = ""
        save_record(workspace, BuildState.of(workspace).record({}, release))


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
    if workspace.plan_file(slug).is_file():
        return None
    known = ", ".join(sorted(sources)) or "none"
    raise NotFoundError(f"no plan {slug!r} in {str(workspace.root)!r}; it has: {known}")


@contextmanager
def _set_aside(workspace: Workspace, files: Sequence[Path]) -> Iterator[None]:
    """Move the files away for the time being; delete them only when all went well."""
    aside = workspace.state / f"removed-{os.getpid()}"
    moved: dict[Path, Path] = {}
    try:
        aside.mkdir(parents=True)
        for number, path in enumerate(files):
            target = aside / str(number)
            path.rename(target)
            moved[path] = target
        yield
    except BaseException as error:
        for path, target in moved.items():
            target.rename(path)
        shutil.rmtree(aside, ignore_errors=True)
        if isinstance(error, OSError):
            raise WorkspaceError(
                f"cannot remove {error.filename!r}: {error.strerror}; nothing was changed"
            ) from error
        raise
    shutil.rmtree(aside, ignore_errors=True)
