"""Tables of places or lines of work without years, a cell a line, some cells over two lines."""

from __future__ import annotations

from plans import read_text

HEAD = (
    "江阴市净水设备推广方案（2021－2025年）\n\n一、重点任务\n\n（一）安装设备\n\n安装净水设备。\n\n"
    "附表：1．分配表\n\n附表1\n\n"
)
CAPTION = "水务子行业“十四五”净水设备分配表"
HEADER = ["序号", "水务子行业", "安装区域", "十四五安装计划（吨）", "责任单位"]
ROWS = [
    ["1", "水厂", "厂房、车间", "35-36", "江阴水务", "集团"],
    ["2", "泵站", "机房", "4-10", "市水利局、市财政局"],
    ["3", "管网", "沿线", "7.5", "市住房城乡建设局"],
]
SUM = ["汇总", "46.5-53.5"]
PLACES = ["序号", "区域", "新增处理能力（吨）", "新增示范水站"]
SHARED = [
    ["1", "青阳镇", "0.3-0.4", "1"],
    ["2", "月城镇", "2-2.6", "1"],
    ["3", "云亭街道", "3", "2"],
]


def text_of(caption: str, *lines: list[str]) -> str:
    return HEAD + caption + "\n\n" + "\n\n".join("\n\n".join(one) for one in lines) + "\n"


def rows(caption: str, *lines: list[str]) -> list[tuple[str, str, str, str, str]]:
    reading = read_text(text_of(caption, *lines))
    for target in reading.targets:
        assert reading.text[target.start : target.end] == target.quote
        assert str(target.period_start) == "2021-01-01"
        assert str(target.period_end) == "2025-12-31"
        assert target.kind == "increase"
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return [
        (t.where, t.scope, t.indicator, f"{t.value}|{t.value_max or ''}|{t.unit}", t.responsible)
        for t in reading.targets
    ]


def test_each_line_of_work_has_its_value_and_its_bodies() -> None:
    assert rows(CAPTION, HEADER, *ROWS, SUM) == [
        ("附表1 1", "江阴市", "水厂安装", "35|36|吨", "江阴水务集团"),
        ("附表1 2", "江阴市", "泵站安装", "4|10|吨", "市水利局；市财政局"),
        ("附表1 3", "江阴市", "管网安装", "7.5||吨", "市住房城乡建设局"),
        ("附表1", "江阴市", "水务子行业净水设备", "46.5|53.5|吨", ""),
    ]


def test_the_bodies_are_those_of_the_rows_name() -> None:
    reading = read_text(text_of(CAPTION, HEADER, *ROWS, SUM))
    found = [(one.where, one.element, one.body, one.role) for one in reading.responsibilities]
    assert found == [
        ("附表1 1", "水厂", "江阴水务集团", "responsible"),
        ("附表1 2", "泵站", "市水利局", "responsible"),
        ("附表1 2", "泵站", "市财政局", "responsible"),
        ("附表1 3", "管网", "市住房城乡建设局", "responsible"),
    ]


def test_a_line_that_could_stand_in_two_columns_makes_no_table() -> None:
    header = [*HEADER[:3], "完成范围", *HEADER[3:]]
    assert rows(CAPTION, header, *ROWS, SUM) == []


def test_places_have_ranges_and_what_is_new_needs_no_unit() -> None:
    caption = "各镇“十四五”净水任务分配表"
    assert rows(caption, PLACES, *SHARED) == [
        ("附表1 1", "青阳镇", "处理能力", "0.3|0.4|吨", ""),
        ("附表1 1", "青阳镇", "示范水站", "1||", ""),
        ("附表1 2", "月城镇", "处理能力", "2|2.6|吨", ""),
        ("附表1 2", "月城镇", "示范水站", "1||", ""),
        ("附表1 3", "云亭街道", "处理能力", "3||吨", ""),
        ("附表1 3", "云亭街道", "示范水站", "2||", ""),
    ]


def test_a_caption_that_shares_nothing_out_or_names_no_period_gives_nothing() -> None:
    assert rows("各镇“十四五”净水情况表", PLACES, *SHARED) == []
    assert rows("各镇净水任务分配表", PLACES, *SHARED) == []


def test_a_cell_of_bodies_that_ends_in_a_sign_goes_on_below() -> None:
    lines = [
        ["序号", "任务内容", "牵头部门", "配合部门", "时间节点"],
        ["1", "加快推进水厂项目。", "市水利局、", "市财政局、市审计局", "2021年"],
        ["2", "加快推进泵站项目。", "市水利局", "市财政局", "2021年"],
        ["3", "加快推进管网项目。", "市水利局", "市审计局", "2021年"],
    ]
    reading = read_text(text_of("任务清单", *lines))
    first = [(o.body, o.role) for o in reading.responsibilities if o.where == "附表1 1"]
    assert first == [("市水利局", "lead"), ("市财政局", "lead"), ("市审计局", "lead")]
