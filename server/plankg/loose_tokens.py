"""Takes a query, right or wrong, apart into its words, names, strings and signs.

What the engine's parser thinks of a text is never guessed from these; they only tell places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
  | (?P<string>(?:"{3}(?:[^"\\]|\\.|"(?!""))*+"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
      |"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+')(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^)?)
  | (?P<unclosed>["'][^\r\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[^\W\d][\w.-]*+)?:
      (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>[+-]?(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?)
  | (?P<sign>\^\^|&&|\|\||==|!=|<>|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query that cannot be divided, and where it begins.

    `kind` is ``string``, ``unclosed`` (one without its end), ``iri``, ``variable``, ``name`` (with
    a prefix), ``word``, ``number`` or ``sign``.
    """

    kind: str
    text: str
    start: int

    @property
    def is_variable(self) -> bool:
        """Whether it is a variable."""
        return self.kind == "variable"

    def says(self, word: str) -> bool:
        """Say whether it is this word, which is given in capitals."""
        return self.text.upper() == word


def tokens_of(query: str) -> list[Token]:
    """Return the tokens of a query in their order, without comments and white space."""
    return [
        Token(found.lastgroup or "", found[0], found.start())
        for found in _TOKEN.finditer(query)
        if found.lastgroup != "comment" and not found[0].isspace()
    ]
