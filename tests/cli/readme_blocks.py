"""Runs the README's commands; as a program it writes their real output into the README.

    python tests/cli/readme_blocks.py

A ``console`` block holds commands after ``$``, each followed by its output; a ``python`` block is
followed by a ``text`` block with what it prints. A block after a comment ``<!-- not run … -->``
is left alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
_ADDRESS = "http://127.0.0.1:8000"
_BLOCK = re.compile(
    r"(?P<skip><!-- not run[^>]*-->\n)?```(?P<kind>console|python)\n(?P<body>.*?)```\n"
    r"(?P<printed>\n```text\n(?P<text>.*?)```\n)?",
    re.DOTALL,
)


def with_real_output(readme: str) -> str:
    """Return the README with the output that its commands have now."""
    with _elsewhere() as folder, _served(folder) as address:
        return _BLOCK.sub(lambda block: _renewed(block, folder, address), readme)


def _renewed(block: re.Match[str], folder: Path, address: str) -> str:
    if block["skip"]:
        return block[0]
    if block["kind"] == "python":
        printed = _run([sys.executable, "-c", block["body"]], folder)
        return f"```python\n{block['body']}```\n\n```text\n{printed}```\n"
    commands = [line[2:] for line in block["body"].splitlines() if line.startswith("$ ")]
    shown = "".join(f"$ {command}\n{_output(command, folder, address)}" for command in commands)
    return f"```console\n{shown}```\n"


def _output(command: str, folder: Path, address: str) -> str:
    command = command.replace(_ADDRESS, address)
    if not shutil.which("curl"):
        command = command.replace("curl -s", f"{sys.executable} {__file__} --fetch")
    return _run(["bash", "-c", f"{command} 2>/dev/null"], folder)


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, env=_environment(folder), capture_output=True, check=True
    )
    # SPARQL's CSV has CRLF, which a Markdown file should not have in some of its lines.
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


def _environment(folder: Path) -> dict[str, str]:
    scripts = str(Path(sys.executable).parent)
    kept = {name: value for name, value in os.environ.items() if name != "PLANKG_WORKSPACE"}
    return kept | {
        "PATH": f"{scripts}{os.pathsep}{kept.get('PATH', '')}",
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "COLUMNS": "100",
    }


@contextmanager
def _elsewhere() -> Iterator[Path]:
    """Yield an empty folder with the files that the commands name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").symlink_to(ROOT / "data")
        (folder / "tests").mkdir()
        shutil.copy(ROOT / "tests" / "sample.txt", folder / "tests")
        plans = Path("tests", "comparison", "plans")
        shutil.copytree(ROOT / plans, folder / plans)
        yield folder


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "plankg", "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=folder, env=_environment(folder), stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            told = re.search(r"http://\S+", server.stdout.readline())
            yield told[0]
        finally:
            server.kill()


def _fetch(address: str) -> None:
    """Do what ``curl -s`` does, on a machine without it."""
    from http.client import HTTPConnection
    from urllib.parse import quote, urlsplit

    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", quote(f"{parts.path}?{parts.query}", safe="/?&=%"))
    sys.stdout.buffer.write(connection.getresponse().read())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--fetch"]:
        _fetch(sys.argv[2])
    else:
        renewed = with_real_output(README.read_text(encoding="utf-8"))
        README.write_text(renewed, encoding="utf-8")
