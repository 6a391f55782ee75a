"""Named queries: text files with a header, run with typed parameters bound by the engine."""

from __future__ import annotations

from plankg.catalogue.arguments import Names, Parameter
from plankg.catalogue.commands import command_of
from plankg.catalogue.described import described
from plankg.catalogue.examples import example_text
from plankg.catalogue.paging import LIMIT, PAGE, Window, page_token
from plankg.catalogue.queries import Catalogue, NamedQuery
from plankg.catalogue.rendering import as_csv, as_json, as_tsv, cells, render
from plankg.catalogue.results import Result, Row, run
from plankg.catalogue.suggestions import names_in, suggestions

__all__ = [
    "LIMIT",
    "PAGE",
    "Catalogue",
    "NamedQuery",
    "Names",
    "Parameter",
    "Result",
    "Row",
    "Window",
    "as_csv",
    "as_json",
    "as_tsv",
    "cells",
    "command_of",
    "described",
    "example_text",
    "names_in",
    "page_token",
    "render",
    "run",
    "suggestions",
]
