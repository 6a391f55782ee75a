"""The table of divisions: who lies where, what came, went and was renamed."""

from __future__ import annotations

from divisions_table import COUNTRY, HEADER, Change, divisions

from plankg.assets import assets_root

TODAY = {"990000": "甲省", "990100": "乙市", "990104": "丙区", "990182": "丁市"}
REVISIONS = {
    2000: {"990000": "甲省", "990100": "旧市", "990101": "市辖区", "990121": "丁县"},
    2010: {"990000": "甲省", "990100": "乙市", "990121": "丁县", "990171": "乙市开发区"},
}
CHANGES = (
    Change(2005, "更名", "990100", "旧市", "990100", official=True),
    Change(2006, "更名", "990104", "郊区", "990104", official=True),
    Change(2012, "撤县设市", "990121", "丁县", "990182", official=False),
    Change(2012, "更名", "990121", "丁县", "980182", official=False),
    Change(2013, "新设", "", "", "990104", official=False),
)


def rows() -> dict[str, dict[str, str]]:
    made = divisions(TODAY, REVISIONS, CHANGES)
    return {row[0]: dict(zip(HEADER, row, strict=True)) for row in made}


def test_a_division_lies_in_the_one_that_its_code_says() -> None:
    assert {code: row["parent"] for code, row in rows().items()} == {
        "990000": COUNTRY,
        "990100": "990000",
        "990104": "990100",
        "990121": "990100",
        "990182": "990100",
    }


def test_a_county_that_became_a_city_says_when_and_which() -> None:
    county, city = rows()["990121"], rows()["990182"]
    assert (county["until"], county["replaced_by"]) == ("2012", "990182")
    assert (city["since"], city["until"], city["replaced_by"]) == ("2012", "", "")


def test_only_a_name_that_others_would_know_is_kept_as_former() -> None:
    assert rows()["990100"]["former"] == "旧市"
    assert rows()["990104"]["former"] == ""


def test_the_committed_table_is_sorted_by_code_below_the_country() -> None:
    file = assets_root() / "data" / "registers" / "divisions.tsv"
    header, country, *lines = file.read_text(encoding="utf-8").splitlines()
    codes = [line.split("\t")[0] for line in lines]
    assert header == "\t".join(HEADER)
    assert country.split("\t")[0] == COUNTRY
    assert codes == sorted(set(codes))
