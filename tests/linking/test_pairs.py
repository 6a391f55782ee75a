"""What is applied without review is right; what belongs together is found."""

from __future__ import annotations

from collections import Counter

import pytest
from pair_lists import Pair, Rules

from plankg.linking.model import EXACT, SAME, Proposal

RULES = Rules()
PAIRS = tuple(RULES.pairs())
Judged = list[tuple[Pair, Proposal | None]]


@pytest.fixture(scope="module")
def judged() -> Judged:
    return [(pair, RULES.compare(pair)) for pair in PAIRS]


def test_there_are_pairs_enough_of_each_verdict():
    counts = Counter(pair.verdict for pair in PAIRS)
    assert sum(counts.values()) >= 200
    assert min(counts.values()) >= 30
    assert {pair.kind for pair in PAIRS} == {
        "indicators",
        "bodies",
        "documents",
        "programmes",
        "carriers",
        "industries",
    }


def test_links_applied_without_review_are_right_in_97_of_100_cases(judged: Judged):
    applied = [pair for pair, proposal in judged if proposal and proposal.is_certain]
    wrong = [pair.name for pair in applied if pair.verdict != "same"]
    assert len(wrong) <= 0.03 * len(applied), wrong


def test_what_is_one_is_found_and_applied_in_8_of_10_cases(judged: Judged):
    same = [(pair, proposal) for pair, proposal in judged if pair.verdict == "same"]
    missed = [pair.name for pair, proposal in same if not (proposal and proposal.is_certain)]
    assert len(missed) <= 0.2 * len(same), missed


def test_what_is_applied_says_that_both_are_one(judged: Judged):
    applied = [proposal for _, proposal in judged if proposal and proposal.is_certain]
    assert {proposal.predicate for proposal in applied} <= {EXACT, SAME}


def test_every_proposal_has_a_score_and_reasons_in_both_languages(judged: Judged):
    for pair, proposal in judged:
        if proposal is not None:
            assert 0 <= proposal.score <= 1, pair.name
            assert all(reason.zh and reason.en for reason in proposal.reasons), pair.name
            assert proposal.reasons, pair.name


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_order_of_two_things_changes_nothing(pair: Pair):
    there = RULES.compare(pair)
    back = RULES.compare(Pair(pair.kind, pair.other, pair.one, pair.verdict))
    assert there == back
