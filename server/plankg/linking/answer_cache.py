"""Keeps what an endpoint answered, name by name, so that no name is asked twice.

One JSON line a name, appended when its batch is answered: a process that is killed loses at most
the batch under way, and a line that was cut is asked anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from plankg.errors import WorkspaceError


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A thing of another graph that goes by a name: its IRI, its label, what it is said to be."""

    iri: str
    label: str = ""
    note: str = ""


class AnswerCache:
    """The answers of one endpoint to one template."""

    def __init__(self, folder: Path, endpoint: str, query: str) -> None:
        digest = hashlib.sha256(f"{endpoint}\n{query}".encode()).hexdigest()[:16]
        self.path = folder / f"{digest}.jsonl"
        self._answers: dict[str, tuple[Counterpart, ...]] = {}
        self._load()

    def __contains__(self, name: str) -> bool:
        return name in self._answers

    def of(self, name: str) -> tuple[Counterpart, ...]:
        """Return what was answered about a name, nothing if it was not asked yet."""
        return self._answers.get(name, ())

    def keep(self, answers: Mapping[str, Iterable[Counterpart]]) -> None:
        """Keep the answers to a batch, on the disk when this returns.

        Raises:
            WorkspaceError: the file cannot be written.
        """
        kept = {name: tuple(found) for name, found in answers.items()}
        lines = [
            json.dumps([name, [asdict(one) for one in found]], ensure_ascii=False) + "\n"
            for name, found in kept.items()
        ]
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                # After a line that was cut, a new one begins.
                file.write(("" if self._ends_whole() else "\n") + "".join(lines))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise WorkspaceError(f"cannot keep answers in {str(self.path)!r}: {error}") from error
        self._answers |= kept

    def forget(self) -> None:
        """Begin anew."""
        self.path.unlink(missing_ok=True)
        self._answers.clear()

    def _ends_whole(self) -> bool:
        content = self.path.read_bytes() if self.path.is_file() else b""
        return not content or content.endswith(b"\n")

    def _load(self) -> None:
        if not self.path.is_file():
            return
        for line in self.path.read_text(encoding="utf-8", errors="replace").split("\n"):
            try:
                name, found = json.loads(line)
                self._answers[name] = tuple(Counterpart(**one) for one in found)
            except (ValueError, TypeError):
                continue
