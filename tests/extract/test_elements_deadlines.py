"""Until when: deadlines in prose, and what is to be done by them without a number."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from plans import plan_with, read_text

from plankg.extract.dated_clauses import runs_in
from plankg.extract.deadlines import deadline_of, dues_in
from plankg.model import Element, PlanMeta, Reading, Span

DAYS = {
    "2023年6月底前": "2023-06-30",
    "2023 年 6 月底前": "2023-06-30",
    "2023年2月前": "2023-02-28",
    "2024年12月31日前": "2024-12-31",
    "2024年10月中旬前": "2024-10-20",
    "2024年10月下旬前": "2024-10-31",
    "2022年三季度前": "2022-09-30",
    "2022年4季度底前": "2022-12-31",
    "2022年上半年之前": "2022-06-30",
    "到2025年": "2025-12-31",
    "到2025年底": "2025-12-31",
    "至2025年6月末": "2025-06-30",
    "于2025年以前": "2025-12-31",
    "2023年年底前": "2023-12-31",
    "，2022年底": "2022-12-31",
    "年底前": "2021-12-31",
    "9月底前": "2021-09-30",
    "今年年底前": "2021-12-31",
    "年内": "2021-12-31",
    "三季度末前": "2021-09-30",
    "2022年3月底前启动，6月底前": "2022-03-31 2022-06-30",
}
NO_DAYS = [
    "每年3月底前",
    "每季度末",
    "，2020年底",
    "全市2022年底",
    "三年内",
    "目前",
    "提前",
    "2020年前后",
    "到2023年的",
    "2023年以前的",
    "截至2022年底",
    "延续到2023年底",
    "次年3月底前",
    "2019年底前",
    "2022年2月30日前",
    "持续推进",
    "到2022－2023年",
    "到2022年起",
]


def meta(**fields: object) -> PlanMeta:
    said: dict[str, object] = {
        "slug": "p",
        "iri": "https://example.org/p",
        "title": "",
        "number": "",
        "issuers": (),
        "issued": date(2021, 2, 8),
        "period_start": None,
        "period_end": None,
        "area": "",
        "area_iri": "",
    }
    return PlanMeta(**(said | fields))  # type: ignore[arg-type]


def days_in(words: str, about: PlanMeta) -> str:
    return " ".join(due.day.isoformat() for due in dues_in(words, Span(0, len(words)), about))


@pytest.mark.parametrize(("printed", "days"), DAYS.items(), ids=DAYS)
def test_a_deadline_is_the_last_day_that_it_leaves(printed: str, days: str) -> None:
    assert days_in(f"市局{printed}，出台青禾办法", meta()) == days


@pytest.mark.parametrize("printed", NO_DAYS)
def test_what_recurs_goes_on_or_is_over_is_no_deadline(printed: str) -> None:
    assert days_in(f"市局{printed}，出台青禾办法", meta()) == ""


def test_the_year_of_a_bare_month_is_the_plans_only_where_the_plan_has_one() -> None:
    one = {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}
    many = {"period_start": date(2021, 1, 1), "period_end": date(2023, 12, 31)}
    assert days_in("年底前出台青禾办法", meta(**one)) == "2023-12-31"
    assert days_in("年底前出台青禾办法", meta(**many)) == ""
    assert days_in("年底前出台青禾办法", meta(issued=None)) == ""
    assert days_in("今年6月底前出台青禾办法", meta(**many)) == "2021-06-30"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2019年9月底", "2019-09-30"),
        ("2019年6月至2019年9月", "2019-09-30"),
        ("2019年7月15日", "2019-07-15"),
        ("持续推进", "None"),
        ("长期坚持", "None"),
    ],
)
def test_under_a_label_a_deadline_needs_no_word_for_before(printed: str, day: str) -> None:
    assert str(deadline_of(printed)) == day


def deliverables(reading: Reading) -> list[Element]:
    return [element for element in reading.elements if element.type == "Element"]


def task(reading: Reading) -> Element:
    (found,) = [element for element in reading.elements if element.type == "Task"]
    return found


def test_a_task_of_one_dated_sentence_keeps_its_date() -> None:
    reading = read_text(plan_with("2022年6月底前，出台青禾引水办法。（责任单位：市水利局）"))
    one = task(reading)
    assert (str(one.deadline), one.qualitative) == ("2022-06-30", True)
    assert one.deadline_span is not None
    assert one.deadline_span.of(reading.text) == "2022年6月底前"
    assert deliverables(reading) == []


def test_a_date_in_the_title_holds_for_the_task_and_later_ones_for_their_clauses() -> None:
    text = plan_with("加强协同。2022年3月底前，编制青禾引水方案。").replace(
        "引水入城", "2022年底前出台引水办法"
    )
    reading = read_text(text)
    assert str(task(reading).deadline) == "2022-12-31"
    assert [str(e.deadline) for e in deliverables(reading)] == ["2022-03-31"]


def test_a_task_of_mere_help_until_a_day_has_no_deadline() -> None:
    reading = read_text(plan_with("2022年6月30日前报废旧车的个人给予补贴。"))
    assert task(reading).deadline is None


def test_a_task_of_several_dates_has_a_deliverable_for_each() -> None:
    words = (
        "加强协同，完善机制。2022年6月底前，出台青禾引水办法，印发青禾水源名录；"
        "2023年底前，各村应于验收前建成水源标识。（责任单位：市水利局）"
    )
    reading = read_text(plan_with(words))
    one = task(reading)
    assert one.deadline is None
    assert [(str(e.deadline), e.text, e.qualitative) for e in deliverables(reading)] == [
        ("2022-06-30", "2022年6月底前，出台青禾引水办法，印发青禾水源名录", True),
        ("2023-12-31", "2023年底前，各村应于验收前建成水源标识", True),
    ]
    for element in deliverables(reading):
        assert (element.parent_iri, element.where) == (one.iri, one.where)
        assert reading.text[element.start : element.end] == element.text
    assert {fact.element_iri for fact in reading.responsibilities} == {one.iri}


def test_a_clause_with_a_number_is_a_target_and_the_one_beside_it_a_deliverable() -> None:
    words = "加强协同。到2023年，全市高新技术企业达到1000家，创成国家级青禾经开区，水质更好。"
    reading = read_text(plan_with(words))
    assert [target.indicator for target in reading.targets] == ["高新技术企业"]
    assert [(str(e.deadline), e.text) for e in deliverables(reading)] == [
        ("2023-12-31", "创成国家级青禾经开区")
    ]
    (found,) = deliverables(reading)
    assert found.confidence == "restored"


@pytest.mark.parametrize(
    "words",
    [
        "加强协同。2022年6月30日前报废旧车的个人给予补贴。",
        "加强协同。2023年底前处理率不高于1.5。",
        "加强协同。到2023年。",
        "加强协同。每年6月底前出台青禾办法。",
    ],
)
def test_help_until_a_day_and_numbers_are_no_deliverables(words: str) -> None:
    assert deliverables(read_text(plan_with(words))) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (
            "加强协同。沿江各村，应于2022年底前编制引水方案。",
            "沿江各村，应于2022年底前编制引水方案",
        ),
        (
            "加强协同。编制青禾引水方案，沿江各村于2022年底前完成。",
            "编制青禾引水方案，沿江各村于2022年底前完成",
        ),
        ("加强协同。沿江各村在2022年底前建成水源标识。", "沿江各村在2022年底前建成水源标识"),
    ],
)
def test_a_deliverable_holds_its_subject_and_its_object(words: str, text: str) -> None:
    assert [e.text for e in deliverables(read_text(plan_with(words)))] == [text]


def test_an_objective_has_the_date_at_its_head_or_before_its_list() -> None:
    text = plan_with("引水入城。").replace(
        "一、重点任务",
        "一、主要目标\n到2022年，水质全面改善；水源更加充足。\n"
        "到2023年，实现以下目标：\n——引水工程建成。\n——三年内形成水网。\n二、重点任务",
    )
    found = [(e.text[:6], str(e.deadline)) for e in read_text(text).elements if e.where == "一"]
    assert ("到2022年", "2022-12-31") in found
    assert ("——引水工程", "2023-12-31") in found
    assert ("——三年内形", "None") in found


def test_many_dates_in_one_sentence_take_no_long_time() -> None:
    begun = process_time()
    words = "2022年6月底前，出台青禾办法，" * 5_000
    assert len(list(runs_in(words, Span(0, len(words)), meta()))) == 5_000
    # Half a second is usual on an idle machine; what grows with the square would take minutes.
    assert process_time() - begun < 30
