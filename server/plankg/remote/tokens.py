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
# The standard lets these stand anywhere and expands them before it reads tokens; engines differ.
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")


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
    r"""Return the tokens of `query`.

    Raises:
        QueryError: it writes an ASCII character as ``\u…``: inside a string or not, engines don't
            agree on where that string ends.
    """
    for escape in _ESCAPE.finditer(query):
        code = int(escape[1] or escape[2], 16)
        if code < 0x80:
            raise QueryError(
                f"{escape[0]!r} is read differently by different endpoints: write the character"
                f" itself, or \\{chr(code)} in a string where it needs a backslash"
                if code in (0x22, 0x27, 0x5C)
                else f"{escape[0]!r} is read differently by different endpoints: write the"
                " character itself"
            )
    return tuple(_tokens(query))


def _tokens(query: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(query):
        kind, text = str(found.lastgroup), found[0]
        if kind in ("run", "colon"):
            yield from [Token("name", text)] if found["colon"] else _words(text)
        else:
            yield Token(kind, text, found[kind] if kind == "variable" else "")


def _words(run: str) -> Iterator[Token]:
    for found in _WORD.finditer(run):
        kind = str(found.lastgroup)
        yield Token(kind, found[0], found[0].upper() if kind == "word" else "")
