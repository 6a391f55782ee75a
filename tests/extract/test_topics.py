"""Measures named by what their sentence, or their row's task, is about."""

from plans import plan_with, read_text

ANNEX = """青禾市水务提升行动方案（2021－2023年）
一、重点任务
（一）改善水质。加强治理。
附件
工作任务清单
序号	任务	目标	牵头部门	配合部门
1	水质提升	持续改善。力争2022年优良率达到92%，2023年达到95%。	市水利局	市财政局
2	完善协作机制	2023年签约率达到80%。	市水利局	市财政局
"""


def test_the_words_that_complete_a_name_are_its_evidence() -> None:
    reading = read_text(plan_with("简化供水报装，环节不超过2个，成本0元。"))
    for target in reading.targets:
        assert target.confidence == "restored"
        assert [
            shown.span.of(reading.text)
            for shown in target.evidence
            if shown.restored and "hasIndicator" in shown.supports
        ] == ["供水报装"]


def test_a_row_s_task_says_of_what_a_bare_rate_is() -> None:
    found = [(one.indicator, one.value) for one in read_text(ANNEX).targets]
    assert found == [("水质优良率", 92), ("水质优良率", 95), ("签约率", 80)]


def test_what_was_told_before_a_semicolon_completes_nothing_behind_it() -> None:
    found = read_text(plan_with("简化供水报装，环节不超过2个；成本降至3元。")).targets
    assert [one.indicator for one in found] == ["供水报装环节", "成本"]
