"""Makes of a query the one that is sent: complete in itself, its graphs told beside it.

An endpoint knows neither our prefixes nor our base, and may fetch a graph that FROM names. So the
prefixes that a query uses without declaring them are declared, and FROM is taken out of it: what
it names, the request says, as far as it is published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from plankg.dataset_clauses import dataset_clauses, not_plain
from plankg.engine import Dataset, Term
from plankg.remote.escapes import require_one_reading
from plankg.remote.substitution import substituted
from plankg.remote.terms import written
from plankg.sparql_tokens import Token, tokens_of


@dataclass(frozen=True, slots=True)
class RemoteQuery:
    """A query as it is sent.

    `dataset` holds the graphs of its FROM clauses, None where it has none; `names_graphs` says
    whether it has a GRAPH clause.
    """

    text: str
    dataset: Dataset | None
    names_graphs: bool


def remote_query(
    query: str, bindings: Mapping[str, Term], prefixes: Mapping[str, str], base: str
) -> RemoteQuery:
    """Return `query` with `bindings` substituted, `prefixes` declared and `base` told.

    Raises:
        QueryError: a binding that cannot be substituted, an escape that endpoints read
            differently, signs that may be an IRI or a comparison, or a FROM without spaces.
    """
    require_one_reading(query)
    tokens = substituted(tokens_of(query), bindings)
    prologue = _prologue(tokens, base)
    known = {**prefixes, **prologue.prefixes}
    clauses = dataset_clauses(tokens[prologue.length :])
    rest = clauses.rest
    used = {token.text.partition(":")[0] for token in rest if token.kind == "name"}
    # Our own engine takes FROM for a word without a space around it; what is left of it in the text
    # would yield to the graphs that the request names.
    if any("FROM" in token.bare for token in rest if token.kind == "word") or any(
        prefix.upper().startswith("FROM") for prefix in used - set(known)
    ):
        raise not_plain()
    missing = sorted((used & set(prefixes)) - set(prologue.prefixes))
    declarations = [f"PREFIX {name}: {written(Term.iri(prefixes[name]))}\n" for name in missing]
    head = [f"BASE {written(Term.iri(base))}\n", *declarations]
    body = [
        token.text
        for token in (*tokens[: prologue.length], *rest)
        if not token.text.startswith("#")
    ]
    names_graphs = any(token.bare == "GRAPH" and token.kind == "word" for token in rest)
    default, named = (
        tuple(_iri(token, known, prologue.base) for token in graphs)
        for graphs in (clauses.default, clauses.named)
    )
    dataset = Dataset(default, named) if default or named else None
    return RemoteQuery("".join((*head, *body)), dataset, names_graphs)


@dataclass(frozen=True, slots=True)
class _Prologue:
    """What a query declares before its form, in so many tokens."""

    length: int
    prefixes: Mapping[str, str]
    base: str


# VERSION is of SPARQL 1.2, which our own engine takes.
_DECLARING = frozenset(("BASE", "PREFIX", "VERSION"))


def _prologue(tokens: Sequence[Token], base: str) -> _Prologue:
    declared: dict[str, str] = {}
    end, at = 0, _next(tokens, 0)
    while at < len(tokens) and tokens[at].bare in _DECLARING:
        word, first = tokens[at].bare, _next(tokens, at + 1)
        last = _next(tokens, first + 1) if word == "PREFIX" else first
        if last >= len(tokens):
            break
        if word == "PREFIX":
            declared[tokens[first].text.removesuffix(":")] = urljoin(base, tokens[last].text[1:-1])
        elif word == "BASE":
            base = urljoin(base, tokens[last].text[1:-1])
        end = last + 1
        at = _next(tokens, end)
    return _Prologue(end, declared, base)


def _iri(token: Token, prefixes: Mapping[str, str], base: str) -> str:
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + local.replace("\\", "")


def _next(tokens: Sequence[Token], at: int) -> int:
    """Return the place of the first token from `at` on that is no blank."""
    while at < len(tokens) and tokens[at].kind == "blank":
        at += 1
    return at
