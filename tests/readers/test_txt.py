"""A text file is read whatever its encoding and line ends; its characters stay as they are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from plankg.assets import assets_root
from plankg.errors import InputError
from plankg.extract import read_plan
from plankg.iris import Iris
from plankg.model import Reading
from plankg.readers import read_document
from plankg.readers.txt import document_of
from plankg.register import Register
from sample import TEXT

REGISTER = Register.load(assets_root() / "data" / "registers")
ENDS = ("\n", "\r\n", "\r\r\n", "\r", "\x0b", "\x85", "\u2028", "\u2029")


def read(text: str) -> Reading:
    return read_plan(document_of(text, "plan.txt"), "plan", register=REGISTER, iris=Iris())


def facts(text: str) -> list[tuple[object, ...]]:
    """Return what is read, without offsets and without the line ends that quotes may hold."""
    reading = read(text)
    assert all(text[one.start : one.end] == one.quote for one in reading.targets)
    assert "".join(entry.quote for entry in reading.ledger) == text
    return [
        *((one.where, one.indicator, one.value, one.period_end) for one in reading.targets),
        *((one.where, one.body, one.role) for one in reading.responsibilities),
        *((one.where, one.type, one.title) for one in reading.elements),
    ]


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_any_line_end_gives_the_same_facts(end: str) -> None:
    assert facts(TEXT.replace("\n", end)) == facts(TEXT)


@pytest.mark.parametrize("seed", range(3))
def test_mixed_line_ends_give_the_same_facts(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - which line ends in what is no secret
    lines = TEXT.split("\n")
    # A line end of two signs would swallow the empty line between \r and \n.
    ends = [draw.choice(ENDS if after else ENDS[:3]) for after in lines[1:]]
    mixed = "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
    assert facts(mixed) == facts(TEXT)


@pytest.mark.parametrize("name", ["plan.md", "plan.markdown", "plan.MD"])
def test_a_markdown_file_is_a_text_with_the_same_offsets(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(f"# {TEXT}", encoding="utf-8")
    document = read_document(file)
    assert (document.name, document.text) == (name, f"# {TEXT}")
    assert document.paragraphs == document_of(f"# {TEXT}", name).paragraphs


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_any_encoding_gives_the_same_text(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(TEXT.encode(encoding))
    assert read_document(file).text == TEXT


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03" * 9,
        "一、目标\x00。".encode(),
        "word".encode("utf-16-le") + b"\x00",
        bytes(range(256)) * 8,
    ],
    ids=["bytes", "one zero byte", "half a character", "all bytes"],
)
def test_what_holds_zero_bytes_but_no_text_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(content)
    with pytest.raises(InputError, match="NUL bytes, the first is byte"):
        read_document(file)


INDENTED = (
    "一、建设水网　　（一）总　　则。引水入城。　　（二）修渠。新建渠道3条。"
    "　　二、护水岸　　（三）清淤。清淤河道5公里。　　（四）增绿。"
)


def test_indents_part_the_paragraphs_of_a_text_without_line_ends() -> None:
    lines = [line.text for line in document_of(INDENTED, "plan.txt").paragraphs]
    assert "".join(lines) == INDENTED
    assert [line.strip("　")[:5] for line in lines] == [
        "一、建设水",
        "（一）总　",
        "（二）修渠",
        "二、护水岸",
        "（三）清淤",
        "（四）增绿",
    ]


def test_headings_without_a_full_stop_end_at_the_next_indent() -> None:
    reading = read(f"清泉市治水实施意见　　{INDENTED}")
    assert [(t.where, t.action, t.task) for t in reading.targets] == [
        ("一（二）", "建设水网", "修渠"),
        ("二（三）", "护水岸", "清淤"),
    ]


def test_a_form_with_wide_blanks_stays_a_line() -> None:
    line = "甲方：　　乙方：　　日期：　　年　　月　　日"
    assert [one.text for one in document_of(line, "plan.txt").paragraphs] == [line]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            TEXT.encode()[:100] + b"\xff" + TEXT.encode()[102:],
            "UTF-8 but for .* is byte 1[0-9][0-9]:",
        ),
        (TEXT.encode() + "水".encode()[:2], "UTF-8 but for one place, which is byte {end}:"),
        (TEXT.encode("gb18030")[:301] + b"\xff", "neither UTF-8 nor GB 18030"),
    ],
    ids=["within", "cut off", "in GB 18030"],
)
def test_bytes_that_are_no_text_are_named_by_their_place(
    content: bytes, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says.format(end=len(TEXT.encode()))):
        read_document(path)
