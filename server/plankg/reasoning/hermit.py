"""Runs HermiT, the OWL 2 reasoner that comes with owlready2.

owlready2 also ships Pellet, whose licence is the AGPL: only HermiT (LGPL) is ever started, as a
program of its own, and nothing of either is redistributed. owlready2's own way to it classifies
and realises everything, loads what was inferred into a database, and throws the answer away where
the ontology is inconsistent; asking HermiT only what we want to know takes a fifth of the time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plankg.errors import WorkspaceError

_COMMAND_LINE = "org.semanticweb.HermiT.cli.CommandLine"
_NOTHING = "http://www.w3.org/2002/07/owl#Nothing"
# Runs take seconds: the compiler's second stage would cost more than it saves. Without encoding,
# Chinese IRIs would all become the same question marks where the locale is C.
_JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8")
_INCONSISTENT = "InconsistentOntologyException"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT says; `unsatisfiable` are the IRIs of the classes that can have no member."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()


class HermiT:
    """The reasoner, run by the Java program `java`."""

    def __init__(self, java: str) -> None:
        self._command = (java, *_JVM, "-cp", _class_path(), _COMMAND_LINE, "-N", "-q", "-k", "-U")

    def judge(self, triples: Iterable[str]) -> Verdict:
        """Return what follows from the `triples`, lines of N-Triples.

        Raises:
            WorkspaceError: HermiT cannot read them, or ran out of memory; the text is its own.
        """
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "triples.nt"
            file.write_text("".join(triples), encoding="utf-8")
            done = subprocess.run(  # noqa: S603 - our own words and the user's Java
                (*self._command, file.as_uri()), capture_output=True, encoding="utf-8", check=False
            )
        said = done.stdout + done.stderr
        if _is_inconsistent(said):
            return Verdict(consistent=False)
        if done.returncode or "satisfiable." not in said:
            raise WorkspaceError(f"HermiT cannot judge this: {_reason(said)}")
        classes = re.findall(r"^\t(\S+)$", done.stdout, re.MULTILINE)
        return Verdict(True, tuple(sorted(name for name in classes if name != _NOTHING)))


def java_program() -> str | None:
    """Return the path of Java, that of ``JAVA_HOME`` first; None where there is none."""
    home = os.environ.get("JAVA_HOME", "")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    return found or shutil.which("java")


def _class_path() -> str:
    # Imported here only: it is large, and nothing else of it is wanted.
    import owlready2

    folder = Path(owlready2.__file__).parent / "hermit"
    if not (folder / "HermiT.jar").is_file():
        raise WorkspaceError(f"owlready2 has no HermiT in {str(folder)!r}: install it again")
    return os.pathsep.join((str(folder), str(folder / "HermiT.jar")))


def _is_inconsistent(said: str) -> bool:
    return _INCONSISTENT in said or "Thing is not satisfiable" in said


def _reason(said: str) -> str:
    """Return the line that names the fault: the exception's, or the first."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    named = [line for line in lines if "Exception" in line or "Error" in line]
    return (named or lines or ["it said nothing"])[0]
