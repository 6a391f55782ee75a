"""Lets one process write to a workspace, after what a killed one left there is put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

from plankg.errors import WorkspaceError
from plankg.store import remove_old_snapshots, unfinished_snapshots
from plankg.workspace import Workspace
from plankg.writing.durable import delete
from plankg.writing.leftovers import leftovers
from plankg.writing.stopping import stoppable
from plankg.writing.turn import turn
from plankg.writing.undoing import recover, unfinished


@contextmanager
def sole_writer(
    workspace: Workspace,
    tell: Callable[[str], None] = lambda _: None,
    patience: float | None = None,
) -> Iterator[Workspace]:
    """Let nobody else write to `workspace` during the block; yield it as its writer sees it.

    A change that a killed process left half done is undone first. A signal that asks this process
    to end raises `Stopped`, so that the block can put back what it has done. `patience` is how many
    seconds to wait for another process that writes [default: a few].

    Raises:
        WorkspaceBusyError: it writes longer than that.
        WorkspaceError: the workspace cannot be written, or not be put in order.
    """
    with stoppable(), turn(workspace.state, tell, patience):
        _put_in_order(workspace)
        yield replace(workspace, at_work=True)


def is_settled(workspace: Workspace) -> bool:
    """Say whether no process, dead or alive, has left anything half done."""
    return next(_half_done(workspace), None) is None


def _put_in_order(workspace: Workspace) -> None:
    try:
        recover(workspace.state)
    except OSError as error:
        raise WorkspaceError(
            f"cannot put back {error.filename!r}, which a killed command was changing:"
            f" {error.strerror}; 'plankg build' tries again"
        ) from error
    if not is_settled(workspace):
        for path in _half_done(workspace):
            delete(path)
        remove_old_snapshots(workspace.state)


def _half_done(workspace: Workspace) -> Iterator[Path]:
    state, root = workspace.state, workspace.root if workspace.writable else None
    return chain(unfinished(state), unfinished_snapshots(state), leftovers(root, state))
