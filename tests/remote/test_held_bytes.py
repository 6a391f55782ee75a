"""Large answers together take no more memory than they may."""

from __future__ import annotations

import pytest

from plankg.errors import OverloadedError
from plankg.remote.held_bytes import HeldBytes


def test_what_is_held_is_bounded_and_let_go() -> None:
    all_together = HeldBytes(10)
    with all_together.held() as one, all_together.held() as other:
        one.add(4)
        other.add(6)
        with pytest.raises(OverloadedError, match="take all memory"):
            one.add(1)
        assert all_together.now == 10
    assert all_together.now == 0
    with all_together.held() as one:
        one.add(10)


def test_who_is_no_longer_waited_for_holds_nothing() -> None:
    all_together = HeldBytes(10)
    with all_together.held() as share:
        share.add(5)
    with pytest.raises(OverloadedError, match="given up"):
        share.add(5)
    assert all_together.now == 0
