"""Adds plans to a workspace: read and checked first, then written with their graphs at once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from plankg.build_state import BuildState
from plankg.errors import InputError, PlanKGError, UntitledError, WorkspaceError
from plankg.pipeline import (
    Builder,
    BuiltPlan,
    Progress,
    files_of,
    outputs_of,
    refuse_shared_slugs,
    refuse_violations,
    silent,
    told,
)
from plankg.publication import publish
from plankg.published_change import keep_record, published_change
from plankg.review_files import HEADING
from plankg.sole_writer import sole_writer
from plankg.source_files import plan_toml, stored_name
from plankg.workspace import PlanSource, Workspace, checked_slug

# What a file's name has beside letters and digits: quotes, brackets, blanks, dashes of all kinds.
_NO_LETTERS = re.compile(r"[\W]+")


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
        return cls(file, checked_slug(slug or _NO_LETTERS.sub("-", file.stem).strip("-")), title)


@dataclass(frozen=True, slots=True)
class Added:
    """A file that was read and checked: its plans, and all that is to be written for them.

    `before` holds the published graphs of the plans that it replaces, by slug.
    """

    addition: Addition
    plans: tuple[BuiltPlan, ...]
    files: dict[Path, bytes]
    gone: tuple[Path, ...] = ()
    before: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to become of one file of a folder: its plans, or why it is not added."""

    file: Path
    slug: str = ""
    added: Added | None = None
    error: str = ""
    unchanged: bool = False


def add_plans(
    workspace: Workspace,
    additions: Sequence[Addition],
    progress: Progress = silent,
    *,
    replace: bool = False,
) -> tuple[Added, ...]:
    """Add the files to `workspace` and publish them, all or none; return what was added.

    Raises:
        WorkspaceError: there is no workspace, another process writes there, or a slug is taken and
            `replace` is false.
        InputError: a file cannot be read or is no plan.
        CheckFailed: a plan's graph violates the shapes.
            In each case, and if the snapshot cannot be made, all is as it was.
    """
    _refuse_packaged(workspace)
    with sole_writer(workspace, progress) as own:
        adder = _Adder(own, progress, replace)
        added = [adder.read(addition) for addition in additions]
        refuse_violations((plan for one in added for plan in one.plans), progress)
        adder.write(added, progress)
    return tuple(added)


def add_each(
    workspace: Workspace,
    files: Sequence[Path],
    progress: Progress = silent,
    *,
    replace: bool = False,
) -> Iterator[Outcome]:
    """Read the files one by one, and yield what is to become of each; then add all at once.

    A file that cannot be added does not stop the others, and leaves nothing behind. One that prints
    no title gives its name to the plan; its addition then has that title. Who stops asking before
    the end adds nothing.

    Raises:
        WorkspaceError: there is no workspace, it is broken, or another process writes there.
    """
    _refuse_packaged(workspace)
    with sole_writer(workspace, progress) as own:
        # What a file's reading has to tell is in its outcome.
        adder = _Adder(own, silent, replace)
        done: list[Added] = []
        for file in files:
            outcome = adder.outcome_of(file)
            if outcome.added is not None:
                done.append(outcome.added)
            yield outcome
        if done:
            adder.write(done, progress)


def _refuse_packaged(workspace: Workspace) -> None:
    if not workspace.writable:
        raise WorkspaceError(
            "the packaged plan takes no others: make a workspace with 'plankg init DIR' and"
            " name it with --workspace DIR"
        )


class _Adder:
    """Reads and writes additions to one workspace, in which no other process writes."""

    def __init__(self, workspace: Workspace, progress: Progress, replace: bool) -> None:
        self._workspace = workspace
        self._progress = progress
        self._replace = replace
        self._builder: Builder | None = None
        self._seen: set[str] = set()
        # Looked at once: a folder of a thousand files would look a thousand times at as many.
        self._sources = {source.slug: source for source in workspace.sources()}
        self._taken = {*self._sources, *(plan.slug for plan in workspace.published())}

    def read(self, addition: Addition) -> Added:
        """Return what adding a file would write.

        Raises:
            PlanKGError: as `add_plans`.
        """
        slug, workspace = addition.slug, self._workspace
        if slug in self._seen:
            raise WorkspaceError(f"two files would be the plan {slug!r}: rename one of them")
        old = self._replaced(slug)
        raw = _content(addition.file)
        folder = workspace.root / "data" / "sources" / slug
        stored = folder / stored_name(addition.file)
        toml = plan_toml(folder / "plan.toml", addition.file, addition.title)
        source = PlanSource(slug, folder, addition.file, overrides=toml.overrides)
        self._builder = self._builder or Builder(workspace)
        plans = self._builder.build(source, self._progress)
        _refuse_untitled(addition.file, plans)
        before = set(workspace.plans_of(old)) if old else set()
        refuse_shared_slugs(slug, plans, (self._taken | self._seen) - before)
        self._seen |= {slug} | {plan.slug for plan in plans}
        files = {stored: raw, folder / "plan.toml": toml.content, **files_of(workspace, plans)}
        for plan in plans:
            reviews = workspace.reviews_file(plan.slug)
            if not reviews.exists():
                files[reviews] = HEADING.format(slug=plan.slug).encode()
        published = [workspace.plan_file(one) for one in sorted(before)]
        ledgers = [workspace.ledger_file(one) for one in sorted(before)]
        gone = [*published, *ledgers, *([old.text] if old else [])]
        return Added(
            addition,
            plans,
            files,
            tuple(path for path in gone if path not in files),
            {path.stem: path.read_bytes() for path in published if path.is_file()},
        )

    def outcome_of(self, file: Path) -> Outcome:
        """Read a file and say what is to become of it; whatever is wrong is told, not raised."""
        slug = ""
        try:
            addition = Addition.of(file)
            slug = addition.slug
            if not self._replace and self._is_there(addition):
                self._seen.add(slug)
                return Outcome(file, slug, unchanged=True)
            added = self._titled(addition)
            if violations := [told(one) for plan in added.plans for one in plan.check.violations]:
                count = f" ({len(violations)} violations)" if len(violations) > 1 else ""
                return Outcome(file, slug, error=f"violates the shapes: {violations[0]}{count}")
        except PlanKGError as error:
            return Outcome(file, slug, error=str(error))
        except Exception as error:  # noqa: BLE001 - one file's trouble is not the folder's
            return Outcome(file, slug, error=f"unexpected {type(error).__name__}: {error}")
        return Outcome(file, slug, added)

    def _titled(self, addition: Addition) -> Added:
        """Read an addition; a file that prints no title gives its name to the plan."""
        try:
            return self.read(addition)
        except UntitledError:
            return self.read(replace(addition, title=addition.file.stem))

    def write(self, added: Sequence[Added], progress: Progress) -> None:
        """Write what was read, make the snapshot with it, and remember what it was built from."""
        workspace = self._workspace
        files = {path: content for one in added for path, content in one.files.items()}
        with published_change(workspace, files, [gone for one in added for gone in one.gone]) as it:
            progress("publishing the snapshot")
            plans = itertools.chain.from_iterable(one.plans for one in added)
            release = publish(workspace, it, {plan.slug: plan.check for plan in plans}).release
            outputs = outputs_of({one.addition.slug: one.plans for one in added})
            keep_record(workspace, it, BuildState.of(workspace).record(outputs, release))

    def _replaced(self, slug: str) -> PlanSource | None:
        """Return the source that is replaced, None for a new plan.

        Raises:
            WorkspaceError: the slug is taken.
        """
        if slug not in self._taken:
            return None
        own = self._sources.get(slug)
        if own is None:
            raise WorkspaceError(
                f"{slug!r} is published here from another file: choose another name with --slug"
            )
        if not self._replace:
            raise WorkspaceError(
                f"there is a plan {slug!r} already: choose another name with --slug,"
                " or replace it with --replace"
            )
        # A packaged plan of that name is laid over, and stays what it is.
        return own if own.folder.is_relative_to(self._workspace.root) else None

    def _is_there(self, addition: Addition) -> bool:
        source = self._sources.get(addition.slug)
        if source is None or not source.text.is_file():
            return False
        return source.text.read_bytes() == _content(addition.file)


def _refuse_untitled(file: Path, plans: Sequence[BuiltPlan]) -> None:
    if any(not plan.reading.meta.title for plan in plans):
        raise UntitledError(
            f"{str(file)!r} prints no title that could be told from its text: give it one,"
            f" plankg add {str(file)!r} --title TITLE"
        )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {str(file)!r}: {error.strerror}") from error
