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
