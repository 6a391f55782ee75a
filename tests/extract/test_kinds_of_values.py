"""What values mean that a sentence's other values tell: parts of a whole, sizes of what is done."""

import pytest
from plans import plan_with, read_text


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        # Two parts that make up what is done before are done as it is; others are reached.
        ("治理湿地90万亩，南湖、北湖两片分别为60万亩和30万亩。", "increase increase increase"),
        ("治理湿地90万亩，林地、草地面积分别为60万亩和40万亩。", "increase level level"),
        ("新增水表90万只，其中河东区30万只。", "increase increase"),
        # Of the sentence before, whatever stands between.
        ("清理水塔40座，完好率达到90%。其中河东区25座。", "increase level increase"),
        # A size of what is done, about so much or at least; what is exceeded is there then.
        ("清理水塔40座，总建筑面积约30万平方米。", "increase increase"),
        ("清理水塔40座，总建筑面积突破30万平方米。", "increase level"),
        # How many are in what they are taken into; what is lent, and the first part of a fund.
        ("接入省级平台水厂达到40座。", "level"),
        ("水务银行安排节水贷款额度不少于6亿元。", "increase"),
        ("设立节水改造贷款，第一期规模10亿元。", "increase"),
        ("新增水表90万只，水网总投资12亿元，其中争取上级5亿元。", "increase increase increase"),
    ],
)
def test_a_value_means_what_the_sentence_says(sentence: str, kinds: str) -> None:
    assert [target.kind for target in read_text(plan_with(sentence)).targets] == kinds.split()


def test_a_unit_in_brackets_may_have_brackets() -> None:
    table = (
        "江阴市清泉行动计划（2021－2023年）\n一、主要目标\n到2023年，水更清。\n"
        "\t指标\n\t2020年\n\t2023年\n\n\t联网水表（万台（套））\n\t30\n\t60\n\n\t净水率（%）\n\t80\n\t90\n"
    )
    found = [(t.indicator, str(t.value), t.unit) for t in read_text(table).targets]
    assert found == [("联网水表", "60", "万台（套）"), ("净水率", "90", "%")]
