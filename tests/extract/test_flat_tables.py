"""Tables of indicators that a crawler printed as running text, in many ways."""

from __future__ import annotations

import pytest
from plans import read_text

HEAD = "江阴市清泉行动计划（2021－2025年）\n一、主要目标\n水更清。\n"
TAIL = "\n二、重点任务\n（一）修渠\n新建渠道3条。\n"

Row = tuple[str, str, str, str, str]


def rows(table: str) -> list[Row]:
    """Return number, indicator, comparator with value, unit and kind of a table's targets."""
    reading = read_text(HEAD + table + TAIL)
    for target in reading.targets:
        assert reading.text[target.start : target.end] == target.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    assert [t.indicator for t in reading.targets if t.where == "二（一）"] == ["渠道"]
    return [
        (t.where, t.indicator, f"{t.comparator}{t.value}", t.unit, t.kind)
        for t in reading.targets
        if t.where != "二（一）"
    ]


THREE = [
    ("专栏1 1", "净水率", ">=85", "%", "level"),
    ("专栏1 2", "渠道总长", "=120", "公里", "level"),
    ("专栏1 3", "净水站", "=12", "座", "level"),
]

ONE_LINE_SPACED = (
    "专栏1　主要指标 序号 指标 单位 2020年 2025年 属性 1 净水率 % 70 ≥85 约束性"
    " 2 渠道总长 公里 90 120 预期性 3 净水站 座 6 12 预期性"
)
ONE_LINE_SPACED_WITHOUT_ATTRIBUTE = (
    "专栏1　主要指标 序号 指标名称 单位 2020年 2025年 1 净水率 % 70 ≥85"
    " 2 渠道总长 公里 90 120 3 净水站 座 6 12"
)
ONE_LINE_GLUED = (
    "专栏1　主要指标指标2020年2025年属性1.净水率（%）70≥85约束性2.渠道总长（公里）90120预期性"
    "3.净水站（座）612预期性"
)
ONE_LINE_GLUED_WITH_UNITS = (
    "专栏1　主要指标序号指标单位2020年2025年属性1净水率%70≥85约束性2渠道总长公里90120预期性"
    "3净水站座612预期性"
)
CELL_PER_LINE = "专栏1　主要指标\n" + (
    "序号 指标 单位 2020年 2025年 属性 1 净水率 % 70 ≥85 约束性"
    " 2 渠道总长 公里 90 120 预期性 3 净水站 座 6 12 预期性"
).replace(" ", "\n")
CELL_PER_LINE_WITH_TABS = "专栏1　主要指标\n" + (
    "序号 指标 2020年 2025年 属性 1 净水率（%） 70 ≥85 约束性"
    " 2 渠道总长（公里） 90 120 预期性 3 净水站（座） 6 12 预期性"
).replace(" ", "\n\t")
ROW_PER_LINE_GLUED = (
    "专栏1　主要指标\n指标2020年2025年属性\n1.净水率（%）70≥85约束性\n"
    "2.渠道总长（公里）90120预期性\n3.净水站（座）612预期性"
)


@pytest.mark.parametrize(
    "table",
    [
        ONE_LINE_SPACED,
        ONE_LINE_SPACED_WITHOUT_ATTRIBUTE,
        ONE_LINE_GLUED,
        ONE_LINE_GLUED_WITH_UNITS,
        CELL_PER_LINE,
        CELL_PER_LINE_WITH_TABS,
        ROW_PER_LINE_GLUED,
    ],
    ids=["spaced", "no-attribute", "glued", "units", "lines", "tabs", "rows"],
)
def test_a_flattened_table_gives_the_rows_of_the_printed_one(table: str) -> None:
    assert rows(table) == THREE


def test_category_rows_are_no_part_of_names() -> None:
    spaced = (
        "专栏1　主要指标 指标 2020年 2025年 属性 民生福祉 净水率（%） 70 85 约束性"
        " 饮水点（处） 6 12 预期性 绿色生态 渠道总长（公里） 90 120 预期性"
    )
    glued = (
        "专栏1　主要指标指标2020年2025年属性民生福祉净水率（%）7085约束性"
        "饮水点（处）612预期性绿色生态渠道总长（公里）90120预期性"
    )
    found = [name for _, name, *_ in rows(spaced)]
    assert found == ["净水率", "饮水点", "渠道总长"]
    assert [name for _, name, *_ in rows(glued)] == found


def test_a_group_of_several_rows_lends_them_its_number_and_its_words() -> None:
    table = (
        "专栏1　主要指标指标2020年2025年〔累计〕属性1.水环境质量净水率（%）7085-约束性"
        "好水比例（%）6080-约束性2.污染物排放总量减少（%）氨氮--〔10〕约束性总磷--〔15〕"
    )
    assert rows(table) == [
        ("专栏1 1", "净水率", "=85", "%", "level"),
        ("专栏1 1", "好水比例", "=80", "%", "level"),
        ("专栏1 2", "氨氮排放总量", "=10", "%", "change"),
        ("专栏1 2", "总磷排放总量", "=15", "%", "change"),
    ]


def test_a_total_beside_the_goal_is_a_target_of_its_own() -> None:
    table = (
        "专栏1　主要指标指标2020年2025年〔累计〕属性1.净水率（%）21.6623.04〔1.38〕约束性"
        "2.蓄水量（万立方米）151165〔14〕预期性3.新增渠道（公里）--〔27〕预期性"
    )
    assert rows(table) == [
        ("专栏1 1", "净水率", "=23.04", "%", "level"),
        ("专栏1 1", "净水率", "=1.38", "%", "change"),
        ("专栏1 2", "蓄水量", "=165", "万立方米", "level"),
        ("专栏1 2", "蓄水量", "=14", "万立方米", "increase"),
        ("专栏1 3", "渠道", "=27", "公里", "increase"),
    ]


def test_a_yearly_growth_proves_how_the_digits_are_parted() -> None:
    # 3.8 → 20 in five years is 39.4 % a year; 3.820 → 3 and 9.4 would be as good without it.
    table = (
        "专栏1　主要指标指标2020年2025年年均增速（%）1.渠道带宽（亩）3.82039.4"
        "2.蓄水量（万吨）81012.4"
    )
    reading = read_text(HEAD + table + TAIL)
    found = [
        (t.indicator, str(t.value), t.unit, t.kind, t.frequency)
        for t in reading.targets
        if t.where != "二（一）"
    ]
    # 8101 and 2.4, 810 and 12.4, 81 and 012.4: no way is proved, and that row is not read.
    assert found == []
    assert "not-understood" in {entry.state for entry in reading.ledger}
    proved = table.replace("81012.4", "1017.612.0")
    found = [
        (t.indicator, str(t.value), t.unit, t.kind, t.frequency)
        for t in read_text(HEAD + proved + TAIL).targets
        if t.where != "二（一）"
    ]
    assert found == [
        ("渠道带宽", "20", "亩", "level", "once"),
        ("渠道带宽", "39.4", "%", "change", "annual"),
        ("蓄水量", "17.6", "万吨", "level", "once"),
        ("蓄水量", "12.0", "%", "change", "annual"),
    ]


def test_footnotes_are_no_digits_of_names_or_values() -> None:
    table = (
        "专栏1　主要指标指标2020年2025年〔累计〕1属性1.各镇2净水率（%）7085-约束性"
        "2.氨氮减少（%）3--〔10〕约束性注：1.〔　〕内为五年累计数。2.不含街道。3.与2020年相比。"
    )
    assert rows(table) == [
        ("专栏1 1", "各镇净水率", "=85", "%", "level"),
        ("专栏1 2", "氨氮", "=10", "%", "change"),
    ]


def test_notes_have_a_numbering_of_their_own() -> None:
    reading = read_text(HEAD + ONE_LINE_GLUED + "注：1.水站不含泵房。\n2.渠道按中线计。" + TAIL)
    wheres = [element.where for element in reading.elements]
    assert wheres == ["一", "专栏1", "专栏1 注", "专栏1 注1", "专栏1 注2", "二", "二（一）"]


@pytest.mark.parametrize(
    "table",
    [
        # Columns that were read one after the other: no row has its own values.
        "专栏1　主要指标2020年2025年属性\n1.净水率（%）\n2.渠道总长（公里）\n3.净水站（座）\n"
        "70906\n8512012约束性",
        # Two rows whose digits part in several ways.
        "专栏1　主要指标指标2020年2025年属性1.渠道（公里）12345678预期性2.泵房（座）1111111预期性",
        # Values are missing, and nothing says in which column.
        "专栏1　主要指标 指标 2020年 2025年 1.渠道（公里） 12 2.泵房（座） 9 3.水库（座） 7",
    ],
    ids=["scrambled", "digits", "missing"],
)
def test_what_cannot_be_told_apart_is_no_target_but_in_the_ledger(table: str) -> None:
    reading = read_text(HEAD + table + TAIL)
    assert [target.where for target in reading.targets] == ["二（一）"]
    doubtful = [entry.quote for entry in reading.ledger if entry.state == "not-understood"]
    assert doubtful
    assert all(entry in HEAD + table + TAIL for entry in doubtful)


def test_prose_after_a_table_is_read_as_prose() -> None:
    reading = read_text(HEAD + ONE_LINE_GLUED + "（一）修渠。新建渠道7条。\n" + TAIL)
    assert "渠道" in [target.indicator for target in reading.targets]
    assert ("渠道", 7) in [(target.indicator, target.value) for target in reading.targets]


def test_header_words_in_prose_are_no_table() -> None:
    reading = read_text(HEAD + "各项指标单位2020年、2025年属性不同，到2025年净水率达到85%。" + TAIL)
    assert [t.indicator for t in reading.targets] == ["净水率", "渠道"]


def test_names_may_hold_digits() -> None:
    table = (
        "专栏1　主要指标指标2020年2025年属性1.5G基站数（个）120300预期性"
        "2.PM2.5浓度（微克/立方米）3530约束性3.30亿元以上项目（个）612预期性"
    )
    assert rows(table) == [
        ("专栏1 1", "5G基站数", "=300", "个", "level"),
        ("专栏1 2", "PM2.5浓度", "=30", "微克/立方米", "level"),
        ("专栏1 3", "30亿元以上项目", "=12", "个", "level"),
    ]


def test_rows_in_words_stand_between_rows_of_values() -> None:
    table = (
        "专栏1　主要指标 指标 2020年 2025年 年均/累计 属性 1.净水率（%） 60.6* 65 — 约束性"
        " 2.水质 良 优 — 预期性 3.渠道产值增长（%） 2.3 — 高于用水量增长 预期性"
        " 4.渠道总长（公里） 90 120 〔30〕 预期性"
    )
    assert rows(table) == [
        ("专栏1 1", "净水率", "=65", "%", "level"),
        ("专栏1 4", "渠道总长", "=120", "公里", "level"),
        ("专栏1 4", "渠道总长", "=30", "公里", "increase"),
    ]


@pytest.mark.parametrize("between", ["", " "])
def test_the_last_column_may_say_who_answers(between: str) -> None:
    cells = (
        "指标|单位|2020年|2025年|属性|责任单位|1.|净水率|%|70|≥85|约束性|市水利局|"
        "2.|渠道总长|公里|90|120|预期性|市水利局、市财政局|绿色生态|3.|净水站|座|6|12|预期性|市城管局"
    )
    table = "专栏1　主要目标" + (between or "：") + cells.replace("|", between)
    found = read_text(HEAD + table + TAIL)
    assert [(t.where, t.indicator, t.responsible) for t in found.targets][:3] == [
        ("专栏1 1", "净水率", "市水利局"),
        ("专栏1 2", "渠道总长", "市水利局；市财政局"),
        ("专栏1 3", "净水站", "市城管局"),
    ]


def test_a_value_that_was_parted_from_its_neighbour_is_inferred() -> None:
    table = "专栏1　主要指标指标2020年2025年属性1.净水率（%）7085约束性2.泵房（座）6≥12预期性"
    found = [t.confidence for t in read_text(HEAD + table + TAIL).targets if "专栏" in t.where]
    assert found == ["inferred", "restored"]


def test_glued_rows_with_a_value_in_words_hide_no_row_below_them() -> None:
    """What closes a row (约束性) and the next row's number part them, 1130米以上渠道 included."""
    lines = (
        "1净水率≥95%约束性2新建小区节水器具配建率100%预期性3每百户配套护水员人数超过2人约束性"
        "4渠道总长（公里）120预期性5水源地标志应设尽设预期性6水质抽检合格率≥98%约束性"
        "7培训合格（或持证）率90%预期性8护水员（万人）0.3预期性9净水站（座）12预期性"
        "10节水型村覆盖面80%预期性1130米以上渠道完好率75%约束性120—3岁儿童健康饮水率85%预期性"
    )
    assert rows(f"专栏1　主要指标序号主要指标2025年属性{lines}") == [
        ("专栏1 1", "净水率", ">=95", "%", "level"),
        ("专栏1 2", "新建小区节水器具配建率", "=100", "%", "level"),
        ("专栏1 3", "每百户配套护水员人数", ">2", "人", "level"),
        ("专栏1 4", "渠道总长", "=120", "公里", "level"),
        ("专栏1 6", "水质抽检合格率", ">=98", "%", "level"),
        ("专栏1 7", "培训合格（或持证）率", "=90", "%", "level"),
        ("专栏1 8", "护水员", "=0.3", "万人", "level"),
        ("专栏1 9", "净水站", "=12", "座", "level"),
        ("专栏1 10", "节水型村覆盖面", "=80", "%", "level"),
        ("专栏1 11", "30米以上渠道完好率", "=75", "%", "level"),
        ("专栏1 12", "0—3岁儿童健康饮水率", "=85", "%", "level"),
    ]


def test_numbers_that_are_glued_to_digits_of_names_count_the_rows() -> None:
    names = [
        ("净水率", "≥95%"), ("节水率", "80%"), ("新建泵房达标率", "100%"), ("渠道（公里）", "12"),
        ("每千户用水户护水员人数", "超过1人"), ("60岁以上护水员培训率", "90%"),
        ("3类水体监测率", "70%"), ("治水制度", "应建尽建"), ("0—3级渠道巡查率", "60%"),
        ("护水员队伍（个）", "5"), ("15吨以上水车登记率", "85%"),
    ]  # fmt: skip
    table = "主要指标序号主要指标2025年属性" + "".join(
        f"{n}{name}{value}{'约束性' if n % 3 else '预期性'}"
        for n, (name, value) in enumerate(names, 1)
    )
    assert rows(table) == [
        ("一 1", "净水率", ">=95", "%", "level"),
        ("一 2", "节水率", "=80", "%", "level"),
        ("一 3", "新建泵房达标率", "=100", "%", "level"),
        ("一 4", "渠道", "=12", "公里", "level"),
        ("一 5", "每千户用水户护水员人数", ">1", "人", "level"),
        ("一 6", "60岁以上护水员培训率", "=90", "%", "level"),
        ("一 7", "3类水体监测率", "=70", "%", "level"),
        ("一 9", "0—3级渠道巡查率", "=60", "%", "level"),
        ("一 10", "护水员队伍", "=5", "个", "level"),
        ("一 11", "15吨以上水车登记率", "=85", "%", "level"),
    ]
