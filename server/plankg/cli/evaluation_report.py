"""Shows scores: as tables to read, as CSV with one score a line, as JSON with every row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from plankg.cli.table import draw_table
from plankg.evaluate import ROLES, Comparison, Match, Score, scores
from plankg.scored_rows import Row

ALL = "(all)"
"""What stands for the plan where the scores are of all plans; no plan can be called so."""

# "right" is right in all fields; a quote need only overlap unless it is asked to be exact.
_TOGETHER = ("found", "spurious", "right", "right_exact_quote")
_LABELS = {"right_exact_quote": "exact quote"}
_NAMING = {"targets": ("indicator",), "responsibilities": ("body", "role")}

Named = tuple[str, tuple[Score, ...]]


def _text(comparisons: Sequence[Comparison], details: bool) -> str:
    blocks = []
    for table, several in _by_table(comparisons):
        named = list(_named_scores(table, several))
        blocks.append(_summary(table, several, named))
        blocks += [_parts(table, named[-1][1])] if table == "responsibilities" else []
        blocks.append(_fields(named[-1][1]))
        if details:
            blocks += [block for one in several for block in _details(one)]
    return "\n\n".join(blocks)


def _csv(comparisons: Sequence[Comparison], details: bool) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("plan", "table", "measure", "count", "of", "percent"))
    for table, several in _by_table(comparisons):
        # With the scores of all even for one plan, so that a script finds them always.
        plans = [(one.plan, scores(table, [one])) for one in several]
        for plan, measured in (*plans, (ALL, scores(table, several))):
            for score in measured:
                percent = "" if score.percent is None else f"{score.percent:.2f}"
                writer.writerow((plan, table, score.measure, score.count, score.of, percent))
    return stream.getvalue()


def _json(comparisons: Sequence[Comparison], details: bool) -> str:
    return json.dumps(
        {
            table: {
                "scores": _scores_json(scores(table, several)),
                "plans": [_plan_json(one) for one in several],
            }
            for table, several in _by_table(comparisons)
        },
        ensure_ascii=False,
        indent=1,
    )


REPORTS: Mapping[str, Callable[[Sequence[Comparison], bool], str]] = MappingProxyType(
    {"text": _text, "csv": _csv, "json": _json}
)
"""The formats of the scores: each takes the comparisons and whether to show single rows."""


def _by_table(comparisons: Sequence[Comparison]) -> Iterator[tuple[str, list[Comparison]]]:
    for table in dict.fromkeys(one.table for one in comparisons):
        yield table, [one for one in comparisons if one.table == table]


def _named_scores(table: str, several: Sequence[Comparison]) -> Iterator[Named]:
    """Yield the scores of each plan, then those of all; of one plan alone only once."""
    if len(several) > 1:
        for one in several:
            yield one.plan, scores(table, [one])
    yield (ALL if len(several) > 1 else several[0].plan), scores(table, several)


def _summary(table: str, several: Sequence[Comparison], named: Sequence[Named]) -> str:
    heading = (table, "gold", "read", *(_LABELS.get(name, name) for name in _TOGETHER))
    rows = []
    for plan, measured in named:
        by_name = {score.measure: score for score in measured}
        shown = [_count(by_name[name]) for name in _TOGETHER]
        rows.append((plan, str(by_name["found"].of), str(by_name["spurious"].of), *shown))
    return draw_table(heading, rows)


def _parts(table: str, measured: Sequence[Score]) -> str:
    by_name = {score.measure: score for score in measured}
    rows = [
        (label, *(_share(by_name[f"{name}_{what}"]) for what in ("found", "spurious")))
        for label, name in (("body, whatever its role", "body"), *((role, role) for role in ROLES))
    ]
    return draw_table((table, "found", "spurious"), rows)


def _fields(measured: Sequence[Score]) -> str:
    rows = [
        (score.measure.removeprefix("field_").replace("_exact", ", exact"), _share(score))
        for score in measured
        if score.measure.startswith("field_")
    ]
    return draw_table(("field", "right"), rows)


def _share(score: Score) -> str:
    if score.percent is None:
        return "–"
    return f"{score.count} of {score.of} ({score.percent:.1f} %)"


def _count(score: Score) -> str:
    return "–" if score.percent is None else f"{score.count} ({score.percent:.1f} %)"


def _details(one: Comparison) -> Iterator[str]:
    wrong = [match for match in one.matches if match.wrong]
    inexact = [match for match in one.matches if not match.wrong and not match.exact_quote]
    for title, lines in (
        ("missed", [_line(one.table, row) for row in one.missed]),
        ("spurious", [_line(one.table, row) for row in one.spurious]),
        ("wrong", [_wrong(one.table, match) for match in wrong]),
        ("right, but for the exact quote:", [_wrong(one.table, match) for match in inexact]),
    ):
        if lines:
            yield "\n".join([f"{one.plan}: {title} {one.table} ({len(lines)})", *lines])


def _line(table: str, row: Row) -> str:
    cells = row.cells
    said = [cells[name] for name in _NAMING[table]]
    if table == "targets":
        highest = f"–{cells['value_max']}" if cells["value_max"] else ""
        said += [f"{cells['comparator']} {cells['value']}{highest} {cells['unit']}".rstrip()]
    place = f"{row.span.start}–{row.span.end}" if row.span else "no place"
    quote = " ".join(cells["quote"].split())
    return f"  {cells['where'] or '(no number)'}: {', '.join(said)} 「{quote}」 {place}"


def _wrong(table: str, match: Match) -> str:
    fields = match.wrong if match.exact_quote else (*match.wrong, "quote")
    differences = [
        f"      {name}: {match.gold.cells[name]!r}, but read {match.read.cells[name]!r}"
        for name in dict.fromkeys(fields)
    ]
    return "\n".join([_line(table, match.gold), *differences])


def _plan_json(one: Comparison) -> dict[str, Any]:
    return {
        "plan": one.plan,
        "scores": _scores_json(scores(one.table, [one])),
        "missed": [dict(row.cells) for row in one.missed],
        "spurious": [dict(row.cells) for row in one.spurious],
        "matched": [
            {
                "gold": dict(match.gold.cells),
                "read": dict(match.read.cells),
                "wrong": list(match.wrong),
                "exact_quote": match.exact_quote,
            }
            for match in one.matches
        ],
    }


def _scores_json(measured: Iterable[Score]) -> dict[str, Any]:
    return {
        score.measure: {
            "count": score.count,
            "of": score.of,
            "percent": None if score.percent is None else round(score.percent, 2),
        }
        for score in measured
    }
