from __future__ import annotations

from pathlib import Path

import pytest

from plankg.errors import RegisterError
from plankg.lookups import Lookups

WORDS = "word\texample\n力争\t力争达到\n"


def table(folder: Path, text: str, name: str = "hedges.tsv") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode())
    return folder


def test_rows_of_a_later_folder_come_first(tmp_path: Path) -> None:
    ours = table(tmp_path / "ours", "word\texample\n拟\t拟新建\n")
    lookups = Lookups.load(table(tmp_path / "packaged", WORDS), ours)
    assert lookups.words("hedges") == ("拟", "力争")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + WORDS,
        WORDS.replace("\n", "\r\n"),
        WORDS.replace("example\n", "example\n\n") + "\n\n",
        "example\tnote\tword\n力争达到\t我的\t力争\n",
    ],
    ids=["byte-order-mark", "windows-line-ends", "empty-lines", "other-columns"],
)
def test_a_table_is_read_as_other_programs_write_it(tmp_path: Path, text: str) -> None:
    lookups = Lookups.load(table(tmp_path / "packaged", WORDS), table(tmp_path / "ours", text))
    assert lookups.words("hedges") == ("力争", "力争")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("hedge.tsv", WORDS, r"hedge\.tsv: no rule reads .*; did you mean hedges\.tsv\?"),
        ("mine.tsv", WORDS, r"mine\.tsv: no rule reads a table of this name; there are hedges"),
        ("hedges.tsv", "wort\texample\n", r"hedges\.tsv:1: the column 'word' is missing"),
        ("hedges.tsv", "word\texample\n\n力争\n", r"hedges\.tsv:3: 1 cells where the header has 2"),
        ("hedges.tsv", "", "is empty: give it a header row"),
    ],
)
def test_a_table_that_nothing_could_be_made_of_is_named(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    packaged = table(tmp_path / "packaged", WORDS)
    with pytest.raises(RegisterError, match=message):
        Lookups.load(packaged, table(tmp_path / "ours", text, name))


def test_a_table_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "hedges.tsv").write_bytes(WORDS.encode("gb18030"))
    with pytest.raises(RegisterError, match=r"hedges\.tsv: not UTF-8 .*; save it as UTF-8"):
        Lookups.load(tmp_path)
