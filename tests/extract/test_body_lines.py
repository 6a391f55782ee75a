"""Bodies that stand one a line below what they answer for, as a crawl leaves a table of duties."""

import pytest
from plans import read_text

from plankg.model import Responsibility

HEADER = "领域\n\n主 要 目 标\n\n主要责任单位\n\n责任单位\n\n"


def _breakdown(rows: str, header: str = HEADER) -> str:
    return f"《青禾省清泉发展规划（2021—2025年）》目标责任分解书\n\n来源：本网\n\n{header}{rows}"


def _facts(rows: str, header: str = HEADER) -> list[str]:
    return [
        f"{fact.where}|{fact.body}|{fact.role}|{fact.confidence}"
        for fact in read_text(_breakdown(rows, header)).responsibilities
    ]


def _printed(facts: tuple[Responsibility, ...], text: str) -> bool:
    return all(text[fact.start : fact.end] == fact.quote for fact in facts)


def test_the_first_of_a_run_leads_where_the_header_has_the_lead_first() -> None:
    rows = (
        "1.河湖水质改善。\n\n——水质优良率达到85%以上。\n\n——水功能区达标。\n\n"
        "省水利厅\n\n省财政厅\n\n青禾海事局\n\n2.农村饮水得到保障。\n\n省农业厅\n"
    )
    assert _facts(rows) == [
        "1|省水利厅|lead|inferred",
        "1|省财政厅|participant|inferred",
        "1|青禾海事局|participant|inferred",
        "2|省农业厅|lead|inferred",
    ]
    text = _breakdown(rows)
    assert _printed(read_text(text).responsibilities, text)


def test_each_run_below_the_goals_of_an_item_has_a_first_body() -> None:
    rows = (
        "1.河湖水质改善。\n\n——水质优良率达到85%以上。\n\n省水利厅\n\n省财政厅\n\n"
        "——水功能区达标。\n\n省财政厅\n\n省水利厅\n\n2.节水。\n\n省水利厅\n"
    )
    assert _facts(rows) == [
        "1|省水利厅|lead|inferred",
        "1|省财政厅|participant|inferred",
        "1|省财政厅|lead|inferred",
        "1|省水利厅|participant|inferred",
        "2|省水利厅|lead|inferred",
    ]


def test_a_short_name_among_bodies_is_one_of_them_but_no_line_after_them() -> None:
    rows = (
        "1.河湖水质改善。\n\n——水质达标。\n\n省水利厅\n\n省水文水保\n\n省财政厅\n\n水与生活\n\n"
        "1.农村饮水得到保障。\n\n省农业厅\n\n省乡村建设\n"
    )
    assert _facts(rows) == [
        "1|省水利厅|lead|inferred",
        "1|省水文水保|participant|inferred",
        "1|省财政厅|participant|inferred",
        "1|省农业厅|lead|inferred",
        "1|省乡村建设|participant|inferred",
    ]


def test_targets_have_the_bodies_of_the_run_below_them() -> None:
    rows = (
        "1.河湖水质改善。\n\n——水质优良率达到85%以上。\n\n省水利厅\n\n"
        "——节水普及率达到90%。\n\n省财政厅\n\n省水利厅\n"
    )
    targets = read_text(_breakdown(rows)).targets
    assert [(one.indicator, one.lead, one.participants) for one in targets] == [
        ("水质优良率", "省水利厅", ""),
        ("节水普及率", "省财政厅", "省水利厅"),
    ]


@pytest.mark.parametrize(
    ("header", "role"), [("任务\n责任单位\n", "responsible"), ("任务\n牵头单位\n", "lead")]
)
def test_one_column_of_bodies_gives_its_role(header: str, role: str) -> None:
    rows = "1.河湖水质改善。\n省水利厅\n省财政厅\n2.节水。\n省水利厅\n"
    assert _facts(rows, header) == [
        f"1|省水利厅|{role}|printed",
        f"1|省财政厅|{role}|printed",
        f"2|省水利厅|{role}|printed",
    ]


def test_a_label_of_its_own_line_gives_the_lines_below_it_their_role() -> None:
    rows = (
        "1.河湖水质改善。\n牵头单位：\n省水利厅\n省财政厅\n配合单位：\n省农业厅\n"
        "2.节水。\n责任单位\n省水利厅\n"
    )
    assert _facts(rows, "") == [
        "1|省水利厅|lead|printed",
        "1|省财政厅|lead|printed",
        "1|省农业厅|participant|printed",
        "2|省水利厅|responsible|printed",
    ]


def test_persons_in_the_lines_are_nobody() -> None:
    rows = "1.河湖水质改善。\n张大山\n省水利厅\n李小河\n省财政厅\n2.节水。\n省水利厅\n"
    assert _facts(rows, "责任领导\n责任单位\n") == [
        "1|省水利厅|responsible|printed",
        "1|省财政厅|responsible|printed",
        "2|省水利厅|responsible|printed",
    ]


@pytest.mark.parametrize("header", ["", "任务\n目标\n"])
def test_without_a_header_of_bodies_lines_of_names_charge_nobody(header: str) -> None:
    assert _facts("1.河湖水质改善。\n省水利厅\n2.节水。\n省财政厅\n", header) == []


def test_among_three_columns_of_bodies_no_line_is_told() -> None:
    rows = "1.河湖水质改善。\n省水利厅\n省财政厅\n省农业厅\n2.节水。\n省水利厅\n"
    header = "任务\n牵头单位\n责任单位\n配合单位\n"
    text = _breakdown(rows, header)
    reading = read_text(text)
    assert reading.responsibilities == ()
    unread = [one.quote for one in reading.ledger if one.state == "not-understood"]
    assert unread == ["省水利厅", "省财政厅", "省农业厅", "省水利厅"]
