"""The scorer on small tables made by hand: what counts as found, spurious, right."""

from __future__ import annotations

from pathlib import Path

import pytest

from plankg.errors import InputError
from plankg.evaluate import Comparison, compare, scores
from plankg.gold_tables import gold_files, read_gold, read_rows
from plankg.scored_rows import FIELDS, Row, form_of
from plankg.tables import COLUMNS

Cells = dict[str, str]

ENTERPRISES = {
    "where": "二",
    "scope": "甲市",
    "indicator": "高新技术企业",
    "comparator": ">=",
    "value": "30",
    "unit": "家",
    "kind": "level",
    "frequency": "once",
    "period_start": "2022-01-01",
    "period_end": "2022-12-31",
    "responsible": "市科技局；市财政局",
    "quote": "高新技术企业达到30家以上",
    "start": "10",
    "end": "23",
}
# Stands in the same list, six characters on.
GAZELLES = ENTERPRISES | {
    "indicator": "瞪羚企业",
    "comparator": "=",
    "value": "5",
    "quote": "瞪羚企业5家",
    "start": "24",
    "end": "30",
}
LEAD = {
    "where": "三（一）",
    "element": "培育创新企业",
    "body": "市科技局",
    "role": "lead",
    "basis": "stated",
    "quote": "市科技局",
    "start": "100",
    "end": "104",
}
PARTICIPANT = LEAD | {
    "body": "市财政局",
    "role": "participant",
    "quote": "市财政局",
    "start": "107",
}
PARTICIPANT["end"] = "111"


def rows(table: str, *records: Cells) -> list[Row]:
    return [Row.of(table, {"plan": "某市规划"} | record) for record in records]


def compared(table: str, gold: list[Cells], read: list[Cells]) -> Comparison:
    (one,) = compare(table, rows(table, *gold), rows(table, *read))
    return one


def targets(gold: list[Cells], read: list[Cells]) -> Comparison:
    return compared("targets", gold, read)


def counts(one: Comparison) -> dict[str, tuple[int, int]]:
    return {score.measure: (score.count, score.of) for score in scores(one.table, [one])}


def test_a_perfect_reading_is_right_in_every_field() -> None:
    counted = counts(targets([ENTERPRISES, GAZELLES], [GAZELLES, ENTERPRISES]))
    assert counted.pop("spurious") == (0, 2)
    assert set(counted.values()) == {(2, 2)}


def test_nothing_read_is_all_missed() -> None:
    one = targets([ENTERPRISES, GAZELLES], [])
    assert [row.cells["indicator"] for row in one.missed] == ["高新技术企业", "瞪羚企业"]
    assert counts(one)["found"] == (0, 2)
    assert counts(one)["field_scope"] == (0, 0)


def test_what_the_gold_has_not_is_spurious() -> None:
    one = targets([ENTERPRISES], [GAZELLES, ENTERPRISES])
    assert [row.cells["indicator"] for row in one.spurious] == ["瞪羚企业"]
    assert counts(one)["found"] == (1, 1)
    assert counts(one)["spurious"] == (1, 2)


def test_a_row_read_twice_is_spurious_once() -> None:
    counted = counts(targets([ENTERPRISES], [ENTERPRISES, ENTERPRISES]))
    assert (counted["found"], counted["spurious"]) == ((1, 1), (1, 2))


def test_a_row_that_is_twice_in_the_gold_must_be_read_twice() -> None:
    assert counts(targets([ENTERPRISES, ENTERPRISES], [ENTERPRISES]))["found"] == (1, 2)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("where", "三"),
        ("task", "培育企业"),
        ("scope", "高新区"),
        ("indicator", "企业"),
        ("comparator", ">"),
        ("value_max", "40"),
        ("kind", "increase"),
        ("frequency", "annual"),
        ("period_start", "2020-01-01"),
        ("hedge", "力争"),
        ("responsible", "市财政局；市科技局"),
    ],
)
def test_one_wrong_field_is_found_but_not_right(field: str, cell: str) -> None:
    one = targets([ENTERPRISES], [ENTERPRISES | {field: cell}])
    assert one.matches[0].wrong == (field,)
    counted = counts(one)
    assert (counted["found"], counted["right"]) == ((1, 1), (0, 1))
    assert {name for name in counted if name.startswith("field_") and counted[name] == (0, 1)} == {
        f"field_{field}"
    }


@pytest.mark.parametrize(
    "change",
    [
        {"value": "30.0"},
        {"iri": "https://example.org/1", "indicator_iri": "https://example.org/2"},
        {"quote": "高新技术\r\n企业达到 30家以上"},
        {"responsible": "市科技局； 市财政局"},
        {"scope": " 甲市 "},
    ],
)
def test_what_means_the_same_is_right(change: Cells) -> None:
    assert counts(targets([ENTERPRISES], [ENTERPRISES | change]))["right_exact_quote"] == (1, 1)


def test_the_space_in_a_printed_path_tells_places_apart() -> None:
    assert form_of("where", "附件 1.11") != form_of("where", "附件1 .11")


def test_a_longer_quote_is_right_but_not_exact() -> None:
    longer = {"quote": "力争高新技术企业达到30家以上", "start": "8"}
    counted = counts(targets([ENTERPRISES], [ENTERPRISES | longer]))
    assert (counted["right"], counted["right_exact_quote"]) == ((1, 1), (0, 1))
    assert (counted["field_quote"], counted["field_quote_exact"]) == ((1, 1), (0, 1))


@pytest.mark.parametrize(
    ("start", "end", "wrong"), [("22", "35", ()), ("23", "36", ("quote",)), ("2", "10", ("quote",))]
)
def test_quotes_that_only_touch_do_not_overlap(start: str, end: str, wrong: tuple[str]) -> None:
    read = ENTERPRISES | {"start": start, "end": end}
    assert targets([ENTERPRISES], [read]).matches[0].wrong == wrong


def test_the_same_words_elsewhere_are_another_commitment() -> None:
    elsewhere = ENTERPRISES | {"where": "附件 1.1", "start": "900", "end": "913"}
    counted = counts(targets([ENTERPRISES], [elsewhere]))
    assert (counted["found"], counted["spurious"]) == ((0, 1), (1, 1))


def test_the_number_decides_which_of_a_list_was_read() -> None:
    """All rows of a 分别 list carry its whole run as their quote."""
    run = {"quote": "甲、乙、丙分别达到10家、60家和220家", "start": "10", "end": "30"}
    gold = [
        GAZELLES | run | {"indicator": i, "value": v}
        for i, v in zip("甲乙丙", (10, 60, 220), strict=True)
    ]
    read = [GAZELLES | run | {"indicator": "各类企业", "value": v} for v in (220, 10)]
    one = targets(gold, read)
    assert [match.gold.cells["value"] for match in one.matches] == ["10", "220"]
    assert [row.cells["value"] for row in one.missed] == ["60"]


def test_of_two_rows_with_one_number_the_closer_is_taken() -> None:
    """高新区、临港开发区各新建1个: the same quote and number twice."""
    gold = [ENTERPRISES | {"scope": "高新区"}, ENTERPRISES | {"scope": "临港开发区"}]
    assert counts(targets(gold, gold[::-1]))["right"] == (2, 2)


def test_a_misread_number_of_the_same_words_is_found_with_a_wrong_value() -> None:
    one = targets([ENTERPRISES], [ENTERPRISES | {"value": "300"}])
    assert one.matches[0].wrong == ("value",)


def test_another_number_in_overlapping_words_is_another_target() -> None:
    other = GAZELLES | {"start": "20"}
    assert targets([ENTERPRISES], [other]).matches == ()


def test_gold_without_offsets_is_matched_by_its_words() -> None:
    gold = {name: cell for name, cell in ENTERPRISES.items() if name not in ("start", "end")}
    assert counts(targets([gold, GAZELLES], [GAZELLES, ENTERPRISES]))["right"] == (2, 2)


@pytest.mark.parametrize("read", [[ENTERPRISES], [ENTERPRISES, GAZELLES]])
def test_a_borderline_row_may_be_read_or_not(read: list[Cells]) -> None:
    gold = [ENTERPRISES, GAZELLES | {"borderline": "a set phrase?"}]
    counted = counts(targets(gold, read))
    assert (counted["found"], counted["spurious"], counted["right"]) == ((1, 1), (0, 1), (1, 1))


def test_a_borderline_row_takes_nothing_from_a_sure_one() -> None:
    gold = [ENTERPRISES | {"borderline": "?"}, ENTERPRISES | {"scope": "高新区"}]
    assert counts(targets(gold, [ENTERPRISES]))["found"] == (1, 1)


def test_rows_of_different_plans_are_never_matched() -> None:
    first, second = compare(
        "targets",
        [Row.of("targets", {"plan": "甲"} | ENTERPRISES)],
        [Row.of("targets", {"plan": "乙"} | ENTERPRISES)],
    )
    assert (first.plan, len(first.missed), second.plan, len(second.spurious)) == ("甲", 1, "乙", 1)


def test_the_scores_of_several_plans_are_of_all_their_rows() -> None:
    perfect = targets([ENTERPRISES, GAZELLES], [ENTERPRISES, GAZELLES])
    poor = targets([ENTERPRISES], [GAZELLES])
    together = {score.measure: score for score in scores("targets", [perfect, poor])}
    assert (together["found"].count, together["found"].of) == (2, 3)
    assert together["spurious"].percent == pytest.approx(100 / 3)


def test_the_order_of_what_was_read_changes_nothing() -> None:
    gold = [ENTERPRISES, GAZELLES, ENTERPRISES | {"scope": "高新区"}]
    read = [GAZELLES | {"kind": "increase"}, ENTERPRISES, ENTERPRISES | {"unit": "个"}]
    assert counts(targets(gold, read)) == counts(targets(gold, read[::-1]))


def test_bodies_and_roles_are_scored_apart() -> None:
    read = [LEAD | {"role": "responsible"}, PARTICIPANT, LEAD | {"body": "市商务局"}]
    counted = counts(compared("responsibilities", [LEAD, PARTICIPANT], read))
    assert (counted["found"], counted["spurious"]) == ((1, 2), (2, 3))
    assert (counted["body_found"], counted["body_spurious"]) == ((2, 2), (1, 3))
    assert (counted["lead_found"], counted["lead_spurious"]) == ((0, 1), (1, 1))
    assert (counted["participant_found"], counted["participant_spurious"]) == ((1, 1), (0, 1))
    assert (counted["responsible_found"], counted["responsible_spurious"]) == ((0, 0), (1, 1))


@pytest.mark.parametrize("change", [{"where": "三（二）"}, {"element": "培育企业"}])
def test_a_body_is_found_by_the_path_or_the_title_of_its_element(change: Cells) -> None:
    one = compared("responsibilities", [LEAD], [LEAD | change])
    assert one.matches[0].wrong == tuple(change)


def test_a_body_of_another_element_is_spurious() -> None:
    elsewhere = LEAD | {"where": "四", "element": "保障措施"}
    counted = counts(compared("responsibilities", [LEAD], [elsewhere]))
    assert (counted["body_found"], counted["body_spurious"]) == ((0, 1), (1, 1))


def test_all_columns_but_iris_and_offsets_are_compared() -> None:
    for table, fields in FIELDS.items():
        left_out = {name for name in COLUMNS[table] if name not in fields}
        assert {name for name in left_out if not name.endswith("iri")} == {"plan", "start", "end"}


def gold_file(folder: Path, *lines: str, name: str = "某市规划.responsibilities.csv") -> Path:
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


HEADER = "plan,where,element,body,role,basis,quote"


def test_a_gold_table_may_lack_iris_and_offsets_and_have_notes(tmp_path: Path) -> None:
    gold = read_gold(
        gold_file(tmp_path, f"{HEADER},note", ",三,培育企业,市科技局,lead,stated,市科技局,真的？")
    )
    assert (gold.table, gold.slug, gold.plans) == ("responsibilities", "某市规划", ("某市规划",))
    assert gold.rows[0].span is None


def test_a_spreadsheets_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert read_gold(gold_file(tmp_path, f"\ufeff{HEADER}")).rows == ()


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([""], "is empty"),
        (
            [HEADER.replace("role", "rolle")],
            "is taken for a table of responsibilities, as it is named: it lacks 'role' (is it"
            " 'rolle'?), and has 'rolle', which responsibilities don't have",
        ),
        (["a,b"], "it lacks 'plan', 'where', 'element', 'body', 'role', 'basis', 'quote', and has"),
        ([",".join(("plan", *FIELDS["targets"]))], "name it 某市规划.targets.csv"),
        ([f"{HEADER},body"], "the column 'body' twice"),
        ([HEADER, "p,三,e,市科技局,lead"], "line 2 has 5 cells, but there are 7 columns"),
        (
            [HEADER, "p,三,e,市科技局,led,stated,q"],
            "line 2: role cannot be 'led'; it is one of lead",
        ),
        ([HEADER, 'p,三,"a', 'b",市科技局,lead,stated,q', "p,三,e,,lead,stated,q"], "line 4: body"),
        ([f"{HEADER},start,end", "p,三,e,b,lead,stated,q,9,3"], "start and end cannot be '9'"),
        ([HEADER, *["p,三,,,led,stated,q"] * 2], "and 3 more"),
    ],
)
def test_a_wrong_gold_table_is_named_with_what_is_wrong(
    tmp_path: Path, lines: list[str], message: str
) -> None:
    with pytest.raises(InputError) as raised:
        read_gold(gold_file(tmp_path, *lines))
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("name", "columns", "message"),
    [
        ("targets.csv", "plan,where,quote", "of targets, as it is named: it lacks 'action'"),
        ("gold.csv", "plan,value,unit,quote", "of targets, as 4 of its columns are of such: it"),
        ("gold.csv", "plan,body,role,note", "of responsibilities, as 3 of its columns are of such"),
        (
            "gold.csv",
            "计划,指标",
            "no column of a table that can be scored; the columns of",
        ),
        ("gold.csv", "plan;where;scope", "no column of a table that can be scored"),
    ],
)
def test_a_table_that_is_none_says_what_it_was_taken_for_and_why(
    tmp_path: Path, name: str, columns: str, message: str
) -> None:
    with pytest.raises(InputError) as raised:
        read_gold(gold_file(tmp_path, columns, name=name))
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("field", "cell", "message"),
    [
        ("value", "三十", "value cannot be '三十'; write it as 0.5"),
        ("period_end", "2022/12/31", "period_end cannot be '2022/12/31'; write it as 2022-12-31"),
        ("comparator", "≥", "comparator cannot be '≥'"),
        ("scope", "", "scope is empty"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(
    tmp_path: Path, field: str, cell: str, message: str
) -> None:
    record = dict.fromkeys(("plan", *FIELDS["targets"]), "") | ENTERPRISES | {field: cell}
    lines = [",".join(record), ",".join(record.values())]
    with pytest.raises(InputError) as raised:
        read_gold(gold_file(tmp_path, *lines, name="p.targets.csv"))
    assert f"line 2: {message}" in str(raised.value)


def test_another_tools_table_is_read_as_it_comes(tmp_path: Path) -> None:
    table = read_rows(gold_file(tmp_path, HEADER, "p,三,e,市科技局,leads,,市科技局"))
    assert table.rows[0].forms["role"] == "leads"


def test_a_gold_table_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "p.targets.csv"
    file.write_bytes("规划".encode("gbk"))
    with pytest.raises(InputError, match="is not UTF-8"):
        read_gold(file)


def test_a_folders_gold_tables_are_known_by_their_names(tmp_path: Path) -> None:
    for name in ("b.targets.csv", "a.responsibilities.csv", "a.carriers.csv", "notes.csv"):
        gold_file(tmp_path, HEADER, name=name)
    assert [file.name for file in gold_files(tmp_path)] == [
        "a.responsibilities.csv",
        "b.targets.csv",
    ]
