"""Cited documents in short sentences of our own, and in the shipped plan."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from plans import SHIPPED

from plankg.extract.citations import CitationFound, CitationGrammar
from plankg.lookups import Lookups
from plankg.model import Span

GRAMMAR = CitationGrammar(Lookups.load())
GOLDEN = Path(__file__).parent.parent / "golden" / "jiangyin-innovation-2020-2022.citations.csv"
OWN_TITLE = "“创新江阴”三年行动计划（2020－2022年）"

# sentence → (title, number, issuer, relation) of each
CITED = {
    "落实省委省政府《关于改革的若干政策》（苏发〔2018〕18号）的意见": [
        ("关于改革的若干政策", "苏发〔2018〕18号", "省委省政府", "implements")
    ],
    "根据《青禾市人才条例》，": [("青禾市人才条例", "", "", "based-on")],
    "按照《青禾市人民政府关于养老的意见》(青府发〔2014〕8 号)要求": [
        ("青禾市人民政府关于养老的意见", "青府发〔2014〕8号", "青禾市人民政府", "based-on")
    ],
    "认真落实《甲条例》《乙方案（2024—2030年）》和《丙办法》等文件精神": [
        ("甲条例", "", "", "implements"),
        ("乙方案（2024—2030年）", "", "", "implements"),
        ("丙办法", "", "", "implements"),
    ],
    "按照苏发〔2018〕18号文件要求": [("", "苏发〔2018〕18号", "", "based-on")],
    "依据《甲法》和国务院办公厅《关于乙的通知》（国办发〔2022〕1号）": [
        ("甲法", "", "", "based-on"),
        ("关于乙的通知", "国办发〔2022〕1号", "国务院办公厅", "based-on"),
    ],
    "研究制定《青禾市低空条例》。": [("青禾市低空条例", "", "", "issues")],
    "按照国家发展改革委印发的《产业目录》，": [("产业目录", "", "国家发展改革委", "based-on")],
    "对《甲条例》管制的化学品加强监管，落实责任": [("甲条例", "", "", "")],
    "加快《青禾市机场规划》布点的建设": [("青禾市机场规划", "", "", "")],
    "本办法自印发之日起施行，《甲办法》（青发〔2019〕3号）同时废止。": [
        ("甲办法", "青发〔2019〕3号", "", "replaces")
    ],
    "研究制定《甲条例》配套政策。": [("甲条例", "", "", "accompanies")],
    "加快《甲条例》修订。": [("甲条例", "", "", "amends")],
    "推动修订《甲条例》，废止《乙办法》。": [
        ("甲条例", "", "", "amends"),
        ("乙办法", "", "", "repeals"),
    ],
    "根据《青禾市人民政府关于印发〈甲方案〉的通知》（青政办发[2020]3号）": [
        (
            "青禾市人民政府关于印发〈甲方案〉的通知",
            "青政办发[2020]3号",
            "青禾市人民政府",
            "based-on",
        )
    ],
    "贯彻落实《关于印发《甲方案》的通知》（青发（2019）15号）": [
        ("关于印发《甲方案》的通知", "青发（2019）15号", "", "implements")
    ],
    "按照国务院办公厅《关于甲的意见》(国办发【2021】 7 号)": [
        ("关于甲的意见", "国办发【2021】7号", "国务院办公厅", "based-on")
    ],
    "落实《关于施行<甲办法>的\n通知》要求": [],
    "根据《关于印发〈甲办法〉的通知》（青发〔2020〕1号，以下简称1号文）": [
        ("关于印发〈甲办法〉的通知", "青发〔2020〕1号", "", "based-on")
    ],
    "落实《甲市关于乙的意见》（甲发〔2018〕72号，以下简称《意见》）和《丙法》精神": [
        ("甲市关于乙的意见", "甲发〔2018〕72号", "", "implements"),
        ("丙法", "", "", "implements"),
    ],
}


def cited(text: str, **own: str) -> list[CitationFound]:
    return list(GRAMMAR.citations_in(text, Span(0, len(text)), **own))


@pytest.mark.parametrize(("text", "expected"), CITED.items(), ids=CITED)
def test_a_cited_document_is_found_with_what_is_printed_of_it(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert [(c.title, c.number, c.issuer, c.relation) for c in cited(text)] == expected


def test_a_quote_runs_from_the_title_through_the_bracket_with_its_number() -> None:
    text = "根据《甲办法》（青发〔2020〕1号，以下简称1号文）和乙发〔2021〕2号文件"
    assert [c.quote.of(text) for c in cited(text)] == [
        "《甲办法》（青发〔2020〕1号，以下简称1号文）",
        "乙发〔2021〕2号",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "现将《青禾市养老方案》印发给你们，请认真落实。",
        "《青禾市养老方案》已经市政府第3次常务会议审议同意，现印发给你们。",
        "青政办发〔2024〕32号\n",
        "（青政办发〔2024〕32号）\n",
        "各单位要落实《实施方案》。",
        "更新《青禾市通用事项目录》（以下简称《通用目录》）；执行《通用目录》。",
    ],
)
def test_the_plan_its_covering_letter_and_short_forms_are_no_citations(text: str) -> None:
    assert [c.title for c in cited(text) if c.title != "青禾市通用事项目录"] == []
    assert [c.number for c in cited(text) if c.number] == []


def test_the_plans_own_title_and_number_are_no_citations() -> None:
    text = "落实《“清泉”行动计划（2021－2023年）》（青发〔2021〕9号），以及青发〔2021〕9号文件。"
    own = cited(text, own_title="“清泉”行动计划 （2021—2023年）", own_number="青发〔2021〕9号")
    assert own == []
    assert len(cited(text)) == 2


def test_a_long_line_of_open_marks_takes_no_long_time() -> None:
    assert cited("《青禾" * 20_000) == []
    assert cited("青禾" * 50_000) == []


def test_of_the_shipped_plan_exactly_the_hand_made_citations_are_found() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        wanted = [
            (row["title"], row["number"], int(row["start"]), int(row["end"]))
            for row in csv.DictReader(file)
        ]
    text = SHIPPED.read_text(encoding="utf-8")
    found = cited(text, own_title=OWN_TITLE)
    assert [(c.title, c.number, c.quote.start, c.quote.end) for c in found] == wanted
    assert [(c.issuer, c.relation) for c in found] == [("省委省政府", "implements")]
