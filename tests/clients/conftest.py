"""``plankg serve`` as a process of its own, over the sample plan, on a free port."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plankg import source_reading
from plankg.cli.init import make_workspace
from plankg.pipeline import build
from plankg.workspace import open_workspace
from sample import SLUG, TEXT, sample_reading


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace with the sample as its only plan, read by hand."""
    folder = tmp_path_factory.mktemp("clients") / "workspace"
    make_workspace(folder)
    (folder / "plankg.toml").write_text("[workspace]\npackaged_plans = false\n")
    source = folder / "data" / "sources" / SLUG
    source.mkdir()
    (source / "plan.toml").write_text("")
    (source / "text.txt").write_bytes(TEXT.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            source_reading,
            "read_plan",
            lambda document, _slug, *, iris, **_: sample_reading(document.text, iris.base),
        )
        build(open_workspace(folder))
    return folder


@pytest.fixture(scope="session")
def service(workspace: Path) -> Iterator[str]:
    """The address of the running service."""
    command = [sys.executable, "-m", "plankg", "serve", "--port", "0", "--workspace", workspace]
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        told = process.stdout.readline()
        address = re.search(r"http://[^ ]+", told)
        assert address, told
        yield address[0]
    finally:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture(scope="session")
def endpoint(service: str) -> str:
    """The address of its SPARQL endpoint."""
    return f"{service}/sparql"
