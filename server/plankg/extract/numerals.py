"""Reads Chinese and Arabic numerals: 二十五, 百, 1.5, 3,000."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "半": 0}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def han_number(numeral: str) -> int:
    """Return the value of a Chinese numeral such as 二十五, 百, 一千二百.

    Raises:
        ValueError: the text has another character, or is empty.
    """
    if not numeral:
        raise ValueError("an empty numeral has no value")
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _POWERS and _POWERS[char] < 10_000:
            section += (digit or 1) * _POWERS[char]
            digit = 0
        elif char in _POWERS:
            total += ((section + digit) or 1) * _POWERS[char]
            section = digit = 0
        else:
            raise ValueError(f"not a Chinese numeral: {numeral!r}")
    return total + section + digit


def number_of(printed: str) -> Decimal:
    """Return the value of a printed numeral, Arabic (``3,000``, ``1.5``) or Chinese (``六``).

    Raises:
        ValueError: the text is no numeral.
    """
    plain = printed.replace(",", "").replace("，", "").translate(_FULL_WIDTH)
    # Other scripts have decimal digits, too (٣), and patterns take them for such.
    if plain and (plain[0].isascii() or plain[0].isdecimal()):
        try:
            return Decimal(plain)
        except ArithmeticError as error:
            raise ValueError(f"not a numeral: {printed!r}") from error
    return Decimal(han_number(plain))
