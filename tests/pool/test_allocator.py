"""Which allocator is taken: by the setting, by what the system has, by what works."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pool_sample import name_of, opened, until

from plankg.errors import WorkspaceError
from plankg.pool import Allocator, allocator_for
from plankg.pool.allocator import Tried

LIBC = "/opt/libc.so.6"
GLIBC_MISSES = Tried((LIBC,))


def trying(*outcomes: Tried) -> Callable[[Mapping[str, str]], Tried]:
    """Return what gives these outcomes in turn; `seen` of it are the environments it got."""
    left = list(outcomes)

    def tried(environment: Mapping[str, str]) -> Tried:
        tried.seen.append(environment)  # type: ignore[attr-defined]
        return left.pop(0)

    tried.seen = []  # type: ignore[attr-defined]
    return tried


def never(_: Mapping[str, str]) -> Tried:
    raise AssertionError("nothing is to be tried")


@pytest.mark.parametrize(
    ("files", "library", "told"),
    [
        (("/opt/libmimalloc.so.3",), "/opt/libmimalloc.so.3", "mimalloc, /opt/libmimalloc.so.3"),
        ((LIBC,), "", "the system's; install mimalloc"),
        # Something else answers for half of the work: better all of it without.
        ((LIBC, "/opt/libmimalloc.so.2"), "", "the system's; install mimalloc"),
    ],
    ids=["there", "missing", "half of it"],
)
def test_auto_takes_mimalloc_if_all_memory_would_come_from_it(
    files: tuple[str, ...], library: str, told: str
) -> None:
    found = allocator_for("auto", {}, trying(Tried(files)), glibc=True, packages=())
    assert found.library == library
    assert found.told.startswith(told)


def test_auto_asks_the_dynamic_loader() -> None:
    tried = trying(GLIBC_MISSES)
    allocator_for("auto", {"HOME": "/"}, tried, glibc=True, packages=())
    (seen,) = tried.seen  # type: ignore[attr-defined]
    assert seen["LD_PRELOAD"] == "libmimalloc.so.3:libmimalloc.so.2"
    assert seen["HOME"] == "/"


@pytest.mark.parametrize("folder", ["packages", "my packages"])
def test_auto_takes_the_installed_package_if_the_loader_can_be_told_of_it(
    tmp_path: Path, folder: str
) -> None:
    file = tmp_path / folder / "cmeel.prefix" / "lib" / "libmimalloc.so.3"
    file.parent.mkdir(parents=True)
    file.touch()
    tried = trying(Tried((str(file),)))
    packages = ["", str(tmp_path / "none"), str(tmp_path / folder)]
    found = allocator_for("auto", {}, tried, glibc=True, packages=packages)
    assert found == Allocator(str(file), f"mimalloc, {file}")
    asked = tried.seen[0]["LD_PRELOAD"]  # type: ignore[attr-defined]
    assert (asked == str(file)) == (" " not in folder)


@pytest.mark.parametrize(
    ("preloaded", "told"), [("", "the system's"), ("/opt/x.so", "LD_PRELOAD's: /opt/x.so")]
)
def test_auto_leaves_what_the_operator_preloads(preloaded: str, told: str) -> None:
    found = allocator_for("auto", {"LD_PRELOAD": preloaded}, never, glibc=True)
    assert found == Allocator("", told)


def test_a_library_that_is_named_comes_after_what_the_operator_preloads() -> None:
    tried = trying(Tried(("/opt/libx.so",)))
    allocator_for("libx.so", {"LD_PRELOAD": "/opt/clock.so"}, tried)
    assert tried.seen[0]["LD_PRELOAD"] == "/opt/clock.so:libx.so"  # type: ignore[attr-defined]


def test_auto_goes_without_where_the_engine_does_not_live_with_it() -> None:
    failing = trying(Tried(failure="a process ended with -11"))
    found = allocator_for("auto", {}, failing, glibc=True)
    assert found == Allocator("", told=found.told)
    assert "with mimalloc the engine fails: a process ended with -11" in found.told


def test_auto_tries_nothing_on_another_c_library() -> None:
    assert allocator_for("auto", {}, never, glibc=False) == Allocator()


def test_system_adds_nothing() -> None:
    assert allocator_for("system", {}, never) == Allocator()


WRONG = {
    "no file": ("/nowhere/x.so", Tried(), "'/nowhere/x.so' is no file"),
    "nothing": ("", Tried(), "must be auto, system, or a library"),
    "a blank": ("/opt/my lib.so", Tried(), "without blanks and colons"),
    "a list": ("a.so:b.so", Tried(), "without blanks and colons"),
    "unknown": ("libnone.so", GLIBC_MISSES, f"memory comes from {LIBC}"),
    "another": ("libx.so", Tried(("/opt/liby.so",)), "memory comes from /opt/liby.so"),
    "half": (
        "libx.so",
        Tried((LIBC, "/opt/libx.so")),
        "from /opt/libc.so.6 and /opt/libx.so",
    ),
    "a crash": ("libx.so", Tried(failure="a process ended with -6"), "used: a process ended with"),
}


@pytest.mark.parametrize(("setting", "outcome", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_library_that_cannot_be_used_is_an_error(setting: str, outcome: Tried, told: str) -> None:
    with pytest.raises(WorkspaceError, match=re.escape(told)) as caught:
        allocator_for(setting, {}, trying(outcome))
    assert str(caught.value).startswith(f"server.allocator: {setting!r}")
    assert "\n" not in str(caught.value)


def test_a_library_can_be_named_as_the_loader_knows_it() -> None:
    tried = trying(Tried(("/opt/libx.so.1",)))
    assert allocator_for("libx.so.1", {}, tried) == Allocator("libx.so.1", "/opt/libx.so.1")


def test_a_path_is_given_to_the_loader_from_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "libx.so"
    file.touch()
    found = allocator_for("./libx.so", {}, trying(Tried((str(file),))))
    assert found.library == str(file)


needs_glibc = pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD is Linux's")


@needs_glibc
@pytest.mark.parametrize("name", ["libm.so.6", "libplankg-none.so"])
def test_what_brings_no_allocator_is_noticed_by_trying_it(name: str) -> None:
    with pytest.raises(WorkspaceError, match="with it preloaded, memory comes from"):
        allocator_for(name)


@needs_glibc
def test_a_file_that_is_no_library_is_noticed_by_trying_it(tmp_path: Path) -> None:
    file = tmp_path / "libx.so"
    file.write_text("no library")
    with pytest.raises(WorkspaceError, match="with it preloaded, memory comes from"):
        allocator_for(str(file))


def test_workers_and_those_of_a_next_snapshot_use_it(
    snapshot: Path, other_snapshot: Path, mimalloc: Allocator
) -> None:
    with opened(snapshot, allocator=mimalloc) as pool:
        for path, name in ((snapshot, "first"), (other_snapshot, "second")):
            if path is other_snapshot:
                pool.swap(path)
            assert name_of(pool) == name
            assert "libmimalloc" in Path(f"/proc/{pool.zygote_pid}/maps").read_text()
            # A shell of addresses that nobody asked for could be filled beyond the limit of memory.
            total, resident = map(
                int, Path(f"/proc/{pool.zygote_pid}/statm").read_text().split()[:2]
            )
            assert (total - resident) * 4096 < 128 * 2**20
        assert until(lambda: pool.state.idle == pool.size)
        assert pool.state.replaced == 0


def test_small_queries_ask_the_kernel_for_no_memory(snapshot: Path, mimalloc: Allocator) -> None:
    with opened(snapshot, allocator=mimalloc, workers=1) as pool:
        (worker,) = (
            Path(f"/proc/{pool.zygote_pid}/task/{pool.zygote_pid}/children").read_text().split()
        )

        def page_faults() -> int:
            after_name = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2]
            return int(after_name.split()[7])

        for _ in range(50):
            name_of(pool)
        before = page_faults()
        for _ in range(200):
            name_of(pool)
        assert page_faults() - before < 200


def test_a_library_that_went_meanwhile_stops_no_zygote(snapshot: Path) -> None:
    with opened(snapshot, allocator=Allocator("/nowhere/libgone.so", "gone")) as pool:
        assert name_of(pool) == "first"
