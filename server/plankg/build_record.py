"""Remembers what a build was made of, so that nothing unchanged is built twice.

Kept in ``.plankg/build.json``. Only contents count, never times: a fresh clone, a branch that was
switched and back, a touched file build nothing anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from plankg.atomic_files import replace_files
from plankg.workspace import PlanSource, Workspace

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
        values = json.loads(_path(workspace).read_text(encoding="utf-8"))
        plans = {slug: PlanRecord(**plan) for slug, plan in values["plans"].items()}
        return BuildRecord(plans, values["published"], values["release"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return BuildRecord()


def save_record(workspace: Workspace, record: BuildRecord) -> None:
    """Keep the record for the next build."""
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True)
    replace_files({_path(workspace): text.encode()})


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
    code = [path for path in _files(_PACKAGE, {".py"}) if not _is_edge(path)]
    return _digest([workspace.base.encode(), *_contents(files), *_contents(code)])


def source_digest(workspace: Workspace, source: PlanSource, rules: str) -> str:
    """Return the digest of all that a plan's graph depends on, human decisions included."""
    further = re.compile(re.escape(source.slug) + r"(-\d+)?")
    folder = workspace.reviews_file(source.slug).parent
    reviews = [path for path in sorted(folder.glob("*.yml")) if further.fullmatch(path.stem)]
    files = [source.folder / "plan.toml", source.text, *reviews]
    return _digest([rules.encode(), *_contents(files)])


def published_digest(workspace: Workspace, rules: str) -> str:
    """Return the digest of all that a snapshot depends on."""
    files = [path for plan in workspace.published() for path in (plan.graph, plan.ledger)]
    waivers = [path for folder in workspace.waiver_folders for path in _files(folder, {".yml"})]
    links = [path for folder in workspace.link_folders for path in _files(folder, {".tsv"})]
    decided = (*_contents(waivers), *_contents(links))
    ready = _files(workspace.derived, {".ttl"})
    parts = (*_contents(files), *_contents(audit_files(workspace)), *decided, *_contents(ready))
    return _digest([rules.encode(), *parts])


def audit_files(workspace: Workspace) -> list[Path]:
    """Return the files of the checks, which the plans' own graphs do not depend on."""
    folders = workspace.audit_folders
    return [path for folder in folders for path in _files(folder, {".rq", ".yml"})]


def file_digests(root: Path, files: Iterable[Path]) -> dict[str, str]:
    """Return the digest of each file by its path below `root`; ``""`` for a missing one."""
    return {
        path.relative_to(root).as_posix(): _digest([path.read_bytes()]) if path.is_file() else ""
        for path in files
    }


def _path(workspace: Workspace) -> Path:
    return workspace.state / "build.json"


def _is_edge(path: Path) -> bool:
    """Say whether a module of ours comes after the published graph: service, web and commands."""
    return path.relative_to(_PACKAGE).parts[0] in {"web", "cli", "pool", "serving"}


def _files(folder: Path, suffixes: set[str]) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes)


def _contents(files: Iterable[Path]) -> Iterable[bytes]:
    for path in files:
        yield path.name.encode()
        # A missing file is told by whoever needs it, with what to do.
        yield path.read_bytes() if path.is_file() else b""


def _digest(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8))
        whole.update(part)
    return whole.hexdigest()
