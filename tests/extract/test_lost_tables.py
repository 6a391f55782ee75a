"""Values of tables that lost their rows are no facts, and the ledger says where they are."""

from plans import plan_with, read_text

TABLE = "见下表。\n治水主要数据\n名称\n\n河湖长度\n\n356\n\n净水率\n\n≥85\n\n1\n\n"


def test_a_value_alone_on_its_line_is_told_as_not_understood() -> None:
    reading = read_text(plan_with(TABLE))
    lost = [entry.quote.strip() for entry in reading.ledger if "lost its rows" in entry.reason]
    assert lost == ["356", "≥85"]
    assert reading.targets == ()


def test_a_sentence_and_the_number_of_a_page_below_it_are_no_table() -> None:
    reading = read_text(plan_with("让河湖更清。\n128\n让水更清。"))
    assert [entry for entry in reading.ledger if entry.state == "not-understood"] == []


def test_a_row_whose_cells_are_parted_by_spaces_is_told_as_not_understood() -> None:
    rows = "1 水管改造（公里） 30 40 50 市水务局\n2 节水企业（家） 5 6 7 市水务局"
    reading = read_text(plan_with(f"见下表。\n序号 任务 2023年 2024年 2025年 单位\n{rows}\n"))
    lost = [entry.quote.strip() for entry in reading.ledger if "lost its cells" in entry.reason]
    assert lost == rows.split("\n")
    assert reading.targets == ()


def test_a_sentence_with_two_numbers_and_spaces_is_no_row() -> None:
    reading = read_text(plan_with("到 2025 年 30 座水厂建成，水质更优。"))
    assert [entry for entry in reading.ledger if "lost its cells" in entry.reason] == []
