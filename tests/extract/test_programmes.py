"""Named programmes in short sentences of our own, and in the shipped plan."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from plans import SHIPPED

from plankg.extract.programmes import ProgrammeGrammar
from plankg.lookups import Lookups
from plankg.model import Span

GRAMMAR = ProgrammeGrammar(Lookups.load())
GOLDEN = Path(__file__).parent.parent / "golden" / "jiangyin-innovation-2020-2022.programmes.csv"
OWN_TITLE = "“创新江阴”三年行动计划（2020－2022年）"

# sentence → (name, quote) of each
NAMED = {
    "深入实施青禾英才计划升级版，": [("青禾英才计划", "青禾英才计划")],
    "实施“小升大”计划。": [("小升大计划", "“小升大”计划")],
    "落实企业倍增计划（2018－2022年）。": [
        ("企业倍增计划（2018－2022年）", "企业倍增计划（2018－2022年）")
    ],
    "探索“校地同行计划”（2020－2022年），": [
        ("校地同行计划（2020－2022年）", "“校地同行计划”（2020－2022年）")
    ],
    "引育海外人才、省“双创计划”、白鹭“英才计划”等各类人才50人": [
        ("省双创计划", "省“双创计划”"),
        ("白鹭英才计划", "白鹭“英才计划”"),
    ],
    "参与国家“一带一路”合作行动计划。": [
        ("国家一带一路合作行动计划", "国家“一带一路”合作行动计划")
    ],
    "实施高端产业培育工程、一流人才集聚工程和创新生态优化工程。": [
        ("高端产业培育工程", "高端产业培育工程"),
        ("一流人才集聚工程", "一流人才集聚工程"),
        ("创新生态优化工程", "创新生态优化工程"),
    ],
    "实施标准、质量“二位一体”工程。": [("标准、质量二位一体工程", "标准、质量“二位一体”工程")],
    "实施名校名企“双名工程”，": [("名校名企双名工程", "名校名企“双名工程”")],
    "组织实施一批民生科技示范项目、科技兴农工程项目": [("科技兴农工程", "科技兴农工程")],
    "健全“青科贷”“白科贷”两级体系": [("青科贷", "“青科贷”"), ("白科贷", "“白科贷”")],
    "依托国家“百人计划”等重大人才工程": [("国家百人计划", "国家“百人计划”")],
    "入选省“333工程”，": [("省333工程", "省“333工程”")],
    "纳入新时代“青禾英才计划”等": [("青禾英才计划", "“青禾英才计划”")],
    "推进重点城市“煤改气”工程": [("煤改气工程", "“煤改气”工程")],
}

NOT_NAMED = {
    "the plan itself": "制订本行动计划，确保落实三年行动计划。",
    "a kind of projects": "滚动实施一批重点科技研发计划项目，实施重点研发计划。",
    "what is built": "实施基础设施工程、河道整治工程和污水处理工程。",
    "work by the year": "落实年度计划，实施年度用地计划。",
    "a plan that a body makes": "落实帮扶计划和学生营养改善计划。",
    "a number of them": "实施100个养老幸福工程。",
    "big ones in general": "实施一批重大工程，落实重点工程。",
    "an idiom": "坚持把改革作为“一把手”工程。",
    "a document's title": "落实《青禾英才计划》，实施《“小升大”工程方案》。",
    "an elided list": "实施大气、水、土壤污染防治计划。",
    "the plan's own actions": "实施制造业转型升级行动，打赢五大攻坚战。",
    "no verb for schemes": "加强工程管理，支持重大人才工程，优化青年人才工程环境。",
}


@pytest.mark.parametrize(("text", "expected"), NAMED.items(), ids=NAMED)
def test_a_named_programme_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    found = GRAMMAR.programmes_in(text, Span(0, len(text)))
    assert [(f.name, f.quote.of(text)) for f in found] == expected


@pytest.mark.parametrize("text", NOT_NAMED.values(), ids=NOT_NAMED)
def test_what_is_no_named_programme_is_left_alone(text: str) -> None:
    assert [f.name for f in GRAMMAR.programmes_in(text, Span(0, len(text)))] == []


def test_the_plans_own_title_is_no_programme_with_its_years_or_without() -> None:
    title = "“清泉”三年行动计划（2021－2023年）"
    for text in (title, "实施“清泉”三年行动计划。"):
        assert [*GRAMMAR.programmes_in(text, Span(0, len(text)), own_title=title)] == []


def test_a_title_that_is_broken_across_lines_holds_no_programme() -> None:
    text = "印发《“清泉”三年行动计划\n（2021－2023年）》的通知"
    assert [*GRAMMAR.programmes_in(text, Span(0, len(text)))] == []


def test_a_long_line_without_signs_takes_no_long_time() -> None:
    text = "实施青禾“白鹭" * 20_000
    assert [*GRAMMAR.programmes_in(text, Span(0, len(text)))] == []


# In the table made by hand “一带一路” within a name keeps its marks; our names keep none.
WITHOUT_MARKS = str.maketrans("", "", "“”")
# Events and activities: they are held, not schemes that one implements or joins.
EVENTS = {
    "企会协作",
    "“两院”院士江阴行",
    "海外博士江阴行",
    "教授博士柔性进企业",
    "市科技节",
    "市科技创新创业大赛",
    "新生代企业家研修班",
    "江阴科技课堂",
    "江阴市第30届科技节",
    "江阴市第三届科技创新创业大赛",
    "智汇江阴海外精英创新创业对接洽谈会",
}
# The annex prints task 22's title again, which the table made by hand holds once.
PRINTED_AGAIN = {("科技惠民富民工程", 15937)}


def test_of_the_shipped_plan_the_hand_made_programmes_are_found_but_for_events() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        golden = list(csv.DictReader(file))
    wanted = {
        (row["name"].translate(WITHOUT_MARKS), int(row["start"]))
        for row in golden
        if row["name"] not in EVENTS
    }
    text = SHIPPED.read_text(encoding="utf-8")
    found = GRAMMAR.programmes_in(text, Span(0, len(text)), OWN_TITLE)
    assert {(f.name, f.quote.start) for f in found} == wanted | PRINTED_AGAIN
    assert {row["name"] for row in golden} >= EVENTS
