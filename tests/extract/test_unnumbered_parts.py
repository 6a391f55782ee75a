"""Items of a part that have titles and no numbers: their path is that of the part."""

from __future__ import annotations

from plans import read_text

TITLE = "青禾市清泉行动计划（2021－2025年）\n"
ITEMS = (
    "保护水源。全面划定水源保护区，新建隔离网30公里。（责任单位：市水利局、市财政局）",
    "更新管网。加快更新老旧供水管网，改造泵房12座。（责任单位：市住房城乡建设局）",
)
END = "（二）强化管理。加强巡查。（责任单位：市水利局）\n"


def _rows(text: str) -> list[tuple[str, str, str, str]]:
    targets = read_text(TITLE + text).targets
    return [(one.where, one.action, one.task, one.responsible) for one in targets]


WANTED = [
    ("一（一）", "改善供水", "保护水源", "市水利局；市财政局"),
    ("一（一）", "改善供水", "更新管网", "市住房城乡建设局"),
]


def test_each_paragraph_with_a_title_is_a_task() -> None:
    text = "一、重点任务\n（一）改善供水。\n" + "\n".join(ITEMS) + "\n" + END
    assert _rows(text) == WANTED


def test_so_they_are_in_a_text_without_its_lines() -> None:
    text = "一、重点任务（一）改善供水。" + "".join(ITEMS) + END
    assert _rows(text) == WANTED


def test_who_answers_is_told_for_each_of_them() -> None:
    text = "一、重点任务\n（一）改善供水。\n" + "\n".join(ITEMS) + "\n" + END
    held = [(one.element, one.body) for one in read_text(TITLE + text).responsibilities]
    assert held == [
        ("保护水源", "市水利局"),
        ("保护水源", "市财政局"),
        ("更新管网", "市住房城乡建设局"),
        ("强化管理", "市水利局"),
    ]


def test_a_paragraph_that_only_begins_with_a_short_sentence_is_no_task() -> None:
    text = (
        "一、重点任务\n（一）改善供水。\n要保护水源。全面划定水源保护区，新建隔离网30公里。\n"
        "加快更新老旧供水管网，改造泵房12座。\n" + END
    )
    assert [row[2] for row in _rows(text)] == ["改善供水", "改善供水"]


HEADED = """青禾县2025年治水工作要点

去年全县新增水厂9座。今年要办好以下实事。

改善供水条件
全年新建水厂3座。农村自来水普及率达到98%。

【清理河道】
改造河道，一是新建碧道20公里；二是2025年6月底前新建护岸5公里；三是新增湿地3万亩。
守护水源，一是设置界桩300个；二是建成监测站2座。
严格执法，一经发现，处50万元罚款。
"""


def test_short_lines_of_their_own_head_the_paragraphs_below_them() -> None:
    reading = read_text(HEADED)
    rows = [(t.where, t.action, t.task, t.indicator, str(t.value)) for t in reading.targets]
    assert rows == [
        ("", "改善供水条件", "", "水厂", "3"),
        ("", "改善供水条件", "", "农村自来水普及率", "98"),
        ("·一", "清理河道", "改造河道", "碧道", "20"),
        ("·二", "清理河道", "改造河道", "护岸", "5"),
        ("·三", "清理河道", "改造河道", "湿地", "3"),
        ("·一", "清理河道", "守护水源", "界桩", "300"),
        ("·二", "清理河道", "守护水源", "监测站", "2"),
    ]
    ends = [str(t.period_end) for t in reading.targets]
    assert ends == ["2025-12-31"] * 3 + ["2025-06-30"] + ["2025-12-31"] * 3


def test_headings_stand_also_above_annexes() -> None:
    annex = "附表1 主要指标\n指标\t2024年\t2025年\n供水能力（万吨）\t25\t30\n普及率（%）\t97\t98\n"
    reading = read_text(f"{HEADED}\n{annex}")
    assert [t.indicator for t in reading.targets][:2] == ["水厂", "农村自来水普及率"]
    assert [(t.where, t.indicator) for t in reading.targets][-1] == ("附表1 2", "普及率")
    assert reading.targets[-1].goal == "普及率（%）\t97\t98"


def test_a_label_of_a_box_behind_a_sign_is_no_task() -> None:
    text = (
        "一、重点任务\n（一）改善供水。修渠。\n专栏1 重点工程\n◆引水：新建渠道3条。\n"
        "◆净水：新建净水站5座。\n（二）强化管理。加强巡查。\n"
    )
    assert [row[1:3] for row in _rows(text)] == [("", "改善供水"), ("", "改善供水")]
