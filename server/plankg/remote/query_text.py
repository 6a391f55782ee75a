"""Makes of a query the one that is sent: complete in itself, its graphs told beside it.

An endpoint knows neither our prefixes nor our base, and may fetch a graph that FROM names. So the
prefixes that a query uses without declaring them are declared, and FROM is taken out of it: what
it names, the request says, as far as it is published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from plankg.engine import Dataset, Term
from plankg.remote.substitution import substituted
from plankg.remote.terms import written
from plankg.remote.tokens import Token, tokens_of


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
        QueryError: a binding that cannot be substituted, or an escape that endpoints read
            differently.
    """
    tokens = substituted(tokens_of(query), bindings)
    prologue = _prologue(tokens, base)
    known = {**prefixes, **prologue.prefixes}
    rest, dataset = _without_from(tokens[prologue.length :], known, prologue.base)
    used = {token.text.partition(":")[0] for token in rest if token.kind == "name"}
    missing = sorted((used & set(prefixes)) - set(prologue.prefixes))
    declarations = [f"PREFIX {name}: {written(Term.iri(prefixes[name]))}\n" for name in missing]
    head = [f"BASE {written(Term.iri(base))}\n", *declarations]
    body = [
        token.text
        for token in (*tokens[: prologue.length], *rest)
        if not token.text.startswith("#")
    ]
    names_graphs = any(token.bare == "GRAPH" and token.kind == "word" for token in rest)
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


def _without_from(
    tokens: Sequence[Token], prefixes: Mapping[str, str], base: str
) -> tuple[list[Token], Dataset | None]:
    """Return `tokens` without FROM clauses, and the graphs of these."""
    kept: list[Token] = []
    graphs: dict[bool, list[str]] = {False: [], True: []}
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.text == "{":
            break
        if token.bare != "FROM" or token.kind != "word":
            kept.append(token)
            at += 1
            continue
        at = _next(tokens, at + 1)
        is_named = at < len(tokens) and tokens[at].bare == "NAMED"
        at = _next(tokens, at + 1) if is_named else at
        if at < len(tokens):
            graphs[is_named].append(_iri(tokens[at], prefixes, base))
        at += 1
    kept.extend(tokens[at:])
    if not graphs[False] and not graphs[True]:
        return kept, None
    return kept, Dataset(tuple(graphs[False]), tuple(graphs[True]))


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
