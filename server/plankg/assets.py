"""Finds the knowledge folders (ontology, shapes, queries, data) that PlanKG ships with.

Installed from a wheel they lie in ``plankg/_assets``; in a checkout, at its top level.
"""

from __future__ import annotations

from pathlib import Path

from plankg.errors import WorkspaceError

_PACKAGE = Path(__file__).resolve().parent


def assets_root() -> Path:
    """Return the folder that holds ``ontology/ shapes/ queries/ data/``.

    Raises:
        WorkspaceError: neither an installed nor a checked-out copy has them.
    """
    installed = _PACKAGE / "_assets"
    checkout = _PACKAGE.parent.parent
    for root in (installed, checkout):
        if (root / "ontology").is_dir() and (root / "data" / "lookups").is_dir():
            return root
    raise WorkspaceError(
        f"PlanKG's own ontology/ and data/ are missing beside {str(_PACKAGE)!r}:"
        " install the package again"
    )
