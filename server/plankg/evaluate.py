"""Scores what was read from a plan against a table made by hand.

Pure: rows in, scores out. Each gold row is matched with at most one row that was read, and each
read row with at most one of the gold. Of all pairs that may match, the best is taken first:

1. by tier (`_target_tier`, `_responsibility_tier`),
2. then gold rows that are not borderline first,
3. then by the number of fields that are the same, more first,
4. then by how far the quotes' ends lie apart, nearer first,
5. then in the order of the gold table, then of the rows that were read.

A borderline row is neither missed nor found, and what was read for it is not spurious.
The same two tables always give the same scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plankg.scored_rows import FIELDS, Row

ROLES = ("lead", "participant", "responsible")


@dataclass(frozen=True, slots=True)
class Match:
    """A gold row and the row that was read for it.

    `wrong` names the fields that differ; ``quote`` is right where the quotes overlap, and
    `exact_quote` tells whether their words are the same.
    """

    gold: Row
    read: Row
    wrong: tuple[str, ...]
    exact_quote: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was read of one plan's table, beside the gold: matched, missed, spurious."""

    plan: str
    table: str
    matches: tuple[Match, ...]
    missed: tuple[Row, ...]
    spurious: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A count out of those it might have been; `of` may be 0."""

    measure: str
    count: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share in percent, None where there is nothing to share."""
        return 100 * self.count / self.of if self.of else None


def compare(table: str, gold: Sequence[Row], read: Sequence[Row]) -> tuple[Comparison, ...]:
    """Match the rows of each plan; plans come in the order of the gold, then of what was read."""
    plans = dict.fromkeys(row.plan for row in (*gold, *read))
    return tuple(
        _compare(
            plan,
            table,
            [row for row in gold if row.plan == plan],
            [row for row in read if row.plan == plan],
        )
        for plan in plans
    )


def scores(table: str, comparisons: Iterable[Comparison]) -> tuple[Score, ...]:
    """Return the scores of the comparisons taken together.

    ``found``, ``right`` (all fields) and ``right_exact_quote`` are out of the gold rows,
    ``spurious`` out of the rows that were read, ``field_…`` out of the matched rows. A
    responsibility is found with its body *and* role; ``body_…`` leaves the role out of account,
    ``lead_…`` and so on are of the rows with that role.
    """
    several = tuple(comparisons)
    matches = [match for one in several for match in one.matches]
    missed = [row for one in several for row in one.missed]
    spurious = [row for one in several for row in one.spurious]
    gold = [*(match.gold for match in matches), *missed]
    read = [*(match.read for match in matches), *spurious]
    found = [match for match in matches if _is_found(table, match)]
    right = [match for match in matches if not match.wrong]
    exact = [match for match in right if match.exact_quote]
    result = [
        Score("found", len(found), len(gold)),
        Score("spurious", len(read) - len(found), len(read)),
        Score("right", len(right), len(gold)),
        Score("right_exact_quote", len(exact), len(gold)),
    ]
    if table == "responsibilities":
        result += [
            Score("body_found", len(matches), len(gold)),
            Score("body_spurious", len(spurious), len(read)),
            *(score for role in ROLES for score in _role_scores(role, found, gold, read)),
        ]
    return (*result, *_field_scores(table, matches))


def _role_scores(
    role: str, found: Sequence[Match], gold: Sequence[Row], read: Sequence[Row]
) -> Iterator[Score]:
    held = sum(match.gold.forms["role"] == role for match in found)
    named = sum(row.forms["role"] == role for row in gold)
    given = sum(row.forms["role"] == role for row in read)
    yield Score(f"{role}_found", held, named)
    yield Score(f"{role}_spurious", given - held, given)


def _field_scores(table: str, matches: Sequence[Match]) -> Iterator[Score]:
    for field in FIELDS[table]:
        right = sum(field not in match.wrong for match in matches)
        yield Score(f"field_{field}", right, len(matches))
    exact = sum(match.exact_quote for match in matches)
    yield Score("field_quote_exact", exact, len(matches))


def _is_found(table: str, match: Match) -> bool:
    return table != "responsibilities" or "role" not in match.wrong


def _compare(plan: str, table: str, gold: Sequence[Row], read: Sequence[Row]) -> Comparison:
    pairs = _matched(gold, read, _TIERS[table])
    taken = set(pairs.values())
    return Comparison(
        plan=plan,
        table=table,
        matches=tuple(
            _match(table, gold[here], read[there])
            for here, there in pairs.items()
            if not gold[here].borderline
        ),
        missed=tuple(
            row for here, row in enumerate(gold) if here not in pairs and not row.borderline
        ),
        spurious=tuple(row for there, row in enumerate(read) if there not in taken),
    )


def _matched(
    gold: Sequence[Row], read: Sequence[Row], tier_of: Callable[[Row, Row], int | None]
) -> dict[int, int]:
    candidates = []
    for here, mine in enumerate(gold):
        for there, other in enumerate(read):
            tier = tier_of(mine, other)
            if tier is not None:
                alike = sum(mine.forms[name] == other.forms[name] for name in mine.forms)
                candidates.append(
                    (tier, mine.borderline, -alike, mine.distance(other), here, there)
                )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, here, there in sorted(candidates):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return dict(sorted(pairs.items()))


def _match(table: str, gold: Row, read: Row) -> Match:
    wrong = [name for name in FIELDS[table] if name != "quote" and not gold.same(read, name)]
    if not gold.overlaps(read):
        wrong.append("quote")
    return Match(gold, read, tuple(wrong), "quote" not in wrong and gold.same(read, "quote"))


def _target_tier(gold: Row, read: Row) -> int | None:
    """Return how good a pair of targets is, None if they cannot be the same commitment.

    The same number in the same words; else the same words with the number or the indicator the
    same; else the same number of the same indicator, or quoted by the same words, in the same
    place: quotes that miss each other only make the quote wrong.
    """
    if gold.overlaps(read):
        if gold.same(read, "value", "unit"):
            return 1
        if gold.same(read, "value") or gold.same(read, "indicator"):
            return 2
    if gold.same(read, "where", "value", "unit"):
        return 3 if gold.same(read, "indicator") or gold.repeats(read) else None
    return None


def _responsibility_tier(gold: Row, read: Row) -> int | None:
    """Return how good a pair of responsibilities is, None if body or place differ.

    The place is the same if either the printed path or the element's title is.
    """
    if not gold.same(read, "body"):
        return None
    same_element = gold.same(read, "element") and bool(gold.forms["element"])
    if not same_element and not gold.same(read, "where"):
        return None
    return 1 if gold.same(read, "role") else 2


_TIERS: Mapping[str, Callable[[Row, Row], int | None]] = {
    "targets": _target_tier,
    "responsibilities": _responsibility_tier,
}
