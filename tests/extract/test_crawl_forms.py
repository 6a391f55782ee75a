"""One plan of our own in the forms in which pages come: the facts are the same in all of them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from plans import read_text

PLAN = """江阴市清泉行动计划（2021－2025年）
为深入贯彻落实治水方针，推动水务高质量发展，制定本计划。
一、总体要求
（一）指导思想
坚持节水优先，统筹推进水务工作。
（二）主要目标
到2025年，全市净水率达到85%以上，新建水站30座，供水普及率达到99%，年均增长2%左右。
二、重点任务
（一）修渠行动
1．加固渠道。到2023年，加固渠道120公里，新建泵站15座。（牵头单位：市水利局；配合单位：市财政局、市城管局）
2．清理河道。每年清理河道50公里以上，力争水质优良率达到90%。（责任单位：市城管局，各镇街）
（二）绿化行动
1．建设苗圃。新建苗圃4个、公园2座，培育治水企业10家以上。（责任单位：市林业局）
2．节水宣传。开展节水宣传100场次以上。（市水利局牵头，市教育局、市融媒体中心配合）
三、保障措施
（一）加强领导。各镇街要落实责任。
（二）强化投入。每年安排资金2亿元以上。
"""
HEAD = """首页 > 政务公开 > 政策文件
江阴市人民政府
网站地图 无障碍阅读 繁体版
当前位置： 首页 > 信息公开 > 规划计划
"""
FOOT = """打印本页 关闭窗口
版权所有：江阴市人民政府办公室 苏ICP备05000001号
联系电话：0510-86860000 网站标识码：3202810001
"""
HALF = str.maketrans("，：；（）", ",:;()")

Fact = tuple[str, ...]


def facts(text: str) -> tuple[list[Fact], list[Fact]]:
    """Return the targets and the responsibilities of a text, quotes checked."""
    reading = read_text(text)
    for fact in (*reading.targets, *reading.responsibilities):
        assert reading.text[fact.start : fact.end] == fact.quote
    assert "".join(entry.quote for entry in reading.ledger) == text
    targets = [
        tuple(
            str(one)
            for one in (
                t.where, t.scope, t.indicator, t.comparator, t.value, t.unit, t.kind, t.frequency,
                t.period_start, t.period_end, t.hedge,
            )
        )
        for t in reading.targets
    ]  # fmt: skip
    return targets, [(r.where, r.body, r.role) for r in reading.responsibilities]


PLAIN = facts(PLAN)


def test_the_plan_has_its_facts() -> None:
    assert [len(found) for found in PLAIN] == [13, 10]


@pytest.mark.parametrize(
    "printed",
    [
        lambda text: text.translate(HALF),
        lambda text: text.replace("，", ", ").replace("：", ": ").translate(HALF),
        lambda text: text.replace("\n", ""),
        lambda text: text.replace("\n", " "),
        lambda text: text.replace("\n", "　　"),
        lambda text: text.replace("\n", "\r\n\r\n"),
        lambda text: text.replace("\n", "\n\xa0\xa0\xa0\xa0"),
        lambda text: re.sub(r"(\d+)", r" \1 ", text),
        lambda text: re.sub(r"(?<=[一-鿿])(\d+)(?=[一-鿿%])", r"  \1  ", text),
        lambda text: text.replace("。", "。\n"),
        lambda text: HEAD + text + FOOT,
        lambda text: (HEAD + text + FOOT).replace("\n", " "),
    ],
    ids=[
        "half-width", "half-width, with blanks", "one line", "one line with blanks",
        "one line with wide blanks", "empty lines", "hard blanks", "blanks at numbers",
        "two blanks at numbers", "a sentence a line", "a whole page", "a whole page on one line",
    ],
)  # fmt: skip
def test_the_facts_are_the_same_in_every_form(printed: Callable[[str], str]) -> None:
    assert facts(printed(PLAN)) == PLAIN


def test_without_its_title_a_plan_is_of_what_it_calls_its_area() -> None:
    targets, bodies = facts(PLAN.partition("\n")[2])
    assert {scope for _, scope, *_ in targets} == {"全市"}
    assert [target[2] for target in targets] == [target[2] for target in PLAIN[0]]
    assert bodies == PLAIN[1]


def test_other_characters_for_the_same_words_end_in_no_error() -> None:
    traditional = PLAN.translate(
        str.maketrans("应阴动计划为导坚节统务区单责规资", "應陰動計劃為導堅節統務區單責規資")
    )
    assert facts(traditional)[0]
