"""Annexes of standards that a page ran together: a row ends in a full stop and its points."""

from __future__ import annotations

from plans import read_text

from plankg.model import Reading

HEAD = (
    "江阴市清泉行动计划（2021－2025年）一、重点任务（一）修渠。加固渠道。二、保障措施（一）加强领导。"
    "抓好落实。附件：1.年度考核任务及标准江阴市人民政府2021年3月5日附件1年度考核任务及标准"
    "考核内容考核标准考核分值"
)
ROWS = (
    "引水渠道各镇每年新建渠道2条。每条渠道宽3米。40",
    "绿化2023年前，全市建设苗圃4个，定期养护。35",
    "泵房每个镇改造泵房2座。",
)


def reading_of(last: int) -> Reading:
    return read_text(HEAD + "".join(ROWS) + f"{last}备注：1.当年没有任务的，不扣分。")


def test_rows_are_counted_and_are_the_goals_of_their_targets() -> None:
    reading = reading_of(25)
    assert [(t.where, t.goal, t.indicator, str(t.value)) for t in reading.targets] == [
        ("附件1 1", "各镇每年新建渠道2条。每条渠道宽3米。", "渠道", "2"),
        ("附件1 2", "2023年前，全市建设苗圃4个，定期养护。", "苗圃", "4"),
        ("附件1 3", "每个镇改造泵房2座。", "改造泵房", "2"),
    ]
    assert "".join(entry.quote for entry in reading.ledger) == reading.text


def test_points_that_make_no_hundred_tell_no_rows() -> None:
    assert {t.where for t in reading_of(24).targets} == {"附件1"}


def test_values_that_ran_together_are_told_as_not_understood() -> None:
    table = (
        "附件1年度考核任务及标准单位：亩镇小计苗圃林地青阳镇18001080720华士镇1300760540合计31001840"
    )
    front = HEAD[: HEAD.index("附件1")]
    reading = read_text(f"{front}{table}1260备注：各镇不少于三分之一。")
    assert reading.targets == ()
    entry = next(one for one in reading.ledger if "18001080720" in one.quote)
    assert entry.state == "not-understood"
