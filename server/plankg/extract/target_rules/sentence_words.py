"""The words that say what a sentence does: ``sentence_words.tsv``, ``not_commitments.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.target_rules.word_sorts import by_sort
from plankg.lookups import Lookups, any_of


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words beside which a number is no commitment, in its clause.

    Some hold for money and shares only; some for all clauses that they run over (`over_clauses`).
    """

    words: re.Pattern[str]
    reason: str
    money_only: bool
    over_clauses: bool


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """What the words of a sentence or clause say of the numbers in it.

    ``committing.search("力争水质优良率达到85%")``; ``turns.match("持续推进节水改造")``.
    """

    committing: re.Pattern[str]
    turns: re.Pattern[str]
    norm: re.Pattern[str]
    outcome: re.Pattern[str]
    hedge: re.Pattern[str]
    striving: re.Pattern[str]
    superlatives: tuple[str, ...]
    refusals: tuple[Refusal, ...]

    @classmethod
    def of(cls, lookups: Lookups) -> SentenceWords:
        """Return the patterns of the tables' words."""
        words = by_sort(lookups, "sentence_words")

        def word(sort: str) -> str:
            return any_of(words[sort])

        return cls(
            committing=re.compile(rf"到20\d\d年|{word('committing')}|[一二三四五]年内"),
            # How a sentence about another measure begins.
            turns=re.compile(rf"[ 　]*{word('turn-adverb')}?{word('turn')}"),
            # What the law demands of everyone is no commitment of this plan.
            norm=re.compile(rf"{word('norm')}|自[^，。]{{1,20}}之日"),
            outcome=re.compile(rf"{word('outcome')}.*\Z"),
            hedge=re.compile(word("hedge")),
            # 力争|引进10名…，培养20名…: at the head of a sentence; 争取|资金 is a doing.
            striving=re.compile(
                rf"[ 　]*(?:[全我本][省市县区州])?(?:每年)?"
                rf"(?P<hedge>{word('hedge')})(?!{word('striven-for')})"
            ),
            superlatives=tuple(words["superlative"]),
            refusals=tuple(
                Refusal(
                    re.compile(row["words"]),
                    row["reason"],
                    row["of"] == "money",
                    row["of"] == "clauses",
                )
                for row in lookups.rows("not_commitments")
            ),
        )
