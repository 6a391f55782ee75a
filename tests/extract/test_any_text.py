"""Whatever the text, reading it neither crashes nor points beside its words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import plan_with, read_text

from plankg.lookups import packaged_lookups
from plankg.model import Reading

PIECES = st.sampled_from(
    [
        "到2022年，", "三年内，", "每年", "力争", "全市", "高新区", "新建", "培育", "净增", "达到",
        "超过", "分别", "各", "其中", "30%", "1.5万人", "2－3家", "10亿元以上", "项目", "企业",
        "、", "，", "；", "。", "（", "）", "责任单位：", "市科技局", "牵头", "配合", "\n", "\t",
        "一、", "（一）", "1．", "第一章", "附件\n", "前50名", "六大", "产业群", "为", "融资",
        "百家", "占比", "比上年", "提高", "0.5个百分点", "累计", "“", "”", " ", "　", "\r\n",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join)
# One of each sort of signs that rules look for, and where a run of it may stand.
RUNS = (
    "1", "９", "1.", "十", "两", "百", "、", "，", "；", "（", "）", "【", "〔", "《", "“", " ",
    "　", "\t", "\n", "a", "-", "|", "#", "市", "家", "和", "的", "%", "\u2028", "\x0b",
)  # fmt: skip
PLACES = (
    "{}", "到2022年，水厂达到{}家。", "新建{}水厂5家。", "新建水厂5{}家、泵房6座。",
    "建设水厂5家。（责任单位：市水利局{}）", "按照《{}》（苏发〔2018〕2号），建设水厂5家。",
    "\n序号\t指标\t2022年\n1\t净水率{}\t85%\n",
)  # fmt: skip


def assert_sound(reading: Reading, text: str) -> None:
    """Every fact quotes the text where it says so, and the ledger covers it."""
    assert reading.text == text
    for fact in (*reading.targets, *reading.responsibilities):
        assert text[fact.start : fact.end] == fact.quote
    assert "".join(entry.quote for entry in reading.ledger) == text


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TEXTS)
def test_every_fact_quotes_the_text_and_the_ledger_covers_it(words: str) -> None:
    reading = read_text(plan_with(words))
    text = reading.text
    assert_sound(reading, plan_with(words))
    assert all(fact.quote for fact in (*reading.targets, *reading.responsibilities))
    for target in reading.targets:
        assert target.scope
        assert target.indicator
        assert all(one.span.start < one.span.end for one in target.evidence)
    for element in reading.elements:
        assert text[element.start : element.end] == element.text
    ends = [entry.end for entry in reading.ledger]
    assert [entry.start for entry in reading.ledger] == [0, *ends[:-1]]


@pytest.mark.parametrize("blank", [" ", "　"])
def test_a_sentence_with_a_page_of_blanks_is_read_like_one_without(blank: str) -> None:
    # Patterns in which several blanks may follow each other would never end.
    sentence = "新建净水站3座，{}到2023年6月底前新建泵房2座。"
    readings = [read_text(plan_with(sentence.format(blank * n))) for n in (0, 20_000)]
    values = [[(t.indicator, t.value, t.period_end) for t in one.targets] for one in readings]
    assert values[0] == values[1]
    assert len(values[0]) == 2


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(PLACES), st.sampled_from(RUNS), st.integers(100, 2_000))
def test_a_long_run_of_one_sign_breaks_nothing(place: str, sign: str, length: int) -> None:
    text = plan_with(place.format(sign * length))
    assert_sound(read_text(text), text)


@pytest.mark.parametrize("sign", ["1", "1.", "十", "、", " "])
def test_a_run_of_fifty_thousand_signs_is_read(sign: str) -> None:
    # Looked through from each of its digits, such a run took minutes.
    text = plan_with(f"到2022年，新建水厂{sign * (50_000 // len(sign))}家。")
    assert_sound(read_text(text), text)


def test_what_speaks_against_a_number_looks_at_it_from_its_first_digit() -> None:
    words = [row["words"] for row in packaged_lookups().rows("not_commitments")]
    unguarded = [one for one in words if re.match(r"\\d(?:[+*]|\[\\d)", one)]
    assert not unguarded, r"write (?<![\d.]) before it"
