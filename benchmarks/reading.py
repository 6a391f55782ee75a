"""Measures how long reading takes: from text to facts, on one core, in proportion to the length.

    python benchmarks/reading.py              # the shipped plan, and its text 10 and 100 times
    python benchmarks/reading.py --quick      # 1 and 10 times, fewer signs

Compared are times of one run, so that the machine does not matter: the time per character of a
long text over that of a short one (1 is linear), and the same for texts of one repeated sign, in
which a bad regular expression would look at everything from everywhere. The ratios that we want
are printed beside those that were found; the exit code is 1 where one was missed.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plankg.assets import assets_root
from plankg.errors import NotAPlanError
from plankg.extract import read_plan
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.model import Reading
from plankg.readers import read_document
from plankg.readers.txt import document_of
from plankg.register import Register

SLUG = "jiangyin-innovation-2020-2022"
# A text of 16,000 characters well under a second.
SECONDS_WANTED = 1.0
# Twice the time per character leaves room for caches that no longer fit, and none for squares:
# these would be 10 and 100.
RATIO_WANTED = 2.0
# What rules look for: digits, numerals, brackets, list signs, blanks, and words of the grammar.
SIGNS = (
    "1", "1.", "1，", "百", "一", "一是", "（", "）", "（（", "《", "“", "、", "，", "；", "。",
    "：", " ", "\t", "\n", "\r\n", "－", "%", "年", "2020年", "2020－", "到", "达到", "新建",
    "各", "分别", "其中", "企业", "万", "家", "市", "局", "市科技局", "市科技局、", "责任单位：",
    "牵头", "力争", "为", "的", "和", "a", "〔2018〕", "第", "专栏", "附件\n", "1家、",
)  # fmt: skip
HEAD = "江阴市行动计划（2021－2022年）\n一、任务\n（一）做事\n1．"
# What a long part of a plan says again and again, each with its own facts.
SENTENCES = (
    "到2022年，水厂达到5家。", "到2022年，水厂达到5家。\n", "水厂达到5家。", "水厂达到5家；",
    "——水厂达到5家。\n", "建设水厂5家。（责任单位：市水利局）\n", "水质更清。\n",
    "2022年6月底前建成水厂。\n", "1．建设水厂5家。\n", "（1）建设水厂5家。\n",
)  # fmt: skip
GOALS_HEAD = "江阴市行动计划（2021－2022年）\n一、总体目标\n"
# Where a long run of one sign may stand, beside a part of its own: in a value, in a name, in a
# list of bodies, in a title, in a row of a table.
RUNS = (
    "1", "９", "1.", "十", "两", "百", "、", "，", "（", "）", "【", "〔", "《", "“", " ", "　",
    "\t", "a", "A", "-", "|", "#", "市", "局", "家", "和", "各", "的", "年", "%",
)  # fmt: skip
PLACES = (
    ("a value", f"{HEAD}到2022年，水厂达到", "家。"),
    ("the name before a value", f"{HEAD}到2022年，新建", "水厂5家。"),
    ("the name behind a value", f"{HEAD}新建水厂5", "家、泵房6座。"),
    ("a list of bodies", f"{HEAD}建设水厂5家。（责任单位：市水利局", "）"),
    ("a title", "江阴市", "行动计划（2021－2022年）\n一、任务\n1．新建水厂5家。"),
    ("a row", f"{HEAD}序号\t指标\t2020年\t2022年\n1\t净水率", "\t3%\t5%\n"),
)


@dataclass(frozen=True)
class Reader:
    """Reads texts with grammar and registers that were loaded once."""

    lookups: Lookups
    register: Register

    def read(self, text: str) -> Reading | None:
        document = document_of(text, "text.txt")
        try:
            return read_plan(
                document, "text", register=self.register, iris=Iris(), lookups=self.lookups
            )
        except NotAPlanError:
            return None

    def seconds(self, text: str, runs: int) -> float:
        """Return the shortest time of some runs: what else the machine does only adds to it."""
        return min(_timed(lambda: self.read(text)) for _ in range(runs))


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures reading.")
    parser.add_argument("--quick", action="store_true", help="smaller texts")
    quick = parser.parse_args().quick
    reader = Reader(Lookups.load(), Register.load(assets_root() / "data" / "registers"))
    missed = list(_of_plan(reader, (1, 10) if quick else (1, 10, 100)))
    length = 1_000 if quick else 3_000
    missed += _of_repeated(reader, "a task", (HEAD, ""), SIGNS, length)
    for place, head, tail in PLACES:
        missed += _of_repeated(reader, place, (head, tail), RUNS, length)
    for place, head in (("a task", HEAD), ("the goals", GOALS_HEAD)):
        missed += _of_repeated(reader, place, (head, ""), SENTENCES, 2 * length)
    for one in missed:
        print(f"missed: {one}")
    return 1 if missed else 0


def _of_plan(reader: Reader, sizes: tuple[int, ...]) -> Iterator[str]:
    source = assets_root() / "data" / "sources" / SLUG / "text.txt"
    text = read_document(source).text
    print(
        f"{'times':>5} {'characters':>10} {'seconds':>8} {'µs/character':>12} {'ratio':>6}  facts"
    )
    first = 0.0
    for size in sizes:
        # Headings begin a line, so the copies must not run into each other.
        copies = "\n".join([text] * size)
        seconds = reader.seconds(copies, 5 if size == 1 else 1)
        per_sign = seconds / len(copies)
        first = first or per_sign
        ratio = per_sign / first
        facts = _facts(reader.read(copies)) if size < 100 else ""
        shown = f"{size:>5} {len(copies):>10} {seconds:>8.3f} {per_sign * 1e6:>12.2f} {ratio:>6.2f}"
        print(f"{shown}  {facts}", flush=True)
        if size == 1 and seconds > SECONDS_WANTED:
            yield f"{seconds:.2f} s for the shipped plan, {SECONDS_WANTED} wanted"
        if ratio > RATIO_WANTED:
            yield f"{ratio:.2f} times the time per character at {size} times the length"


def _of_repeated(
    reader: Reader, place: str, around: tuple[str, str], words: tuple[str, ...], length: int
) -> Iterator[str]:
    """Yield the words for which a text four times as long takes more than in proportion."""
    head, tail = around
    print(f"\nwords repeated in {place}, {length} and {4 * length} characters: ratio of time each")
    slow: list[tuple[float, str]] = []
    for sign in words:
        short, long = (head + sign * (n // len(sign)) + tail for n in (length, 4 * length))
        before, after = reader.seconds(short, 3), reader.seconds(long, 2)
        ratio = after / len(long) / (before / len(short))
        slow.append((ratio, sign))
        if ratio > RATIO_WANTED:
            yield f"{ratio:.2f} times the time per character for {sign!r} repeated in {place}"
    for ratio, sign in sorted(slow, reverse=True)[:8]:
        print(f"{sign!r:>14} {ratio:>6.2f}")
    print(f"{'others':>14} below")


def _facts(reading: Reading | None) -> str:
    if reading is None:
        return "no plan"
    plans = tuple(reading.plans())
    targets = sum(len(plan.targets) for plan in plans)
    return f"{len(plans)} plan(s), {targets} targets"


def _timed(action: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        action()
        return time.process_time() - started
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
