"""What no plan exceeds: a file that does is a mistake or an attack, and is refused early.

Each limit is met while a file is read or before, so that neither memory nor time depend on how
far beyond it the file goes.
"""

from __future__ import annotations

from plankg.errors import InputError

# What 20 MB of UTF-8 hold, the most that a .txt may have; two minutes of reading. No plan has a
# million, but a file may hold a collection of plans.
MAX_CHARACTERS = 7_000_000
# Paragraphs, cells and blank lines cost memory however short they are; a collection that reaches
# the limit of characters has some 20 of these in each.
MAX_LINES = 500_000
# Tags, and attributes with a value: Word saves up to eight for each character of a plan, of which
# the longest have some 300,000. So many fill a gigabyte of memory.
MAX_MARKUP = 6_000_000


def refuse_long(name: str, characters: int, lines: int) -> None:
    """Refuse a text that is longer than any collection of plans.

    Raises:
        InputError: it is.
    """
    if characters > MAX_CHARACTERS:
        raise InputError(
            f"{name!r} has more than {MAX_CHARACTERS} characters, which no plan has: cut out the"
            " plan and give that"
        )
    if lines > MAX_LINES:
        raise InputError(
            f"{name!r} has more than {MAX_LINES} lines or cells of tables, which no plan has: cut"
            " out the plan and give that"
        )


def refuse_crowded(name: str, markup: int) -> None:
    """Refuse a file with more tags and attributes than a plan's words need.

    Raises:
        InputError: it has.
    """
    if markup > MAX_MARKUP:
        raise InputError(
            f"{name!r} has more than {MAX_MARKUP} tags and attributes, which no plan has: save its"
            " text alone as .txt"
        )


__all__ = ["MAX_CHARACTERS", "MAX_LINES", "MAX_MARKUP", "refuse_crowded", "refuse_long"]
