"""Waivers: which finding each is about, what they outlast, and their file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from small_plan import HEADER, QUERY, SLUG, TEXT, checks, files, found

from plankg.errors import ReviewError
from plankg.findings.html_report import html_report
from plankg.findings.report import CheckText, audit_report
from plankg.findings.text_report import text_report
from plankg.findings.waiver_files import append_waiver, read_waivers, waivers_in
from plankg.findings.waivers import waive, waiver_of

WAIVER = """\
- check: gates
  sides:
    - where: "2"
      quote: 每年新建水闸30座
    - {where: "1", quote: 新建水闸 100座}
  reason: 总量含续建
  who: 王五
  when: 2026-03-01
  until: 2026-12-31
"""
DAY = date(2026, 3, 1)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "waivers" / f"{SLUG}.yml"


@pytest.fixture
def findings(tmp_path):
    return found(checks(tmp_path))


def test_a_waiver_is_about_the_finding_with_its_sides_in_any_order(findings, path):
    (waiver,) = waivers_in(WAIVER, path)
    waived = waive(findings, [waiver])
    assert waived.by_finding == {findings[0].id: waiver}
    assert waived.unmatched == ()


def test_it_outlasts_a_text_that_is_mended_elsewhere(tmp_path, path):
    after = found(checks(tmp_path), files(text=TEXT.replace("修堤5公里", "整修河堤5公里")))
    assert waive(after, waivers_in(WAIVER, path)).by_finding.keys() == {after[0].id}


@pytest.mark.parametrize(
    "other",
    [
        WAIVER.replace("check: gates", "check: dikes"),
        WAIVER.replace("30座", "40座"),
        WAIVER.replace('where: "2"', 'where: "3"'),
        WAIVER.replace("  reason:", "  occurrence: 2\n  reason:"),
        WAIVER.replace('    - {where: "1", quote: 新建水闸 100座}\n', ""),
    ],
)
def test_one_that_matches_nothing_is_told(findings, path, other):
    waivers = waivers_in(other, path)
    waived = waive(findings, waivers)
    assert waived.by_finding == {}
    assert waived.unmatched == waivers
    assert waivers[0].told().startswith("line 1: ")


def test_of_findings_that_are_named_alike_the_occurrence_tells_which(findings):
    twin = replace(findings[0], id=f"{findings[0].id}-2")
    both = (findings[0], twin)
    waivers = [waiver_of(one, both, reason="…", who="王五", when=DAY) for one in both]
    assert [waiver.occurrence for waiver in waivers] == [1, 2]
    assert waive(both, waivers[1:]).by_finding == {twin.id: waivers[1]}


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2026, 12, 31), "waived"), (date(2027, 1, 1), "open"), (None, "waived")],
)
def test_it_holds_until_its_last_day(findings, path, day, state):
    waivers = waivers_in(WAIVER, path)
    text = CheckText("gates", "text", {"zh": "水闸", "en": "gates"})
    report = audit_report({SLUG: findings}, {SLUG: waivers}, {"gates": text}, day)
    assert [entry.state for entry in report.entries] == [state]
    assert report.expired == (waivers if state == "open" else ())
    assert report.fails("error") is (state == "open")


def test_a_waiver_of_a_check_that_was_not_run_is_not_called_idle(findings, path):
    report = audit_report({SLUG: findings}, {SLUG: waivers_in(WAIVER, path)}, {})
    assert report.unmatched == ()


def test_one_of_a_check_that_was_run_and_of_an_unknown_plan_is_told(path):
    waivers = waivers_in(WAIVER, path.with_name("other-plan.yml"))
    text = CheckText("gates", "text", {"zh": "水闸", "en": "gates"})
    assert audit_report({SLUG: ()}, {"other-plan": waivers}, {"gates": text}).unmatched == waivers
    assert audit_report({SLUG: ()}, {"other-plan": waivers}, {}).unmatched == ()


def test_where_all_checks_were_run_one_of_another_check_or_plan_is_told(findings, path):
    gone = waivers_in(WAIVER.replace("check: gates", "check: locks"), path)
    other = waivers_in(WAIVER, path.with_name("other-plan.yml"))
    report = audit_report({SLUG: findings}, {SLUG: gone, "other-plan": other}, {}, whole=True)
    assert set(report.unmatched) == {*gone, *other}
    assert report.plans == (SLUG,)


def test_reports_name_the_plan_of_a_waiver_that_waives_nothing(path):
    (waiver,) = other = waivers_in(WAIVER, path.with_name("other-plan.yml"))
    report = audit_report({SLUG: ()}, {"other-plan": other}, {}, whole=True)
    told = text_report(report, ("zh",))
    assert told.endswith(f"无对应发现的豁免: other-plan: {waiver.told()}")
    assert "<li>other-plan: line 1: gates (" in html_report(report, ("zh",))


def test_appended_waivers_come_back_and_what_stood_there_stays(findings, path):
    path.parent.mkdir()
    path.write_text("# 我的说明\n", encoding="utf-8")
    waiver = waiver_of(findings[0], findings, reason="续建", who="王五", when=DAY, until=DAY)
    append_waiver(path, waiver)
    assert read_waivers(path) == (waiver,)
    assert path.read_text(encoding="utf-8").startswith("# 我的说明\n")
    with pytest.raises(ReviewError, match="line 3 waives already"):
        append_waiver(path, waiver)


def test_one_that_ends_is_renewed_by_a_later_one(findings, path):
    first = waiver_of(findings[0], findings, reason="续建", who="王五", when=DAY, until=DAY)
    later = replace(first, when=date(2026, 4, 1), until=date(2026, 12, 31), reason="仍在续建")
    append_waiver(path, first)
    append_waiver(path, later)
    assert read_waivers(path) == (first, later)
    report = audit_report({SLUG: findings}, {SLUG: read_waivers(path)}, {}, later.until, whole=True)
    assert [(entry.state, entry.waiver) for entry in report.entries] == [("waived", later)]
    assert report.expired == report.unmatched == ()


@pytest.mark.parametrize(
    "earlier", [{"until": None}, {"when": date(2026, 4, 1), "until": date(2026, 4, 1)}]
)
def test_one_that_holds_for_ever_or_is_as_late_is_not_renewed(findings, path, earlier):
    first = waiver_of(findings[0], findings, reason="续建", who="王五", when=DAY, until=DAY)
    append_waiver(path, replace(first, **earlier))
    before = path.read_bytes()
    with pytest.raises(ReviewError, match="waives already"):
        append_waiver(path, replace(first, when=date(2026, 4, 1), until=date(2026, 12, 31)))
    assert path.read_bytes() == before


def test_without_a_file_there_are_none(path):
    assert read_waivers(path) == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (WAIVER.replace("reason:", "why:"), "yml:6: unknown key 'why'"),
        (WAIVER.replace("2026-03-01", "yesterday"), "yml:8: 'when' must be a day"),
        (WAIVER.replace("2026-12-31", "2026-02-28"), "yml:9: 'until' is before 2026-03-01"),
        (WAIVER.replace("  who: 王五\n", ""), "yml:1: 'who' is missing"),
        (WAIVER.replace("王五", "''"), "yml:7: 'who' is empty"),
        (WAIVER.replace('where: "2"', "place: 2"), "yml:3: unknown key 'place'"),
        (
            "- check: gates\n  sides: 一\n  reason: a\n  who: b\n  when: 2026-03-01\n",
            "yml:2: 'sides'",
        ),
        (WAIVER + WAIVER, "yml:10: the finding that line 1 waives already"),
        ("check: gates\n", "yml:1: must be a list of waivers"),
        ("- [", "not YAML"),
        ("[" * 5000, "too deep to read"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_line(path, wrong, told):
    with pytest.raises(ReviewError) as caught:
        waivers_in(wrong, path)
    assert told in str(caught.value)


def test_the_two_checks_of_one_plan_have_waivers_of_their_own(tmp_path, path):
    both = found(checks(tmp_path, gates=HEADER + QUERY, locks=HEADER + QUERY))
    assert [finding.check for finding in both] == ["gates", "locks"]
    assert waive(both, waivers_in(WAIVER, path)).by_finding.keys() == {both[0].id}
