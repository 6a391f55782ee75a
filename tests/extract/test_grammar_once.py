"""The grammar's patterns are many: they are made once, whatever number of plans is read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from plans import plan_with, read_text

from plankg.lookups import Lookups


def _tell(lookups: Lookups) -> object:
    return object()


def test_a_grammar_is_made_once_for_its_tables() -> None:
    lookups = Lookups.load()
    assert lookups.made(_tell) is lookups.made(_tell)
    assert lookups.made(_tell) is not Lookups.load().made(_tell)


def test_a_second_plan_asks_for_few_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    read_text(plan_with("新建净水站3座。"))
    asked: list[object] = []
    plain: Callable[..., object] = re.compile

    def compiled(pattern: object, flags: int = 0) -> object:
        asked.append(pattern)
        return plain(pattern, flags)

    monkeypatch.setattr(re, "compile", compiled)
    read_text(plan_with("改造泵房6座。"))
    # Python keeps 512 patterns: with more for each plan, all are made anew each time.
    assert len(asked) < 256
