"""What a clause is about, for the measures that follow it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause is about: 用水审批, and the way it is done (网上申报), where one is said.

    `start` and `end` are where the words stand in the clause. Of a `weak` one (水厂管理制度) only a
    measure of what it names is told: 管理率, and not 环节. One `of_name` is an indicator's without
    its noun, whose other words all belong to it.
    """

    words: str
    start: int
    end: int
    way: str = ""
    weak: bool = False
    of_name: bool = False
