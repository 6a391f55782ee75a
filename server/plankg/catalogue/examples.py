"""A named query with its arguments written into it, so that it can be asked as it stands.

This is for examples that are published, with the values of their own header. What users ask is
bound by the engine and never becomes text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from plankg.catalogue.arguments import bind
from plankg.catalogue.queries import NamedQuery
from plankg.engine import Term

# Strings, IRIs and comments stay as they are; names after a question mark may be parameters.
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|<[^<>"{}|^`\\\x00-\x20]*>|#[^\n]*|\?\w+|[A-Za-z][\w-]*:|\w+|[^\w\s]|\s+'
)
# A clause that lists variables, and what ends it.
_LISTS = {"SELECT": ("WHERE", "{"), "GROUP": ("ORDER", "HAVING", "LIMIT", "}")}


def example_text(query: NamedQuery, prefixes: Mapping[str, str]) -> str:
    """Return the query's text with its example arguments in place of the parameters.

    Lists of variables lose the parameters, everything else gets their values. The header is left
    out, and of `prefixes` those are declared that the text uses.
    """
    terms = bind(query.parameters, query.example)
    values = {f"?{variable}": _written(term) for variable, term in terms.items()}
    lines = query.text.splitlines(keepends=True)
    body = "".join(line for line in lines if not line.startswith("#+")).strip()
    written = _with_values(body, values)
    used = {token[:-1] for token in _TOKEN.findall(written) if token.endswith(":")}
    declared = "".join(
        f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(prefixes.items()) if name in used
    )
    return f"{declared}\n{written}\n"


def _with_values(text: str, values: Mapping[str, str]) -> str:
    output: list[str] = []
    ends: tuple[str, ...] = ()
    for token in _TOKEN.findall(text):
        word = token.upper()
        if word in _LISTS:
            ends = _LISTS[word]
        elif word in ends:
            ends = ()
        if token not in values:
            output.append(token)
        elif not ends:
            output.append(values[token])
    return re.sub(r"[ \t]+\n(?:[ \t]*\n)*", "\n", "".join(output))


def _written(term: Term) -> str:
    if term.kind == "iri":
        return f"<{term.value}>"
    quoted = '"' + term.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{quoted}^^<{term.datatype}>" if term.datatype else quoted
