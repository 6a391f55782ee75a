"""Review files are read strictly and added to without touching what stands there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from plankg.decisions import Decision
from plankg.errors import ReviewError
from plankg.review_files import append_reviews, read_reviews

DAY = date(2026, 3, 1)
BY_HAND = """\
# Read on a rainy day.
- where: 三（一）1   # the first task
  quote: 净增高新技术企业12家
  decision: change
  fields:
    value: 12.0
    period_end: 2021-12-31
    hedge:
  who: 王五
  when: 2026-03-01
  why: 附件写的是12

- table: responsibilities
  where: 5
  quote: 市科技局
  occurrence: 2
  decision: reject
  who: 王五
  when: 2026-03-01
  why: 不是责任单位
"""
DECISIONS = (
    Decision(
        "change",
        "三（一）1",
        "净增高新技术企业12家",
        "王五",
        DAY,
        "附件写的是12",
        fields={"value": Decimal("12.0"), "period_end": date(2021, 12, 31), "hedge": ""},
    ),
    Decision(
        "reject", "5", "市科技局", "王五", DAY, "不是责任单位", "responsibilities", occurrence=2
    ),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yml"
    path.write_text(BY_HAND, encoding="utf-8")
    return path


def test_a_file_written_by_hand_is_read(file: Path) -> None:
    decisions = read_reviews(file)
    assert decisions == DECISIONS
    assert [decision.line for decision in decisions] == [2, 13]


def test_no_file_and_a_file_of_comments_hold_no_decisions(tmp_path: Path) -> None:
    assert read_reviews(tmp_path / "none.yml") == ()
    (tmp_path / "empty.yml").write_text("# nothing yet\n")
    assert read_reviews(tmp_path / "empty.yml") == ()


@pytest.mark.parametrize(
    "decision",
    [
        *DECISIONS,
        Decision("accept", "", "一行\n\t两行：# - no", "O'Neil: 王", DAY, "- yes\n因为"),
        Decision("reject", "附件 1.2", "30", "no", DAY, "~", "ledger"),
        Decision("add", "三", "牵头", "甲", DAY, "乙", "responsibilities", 3, {"role": "lead"}),
    ],
)
def test_what_is_written_is_read_back(tmp_path: Path, decision: Decision) -> None:
    path = tmp_path / "reviews" / "plan.yml"
    append_reviews(path, "plan", [decision])
    assert read_reviews(path) == (decision,)


def test_adding_leaves_what_stands_there_byte_for_byte(file: Path) -> None:
    file.write_bytes(BY_HAND.replace("\n", "\r\n").encode())
    before = file.read_bytes()
    more = Decision("accept", "一", "另一句", "赵六", DAY, "读过")
    append_reviews(file, "plan", [more])
    assert file.read_bytes().startswith(before)
    assert read_reviews(file) == (*DECISIONS, more)


def test_a_list_in_one_line_takes_no_adding_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "plan.yml"
    path.write_text("[]\n")
    with pytest.raises(ReviewError):
        append_reviews(path, "plan", DECISIONS)
    assert path.read_text() == "[]\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  who: 王五", "  whom: 王五", ":9: unknown key 'whom'; did you mean 'who'"),
        ("  who: 王五\n", "", ":2: 'who' is missing"),
        ("  who: 王五", "  who: ''", ":9: 'who' is empty"),
        ("when: 2026-03-01", "when: 1 March", ":10: 'when' must be a day"),
        ("decision: change", "decision: chang", ":2: decision must be one of accept, reject"),
        ("decision: change", "decision: accept", ":2: accept takes no fields"),
        ("decision: change", "decision: add", ":2: an added fact needs indicator, kind"),
        ("    value: 12.0", "    value: 十二", ":6: value must be a number"),
        ("    value: 12.0", "    value: NaN", ":6: value must be a number"),
        ("    value: 12.0", "    worth: 12", ":6: targets have no field 'worth'"),
        ("    value: 12.0", "    value: [12]", ":6: 'value' must be one value"),
        ("    value: 12.0", "    kind: growth", ":6: kind must be one of level, increase"),
        ("    value: 12.0", "    value: 1\n    value: 2", ":7: field 'value' stands twice"),
        ("occurrence: 2", "occurrence: 0", ":16: 'occurrence' must be a number from 1"),
        ("table: responsibilities", "table: bodies", "table must be one of targets"),
        ("table: responsibilities\n", "table: ledger\n  fields: {value: 1}\n", "no field 'value'"),
        ("- table", "- where: a\n- table", ":13: 'quote' is missing"),
        ("  why: 附件", "  why: [", "not YAML"),
        ("# Read on a rainy day.\n- where", "# Read\nwhere", "not YAML"),
    ],
)
def test_a_wrong_file_is_one_clear_error(file: Path, old: str, new: str, message: str) -> None:
    file.write_text(BY_HAND.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReviewError) as caught:
        read_reviews(file)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(file))


def test_two_decisions_about_one_fact_are_refused(file: Path) -> None:
    file.write_text(BY_HAND + "\n" + BY_HAND, encoding="utf-8")
    with pytest.raises(ReviewError, match=r":2\d: the fact that line 2 decides about already"):
        read_reviews(file)


@pytest.mark.parametrize("text", ["where: 一\n", "- 一\n", "just words\n"])
def test_anything_but_a_list_of_decisions_is_refused(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewError, match=":1: must be"):
        read_reviews(file)
