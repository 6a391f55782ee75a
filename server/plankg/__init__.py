"""PlanKG 策图: government plans as a knowledge graph in which every fact points at its words."""

from __future__ import annotations

import logging
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from plankg.model import Reading

try:
    __version__ = version("plankg")
except PackageNotFoundError:  # a source tree that is not installed
    __version__ = "0+unknown"


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
    from plankg.iris import Iris
    from plankg.readers import read_document
    from plankg.register import Register

    path = Path(path)
    document = read_document(path)
    for notice in document.notices:
        logging.getLogger(__name__).warning("%s: %s", path.name, notice)
    return read_plan(
        document,
        slug or path.stem,
        register=Register.load(assets_root() / "data" / "registers"),
        iris=Iris(),
    )


__all__ = ["Reading", "__version__", "read"]
