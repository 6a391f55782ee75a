"""Keeps what was found in a plan, by what it was found with, and which release had which.

Kept in ``.plankg/findings/``: a file for each plan's content, named by its digest, and one for each
release, which says what its plans' digests were. So an unchanged plan is not audited again, and a
later audit can be held against a release.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plankg.atomic_files import replace_files
from plankg.errors import InputError, NotFoundError
from plankg.findings.finding import Finding
from plankg.findings.finding_json import findings_of, findings_text

# Enough for a year of weekly builds; some hundred kilobytes each at most.
_RELEASES = 50
# The shortest beginning of a release's name that is taken for it.
_SHORTEST = 6


@dataclass(frozen=True)
class KeptFindings:
    """The kept findings of a workspace; `folder` need not exist."""

    folder: Path

    def get(self, digest: str) -> tuple[Finding, ...] | None:
        """Return what was found, None if it is not known or its file is damaged."""
        try:
            records = json.loads(self._file(digest).read_bytes())
            return findings_of(records, digest)
        except (OSError, ValueError, InputError):
            return None

    def put(self, digest: str, findings: Iterable[Finding]) -> None:
        """Keep what was found."""
        replace_files({self._file(digest): findings_text(findings)})

    def keep_release(self, release: str, digests: Mapping[str, str]) -> None:
        """Remember what a release's plans were found with, by slug; forget the oldest ones."""
        text = json.dumps(dict(sorted(digests.items())), ensure_ascii=False, indent=1) + "\n"
        replace_files({self._release_file(release): text.encode()})
        self._prune()

    def of_release(self, name: str) -> tuple[Finding, ...]:
        """Return what was found in a release, given the beginning of its name.

        Raises:
            NotFoundError: it is not kept, or several begin so.
        """
        names = [path.stem for path in self._releases() if path.stem.startswith(name[:16])]
        if len(name) < _SHORTEST or len(names) != 1:
            raise NotFoundError(self._missing(name, names))
        digests = json.loads(self._release_file(names[0]).read_bytes())
        found: list[Finding] = []
        for digest in digests.values():
            findings = self.get(digest)
            if findings is None:
                raise NotFoundError(self._missing(name, ()))
            found += findings
        return tuple(found)

    def _missing(self, name: str, names: Iterable[str]) -> str:
        if several := ", ".join(names):
            return f"{name!r} is no whole name of a release; meant is one of {several}"
        known = ", ".join(path.stem for path in self._releases()) or "none"
        return (
            f"the findings of release {name!r} are not kept here; kept are {known}; the JSON of"
            " 'plankg audit --format json' will do too"
        )

    def _prune(self) -> None:
        releases = self._releases()
        for path in releases[: max(0, len(releases) - _RELEASES)]:
            path.unlink()
        used = {
            digest for path in self._releases() for digest in json.loads(path.read_bytes()).values()
        }
        for path in self.folder.glob("*.json"):
            if path.stem not in used:
                path.unlink()

    def _releases(self) -> list[Path]:
        """Return the files of the releases, the oldest first."""
        files = (self.folder / "releases").glob("*.json")
        return sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name))

    def _file(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"

    def _release_file(self, release: str) -> Path:
        return self.folder / "releases" / f"{release[:16]}.json"
