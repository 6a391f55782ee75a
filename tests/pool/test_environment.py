"""What workers are told about their surroundings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pool_sample import until

from plankg.pool.zygote_link import ZygoteLink

ARENAS = "MIMALLOC_ARENA_RESERVE"


def environment_of(zygote: ZygoteLink) -> dict[str, str]:
    """Return what a zygote was started with."""
    file = Path(f"/proc/{zygote.pid}/environ")
    # Before it runs its program, this is still the environment of the process that tests.
    assert until(lambda: b"RUST_BACKTRACE=0" in file.read_bytes())
    pairs = (pair.partition("=") for pair in file.read_bytes().decode().split("\0"))
    return {name: value for name, _, value in pairs}


def test_a_library_comes_after_those_of_the_operator(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_PRELOAD", "libm.so.6")
    with ZygoteLink(snapshot, {}, "libdl.so.2") as zygote:
        assert environment_of(zygote)["LD_PRELOAD"] == "libm.so.6:libdl.so.2"
    with ZygoteLink(snapshot, {}) as zygote:
        assert environment_of(zygote)["LD_PRELOAD"] == "libm.so.6"


def test_mimalloc_asks_for_no_addresses_beyond_need_unless_the_operator_says_so(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ARENAS, raising=False)
    with ZygoteLink(snapshot, {}) as zygote:
        assert environment_of(zygote)[ARENAS] == "0"
    monkeypatch.setenv(ARENAS, "65536")
    with ZygoteLink(snapshot, {}) as zygote:
        assert environment_of(zygote)[ARENAS] == "65536"


def test_the_allocator_keeps_what_queries_free_unless_the_operator_says_otherwise(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.tcache_count=7")
    with ZygoteLink(snapshot, {}) as zygote:
        # Before it runs its program, this is still the environment of the process that tests.
        environment = Path(f"/proc/{zygote.pid}/environ")
        assert until(lambda: b"RUST_BACKTRACE=0" in environment.read_bytes())
        told = environment.read_bytes()
    # Of two, the later one holds. (The C library takes them apart in place.)
    ours, operators = (told.find(b"tcache_count=" + count) for count in (b"65535", b"7"))
    assert 0 < ours < operators
    assert b"glibc.malloc.hugetlb=1" in told


def test_ctrl_c_in_the_terminal_is_not_the_zygotes(snapshot: Path) -> None:
    # It goes to the process group of the terminal's foreground, which is the service's.
    with ZygoteLink(snapshot, {}) as zygote:
        assert os.getpgid(zygote.pid) == zygote.pid != os.getpgrp()
