"""Whatever the text, reading it neither crashes nor points beside its words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import plan_with, read_text

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


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TEXTS)
def test_every_fact_quotes_the_text_and_the_ledger_covers_it(words: str) -> None:
    reading = read_text(plan_with(words))
    text = reading.text
    for fact in (*reading.targets, *reading.responsibilities):
        assert text[fact.start : fact.end] == fact.quote
        assert fact.quote
    for target in reading.targets:
        assert target.scope
        assert target.indicator
        assert all(one.span.start < one.span.end for one in target.evidence)
    for element in reading.elements:
        assert text[element.start : element.end] == element.text
    assert "".join(entry.quote for entry in reading.ledger) == text
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
