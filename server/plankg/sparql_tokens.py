"""Takes the text of a query apart into SPARQL's tokens, so that what is changed in it is a token.

Only what matters for that has a kind of its own; joined again, the tokens are the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plankg.errors import QueryError

# SPARQL 1.1 grammar, rules 164 to 172.
_NAME_START = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = f"{_NAME_START}_0-9\u00b7\u0300-\u036f\u203f\u2040"
# A keyword, or a prefix before its colon; what is none is taken apart at its dots and hyphens. All
# repetitions keep what they took, so that no text takes longer than its length asks.
_RUN = rf"[{_NAME_START}](?:\.*+[{_NAME}-]++)*+"
_SIGN_IN_LOCAL = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:\.*+(?:[{_NAME}:-]|{_SIGN_IN_LOCAL})++)*+"

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r\n]++|#[^\r\n]*+)"
    r'|(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)'
    r'|(?P<string>"""(?:"{0,2}+(?:[^"\\]|\\.))*+"""'
    r"|'''(?:'{0,2}+(?:[^'\\]|\\.))*+'''"
    r'|"(?:[^"\\\r\n]|\\.)*+"'
    r"|'(?:[^'\\\r\n]|\\.)*+')"
    rf"|[?$](?P<variable>[{_NAME_START}_0-9][{_NAME}]*+)"
    rf"|(?P<node>_:[{_NAME_START}_0-9](?:\.*+[{_NAME}-]++)*+)"
    rf"|(?P<name>:{_LOCAL})"
    rf"|(?P<run>{_RUN}(?P<colon>:{_LOCAL})?+)"
    r"|(?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_WORD = re.compile(r"(?P<word>[^.-]++)|(?P<sign>[.-])")
# What is an IRI whatever stands before it: none of it could be more than a name, or it begins as no
# expression can.
_SURE_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*+://|[^'#?$]*+>)")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind and its text.

    `kind` is ``blank`` (also comments), ``iri``, ``string``, ``variable``, ``node``, ``name`` (a
    prefixed one), ``language``, ``word`` or ``sign``; `bare` is a variable's name without its
    sign, or a word in capitals.
    """

    kind: str
    text: str
    bare: str = ""


def tokens_of(query: str) -> tuple[Token, ...]:
    """Return the tokens of `query`.

    Raises:
        QueryError: where a comparison may stand, it writes signs that may be an IRI as well.
    """
    return tuple(_tokens(query))


def _tokens(query: str) -> Iterator[Token]:
    place = _Place()
    for found in _TOKEN.finditer(query):
        kind, text = str(found.lastgroup), found[0]
        if kind == "iri" and place.may_be_compared and not _SURE_IRI.match(text):
            raise QueryError(
                f"{text!r} may be an IRI or a comparison: write a space behind the sign <, or an"
                " IRI with its scheme"
            )
        if kind in ("run", "colon"):
            tokens = (Token("name", text),) if found["colon"] else tuple(_words(text))
        else:
            tokens = (Token(kind, text, found[kind] if kind == "variable" else ""),)
        for token in tokens:
            place.pass_over(token)
        yield from tokens


_OPEN, _CLOSED = frozenset("({["), frozenset(")}]")
_OPERANDS = frozenset(("variable", "node", "name", "iri", "string", "language"))


class _Place:
    """What must be known of the way so far to tell a comparison from an IRI.

    An expression with a comparison is always in parentheses, and there the sign stands behind an
    operand. A list of things in a pattern may look the same.
    """

    def __init__(self) -> None:
        self._open: list[str] = []
        self._is_behind_operand = False
        self._before = ""

    @property
    def may_be_compared(self) -> bool:
        """Say whether < may be a comparison here."""
        return self._is_behind_operand and self._open[-1:] == ["("]

    def pass_over(self, token: Token) -> None:
        """Go on behind `token`."""
        if token.text in _OPEN:
            self._open.append(token.text)
        elif token.text in _CLOSED and self._open:
            self._open.pop()
        if token.kind != "blank":
            self._is_behind_operand = self._ends_operand(token)
        self._before = token.text

    def _ends_operand(self, token: Token) -> bool:
        if token.kind == "word":  # also the exponent of a number
            return token.bare in ("TRUE", "FALSE") or self._before.isdigit()
        if token.kind == "sign":
            is_end = token.text in _CLOSED or token.text.isdigit()
            return is_end or (token.text == self._before == ">")
        return token.kind in _OPERANDS


def _words(run: str) -> Iterator[Token]:
    for found in _WORD.finditer(run):
        kind = str(found.lastgroup)
        yield Token(kind, found[0], found[0].upper() if kind == "word" else "")
