"""Adds plans to a workspace: read and checked first, then written with their graphs at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plankg.atomic_files import replace_files
from plankg.build_record import save_record
from plankg.build_state import BuildState
from plankg.errors import InputError, WorkspaceError
from plankg.pipeline import (
    Builder,
    BuiltPlan,
    Progress,
    files_of,
    outputs_of,
    refuse_violations,
    silent,
)
from plankg.publication import publish
from plankg.workspace import PlanSource, Workspace, checked_slug


@dataclass(frozen=True, slots=True)
class Addition:
    """A file to add: under which slug, and with which title instead of the one it prints."""

    file: Path
    slug: str
    title: str = ""

    @classmethod
    def of(cls, file: Path, slug: str = "", title: str = "") -> Addition:
        """Return the addition of `file`, named by its stem where no slug is given.

        Raises:
            WorkspaceError: the slug cannot name a plan.
        """
        return cls(file, checked_slug(slug or file.stem), title)


def add_plans(
    workspace: Workspace,
    additions: Sequence[Addition],
    progress: Progress = silent,
    *,
    replace: bool = False,
) -> dict[str, tuple[BuiltPlan, ...]]:
    """Add the files to `workspace` and publish them; return what was built, by slug.

    Raises:
        WorkspaceError: there is no workspace, or a slug is taken and `replace` is false.
        InputError: a file cannot be read or is no plan.
        CheckFailed: a plan's graph violates the shapes.
            In each case nothing was written.
    """
    _refuse_taken(workspace, [addition.slug for addition in additions], replace=replace)
    builder = Builder(workspace)
    built: dict[str, tuple[BuiltPlan, ...]] = {}
    files: dict[Path, bytes] = {}
    for addition in additions:
        raw = _content(addition.file)
        folder = workspace.root / "data" / "sources" / addition.slug
        overrides = {"title": addition.title} if addition.title else {}
        source = PlanSource(addition.slug, folder, addition.file, overrides=overrides)
        built[addition.slug] = builder.build(source, progress)
        files |= {folder / "text.txt": raw, folder / "plan.toml": _plan_toml(addition)}
        files |= files_of(workspace, built[addition.slug])
    refuse_violations((plan for plans in built.values() for plan in plans), progress)
    replace_files(files)
    progress("publishing the snapshot")
    release = publish(workspace)
    save_record(workspace, BuildState.of(workspace).record(outputs_of(built), release))
    return built


def _content(file: Path) -> bytes:
    if file.suffix.lower() != ".txt":
        raise InputError(f"cannot add {str(file)!r} yet: only .txt; save it as text first")
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {str(file)!r}: {error.strerror}") from error


def _plan_toml(addition: Addition) -> bytes:
    # A JSON string is a TOML basic string.
    title = json.dumps(addition.title, ensure_ascii=False)
    name = json.dumps(addition.file.name, ensure_ascii=False)
    return (
        "# What the text does not say of itself; text.txt is the file as it was added.\n"
        f"[plan]\ntitle = {title}\n\n[source]\nnote = {name}\n"
    ).encode()


def _refuse_taken(workspace: Workspace, slugs: Sequence[str], *, replace: bool) -> None:
    if not workspace.writable:
        raise WorkspaceError(
            "the packaged plan takes no others: make a workspace with 'plankg init DIR' and name it"
            " with --workspace DIR"
        )
    if twice := _repeated(slugs):
        raise WorkspaceError(f"two files would be the plan {twice!r}: rename one of them")
    taken = {source.slug for source in workspace.sources()}
    taken |= {plan.slug for plan in workspace.published()}
    for slug in slugs:
        if slug in taken and not replace:
            raise WorkspaceError(
                f"there is a plan {slug!r} already: choose another name with --slug,"
                " or replace it with --replace"
            )


def _repeated(slugs: Iterable[str]) -> str:
    seen: set[str] = set()
    for slug in slugs:
        if slug in seen:
            return slug
        seen.add(slug)
    return ""
