"""Puts terms in the place of a query's variables, token by token, as an engine would.

Endpoints have no parameters, so what an engine in this process binds must be written into the
query. A variable's token is replaced by one token of a term, where the grammar has a place for it:

- in an expression or a pattern, by the term;
- in the outermost projection, by ``(term AS ?variable)``, so that its column stays;
- in the projection of a sub-SELECT it is left out, as it is no variable any more;
- under GROUP BY and ORDER BY, by ``(term)``; ``BOUND(?variable)`` is ``true``.

A sub-SELECT that does not project the variable has one of its own by that name, which stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plankg.engine import Term
from plankg.errors import QueryError
from plankg.remote.terms import written
from plankg.sparql_tokens import Token

# Words that end the clause before them.
_CLAUSES = frozenset(
    ("SELECT", "WHERE", "FROM", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "VALUES")
)
_WITH_BARE_VARIABLES = frozenset(("SELECT", "GROUP", "ORDER", "VALUES"))


def substituted(tokens: Sequence[Token], bindings: Mapping[str, Term]) -> tuple[Token, ...]:
    """Return the tokens of a query with `bindings` in the place of their variables.

    Raises:
        QueryError: a SELECT that doesn't project one of them, or assigns it; a query without it.
    """
    if not bindings:
        return tuple(tokens)
    terms = {name: Token("term", f" {written(term)} ") for name, term in bindings.items()}
    walk = _Walk(tuple(tokens), terms)
    result = tuple(walk.tokens())
    for name in terms:
        if name not in walk.found:
            raise QueryError(f"the variable ?{name} cannot be bound: the query has no such column")
    return result


@dataclass
class _Walk:
    """One way through the tokens, with what must be known of the way so far."""

    source: tuple[Token, ...]
    terms: Mapping[str, Token]
    found: set[str] = field(default_factory=set)
    clause: str = ""
    braces: int = 0
    brackets: int = 0
    # For each sub-SELECT around: the braces that end it, and the bound names that are its own.
    hidden: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    before: str = ""
    skipped: int = 0

    def tokens(self) -> Iterator[Token]:
        for at, token in enumerate(self.source):
            if self.skipped:
                self.skipped -= 1
                continue
            if token.kind == "variable" and self._is_bound(token.bare):
                yield from self._in_place_of(token)
            elif token.bare == "BOUND" and (name := self._bound_variable(at)):
                self.found.add(name)
                yield Token("word", " true ")
            else:
                self._pass(token, at)
                yield token
            if token.kind != "blank":
                self.before = token.bare or token.text

    def _pass(self, token: Token, at: int) -> None:
        if token.kind == "sign":
            self._nest(token.text)
        elif token.kind == "word" and token.bare in _CLAUSES:
            self.clause = token.bare
            if token.bare == "SELECT":
                self._begin_select(at)

    def _nest(self, sign: str) -> None:
        if sign == "{":
            self.braces += 1
            self.clause = ""
        elif sign == "}":
            self.braces -= 1
            self.clause = ""
            while self.hidden and self.hidden[-1][0] > self.braces:
                self.hidden.pop()
        elif sign == "(":
            self.brackets += 1
        elif sign == ")":
            self.brackets -= 1

    def _begin_select(self, at: int) -> None:
        names = _projection(self.source[at + 1 :])
        if self.braces == 0:
            if "*" in names:
                raise QueryError("name the columns instead of *, to bind variables of this query")
            self.missing_in(names)
        elif "*" not in names:
            self.hidden.append((self.braces, frozenset(self.terms) - frozenset(names)))
        self.only_bound = all(name in self.terms for name in names)

    def missing_in(self, names: Sequence[str]) -> None:
        """Refuse a projection in which a bound variable has no column."""
        for name in self.terms:
            if name not in names:
                raise QueryError(f"the variable ?{name} cannot be bound: SELECT has no such column")

    def _is_bound(self, name: str) -> bool:
        return name in self.terms and not any(name in names for _, names in self.hidden)

    def _in_place_of(self, token: Token) -> Iterator[Token]:
        name, term = token.bare, self.terms[token.bare]
        if self.before == "AS" or self.clause == "VALUES":
            raise QueryError(f"the variable ?{name} cannot be bound: the query itself assigns it")
        self.found.add(name)
        if self.brackets or self.clause not in _WITH_BARE_VARIABLES:
            yield term
        elif self.clause != "SELECT":
            yield Token("term", f"({term.text})")
        elif self.braces == 0:
            yield Token("term", f"({term.text} AS ?{name})")
        elif self.only_bound:
            # A projection cannot be empty; the column must not meet the outermost one's name.
            yield Token("term", f"({term.text} AS ?inner_{name})")

    def _bound_variable(self, at: int) -> str:
        """Return the bound variable of ``BOUND(?variable)``, and skip over that."""
        following = [
            (number, token)
            for number, token in enumerate(self.source[at + 1 : at + 12], 1)
            if token.kind != "blank"
        ][:3]
        texts = [token.text for _, token in following]
        if len(texts) < 3 or texts[0] != "(" or texts[2] != ")":
            return ""
        name = following[1][1].bare
        if following[1][1].kind != "variable" or not self._is_bound(name):
            return ""
        self.skipped = following[2][0]
        return name


def _projection(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the names that the SELECT before `tokens` projects, ``*`` among them."""
    names: list[str] = []
    brackets, after_as = 0, False
    for token in tokens:
        if token.kind == "blank":
            continue
        if token.text == "{" or token.bare in ("WHERE", "FROM"):
            break
        brackets += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind == "variable" and (brackets == 0 or after_as):
            names.append(token.bare)
        elif token.text == "*" and brackets == 0:
            names.append("*")
        after_as = token.bare == "AS"
    return tuple(names)
