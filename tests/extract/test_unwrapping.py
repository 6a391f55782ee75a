"""Text that a page cut into lines is read as if it had none, and quoted as it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import read_text

from plankg.extract.stray_breaks import stray_rests
from plankg.extract.unwrapping import unwrapped
from plankg.lookups import Lookups
from plankg.model import Reading
from plankg.readers.txt import document_of

LOOKUPS = Lookups.load()
WORDS = (
    "为了让全市的水更清，根据省里的要求，结合本市实际，制定本方案，各镇街和有关部门要把治水放在心上，"
    "把责任落到实处，坚持水岸同治、干支流同治、城乡同治，做到河畅、水清、岸绿、景美，让群众看得见变化，"
    "到2023年，河湖水质优良率达到85%以上，新建净水站12座，农村自来水普及率达到98%，每年培训护水员300名，"
    "建立河长巡河记录，推动治水工作常态化，形成人人爱水、人人护水的好风气，努力建设幸福河湖示范城市，"
)


def _page(text: str, columns: int = 54) -> str:
    """Return a text broken wherever a line of so many columns is full, as a page prints it."""
    lines, width = [""], 0
    for sign in text:
        width += 1 if sign.isascii() else 2
        if width > columns and sign not in "，。、":  # which begin no line
            lines.append("")
            width = 1 if sign.isascii() else 2
        lines[-1] += sign
    return "\n".join(lines)


def _plan(body: str) -> str:
    title = "江阴市清泉行动计划（2021－2023年）"
    return f"{title}\n一、工作目标\n{body}\n二、重点任务\n（一）引水。修渠。"


def _rows(reading: Reading) -> list[tuple[str, ...]]:
    return [
        (t.indicator, t.comparator, str(t.value), t.unit, t.kind, t.frequency, str(t.period_end))
        for t in reading.targets
    ]


BODY = (WORDS * 6)[:-1] + "。"


def test_lines_of_a_page_are_read_as_the_sentence_that_they_cut() -> None:
    cut = read_text(_plan(_page(BODY)))
    whole = read_text(_plan(BODY))
    assert _rows(cut) == _rows(whole)
    assert len(cut.targets) == 6 * 4


def test_quotes_stand_in_the_text_as_it_came_breaks_included() -> None:
    reading = read_text(_plan(_page(BODY)))
    text = reading.document.text
    assert all(text[t.start : t.end] == t.quote for t in reading.targets)
    assert any("\n" in target.quote for target in reading.targets)
    assert not any("\n" in target.indicator for target in reading.targets)


def test_the_ledger_covers_the_text_as_it_came() -> None:
    reading = read_text(_plan(_page(BODY)))
    assert "".join(entry.quote for entry in reading.ledger) == reading.document.text


def test_numbers_of_pages_between_the_lines_are_no_words_of_the_text() -> None:
    lines = _page(BODY).split("\n")
    numbered = [
        f"{7 + index // 6}{line}" if index % 6 == 0 and index else line
        for index, line in enumerate(lines)
    ]
    assert _rows(read_text(_plan("\n".join(numbered)))) == _rows(read_text(_plan(BODY)))


def test_a_pages_number_may_be_glued_to_a_heading() -> None:
    text = (
        "江阴市清泉行动计划（2021－2023年）\n四、重点任务\n4.1 引水\n"
        f"{_page(BODY)}\n74.2 修渠\n{_page(BODY)}\n84.3 绿化\n{_page(BODY)}\n"
        f"9图 1 全市水渠布局\n104.4 护水\n{_page(BODY)}\n11新建苗圃6个。\n"
        f"4.5 节水\n{_page(BODY)}\n五、保障措施\n（一）加强领导。落实责任。\n"
    )
    reading = read_text(text)
    assert {t.where for t in reading.targets} == {"4.1", "4.2", "4.3", "4.4", "4.5"}
    assert [(t.quote, t.where) for t in reading.targets if "苗圃" in t.quote] == [
        ("新建苗圃6个", "4.4")
    ]


def test_lines_that_begin_with_numbers_close_to_each_other_are_no_pages() -> None:
    items = "\n".join(f"{n}处水渠要在今年清理完毕。" for n in range(3, 9))
    document = document_of(_plan(f"{_page(BODY)}\n{items}"), "text.txt")
    joined = unwrapped(document, LOOKUPS)
    assert joined is not None
    assert items in joined.document.text


def test_lines_of_contents_are_left_out_and_say_nothing_of_the_width() -> None:
    contents = (
        f"一、工作目标{'.' * 90}1\n1.1 到2035年建成一百座净水站并让所有河流都恢复清澈的长远目标和\n"
        f"近期安排{'.' * 90}2\n二、重点任务{'.' * 90}3\n附件：有关名词解释{'.' * 90}9\n"
    )
    title, body = _plan(_page(BODY)).split("\n", 1)
    reading = read_text(f"{title}\n{contents}{body}")
    assert _rows(reading) == _rows(read_text(_plan(BODY)))
    assert [e.where for e in reading.elements if e.number] == ["一", "二", "二（一）"]


def test_led_contents_below_their_title_hide_no_heading_of_the_plan() -> None:
    heads = [f"{n}、{title}" for n, title in zip("一二三", ("目标", "任务", "保障"), strict=True)]
    contents = "\n".join(f"{head}{'.' * 40}{page}" for page, head in enumerate(heads, 1))
    body = "\n".join(f"{head}\n（一）引水\n新建渠道{n}条。" for n, head in enumerate(heads, 3))
    reading = read_text(f"江阴市清泉行动计划（2021－2023年）\n目 录\n{contents}\n{body}")
    assert [t.where for t in reading.targets] == ["一（一）", "二（一）", "三（一）"]


def test_a_heading_that_fills_its_line_ends_where_the_contents_end_it() -> None:
    head = "第二章 强化全市水系的整体统筹，促进江河湖库互联互通"
    contents = f"目 录\n第一章 总则{'.' * 40}1\n{head}{'.' * 4}2"
    body = f"第一章 总则\n{_page(BODY)}\n{head} \n{_page(BODY)}"
    reading = read_text(f"江阴市清泉行动计划（2021－2023年）\n{contents}\n{body}")
    assert [e.title for e in reading.elements if e.where == "第二章" and e.title] == [
        "强化全市水系的整体统筹，促进江河湖库互联互通"
    ]


def test_text_whose_lines_are_paragraphs_is_left_alone() -> None:
    assert unwrapped(document_of(_plan("\n".join([BODY] * 40)), "text.txt"), LOOKUPS) is None


def test_single_line_ends_between_blank_lines_cut_sentences() -> None:
    paragraphs = [BODY] * 12
    cut = "\r\n\r\n\t".join(_page(one, 150).replace("\n", "\r\n") for one in paragraphs)
    whole = "\n".join(paragraphs)
    reading = read_text(_plan(cut))
    assert _rows(reading) == _rows(read_text(_plan(whole)))
    text = reading.document.text
    assert all(text[t.start : t.end] == t.quote for t in reading.targets)
    assert any("\r\n" in target.quote for target in reading.targets)


def test_a_number_alone_on_its_line_belongs_to_the_words_below_it() -> None:
    body = "一、重点任务\n（一）\n引水入城。新建渠道3条。\n（二）\n护水爱水。"
    reading = read_text(f"江阴市清泉行动计划（2021－2023年）\n{body}")
    assert [(e.where, e.title) for e in reading.elements] == [
        ("一", "重点任务"),
        ("一（一）", "引水入城"),
        ("一（二）", "护水爱水"),
    ]
    assert [(t.where, t.indicator) for t in reading.targets] == [("一（一）", "渠道")]


def test_short_lines_between_blank_lines_may_be_cells_and_stay_apart() -> None:
    cells = "\n\n".join(
        "\n".join(("净水率", "2020年现状", "2023年目标", "80", "95")) for _ in range(12)
    )
    assert unwrapped(document_of(_plan(cells), "text.txt"), LOOKUPS) is None


@given(st.lists(st.integers(min_value=40, max_value=58), min_size=1, max_size=4))
def test_whatever_the_width_every_place_leads_back_to_its_sign(widths: list[int]) -> None:
    page = "\n".join(_page(BODY, width) for width in widths)
    document = document_of(page, "text.txt")
    joined = unwrapped(document, LOOKUPS)
    if joined is None:
        return
    for start, place in zip(joined.joined, joined.printed, strict=True):
        assert joined.document.text[start] == page[place]


def test_a_numeral_that_is_half_of_a_word_begins_no_part() -> None:
    first = "坚持因地制宜、循序渐进，把治水的责任落到每一段河，建立公平统"
    text = _plan(f"{_page(BODY)}\n{first}\n一、完整的护水制度，净水率达到97%。\n{_page(BODY)}")
    reading = read_text(text)
    assert "完整的护水制度" not in "".join(one.title for one in reading.elements)
    assert any(str(target.value) == "97" for target in reading.targets)


LED = "........................"


def test_a_heading_over_two_lines_is_whole_where_the_contents_name_it() -> None:
    contents = (
        f"一、提升水网的综合承载能力，建设人水和谐的幸福家园{LED}1\n（一）引水入城{LED}2\n"
        f"（二）修建渠道{LED}3\n二、保障措施{LED}4\n"
    )
    text = (
        f"江阴市清泉行动计划（2021－2023年）\n目录\n{contents}"
        f"一、提升水网的综合承载能力，建设人水和\n谐的幸福家园\n（一）引水入城\n{_page(BODY)}\n"
        f"（二）修建渠道\n{_page(BODY)}\n二、保障措施\n落实责任。"
    )
    titles = [one.title for one in read_text(text).elements if one.title]
    assert titles == [
        "提升水网的综合承载能力，建设人水和谐的幸福家园",
        "引水入城",
        "修建渠道",
        "保障措施",
    ]


def test_blanks_that_end_all_paragraphs_end_a_full_line_too() -> None:
    """A heading that fills its line has the mark of a paragraph behind it, as others have."""
    title = "（一）构建城乡一体的供水保障网络，切实提升水资源调配"
    items = "".join(f"{n}．管护站房。 \n" for n in range(1, 13))
    text = (
        f"江阴市清泉行动计划（2021－2023年） \n一、工作目标 \n{_page(BODY)} \n二、重点任务 \n"
        f"{title} \n{_page(BODY)} \n（二）抓好管护 \n{items}"
    )
    titles = [
        one.title for one in read_text(text).elements if one.where == "二（一）" and one.title
    ]
    assert titles == [title[3:]]


SHORT = WORDS[:-1] + "。"


def test_a_short_text_is_cut_where_nearly_all_its_sentences_are() -> None:
    cut, whole = read_text(_plan(_page(SHORT, 60))), read_text(_plan(SHORT))
    assert _rows(cut) == _rows(whole)
    assert len(cut.targets) == 4
    assert len(cut.document.text.split("\n")) < 20


def test_measures_without_a_full_stop_are_no_lines_of_one_width() -> None:
    measures = "\n".join(
        f"推动{place}治水，{'新建净水站、' * times}新建泵房{times + 2}座"
        for times, place in enumerate(("东河", "西坪镇", "南湾", "北山村", "下桥", "上洲"), 1)
    )
    document = document_of(_plan(measures), "text.txt")
    assert unwrapped(document, LOOKUPS) is None


def test_a_value_that_a_lines_end_cuts_is_read_where_lines_are_paragraphs() -> None:
    cut = (
        "加快建设城乡一体的供水网络，推动水厂扩能增效，确保城区供水普及率达到\n98%。新建水站6座。\n"
        "完善节水激励机制，培育一批节水服务企业，全市节水服务企业数突破40\n家，水务产值实现增长。\n"
        "（二）护水。鼓励群众参与治水，开展“河长\n进校园”活动30场以上。"
    )
    reading = read_text(_plan("打造幸福河湖。") + cut)
    found = {(t.indicator, str(t.value), t.unit) for t in reading.targets}
    assert {("供水普及率", "98", "%"), ("节水服务企业数", "40", "家")} <= found
    text = reading.document.text
    assert all(text[t.start : t.end] == t.quote for t in reading.targets)


def test_a_cell_that_ends_in_a_number_is_not_joined_with_its_unit() -> None:
    document = document_of(_plan("新建水站\n12\n座\n改造泵房\n6\n座"), "text.txt")
    assert unwrapped(document, LOOKUPS) is None


_PARTS = """江阴市清泉行动计划（2021－2023年）
一、降低用水成本
（一）减免水费。按照规定的阶段性减免政策，新建大型净
水站30座，并对困难企业给予返还。（责任单位：市水利局）
2.改造管网。全面排查老旧管网，到2023年，规模以上工业企
业节水覆盖率达到80%，推进智慧供水。（责任单位：市水利局）
（二）开展巡河。每月巡河，打造水美街区6个
市水利局、市财政局
（三）清淤。每年清理河道
2023年6月30日
"""


def test_a_parts_first_line_that_a_page_cut_goes_on() -> None:
    reading = read_text(_PARTS)
    assert [(one.where, one.indicator, one.quote) for one in reading.targets] == [
        ("一（一）", "大型净水站", "新建大型净\n水站30座"),
        ("一（一）2", "规模以上工业企业节水覆盖率", "规模以上工业企\n业节水覆盖率达到80%"),
        ("一（二）", "水美街区", "打造水美街区6个"),
    ]
    assert all(one.quote == reading.text[one.start : one.end] for one in reading.targets)


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("（一）减免水费。新建净水站", "市水利局、市财政局"),
        ("（一）减免水费。新建净水站", "（责任单位：市水利局）"),
        ("（一）减免水费。新建净水站", "（二）改造管网。新建泵站，巡河。"),
        ("（一）减免水费。新建净水站", "2023年6月30日"),
        ("（一）减免水费。新建净水站。", "水站30座，改造泵房。"),
        ("（一）减免水费，新建净水站", "水站30座，改造泵房。"),
        ("新建净水站。再新建净", "水站30座，改造泵房。"),
    ],
)
def test_a_line_that_stands_for_itself_goes_on_with_none(above: str, line: str) -> None:
    assert stray_rests([above, line]) == set()
    assert stray_rests(["（一）减免水费。新建净水", "站30座，改造泵房。"]) == {1}
