"""The names that things in the graph go by: which are meant by a name that nothing has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from plankg.catalogue.arguments import Names, Parameter
from plankg.engine import Engine, Limits, Term
from plankg.errors import ParameterError, shown

_MOST = 5
_MOST_LISTED = 20
# Names are short: two of three characters in common is already close.
_CLOSE = 0.5
# Ledgers and the datasets' description are in named graphs only.
_DESCRIBED = (
    "SELECT ?thing {"
    " { ?thing ?property ?value } UNION { GRAPH ?graph { ?thing ?property ?value } }"
    " } LIMIT 1"
)


def names_in(engine: Engine, names: Names, limits: Limits | None = None) -> tuple[str, ...]:
    """Return the names of a kind of thing that the graph knows, sorted, each once."""
    return tuple(sorted({name for name, _ in _rows(engine, names, limits or Limits())}))


def suggestions(
    engine: Engine, names: Names, value: str, limits: Limits | None = None
) -> tuple[str, ...]:
    """Return up to five names close to `value`, the closest first, one for each thing."""
    things = dict(_rows(engine, names, limits or Limits()))
    close = get_close_matches(value, sorted(things), len(things) or 1, _CLOSE)
    inside = sorted((name for name in things if name in value or value in name), key=len)
    best: dict[str, str] = {}
    for name in (*close, *inside):
        best.setdefault(things[name], name)
    return tuple(best.values())[:_MOST]


def refuse_unknown_names(
    engine: Engine, parameters: Mapping[str, Parameter], given: Mapping[str, str], limits: Limits
) -> None:
    """Tell that nothing goes by a name, which is another thing than that it has no rows.

    Raises:
        ParameterError: nothing of the parameter's kind has the given name, or no triple is about
            the given IRI.
    """
    for name, value in given.items():
        names = parameters[name].names
        if parameters[name].type == "iri" and not _is_described(engine, value, limits):
            raise ParameterError(
                f"nothing is known of {shown(value)!r}; give the IRI of a thing in the published"
                f" plans, as in {parameters[name].example}",
                "nothing_known",
                value=shown(value),
                example=parameters[name].example,
            )
        if names is None or _is_known(_rows(engine, names, limits), names, value):
            continue
        raise _unknown(engine, names, value, limits)


def _unknown(engine: Engine, names: Names, value: str, limits: Limits) -> ParameterError:
    """Return the error that names what is close to `value`, or else what there is."""
    key, found, more = "name_close", suggestions(engine, names, value, limits), 0
    hint = f"did you mean {'、'.join(found)}?"
    if not found:
        known = names_in(engine, names, limits)
        found, more = known[:_MOST_LISTED], max(0, len(known) - _MOST_LISTED)
        key = "name_of_many" if more else "name_known" if known else "name_none"
        hint = f"known are {'、'.join(found)}" if known else "the published plans name none"
        hint += f" and {more} more" if more else ""
    return ParameterError(
        f"no {names.title['en']} is called {shown(value)!r}; {hint}",
        key,
        kind=names.title,
        value=shown(value),
        available="、".join(found),
        more=more,
    )


def _rows(engine: Engine, names: Names, limits: Limits) -> Iterable[tuple[str, str]]:
    document = json.loads(engine.answer(names.text, {}, "json", limits).body)
    for row in document["results"]["bindings"]:
        yield row["name"]["value"], row["iri"]["value"]


def _is_described(engine: Engine, iri: str, limits: Limits) -> bool:
    answer = engine.answer(_DESCRIBED, {"thing": Term.iri(iri)}, "json", limits)
    return bool(json.loads(answer.body)["results"]["bindings"])


def _is_known(rows: Iterable[tuple[str, str]], names: Names, value: str) -> bool:
    partly = names.match == "part"
    return any(value in (name, iri) or (partly and value in name) for name, iri in rows)
