"""Finds which graphs a query's own FROM and FROM NAMED clauses name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plankg.engine import Dataset
from plankg.errors import UnanswerableQueryError
from plankg.sparql_tokens import Token, tokens_of

# The keyword, which may stand without a space before it. Behind other letters, or behind what makes
# it a name, it is none. In small letters, and looking back from its end: that is quick.
_KEYWORD = re.compile(r"from(?:(?<![\w:?$.-]from)|(?<=askfrom)|(?<=constructfrom))")
_ANYWHERE = re.compile("from", re.IGNORECASE)
# The beginning of words that nobody writes; the rest of the word stays, so that two names that
# differ in their capitals still do.
_NO_KEYWORD = "zq"
_DEPTH = {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True, slots=True)
class DatasetClauses:
    """The graphs that dataset clauses name, as they are written, and all else of the query."""

    default: tuple[Token, ...]
    named: tuple[Token, ...]
    rest: tuple[Token, ...]


def dataset_clauses(tokens: Sequence[Token]) -> DatasetClauses:
    """Take a well-formed query's dataset clauses out of its tokens."""
    rest: list[Token] = []
    graphs: dict[bool, list[Token]] = {False: [], True: []}
    depth = at = 0
    while at < len(tokens):
        token = tokens[at]
        depth += _DEPTH.get(token.text, 0)
        # A template or an expression with a pattern may stand before them, in brackets.
        if depth or token.bare != "FROM" or token.kind != "word":
            rest.append(token)
            at += 1
            continue
        at = _next(tokens, at + 1)
        is_named = at < len(tokens) and tokens[at].bare == "NAMED" and tokens[at].kind == "word"
        at = _next(tokens, at + 1) if is_named else at
        graphs[is_named].extend(tokens[at : at + 1])
        at += 1
    return DatasetClauses(tuple(graphs[False]), tuple(graphs[True]), tuple(rest))


def not_plain() -> UnanswerableQueryError:
    """Return the error that tells how to write a clause that only some engines read."""
    return UnanswerableQueryError(
        "FROM is not written plainly here: put white space before and behind it"
    )


def may_name_several_graphs(query: str) -> bool:
    """Say whether `query` may have more than one FROM; where it says no, that is certain."""
    return len(_KEYWORD.findall(query.lower())) > 1


def dataset_in(
    query: str, parses: Callable[[str], bool], resolved: Callable[[str], tuple[str, ...]]
) -> Dataset | None:
    """Return the graphs that `query` names by FROM and FROM NAMED, None where it names none.

    Args:
        query: what is asked; where it doesn't parse, it names none.
        parses: says whether a text is a query.
        resolved: returns the IRIs that a SELECT of constants selects.

    Raises:
        QueryError: signs that may be an IRI or a comparison.
        UnanswerableQueryError: a clause that isn't written plainly.
    """
    if not may_name_several_graphs(query) or parses(_renamed(query)) or not parses(query):
        return None
    tokens = tokens_of(query)
    clauses = dataset_clauses(tokens)
    if not parses(_renamed("".join(token.text for token in clauses.rest))):
        raise not_plain()
    prologue = _prologue(tokens)
    return Dataset(
        *(_iris(prologue, graphs, resolved) for graphs in (clauses.default, clauses.named))
    )


def _renamed(query: str) -> str:
    """Return `query` without the word, which nothing but a clause needs to be this one."""
    return _ANYWHERE.sub(lambda found: _NO_KEYWORD + found[0][1:], query)


def _prologue(tokens: Sequence[Token]) -> str:
    """Return what a query declares before its form."""
    end = next(at for at, token in enumerate(tokens) if token.bare.startswith(_FORMS))
    return "".join(token.text for token in tokens[:end])


def _iris(
    prologue: str, graphs: Sequence[Token], resolved: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    if not graphs:
        return ()
    columns = " ".join(f"({graph.text} AS ?g{number})" for number, graph in enumerate(graphs))
    return resolved(f"{prologue}\nSELECT {columns} {{}}")


def _next(tokens: Sequence[Token], at: int) -> int:
    """Return the place of the first token from `at` on that is no blank."""
    while at < len(tokens) and tokens[at].kind == "blank":
        at += 1
    return at
