"""Two plans that follow each other: years that are not the same, other words for one thing."""

from __future__ import annotations

from pathlib import Path

from compared import plan_of, table

from plankg.comparison import compare

BEFORE = """无锡市湖湾三年行动计划（2018－2020年）

一、主要目标
到2020年，全社会研发投入占GDP比重达到2.9%以上；高新技术企业数达到2800家；新建公共图书馆4座。
二、重点任务
（一）实施护水行动
1．修复湖滨湿地。退渔还湖，种植芦苇，恢复水鸟栖息地。到2020年，净增湿地面积900亩。（责任单位：市水利局）
2．整治入湖河道。清理淤泥，拆除沿岸违章建筑。到2020年，整治入湖河道30条。（责任单位：市水利局、市城管局）
"""
AFTER = """无锡市湖湾五年行动计划（2021－2025年）

一、主要目标
到2025年，全社会研发经费支出占GDP的比重达到3.5%以上；高新技术企业数达到0.28万家。
二、重点任务
（一）实施护水行动
1．持续修复湖滨湿地。继续退渔还湖，补种芦苇，恢复水鸟栖息地。到2025年，净增湿地面积1500亩。（责任单位：市水利局）
2．发展湖上旅游。开行夜游航线，建设湖畔驿站。到2025年，新建湖畔驿站12座。（责任单位：市文广旅游局）
"""


def test_what_follows_is_compared_by_meaning_not_by_words(tmp_path: Path) -> None:
    changes = compare(plan_of(BEFORE, tmp_path, "before"), plan_of(AFTER, tmp_path, "after"))
    assert table(changes, "task") == [
        ("carried-over", "修复湖滨湿地", "持续修复湖滨湿地"),
        ("new", "", "发展湖上旅游"),
        ("dropped", "整治入湖河道", ""),
    ]
    assert table(changes, "target") == [
        # Two wordings of one share.
        (
            "raised；reworded",
            "全社会研发投入占GDP比重：≥2.9%",
            "全社会研发经费支出占GDP的比重：≥3.5%",
        ),
        # 0.28万家 are 2800家, five years later.
        ("postponed", "高新技术企业数：2800家", "高新技术企业数：0.28万家"),
        ("raised", "湿地面积：900亩", "湿地面积：1500亩"),
        ("new", "", "湖畔驿站：12座"),
        ("dropped", "公共图书馆：4座", ""),
        ("dropped", "整治入湖河道：30条", ""),
    ]


def test_a_larger_total_of_more_years_is_told_by_the_year(tmp_path: Path) -> None:
    changes = compare(plan_of(BEFORE, tmp_path, "before"), plan_of(AFTER, tmp_path, "after"))
    wetland = next(row for row in changes.changes if row.after and "湿地面积" in row.after.label)
    assert wetland.reason["zh"] == "指标相同；期限长短不同：每年由300到300亩"
    assert wetland.reason["en"].endswith("periods of different length: a year from 300 to 300亩")


def test_what_is_not_surely_one_is_dropped_and_new_and_names_the_nearest(tmp_path: Path) -> None:
    other = AFTER.replace("持续修复湖滨湿地", "建设湿地公园").replace(
        "继续退渔还湖，补种芦苇，恢复水鸟栖息地", "设置栈道和观鸟塔，开展自然教育，恢复植被"
    )
    changes = compare(plan_of(BEFORE, tmp_path, "before"), plan_of(other, tmp_path, "after"))
    new = next(r for r in changes.changes if r.changes == ("new",) and r.part == "建设湿地公园")
    assert new.nearest is not None
    assert new.nearest.label == "修复湖滨湿地"
    assert new.score is not None
    assert new.score < 0.6
    assert new.reason["zh"].startswith("最接近的是“修复湖滨湿地”（二（一）1），相近")


def test_two_equally_near_tasks_are_no_reason_to_choose_one(tmp_path: Path) -> None:
    twin = "修复湖滨湿地。退渔还湖，种植芦苇，恢复水鸟栖息地。（责任单位：市水利局）"
    body = f"无锡市湖湾三年行动计划（2018－2020年）\n\n一、重点任务\n（一）护水\n1．{twin}\n"
    other = (
        (
            "无锡市湖湾五年行动计划（2021－2025年）\n\n一、重点任务\n（一）护水\n"
            "1．建设太湖湿地。退渔还湖，种植芦苇，恢复水鸟栖息地。（责任单位：市水利局）\n"
            "2．建设湖滨湿地。退渔还湖，种植芦苇，恢复水鸟栖息地。（责任单位：市水利局）\n"
        )
        .replace("1．", "4．")
        .replace("2．", "5．")
    )
    changes = compare(plan_of(body, tmp_path, "one"), plan_of(other, tmp_path, "two"))
    told = table(changes, "task")
    assert len([row for row in told if row[0] == "carried-over"]) <= 1
    assert ("carried-over", "修复湖滨湿地", "建设太湖湿地") not in told
