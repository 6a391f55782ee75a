"""The tables of the words of targets: each row's example shows its word."""

import csv
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "data" / "lookups"
TABLES = {
    "counted_people": "word",
    "name_endings": "ending",
    "name_words": "word",
    "sentence_words": "word",
    "target_verbs": "word",
    "topic_words": "word",
}


def rows_of(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(("table", "column"), TABLES.items())
def test_every_word_is_shown_by_its_example(table: str, column: str) -> None:
    unshown = [
        row[column]
        for row in rows_of(table)
        if not re.search(re.escape(row[column]), row["example"])
    ]
    assert unshown == []


@pytest.mark.parametrize(("table", "column"), TABLES.items())
def test_no_word_is_listed_twice_for_one_sort(table: str, column: str) -> None:
    words = [(row[column], row.get("sort")) for row in rows_of(table)]
    assert len(words) == len(set(words))


def test_every_verb_in_a_name_is_shown_by_its_example() -> None:
    rows = rows_of("verbs_in_names")
    assert [row for row in rows if not re.search(row["pattern"], row["example"])] == []
