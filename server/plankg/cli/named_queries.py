"""Loads a workspace's named queries for the commands, with what only the command line forbids."""

from __future__ import annotations

from plankg.catalogue import Catalogue
from plankg.errors import CatalogueError
from plankg.sparql_prefixes import prefixes
from plankg.workspace import Workspace

# What our own options are called; a query's parameter of that name would never be reached.
_RESERVED = {"workspace", "format", "output", "debug", "help"}


def load_catalogue(workspace: Workspace) -> Catalogue:
    """Return the named queries of `workspace`, laid over the packaged ones.

    Raises:
        CatalogueError: a query file is wrong; the text names it, the line, and what to do.
    """
    catalogue = Catalogue.load(*workspace.query_folders, prefixes=prefixes(workspace.base))
    for query in catalogue:
        for name in sorted(_RESERVED.intersection(query.parameters)):
            raise CatalogueError(
                f"{query.file}: no parameter can be called {name!r}: it is an option of every"
                " query; choose another name"
            )
    return catalogue
