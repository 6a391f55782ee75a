"""PlanKG 策图: government plans as a knowledge graph in which every fact points at its words."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plankg.model import Reading

    __version__: str


def __getattr__(name: str) -> object:
    """Return what is imported when it is asked for: each process of a service imports this."""
    if name == "Reading":
        from plankg.model import Reading

        return Reading
    if name == "__version__":
        from plankg.version import package_version

        return package_version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def read(path: str | Path, *, slug: str | None = None) -> Reading:
    """Return what the document at `path` says as a plan.

    `slug` names the plan (the file's stem by default). The reading's ``.targets``,
    ``.responsibilities``, ``.elements`` and ``.ledger`` are tuples of frozen dataclasses whose
    first fields are the columns of the tables, so ``pandas.DataFrame(reading.targets)`` is the
    table; ``.text`` is the text that offsets count in. What in the file was not read is in its
    ``.notices``, and logged as warnings.

    Raises:
        plankg.errors.InputError: the file cannot be read, or (`NotAPlanError`) is no plan.
    """
    from plankg.assets import assets_root
    from plankg.extract import read_plan
    from plankg.file_names import stem_of
    from plankg.iris import Iris
    from plankg.readers import read_document
    from plankg.register import Register

    path = Path(path)
    document = read_document(path)
    for notice in document.notices:
        logging.getLogger(__name__).warning("%s: %s", path.name, notice)
    return read_plan(
        document,
        slug or stem_of(path),
        register=Register.load(assets_root() / "data" / "registers"),
        iris=Iris(),
    )


__all__ = ["Reading", "__version__", "read"]
