"""What the web is built on: an engine that answers, a catalogue, the base of the IRIs.

The pages' own questions are the files of ``web/queries/``; each is asked by its name, with IRIs
bound by the engine. The web reads in no other way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from plankg.catalogue import Catalogue
from plankg.engine import Engine, Limits, Term
from plankg.iris import DEFAULT_BASE
from plankg.published_tables import TableMaker, table_csv
from plankg.web.results import Table, parse_results

_QUERIES = Path(__file__).resolve().parent / "queries"


@cache
def page_query(name: str) -> str:
    """Return the text of one of the pages' own queries, read once."""
    return (_QUERIES / f"{name}.rq").read_text(encoding="utf-8")


def _about(query: str, variable: str, iris: Sequence[str]) -> str:
    """Return a query that is about some things; their addresses came out of the engine."""
    listed = " ".join(f"<{iri}>" for iri in iris)
    values = f"VALUES ?{variable} {{"
    return query.replace(f"{values} plan:nothing }}", f"{values} {listed} }}")


@dataclass(frozen=True)
class Service:
    """What `create_app` serves.

    `base` is the base of the published IRIs and ends with a slash. `prefixes` are those that the
    engine predeclares, shown beside the query editor. `published` is the moment since which these
    answers are given, where it is known; without it answers have no Last-Modified. `tables` makes
    a table as CSV from a plan's graph and its ledger.
    """

    engine: Engine
    catalogue: Catalogue
    base: str = DEFAULT_BASE
    limits: Limits = field(default_factory=Limits)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    published: datetime | None = None
    tables: TableMaker = table_csv

    @property
    def release(self) -> str:
        """The content hash of the published graphs that answers come from."""
        return self.engine.release

    def ask(self, name: str, **iris: str) -> Table:
        """Return the rows of one of the pages' own queries, its variables bound to `iris`."""
        return parse_results(self._answer(name, "json", iris))

    def ask_of(self, name: str, variable: str, iris: Sequence[str]) -> Table:
        """Return the rows of one of the pages' own queries about the things `iris`.

        Its text lists nothing for `variable`, which is where they are put.
        """
        query = _about(page_query(name), variable, iris)
        return parse_results(self.engine.answer(query, {}, "json", self.limits).body)

    def data_of(self, name: str, rdf_format: str, variable: str, iris: Sequence[str]) -> bytes:
        """Return the graph that a CONSTRUCT query of that kind makes."""
        query = _about(page_query(name), variable, iris)
        return self.engine.answer(query, {}, rdf_format, self.limits).body

    def data(self, name: str, rdf_format: str, *, base: str = "", **iris: str) -> bytes:
        """Return the graph that one of the pages' own CONSTRUCT queries makes.

        Relative IRIs in the query are resolved against `base`.
        """
        return self._answer(name, rdf_format, iris, base)

    def _answer(self, name: str, result_format: str, iris: dict[str, str], base: str = "") -> bytes:
        bindings = {variable: Term.iri(iri) for variable, iri in iris.items()}
        query = page_query(name)
        return self.engine.answer(query, bindings, result_format, self.limits, base=base).body
