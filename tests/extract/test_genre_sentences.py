"""Sentences of the genre, of our own: each with the targets that a reader finds in it.

``genre_sentences.txt`` has a sentence on a line, and indented below it what it commits to:
indicator, comparator, value, unit, kind, frequency, by the definitions of the tables' columns.
"""

from pathlib import Path

import pytest
from plans import plan_with, read_text

FILE = Path(__file__).with_name("genre_sentences.txt")


def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    sentence = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            table[sentence].append(line.strip())
        else:
            sentence = line
            table[sentence] = []
    return table


TABLE = _table()


@pytest.mark.parametrize("sentence", TABLE, ids=lambda sentence: sentence[:20])
def test_a_sentence_of_the_genre_commits_to(sentence: str) -> None:
    found = []
    for target in read_text(plan_with(sentence)).targets:
        value = f"{target.value:f}"
        if target.value_max is not None:
            value += f"–{target.value_max:f}"
        found.append(
            "|".join(
                (
                    target.indicator,
                    target.comparator,
                    value,
                    target.unit,
                    target.kind,
                    target.frequency,
                )
            )
        )
    assert found == TABLE[sentence]
