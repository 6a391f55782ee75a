"""Tables of goals that a page ran together, known by numbers, sentences, bodies and times."""

from __future__ import annotations

from plans import read_text

from plankg.model import Reading

TABLE = "治水工作分工及进度安排表"
HEAD = (
    "江阴市清泉行动计划（2021－2025年）一、重点任务（一）修渠。加固渠道。二、保障措施（一）加强领导。"
    f"抓好落实。附件：{TABLE}江阴市人民政府2021年3月5日{TABLE}序号工作任务责任单位时间进度"
)
ROWS = (
    "1新建渠道3条，2年内通水。改造泵房12座。市水利局、市城管局2022年6月底前出台实施意见",
    "2推进4G巡河。江阴海关、各镇街持续实施",
    "3建设观测站6座。市林业局市财政局，各镇街2023年底前完成",
    "4建设苗圃4个。市林业局国家出台具体要求后启动试点",
)


def reading_of(*rows: str) -> Reading:
    reading = read_text(HEAD + "".join(rows) + "相关附件：打开手机看一看。")
    for fact in (*reading.responsibilities, *reading.targets):
        assert reading.text[fact.start : fact.end] == fact.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return reading


def bodies_of(reading: Reading) -> list[tuple[str, str]]:
    return [(one.where, one.body) for one in reading.responsibilities]


def test_each_row_has_its_goal_and_its_bodies() -> None:
    reading = reading_of(*ROWS)
    assert bodies_of(reading) == [
        ("附件 1", "市水利局"), ("附件 1", "市城管局"),
        ("附件 2", "江阴海关"), ("附件 2", "各镇街"),
        ("附件 3", "市林业局"), ("附件 3", "市财政局"), ("附件 3", "各镇街"),
        ("附件 4", "市林业局"),
    ]  # fmt: skip
    assert {one.role for one in reading.responsibilities} == {"responsible"}
    assert [(t.where, t.indicator, str(t.value), t.responsible) for t in reading.targets] == [
        ("附件 1", "渠道", "3", "市水利局；市城管局"),
        ("附件 1", "改造泵房", "12", "市水利局；市城管局"),
        ("附件 3", "观测站", "6", "市林业局；市财政局；各镇街"),
        ("附件 4", "苗圃", "4", "市林业局"),
    ]
    assert reading.targets[0].goal == "新建渠道3条，2年内通水。改造泵房12座。"


def test_a_row_that_lacks_its_time_is_left_to_the_ledger() -> None:
    rows = [
        *ROWS[:3],
        "4建设苗圃4个。市林业局",
        "5清淤。市水利局持续实施",
        "6绿化。市林业局长期坚持",
    ]
    reading = reading_of(*rows)
    assert [where for where, _ in bodies_of(reading) if where > "附件 3"] == ["附件 5", "附件 6"]
    entry = next(one for one in reading.ledger if "苗圃" in one.quote)
    assert entry.state == "not-understood"


def test_of_a_table_with_too_many_such_rows_nothing_is_taken() -> None:
    reading = reading_of(ROWS[0], "2清淤。市水利局", "3绿化。市林业局", "4巡河。市水利局持续实施")
    assert bodies_of(reading) == []
