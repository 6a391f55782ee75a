"""Starts the servers that are compared, each on the same N-Quads, and stops them."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from plankg.iris import DEFAULT_BASE
from plankg.sparql_prefixes import prefixes as prefixes_of
from plankg.store import build_snapshot

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, how long it took to be ready, and what is its own way."""

    name: str
    port: int
    path: str
    ready_after: float
    told: str = ""


@dataclass(frozen=True)
class CorpusSources:
    """A generated corpus in the place of published files, for `build_snapshot`."""

    file: Path
    base: str = DEFAULT_BASE
    prefixes: Mapping[str, str] = field(default_factory=lambda: prefixes_of(DEFAULT_BASE))

    @property
    def release(self) -> str:
        """The hash of the corpus."""
        with self.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def quads(self) -> tuple[bytes, bytes]:
        """Return the corpus's default graph and its named graphs."""
        default, named = [], []
        with self.file.open("rb") as stream:
            for quad in ox.parse(stream, ox.RdfFormat.N_QUADS):
                if isinstance(quad.graph_name, ox.DefaultGraph):
                    default.append(f"{quad.triple} .\n")
                else:
                    named.append(f"{quad} .\n")
        return "".join(default).encode(), "".join(named).encode()


@contextmanager
def ours(corpus: Path, folder: Path) -> Iterator[Server]:
    """Serve the corpus by PlanKG."""
    build_snapshot(folder, CorpusSources(corpus))  # type: ignore[arg-type]
    port = free_port()
    command = [sys.executable, str(_HERE / "service_ours.py"), str(folder), str(port)]
    with _running("PlanKG", command, port, "/sparql", "/readyz") as server:
        yield server


@contextmanager
def oxigraph(corpus: Path, folder: Path) -> Iterator[Server]:
    """Serve the corpus by ``oxigraph serve``, in memory as we do."""
    port = free_port()
    begun = time.perf_counter()
    command = [_installed("oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    with _running("oxigraph serve", command, port, "/query", "/") as server:
        with corpus.open("rb") as stream:
            load = urllib.request.Request(
                f"http://127.0.0.1:{port}/store",
                data=stream,
                headers={
                    "Content-Type": "application/n-quads",
                    "Content-Length": str(corpus.stat().st_size),
                },
                method="POST",
            )
            urllib.request.urlopen(load, timeout=1200).close()
        yield Server(server.name, port, server.path, time.perf_counter() - begun)


@contextmanager
def rdflib_endpoint(corpus: Path, folder: Path) -> Iterator[Server]:
    """Serve the corpus, whose name must end in ``.nq``, by rdflib-endpoint.

    Its default graph is all graphs together, ledgers too, whatever the corpus says.
    """
    port = free_port()
    # By the name it knows that these are quads.
    command = [_installed("rdflib-endpoint"), "serve", str(corpus), "--host", "127.0.0.1"]
    command += ["--port", str(port)]
    with _running("rdflib-endpoint", command, port, "/", "/?query=ASK%7B%7D") as server:
        yield replace(server, told="asks over all graphs together, ledgers too")


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def _running(
    name: str, command: list[str], port: int, path: str, probe: str, within: float = 180
) -> Iterator[Server]:
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers(port, probe):
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended with {process.returncode}: {' '.join(command)}")
            if time.perf_counter() - begun > within:
                raise RuntimeError(f"{name} was not ready within {within:g} s")
            time.sleep(0.05)
        yield Server(name, port, path, time.perf_counter() - begun)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int, probe: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{probe}", timeout=30) as answer:
            return answer.status < 500
    except OSError:
        return False


def _installed(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise RuntimeError(f"{name} is not installed: pip install 'plankg[bench]'")
    return found
