"""Which allocator workers get."""

from __future__ import annotations

import ctypes.util
import platform
from pathlib import Path

import pytest
from pool_sample import ask, opened, until

from plankg.pool.allocator import preloaded
from plankg.pool.zygote_link import ZygoteLink


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> dict[str, str | None]:
    """What a machine has: its C library, and the file of mimalloc."""
    has: dict[str, str | None] = {"libc": "glibc", "mimalloc": "libmimalloc.so.2"}
    monkeypatch.setattr(platform, "libc_ver", lambda: (has["libc"], "2.36"))
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: has.get(name))
    return has


def test_mimalloc_is_used_where_the_machine_has_it(machine: dict[str, str | None]) -> None:
    assert preloaded({"HOME": "/"}) == {"LD_PRELOAD": "libmimalloc.so.2"}
    machine["mimalloc"] = None
    assert preloaded({"HOME": "/"}) == {}


@pytest.mark.parametrize("chosen", ["", "libjemalloc.so.2"])
def test_what_the_operator_preloads_holds(machine: dict[str, str | None], chosen: str) -> None:
    assert machine["mimalloc"]
    assert preloaded({"LD_PRELOAD": chosen}) == {}


def test_a_loader_that_stops_at_a_missing_library_is_not_asked(
    machine: dict[str, str | None],
) -> None:
    machine["libc"] = ""  # as on musl
    assert preloaded({}) == {}


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc" or not ctypes.util.find_library("mimalloc"),
    reason="mimalloc is not installed here",
)
def test_a_zygote_runs_on_it(snapshot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LD_PRELOAD", raising=False)
    with ZygoteLink(snapshot, {}) as zygote:
        maps = Path(f"/proc/{zygote.pid}/maps")
        assert until(lambda: "mimalloc" in maps.read_text(encoding="utf-8"))


def test_a_library_that_cannot_be_loaded_stops_nobody(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_PRELOAD", "libno-such-allocator.so.9")
    with opened(snapshot) as pool:
        assert ask(pool, "ASK {}")
