"""Refuses escapes that endpoints read differently."""

from __future__ import annotations

import re

from plankg.errors import QueryError

# The standard lets these stand anywhere and expands them before it reads tokens; engines differ.
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")


def require_one_reading(query: str) -> None:
    r"""Refuse a query that writes an ASCII character as ``\u…``.

    Inside a string or not, engines don't agree on where that string ends.

    Raises:
        QueryError: it does.
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
