"""A named query's answer as RDF: what is published about the things that its rows name.

A row that states a fact names it by IRI, and its evidence too; the graph has been describing both
all along, so that is the answer, with the places in the text that the evidence points at. Rows
that only count name no fact: each is a thing with a property for every column, much as W3C's CSV
to RDF in minimal mode makes them (docs/decisions/0015-named-queries.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from plankg.catalogue.arguments import bind
from plankg.catalogue.paging import Window
from plankg.catalogue.queries import NamedQuery
from plankg.catalogue.results import given_arguments, run
from plankg.catalogue.ways_out import ways_out
from plankg.engine import Answer, Engine, Limits

# Columns that name what a row is about, or shows it.
_NAMING = re.compile(r"(?:\w+_)?(?:iri|evidence)|thing|element")
# Nothing is said of it.
_NO_THING = "plan:nothing"


def described(
    engine: Engine,
    query: NamedQuery,
    arguments: Mapping[str, str],
    format: str,  # noqa: A002 - the engine's word
    limits: Limits,
    window: Window,
    address: str,
) -> tuple[Answer, str]:
    """Return the answer, or a page of it, as a graph, and the token of the next page.

    Args:
        engine: what is asked.
        query: the named query.
        arguments: its arguments.
        format: a format of graphs.
        limits: what the graph may hold.
        window: which rows.
        address: where the query is served; columns of counts are named below it.

    Raises:
        ParameterError: as by `run`.
        LimitError: the graph would pass a limit.
    """
    # The rows come first: they prove that the arguments mean something, and end the page.
    result = run(engine, query, arguments, limits, window)
    text = query.text
    if window.limit is not None:
        end = result.next_start
        text = query.piece(None if end is None else end - window.start, window.start)
    construct = _facts(query, text) if query.states_facts else _rows(query, text)
    given = given_arguments(arguments)
    bindings = bind(query.parameters, given)
    with ways_out(query, given, window):
        answer = engine.answer(construct, bindings, format, limits, base=address)
    return answer, result.next_page


def _facts(query: NamedQuery, text: str) -> str:
    columns = [f"?{name}" for name in _flat_columns(query) if _NAMING.fullmatch(name)]
    columns += [f"?{p.variable}" for p in query.parameters.values() if p.type == "iri"]
    chosen = ", ".join(f"IF(?number_ = {n}, {column}, 1/0)" for n, column in enumerate(columns))
    parameters = " ".join(f"?{parameter.variable}" for parameter in query.parameters.values())
    numbers = " ".join(map(str, range(len(columns))))
    return f"""CONSTRUCT {{ ?thing_ ?property_ ?value_ . ?place_ ?place_property_ ?place_value_ }}
WHERE {{
  {{
    SELECT DISTINCT ?thing_ {parameters} WHERE {{
      {{
{text}
      }}
      VALUES ?number_ {{ {numbers} }}
      BIND(COALESCE({chosen}, {_NO_THING}) AS ?thing_)
    }}
    LIMIT 10000000
  }}
  OPTIONAL {{ GRAPH ?graph_ {{ ?thing_ ?property_ ?value_ }} }}
  OPTIONAL {{ GRAPH ?places_ {{ ?thing_ oa:hasSelector ?selector_ }} }}
  BIND(COALESCE(?selector_, {_NO_THING}) AS ?place_)
  OPTIONAL {{ GRAPH ?place_graph_ {{ ?place_ ?place_property_ ?place_value_ }} }}
}}
"""


def _rows(query: NamedQuery, text: str) -> str:
    cells = " ; ".join(f"<#{name}> ?{name}" for name in _flat_columns(query))
    # Not a blank node, which would have another name in each answer.
    key = ", '+', ".join(
        f"ENCODE_FOR_URI(STR(?{name}))" for name in query.columns if _NAMING.fullmatch(name)
    )
    return f"""CONSTRUCT {{ ?row_ {cells} }}
WHERE {{
  {{
{text}
  }}
  BIND(IRI(CONCAT('#', {key})) AS ?row_)
}}
"""


def _flat_columns(query: NamedQuery) -> tuple[str, ...]:
    nested = {nest.name: nest for nest in query.nests}
    return tuple(
        flat
        for name in query.columns
        for flat in (
            [nested[name].prefix + part for part in query.nested_columns[name]]
            if name in nested
            else [name]
        )
    )
