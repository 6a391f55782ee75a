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
