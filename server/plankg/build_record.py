"""Remembers what a build was made of, so that nothing unchanged is built twice.

Kept in ``.plankg/build.json``. Only contents count, never times: a fresh clone, a branch that was
switched and back, a touched file build nothing anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from plankg.workspace import PlanSource, Workspace
from plankg.writing.view import View

_PACKAGE = Path(__file__).resolve().parent
_KNOWLEDGE = {".ttl", ".tsv"}


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """One source: the digest of what it was built from, and of each file that came of it."""

    inputs: str
    outputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """The last build: what each source gave, and what the snapshot holds under which release."""

    plans: Mapping[str, PlanRecord] = field(default_factory=dict)
    published: str = ""
    release: str = ""


def load_record(workspace: Workspace) -> BuildRecord:
    """Return the last build's record; an unreadable one counts as none, as its loss costs time."""
    try:
        values = json.loads(workspace.view.read(record_file(workspace)))
        plans = {slug: PlanRecord(**plan) for slug, plan in values["plans"].items()}
        return BuildRecord(plans, values["published"], values["release"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return BuildRecord()


def record_file(workspace: Workspace) -> Path:
    """Return where the record of the last build is kept."""
    return workspace.state / "build.json"


def record_text(record: BuildRecord) -> bytes:
    """Return the record as it is kept for the next build."""
    return json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True).encode()


def rules_digest(workspace: Workspace) -> str:
    """Return the digest of all that a build depends on beside sources and published graphs.

    The program's own files stand for its version: in a checkout a changed rule must be built.
    """
    knowledge = (
        workspace.ontology,
        *workspace.shape_folders,
        *workspace.register_folders,
        *workspace.lookup_folders,
    )
    files = [path for folder in knowledge for path in _files(folder, _KNOWLEDGE)]
    files += [path for path in _files(_PACKAGE, {".py"}) if not _is_edge(path)]
    return _digest([workspace.base.encode(), *_contents(files, workspace.view)])


def source_digest(workspace: Workspace, source: PlanSource, rules: str) -> str:
    """Return the digest of all that a plan's graph depends on, human decisions included."""
    further = re.compile(re.escape(source.slug) + r"(-\d+)?\.yml")
    view, folder = workspace.view, workspace.reviews_file(source.slug).parent
    reviews = [folder / name for name in view.names(folder) if further.fullmatch(name)]
    files = [source.folder / "plan.toml", source.text, *reviews]
    return _digest([rules.encode(), *_contents(files, view)])


def published_digest(workspace: Workspace, rules: str) -> str:
    """Return the digest of all that a snapshot depends on."""
    view = workspace.view
    plans = [path for plan in workspace.published() for path in (plan.graph, plan.ledger)]
    waivers = [path for folder in workspace.waiver_folders for path in _files(folder, {".yml"})]
    links = [path for folder in workspace.link_folders for path in view.files(folder, ".tsv")]
    ready = _files(workspace.derived, {".ttl"})
    files = (*plans, *audit_files(workspace), *waivers, *links, *ready)
    return _digest([rules.encode(), *_contents(files, view)])


def audit_files(workspace: Workspace) -> list[Path]:
    """Return the files of the checks, which the plans' own graphs do not depend on."""
    folders = workspace.audit_folders
    return [path for folder in folders for path in _files(folder, {".rq", ".yml"})]


def file_digests(workspace: Workspace, files: Iterable[Path]) -> dict[str, str]:
    """Return the digest of each file by its path below the root; ``""`` for a missing one."""
    contents = {path: _content(path, workspace.view) for path in files}
    return {
        path.relative_to(workspace.root).as_posix(): "" if content is None else _digest([content])
        for path, content in contents.items()
    }


def _is_edge(path: Path) -> bool:
    """Say whether a module of ours comes after the published graph: service, web and commands."""
    return path.relative_to(_PACKAGE).parts[0] in {"web", "cli", "pool", "serving"}


def _files(folder: Path, suffixes: set[str]) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes)


def _contents(files: Iterable[Path], view: View) -> Iterator[bytes]:
    for path in files:
        yield path.name.encode()
        # A missing file is told by whoever needs it, with what to do.
        yield _content(path, view) or b""


def _content(path: Path, view: View) -> bytes | None:
    try:
        return view.read(path)
    except (FileNotFoundError, IsADirectoryError):
        return None


def _digest(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8))
        whole.update(part)
    return whole.hexdigest()
