"""A text without line breaks whose table of contents names its headings."""

from __future__ import annotations

from plans import read_text

CONTENTS = (
    "第一章　总体要求第一节　指导思想第二节　规划目标第二章　建设骨干水网"
    "第一节　引水入城第二节　疏通“三河·六渠”第三章　健全保障机制第一节　加强领导"
)
BODY = (
    "青禾市“十四五”水利规划（2021—2025年）为建设水网，制定本规划。"
    "第一章　总体要求第一节　指导思想坚持节水优先，确保水清岸绿。"
    "第二节　规划目标到2025年，净水率达到85%。"
    "第二章　建设骨干水网统筹建设各类渠道，力求三年见效。"
    "第一节　引水入城着力稳水源，新建水库3座。再建泵房4座。"
    "第二节疏通“三河·六渠”分段开展工作，清淤河道5公里。"
    "专栏1　河湖整治重点工程生态渠道：新建渠道6条。泵站更新：改造泵站7座。"
    "第三章　健全保障机制第一节　加强领导落实责任。"
)
NOTICE = (
    "青禾市人民政府关于印发青禾市“十四五”水利规划（2021—2025年）的通知青禾府发〔2021〕3号"
    "各区县人民政府：现印发给你们，请遵照执行。青禾市人民政府2021年8月4日（此件公开发布）"
)
PLAN = f"{NOTICE}青禾市“十四五”水利规划（2021—2025年）目　录{CONTENTS}{BODY}"


def titles(text: str) -> list[tuple[str, str]]:
    return [(one.where, one.title) for one in read_text(text).elements if one.title]


def test_the_contents_say_where_titles_end() -> None:
    assert titles(PLAN) == [
        ("第一章", "总体要求"),
        ("第一章第一节", "指导思想"),
        ("第一章第二节", "规划目标"),
        ("第二章", "建设骨干水网"),
        ("第二章第一节", "引水入城"),
        ("第二章第二节", "疏通“三河·六渠”"),
        ("专栏1", "河湖整治重点工程"),
        ("第三章", "健全保障机制"),
        ("第三章第一节", "加强领导"),
    ]
    assert read_text(PLAN).meta.title == "青禾市“十四五”水利规划（2021—2025年）"


def test_the_first_sentence_behind_a_title_is_read() -> None:
    found = [(t.where, t.action, t.task, t.indicator) for t in read_text(PLAN).targets]
    assert found == [
        ("第一章第二节", "", "", "净水率"),
        ("第二章第一节", "建设骨干水网", "引水入城", "水库"),
        ("第二章第一节", "建设骨干水网", "引水入城", "泵房"),
        ("第二章第二节", "建设骨干水网", "疏通“三河·六渠”", "清淤河道"),
        ("专栏1", "建设骨干水网", "", "渠道"),
        ("专栏1", "建设骨干水网", "", "改造泵站"),
    ]


def test_the_ledger_covers_the_contents_too() -> None:
    assert "".join(entry.quote for entry in read_text(PLAN).ledger) == PLAN


def test_contents_of_items_are_known_as_well() -> None:
    text = (
        "青禾市清泉行动计划（2021—2023年）目 录一、工作目标二、主要任务（一）修建渠道（二）更新设备"
        "三、保障措施一、工作目标到2023年，净水率达到85%。二、主要任务（一）修建渠道分段施工，"
        "新建渠道3条。（二）更新设备更换泵组，改造泵站4座。三、保障措施落实责任。"
    )
    assert titles(text) == [
        ("一", "工作目标"),
        ("二", "主要任务"),
        ("二（一）", "修建渠道"),
        ("二（二）", "更新设备"),
        ("三", "保障措施"),
    ]


def test_contents_that_the_text_does_not_follow_part_nothing() -> None:
    other = PLAN.replace("第一节　引水入城着", "第一节　开渠引水着").replace(
        "第三章　健全保障机制第一节　加", "第三章　保障第一节　加"
    )
    assert ("第二章第一节", "引水入城") not in titles(other)
