"""A draft and its final text: every kind of change, with the words of both sides."""

from __future__ import annotations

import pytest
from compared import PLANS, side_of, table

from plankg.comparison import Comparison, compare

TALENT, HOUSING = "引进高层次人才", "完善人才住房"


@pytest.fixture(scope="module")
def changes() -> Comparison:
    return compare(side_of(PLANS / "draft.txt"), side_of(PLANS / "final.txt"))


def test_tasks_are_carried_over_merged_split_dropped_and_new(changes: Comparison) -> None:
    assert table(changes, "task", "safeguard") == [
        ("carried-over", "建设研发平台", "建设研发平台"),
        ("merged", TALENT, f"{TALENT}并{HOUSING}"),
        ("merged", HOUSING, f"{TALENT}并{HOUSING}"),
        ("split", "深化产学研合作", "深化产学研合作"),
        ("split", "深化产学研合作", "壮大技术经纪人队伍"),
        ("new", "", "开展数据流通试点"),
        ("dropped", "举办水上运动会", ""),
    ]
    # 培育科技企业 says the same in both, and so does the safeguard.
    assert changes.same == {"task": 1, "safeguard": 1, "target": 4}


def test_targets_are_raised_lowered_put_off_reworded_and_new(changes: Comparison) -> None:
    assert table(changes, "target") == [
        ("raised", "高新技术企业数：3000家", "高新技术企业数：3500家"),
        ("reworded", "万人有效发明专利拥有量：40件", "万人有效发明专利拥有量：≥40件"),
        ("lowered", "孵化器：20家", "孵化器：15家"),
        ("postponed", "技术创新中心：6家", "技术创新中心：6家"),
        ("new", "", "数据交易额：5亿元"),
    ]


def test_bodies_come_and_go_and_another_one_leads(changes: Comparison) -> None:
    assert table(changes, "body") == [
        ("removed", "市财政局（责任）", ""),
        ("added", "", "市工信局（责任）"),
        ("lead-changed", "市科技局（牵头）", "市工信局（牵头）"),
        ("role-changed", "市科技局（牵头）", "市科技局（参与）"),
        # It answered for one of two tasks that are one now.
        ("removed", "市住房城乡建设局（责任）", ""),
    ]


def test_both_sides_are_quoted_at_their_offsets_within_their_sentence(changes: Comparison) -> None:
    for row in changes.changes:
        for plan, side in ((changes.before, row.before), (changes.after, row.after)):
            if side is not None:
                assert plan.text[side.start : side.end] == side.quote
                assert side.quote.strip() in side.sentence
    raised = next(row for row in changes.changes if row.changes == ("raised",))
    assert raised.before is not None
    assert raised.after is not None
    assert raised.before.sentence == "到2023年，高新技术企业数达到3000家；"
    assert raised.after.sentence == "到2023年，高新技术企业数达到3500家；"


def test_scores_come_with_reasons_in_both_languages(changes: Comparison) -> None:
    for row in changes.changes:
        if row.subject != "body" and row.before and row.after:
            assert row.score is not None
            assert 0.6 <= row.score <= 1
            assert row.reason["zh"]
            assert row.reason["en"]
    merged = [row.reason["zh"] for row in changes.changes if row.changes == ("merged",)]
    assert merged[1] == "其文字有96%在另一方"
