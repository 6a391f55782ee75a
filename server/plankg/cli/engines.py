"""Gives commands an engine over what is published, and builds that where it must."""

from __future__ import annotations

from plankg.build_state import BuildState
from plankg.cli.output import say
from plankg.derived_graphs import packaged_sources
from plankg.engine import Engine, Limits
from plankg.errors import PlanKGError, WorkspaceError
from plankg.published_change import keep_record, make_current, published_change
from plankg.sole_writer import sole_writer
from plankg.store import current_snapshot, open_current
from plankg.workspace import Workspace
from plankg.writing.change import Change

# On one's own machine an answer may be large: a table of all facts of some ten thousand plans.
LOCAL_LIMITS = Limits(rows=20_000_000, size=2 * 1024**3)
# Several questions at once may all find nothing built: one builds, the others wait for it.
_PATIENCE = 120.0


def open_engine(workspace: Workspace) -> Engine:
    """Return the engine over the last build; where nothing is built yet, build first.

    What changed since is told, not built: a question should not rewrite published files.

    Raises:
        PlanKGError: nothing was built before, and it cannot be built.
    """
    if not has_snapshot(workspace) or not workspace.writable:
        bring_up_to_date(workspace)
    elif reason := _outdated(workspace):
        say(f"answering from the last build: {reason}")
    return open_current(workspace.state)


def bring_up_to_date(workspace: Workspace) -> None:
    """Build what changed, and say so.

    Raises:
        PlanKGError: it cannot be built; the last good snapshot is untouched.
    """
    if BuildState.of(workspace).is_current():
        return
    if not workspace.writable:
        try:
            _publish_packaged(workspace)
        except WorkspaceError as error:
            raise WorkspaceError(
                f"{error}; the packaged plan is kept in your cache, for which $XDG_CACHE_HOME can"
                " name another folder"
            ) from error
        return
    # Building imports rdflib and pySHACL, which what is up to date does without.
    from plankg.pipeline import build

    build(workspace, say, patience=None if has_snapshot(workspace) else _PATIENCE)


def _publish_packaged(workspace: Workspace) -> None:
    """Make the snapshot of the packaged plan, which is read and checked already."""
    with sole_writer(workspace, say, _PATIENCE) as own:
        state = BuildState.of(own)
        if state.is_current():
            return
        with published_change(own, {}) as change:
            say("publishing the snapshot")
            keep_record(own, change, state.record({}, _packaged_release(own, change)))


def _packaged_release(workspace: Workspace, change: Change) -> str:
    """Make the snapshot of the packaged plan, of what lies ready for it where that holds."""
    if sources := packaged_sources(workspace):
        return make_current(workspace, change, sources)
    # Imports rdflib and the audit.
    from plankg.publication import publish

    return publish(workspace, change, tell=say).release


def has_snapshot(workspace: Workspace) -> bool:
    """Say whether a good snapshot of an earlier build is there."""
    try:
        current_snapshot(workspace.state)
    except WorkspaceError:
        return False
    return True


def _outdated(workspace: Workspace) -> str:
    try:
        current = BuildState.of(workspace).is_current()
    except PlanKGError as error:
        return str(error)
    return "" if current else "its sources changed; 'plankg build' brings it up to date"
