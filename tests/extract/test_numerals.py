from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plankg.extract.numerals import han_number, number_of


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("六", "6"),
        ("十", "10"),
        ("十二", "12"),
        ("二十五", "25"),
        ("百", "100"),
        ("两百", "200"),
        ("一千二百", "1200"),
        ("三万", "30000"),
        ("1.5", "1.5"),
        ("3,000", "3000"),
        ("0.50", "0.50"),
        ("１２", "12"),
        ("٣", "3"),
    ],
)
def test_a_numeral_has_its_value(printed: str, value: str) -> None:
    assert number_of(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["", "甲", "一甲"])
def test_what_is_no_numeral_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        number_of(printed)


@given(st.integers(min_value=1, max_value=99))
def test_chinese_numerals_below_a_hundred_are_read_back(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    printed = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + digits[ones].strip("零")
    assert han_number(printed) == number
