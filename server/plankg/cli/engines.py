"""Gives commands an engine over what is published, and builds that where it must."""

from __future__ import annotations

from plankg.build_record import save_record
from plankg.build_state import BuildState
from plankg.cli.output import say
from plankg.derived_graphs import packaged_sources
from plankg.engine import Engine, Limits
from plankg.errors import PlanKGError, WorkspaceError
from plankg.store import build_snapshot, current_snapshot, open_current
from plankg.workspace import Workspace

# On one's own machine an answer may be large: a table of all facts of some ten thousand plans.
LOCAL_LIMITS = Limits(rows=20_000_000, size=2 * 1024**3)


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
    state = BuildState.of(workspace)
    if state.is_current():
        return
    if not workspace.writable:
        # The packaged plan is read and checked already: only its snapshot is missing.
        say("publishing the snapshot")
        save_record(workspace, state.record({}, _packaged_release(workspace)))
        return
    # Building imports rdflib and pySHACL, which what is up to date does without.
    from plankg.pipeline import build

    build(workspace, say)


def _packaged_release(workspace: Workspace) -> str:
    """Make the snapshot of the packaged plan, of what lies ready for it where that holds."""
    if sources := packaged_sources(workspace):
        return build_snapshot(workspace.state, sources).release
    # Imports rdflib and the audit.
    from plankg.publication import publish

    return publish(workspace, tell=say).release


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
