from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving_sample import Running, serving
from web_sample import published


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the published sample; leave it as it is."""
    folder = tmp_path_factory.mktemp("state")
    published(folder)
    return folder


@pytest.fixture(scope="module")
def service(state: Path) -> Iterator[Running]:
    """One service for the tests of a file."""
    with serving(state, server={"workers": 3}, limits={"time_s": 20.0}) as running:
        yield running
