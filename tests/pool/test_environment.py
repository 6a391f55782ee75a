"""What workers are told about their surroundings."""

from __future__ import annotations

from pathlib import Path

import pytest
from pool_sample import until

from plankg.pool.zygote_link import ZygoteLink


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
