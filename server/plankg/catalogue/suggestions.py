"""The names that things in the graph go by: which are meant by a name that nothing has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from plankg.catalogue.arguments import Names, Parameter
from plankg.engine import Engine, Limits
from plankg.errors import ParameterError

_MOST = 5
# Names are short: two of three characters in common is already close.
_CLOSE = 0.5


def names_in(engine: Engine, names: Names, limits: Limits | None = None) -> tuple[str, ...]:
    """Return the names of a kind of thing that the graph knows, sorted, each once."""
    return tuple(sorted({name for name, _ in _rows(engine, names, limits or Limits())}))


def suggestions(
    engine: Engine, names: Names, value: str, limits: Limits | None = None
) -> tuple[str, ...]:
    """Return up to five names close to `value`, the closest first."""
    known = names_in(engine, names, limits)
    inside = sorted((name for name in known if _overlap(name, value)), key=len)
    close = get_close_matches(value, known, _MOST, _CLOSE)
    return tuple(dict.fromkeys((*close, *inside)))[:_MOST]


def refuse_unknown_names(
    engine: Engine, parameters: Mapping[str, Parameter], given: Mapping[str, str], limits: Limits
) -> None:
    """Tell that nothing goes by a name, which is another thing than that it has no rows.

    Raises:
        ParameterError: nothing of the parameter's kind has the given name.
    """
    for name, value in given.items():
        names = parameters[name].names
        if names is None or _is_known(_rows(engine, names, limits), names, value):
            continue
        close = suggestions(engine, names, value, limits)
        hint = f"did you mean {'、'.join(close)}?" if close else "see the published plans"
        raise ParameterError(f"{name}={value!r} is the name of no {names.title['en']}; {hint}")


def _rows(engine: Engine, names: Names, limits: Limits) -> Iterable[tuple[str, str]]:
    document = json.loads(engine.answer(names.text, {}, "json", limits).body)
    for row in document["results"]["bindings"]:
        yield row["name"]["value"], row["iri"]["value"]


def _is_known(rows: Iterable[tuple[str, str]], names: Names, value: str) -> bool:
    partly = names.match == "part"
    return any(value in (name, iri) or (partly and value in name) for name, iri in rows)


def _overlap(name: str, value: str) -> bool:
    return value in name or name in value
