"""When two documents are one: the same 文号, or the same title, years and area."""

from __future__ import annotations

import pytest
from plans import REGISTER

from plankg.documents import Document, Documents, Title, TitleGrammar, number_key
from plankg.lookups import Lookups

GRAMMAR = TitleGrammar(Lookups.load(), REGISTER)
WUXI = "320200"
PLAN = Document(
    "plan",
    "无锡市净水行动计划（2021－2023年）",
    "锡政办发〔2021〕7号",
    ("无锡市人民政府办公室",),
    WUXI,
    is_plan=True,
)
OPINION = Document("opinion", "江苏省人民政府关于加快净水发展的实施意见", "苏政发〔2020〕3号")


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("苏发〔2018〕18号", "苏发〔2018〕18号"),
        ("苏发[2018]18号", "苏发〔2018〕18号"),
        ("苏发（2018）第018 号", "苏发〔2018〕18号"),
        ("苏发〔２０１８〕１８号", "苏发〔2018〕18号"),
        ("18号文件", ""),
        ("", ""),
    ],
)
def test_a_number_is_compared_in_its_official_form(printed: str, key: str):
    assert number_key(printed) == key


@pytest.mark.parametrize(
    ("printed", "issuers", "within", "title"),
    [
        ("无锡市净水行动计划（2021－2023年）", (), "", ("净水行动计划", "2021-2023", WUXI, "")),
        ("无锡市净水行动计划(2021—23年)", (), "", ("净水行动计划", "2021-2023", WUXI, "")),
        (
            "无锡市人民政府关于印发《无锡市净水行动计划（2021～2023年）》的通知",
            (),
            "",
            ("净水行动计划", "2021-2023", WUXI, ""),
        ),
        (
            "江苏省人民政府关于加快净水发展的实施意见",
            (),
            "",
            ("加快净水发展的实施意见", "", "320000", ""),
        ),
        (
            "关于加快净水发展的实施意见",
            ("省政府",),
            "320281",
            ("加快净水发展的实施意见", "", "320000", ""),
        ),
        ("净水评价办法（试行）", ("市水利局",), "320281", ("净水评价办法", "", "320281", "(试行)")),
        ("净水评价办法", ("市水利局",), "320206", ("净水评价办法", "", WUXI, "")),
        ("净水评价办法", ("区政府",), "320206", ("净水评价办法", "", "320206", "")),
        ("净水评价办法", ("区政府",), "450100", ("净水评价办法", "", "", "")),
        ("关于深化净水的意见", ("国务院",), WUXI, ("深化净水的意见", "", "中国", "")),
        ("关于深化净水的意见", ("市场监管总局",), WUXI, ("深化净水的意见", "", "中国", "")),
        ("国家节水型城市建设方案", (), WUXI, ("国家节水型城市建设方案", "", "", "")),
        ("区块链发展规划", (), WUXI, ("区块链发展规划", "", "", "")),
        ("“十四五”净水规划", (), "", ("十四五净水规划", "", "", "")),
    ],
)
def test_a_title_is_compared_without_letter_issuer_area_and_years(
    printed: str, issuers: tuple[str, ...], within: str, title: tuple[str, ...]
):
    assert GRAMMAR.title(Document("one", printed, "", issuers, within)) == Title(*title)


def judged(one: Document, *others: Document) -> list[tuple[str, str, bool]]:
    found = Documents([one, *others], GRAMMAR).matches(one)
    return [(match.document.iri, match.reason, match.certain) for match in found]


@pytest.mark.parametrize(
    ("cited", "reason"),
    [
        (Document("cited", number="锡政办发［2021］7号"), "number"),
        (Document("cited", "无锡市净水行动计划（2021—2023年）"), "title"),
        (Document("cited", "净水行动计划(2021-2023)", issuers=("市政府",), within=WUXI), "title"),
        (
            Document("cited", "关于印发《无锡市净水行动计划（2021～2023年）》的通知"),
            "title",
        ),
        (Document("cited", "无锡市净水行动计划（2021－2023年）", "锡政办发〔2021〕7号"), "number"),
    ],
)
def test_a_cited_plan_is_found_by_number_or_by_title(cited: Document, reason: str):
    assert judged(cited, PLAN, OPINION) == [("plan", reason, True)]


@pytest.mark.parametrize(
    "cited",
    [
        Document("cited", "南通市净水行动计划（2021－2023年）"),
        Document("cited", "无锡市净水行动计划（2018－2020年）"),
        Document("cited", "无锡市净水行动计划（2021－2023年）", "锡政办发〔2021〕9号"),
        Document("cited", "无锡市节水行动计划（2021－2023年）"),
        Document("cited", number="锡政发〔2021〕7号"),
        Document("cited", number="锡政办发〔2020〕7号"),
        Document("cited", "净水行动计划（2021－2023年）", issuers=("省政府",), within=WUXI),
    ],
)
def test_what_differs_in_area_years_number_or_name_is_another_document(cited: Document):
    assert judged(cited, PLAN) == []


@pytest.mark.parametrize(
    ("cited", "feature"),
    [
        (Document("cited", "净水行动计划（2021－2023年）"), "区域一方未写明：320200"),
        (Document("cited", "无锡市净水行动计划"), "年份一方未写明：2021-2023"),
        (
            Document("cited", "无锡市净水行动计划（2021－2023年）（试行）"),
            "版本一方未写明：(试行)",
        ),
        (Document("cited", "无锡市节水方案", "锡政办发〔2021〕7号"), "标题不同"),
    ],
)
def test_what_one_side_does_not_say_is_left_to_a_person(cited: Document, feature: str):
    (match,) = Documents([cited, PLAN], GRAMMAR).matches(cited)
    assert not match.certain
    assert feature in match.features


def test_a_number_that_several_plans_of_one_notice_bear_does_not_tell_which():
    second = Document("second", "无锡市节水方案", "锡政办发〔2021〕7号", (), WUXI, is_plan=True)
    bare = Document("cited", number="锡政办发〔2021〕7号")
    assert judged(bare, PLAN, second) == [("plan", "number", False), ("second", "number", False)]
    titled = Document("cited", "无锡市节水方案", "锡政办发〔2021〕7号")
    assert judged(titled, PLAN, second) == [("second", "number", True), ("plan", "near", False)]


def test_one_document_that_two_plans_cite_is_one_though_its_ids_differ():
    in_wuxi = Document("by number", "加快净水发展的实施意见", "", ("省政府",), WUXI)
    in_nantong = Document("by title", "江苏省人民政府关于加快净水发展的实施意见", within="320600")
    assert judged(in_wuxi, in_nantong, OPINION) == [
        ("by title", "title", True),
        ("opinion", "title", True),
    ]


def test_thousands_of_documents_are_not_compared_in_pairs():
    many = [Document(f"{n}", f"无锡市净水行动计划之{n}", within=WUXI) for n in range(2000)]
    documents = Documents([*many, PLAN], GRAMMAR)
    assert [len(documents.matches(one)) for one in (many[0], PLAN)] == [0, 0]
