"""The version of the installed package."""

from __future__ import annotations

from functools import cache


@cache
def package_version() -> str:
    """Return the version, ``0+unknown`` for a source tree that is not installed."""
    # Only here: it takes as long to import as all that a query's process needs.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("plankg")
    except PackageNotFoundError:
        return "0+unknown"
