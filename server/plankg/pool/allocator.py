"""Which memory allocator the processes that run queries use: mimalloc, where there is one.

With the C library's, ranked questions take a tenth to a fifth more time, and the processes half
again as much memory (docs/decisions/0013-workers.md). The extra ``plankg[mimalloc]`` installs one;
else the dynamic loader is asked for the system's. A process is started with it once, to see that it
and the engine live with it: a library that cannot be used should be told before anything is served.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plankg.errors import WorkspaceError

AUTO, SYSTEM = "auto", "system"
# The names of mimalloc's versions 3 and 2, of which the first that the loader finds is taken.
_MIMALLOC = ("libmimalloc.so.3", "libmimalloc.so.2")
# Where the package cmeel-mimalloc puts its own, in a folder of installed packages.
_PACKAGED = Path("cmeel.prefix", "lib", "libmimalloc.so.3")
_INSTALL = "install mimalloc (pip install 'plankg[mimalloc]') for faster answers"
_SECONDS = 20
# Memory that one allocator gives, another must not take back: all of these come from one library.
_PROBE = """
import ctypes, json, pyoxigraph
class Place(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in ("file", "base", "symbol", "address")]
here, place, files = ctypes.CDLL(None), Place(), []
for name in ("malloc", "calloc", "realloc", "free", "posix_memalign", "aligned_alloc"):
    here.dladdr(ctypes.cast(here[name], ctypes.c_void_p), ctypes.byref(place))
    files.append(ctypes.string_at(place.file).decode())
store = pyoxigraph.Store()
store.extend(pyoxigraph.Quad(*[pyoxigraph.NamedNode(f"x:{n}")] * 3) for n in range(1000))
assert len(list(store.query("SELECT * { ?s ?p ?o }"))) == 1000
print(json.dumps(sorted(set(files))))
"""


@dataclass(frozen=True, slots=True)
class Allocator:
    """An allocator that was found to work: the `library` to preload, none if empty.

    `told` says in words which one it is, and why not another.
    """

    library: str = ""
    told: str = "the system's"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of starting a process: the files that bring its allocator, or what it said."""

    files: tuple[str, ...] = ()
    failure: str = ""


def allocator_for(
    setting: str,
    environment: Mapping[str, str] = os.environ,
    try_preload: Callable[[Mapping[str, str]], Tried] | None = None,
    *,
    glibc: bool | None = None,
    packages: Iterable[str] = tuple(sys.path),
) -> Allocator:
    """Return the allocator that a setting asks for: ``auto``, ``system``, or a library.

    Where `environment` sets ``LD_PRELOAD``, be it to nothing, ``auto`` leaves it as it is; a
    library that is named comes after those that are there. ``auto`` never fails.

    Args:
        setting: a library is its path, or a name that the dynamic loader finds.
        environment: what the processes will be started in.
        try_preload: starts one in such an environment; replaced by tests.
        glibc: whether this is its C library, the one with which ``auto`` was tried.
        packages: the folders in which ``auto`` looks for an installed mimalloc first.

    Raises:
        WorkspaceError: the library is not there or cannot be used.
    """
    if setting == SYSTEM:
        return Allocator()
    tried = try_preload or _tried
    if setting == AUTO:
        return _found(environment, tried, _is_glibc() if glibc is None else glibc, packages)
    return _named(setting, environment, tried)


def preloading(library: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that make a process started in `environment` use the library.

    mimalloc from 2.1 on asks for a gibibyte of addresses at a time, which queries could then fill
    beyond their limit of memory: its growth is what the kernel counts. So it asks for what it
    needs, unless the operator says otherwise. Others know no such variable.
    """
    variables = {"MIMALLOC_ARENA_RESERVE": environment.get("MIMALLOC_ARENA_RESERVE", "0")}
    if library:
        variables["LD_PRELOAD"] = ":".join(
            filter(None, [environment.get("LD_PRELOAD", ""), library])
        )
    return variables


def _found(
    environment: Mapping[str, str],
    tried: Callable[[Mapping[str, str]], Tried],
    glibc: bool,
    packages: Iterable[str],
) -> Allocator:
    preloaded = environment.get("LD_PRELOAD")
    if preloaded is not None:
        return Allocator(told=f"LD_PRELOAD's: {preloaded}" if preloaded else Allocator().told)
    # Only glibc's loader goes on without those that it does not find.
    if not glibc:
        return Allocator()
    library = _packaged(packages) or ":".join(_MIMALLOC)
    found = tried({**environment, **preloading(library, environment)})
    if found.failure:
        return Allocator(told=f"the system's: with mimalloc the engine fails: {found.failure}")
    if len(found.files) != 1 or not Path(found.files[0]).name.startswith("libmimalloc"):
        return Allocator(told=f"the system's; {_INSTALL}")
    return Allocator(found.files[0], f"mimalloc, {_real(found.files[0])}")


def _packaged(packages: Iterable[str]) -> str:
    """Return the path of the mimalloc among installed packages; empty where there is none."""
    paths = (str(Path(folder, _PACKAGED).absolute()) for folder in packages if folder)
    return next((path for path in paths if _can_be_listed(path) and Path(path).is_file()), "")


def _can_be_listed(path: str) -> bool:
    """Say whether the loader can be told of a path: it parts its list at blanks and colons."""
    return not any(sign.isspace() or sign == ":" for sign in path)


def _named(
    setting: str, environment: Mapping[str, str], tried: Callable[[Mapping[str, str]], Tried]
) -> Allocator:
    wrong = f"server.allocator: {setting!r}"
    if not setting or not _can_be_listed(setting):
        raise WorkspaceError(
            f"{wrong} must be auto, system, or a library without blanks and colons in its path"
        )
    library = str(Path(setting).absolute()) if "/" in setting else setting
    if "/" in setting and not Path(library).is_file():
        raise WorkspaceError(f"{wrong} is no file; give the path of a library, or auto")
    found = tried({**environment, **preloading(library, environment)})
    if found.failure:
        raise WorkspaceError(f"{wrong} cannot be used: {found.failure}")
    if len(found.files) != 1 or library not in (found.files[0], Path(found.files[0]).name):
        others = " and ".join(map(_real, found.files))
        raise WorkspaceError(
            f"{wrong} cannot be used: with it preloaded, memory comes from {others}: the dynamic"
            " loader doesn't find it, it brings no allocator, or LD_PRELOAD names another; give"
            " another library, or auto"
        )
    return Allocator(library, _real(found.files[0]))


def _tried(environment: Mapping[str, str]) -> Tried:
    command = [sys.executable, "-P", "-c", _PROBE]
    try:
        done = subprocess.run(  # noqa: S603 - our own text
            command, env=dict(environment), capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError) as error:
        return Tried(failure=str(error))
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        return Tried(failure=f"a process ended with {done.returncode}: {last}".rstrip(": "))
    return Tried(tuple(json.loads(done.stdout)))


def _is_glibc() -> bool:
    try:
        return (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc")
    except (AttributeError, OSError, ValueError):
        return False


def _real(file: str) -> str:
    return os.path.realpath(file) if "/" in file else file
