"""Why something is taken for a change, in words: templates of ``reasons.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from plankg.comparison.sides import ComparedPart, ComparedTarget
from plankg.comparison.targets import TargetChange
from plankg.comparison.tasks import PartChange
from plankg.fast_yaml import loaded

Words = Mapping[str, str]
_BETWEEN = {"zh": "；", "en": "; "}


def part_reasons(change: PartChange) -> Words:
    """Return why a part became what it became, in each language."""
    found: list[Words] = []
    like, before, after = change.likeness, change.before, change.after
    if before is None or after is None:
        found += _nearest(change.nearest, change.score)
    elif like is None:
        found.append(_said("within", value=_share(change.score or 0)))
    elif change.change == "carried-over" and before.content == after.content and like.title == 1.0:
        found.append(_said("same-words"))
    else:
        found.append(
            _said("same-title") if like.title == 1.0 else _said("title", value=_share(like.title))
        )
        found.append(_said("text", value=_share(like.text)))
        if like.indicators:
            found.append(_said("indicators", value=like.indicators))
    if before and after and like is not None:
        place = {"before": before.where, "after": after.where}
        found.append(_said("same-place") if like.same_place else _said("moved", **place))
    return _joined(found)


def target_reasons(change: TargetChange) -> Words:
    """Return why two targets are one, or what comes nearest, in each language."""
    found: list[Words] = []
    before, after = change.before, change.after
    if before is None or after is None:
        found += _nearest(change.nearest, change.score)
    else:
        found.append(
            _said("same-indicator" if before.is_of_one_indicator_with(after) else "like-indicator")
        )
    if change.a_year is not None:
        old, new = (_plain(amount) for amount in change.a_year)
        unit = before.unit if before else ""
        found.append(_said("a-year", before=old, after=f"{new}{unit}"))
    return _joined(found)


def _nearest(nearest: ComparedPart | ComparedTarget | None, score: float | None) -> list[Words]:
    if nearest is None:
        return []
    label = nearest.label if isinstance(nearest, ComparedTarget) else nearest.title
    return [_said("nearest", label=label or "…", where=nearest.where, value=_share(score or 0))]


def _said(key: str, **values: object) -> Words:
    return {language: text.format(**values) for language, text in _templates()[key].items()}


@cache
def _templates() -> Mapping[str, Words]:
    file = Path(__file__).with_name("reasons.yaml")
    templates: Mapping[str, Words] = loaded(file.read_text(encoding="utf-8"))
    return templates


def _joined(found: list[Words]) -> Words:
    return {
        language: sign.join(words[language] for words in found)
        for language, sign in _BETWEEN.items()
    }


def _share(value: float) -> str:
    return f"{round(value * 100)}%"


def _plain(value: Decimal) -> str:
    rounded = round(value, 2)
    whole = rounded.to_integral_value()
    return f"{whole if rounded == whole else rounded.normalize():f}"
