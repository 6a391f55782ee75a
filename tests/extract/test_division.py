"""Files that hold several plans, or a table of contents."""

import pytest
from plans import read_text

TWO = """江阴市人民政府关于印发两个方案的通知
样政发〔2021〕3号
各镇街：
现将两个方案印发给你们。
江阴市人民政府
2021年2月8日
江阴市清泉行动方案（2021－2023年）
为清泉，制定本方案。
一、修渠。新建渠道3条。
二、清淤。新建泵房5座。
江阴市碧道行动方案（2022－2025年）
为碧道，制定本方案。
一、筑路。新建碧道7条。
二、种树。新建苗圃9个。
"""

CONTENTS = """清泉省治水规划（2021－2025年）
目　录
第一章　总体要求
第二章　重点任务
第一章　总体要求
坚持节水。
第二章　重点任务
新建水库3座。
"""


def test_each_plan_of_a_notice_is_read_by_itself() -> None:
    reading = read_text(TWO)
    found = [
        (plan.meta.slug, plan.meta.title, [target.indicator for target in plan.targets])
        for plan in reading.plans()
    ]
    assert found == [
        ("test-plan", "江阴市清泉行动方案（2021－2023年）", ["渠道", "泵房"]),
        ("test-plan-2", "江阴市碧道行动方案（2022－2025年）", ["碧道", "苗圃"]),
    ]


def test_the_notice_holds_for_all_its_plans() -> None:
    for plan in read_text(TWO).plans():
        assert (plan.meta.number, str(plan.meta.issued)) == ("样政发〔2021〕3号", "2021-02-08")
        assert plan.meta.area == "江阴市"


def test_each_plan_has_its_own_period() -> None:
    periods = [
        (str(target.period_start), str(target.period_end))
        for plan in read_text(TWO).plans()
        for target in plan.targets
    ]
    assert periods == [("2021-01-01", "2023-12-31")] * 2 + [("2022-01-01", "2025-12-31")] * 2


def test_the_ledgers_of_all_plans_cover_the_text() -> None:
    reading = read_text(TWO)
    assert "".join(e.quote for plan in reading.plans() for e in plan.ledger) == reading.text


def test_a_table_of_contents_makes_no_parts() -> None:
    wheres = [element.where for element in read_text(CONTENTS).elements]
    assert wheres == ["第一章", "第二章"]


def test_a_plan_behind_another_with_a_notice_of_its_own_begins_there() -> None:
    second = (
        TWO.replace("关于印发两个方案的通知", "关于印发碧道行动方案的通知")
        .split("江阴市清泉行动方案")[0]
        .replace("样政发〔2021〕3号", "样政发〔2022〕9号")
        .replace("2021年2月8日", "2022年3月9日")
    )
    first, last = TWO.split("江阴市碧道行动方案")
    plans = list(read_text(first + second + "江阴市碧道行动方案" + last).plans())
    assert [(p.meta.number, str(p.meta.issued)) for p in plans] == [
        ("样政发〔2021〕3号", "2021-02-08"),
        ("样政发〔2022〕9号", "2022-03-09"),
    ]


def test_each_plan_has_its_own_area() -> None:
    text = TWO.replace("江阴市碧道行动方案", "绿水县碧道行动方案")
    assert [plan.meta.area for plan in read_text(text).plans()] == ["江阴市", "绿水县"]


ANNEXES = """各镇街：
现将《2023年重点工作责任分解》和《2023年实事责任分解》印发给你们。
附件：1.2023年重点工作责任分解
2.2023年实事责任分解
江阴市人民政府办公室
2023年2月8日
附件1
江阴市2023年重点工作责任分解
一、城建工作
1.引水入城。新建渠道3条。
责任单位：市水利局、市财政局（列第一位者为工作牵头单位，下同）
二、绿化工作
2.建设绿地。新建苗圃4个。
责任单位：市林业局
"""


@pytest.mark.parametrize("mark", ["附件1", "附件", "附件 2："])
def test_a_plan_that_a_notice_hands_on_has_places_of_its_own(mark: str) -> None:
    reading = read_text(ANNEXES.replace("附件1\n", f"{mark}\n"))
    assert [(held.where, held.body, held.role) for held in reading.responsibilities] == [
        ("一1", "市水利局", "lead"),
        ("一1", "市财政局", "participant"),
        ("二2", "市林业局", "lead"),
    ]
    assert [(target.where, target.indicator) for target in reading.targets] == [
        ("一1", "渠道"),
        ("二2", "苗圃"),
    ]


def test_a_page_may_begin_with_the_mark_of_the_annex_that_it_is() -> None:
    reading = read_text(
        "附件3\n江阴市清泉行动计划（2021－2023年）\n一、重点任务\n"
        "（一）引水。新建渠道3条。（市水利局负责）\n（二）清淤。清理河道4条。\n"
        "附件1\n任务分工表\n附件2\n技术要求\n"
    )
    assert [(held.where, held.body) for held in reading.responsibilities] == [
        ("一（一）", "市水利局")
    ]
    assert [e.where for e in reading.elements] == ["一", "一（一）", "一（二）", "附件1", "附件2"]


ONE = """{mark}江阴市{name}行动方案（2021－2023年）
一、总体目标
{name}水平提高。
二、重点任务
（一）建设。新建{name}3条。
"""


def places(*plans: tuple[str, str], notice: str = "") -> list[list[str]]:
    """Return the places of the targets of each plan in a file of plans with marks above them."""
    text = notice + "".join(
        ONE.format(mark=mark and f"{mark}\n", name=name) for mark, name in plans
    )
    return [[target.where for target in plan.targets] for plan in read_text(text).plans()]


def test_several_plans_of_one_notice_have_places_of_their_own() -> None:
    assert places(("附件1", "渠道"), ("附件2", "碧道"), ("附件3", "绿道")) == [["二（一）"]] * 3


def test_plans_that_a_plan_has_as_annexes_say_so_in_their_places() -> None:
    own = [["二（一）"], ["附件1 二（一）"], ["附件2 二（一）"]]
    assert places(("", "渠道"), ("附件1", "碧道"), ("附件 2", "绿道")) == own
    assert places(("附件", "渠道"), ("附件1", "碧道"), ("附件2", "绿道")) == own
    assert places(("附件1", "渠道"), ("附件1", "碧道")) == own[:2]


def test_a_notice_that_numbers_its_plans_needs_no_mark_above_the_first() -> None:
    notice = (
        "关于印发两个方案的通知\n各镇街：\n现印发给你们。\n"
        "附件：1.江阴市渠道行动方案\n2.江阴市碧道行动方案\n江阴市水利局\n2021年2月8日\n"
    )
    assert places(("", "渠道"), ("附件2", "碧道"), notice=notice) == [["二（一）"]] * 2


COLLECTION = """江阴市人民政府关于印发江阴市清泉行动方案的通知（2021年2月8日）
各镇街：
现印发给你们，请认真执行。
江阴市清泉行动方案
为清泉，制定本方案。
一、修渠。到2023年，新建渠道3条。
二、清淤。到2023年，新建泵房5座。
10.宜兴市人民政府办公室关于印发{title}的通知（2022 年1 月5 日）
各镇街：
现印发给你们，请认真执行。
宜兴市人民政府办公室2022 年1 月5 日{title}为持续提升碧道水平，制定本方案。
一、筑路。2022年新建碧道7条。
二、种树。2022年新建苗圃9个。
"""


@pytest.mark.parametrize("title", ["宜兴市深化碧道建设实施方案", "宜兴市2022年碧道建设实施方案"])
def test_what_a_collection_numbers_is_a_plan_with_the_notice_and_place_of_its_own(
    title: str,
) -> None:
    """Though its title lost its break, and the signature above it, too."""
    first, second = read_text(COLLECTION.format(title=title)).plans()
    assert [(t.indicator, t.scope) for t in first.targets] == [
        ("渠道", "江阴市"),
        ("泵房", "江阴市"),
    ]
    assert [(t.indicator, t.scope) for t in second.targets] == [
        ("碧道", "宜兴市"),
        ("苗圃", "宜兴市"),
    ]
    own = second.meta
    assert (own.title, own.issuers, str(own.issued)) == (
        title,
        ("宜兴市人民政府办公室",),
        "2022-01-05",
    )


def test_the_day_in_a_notice_of_its_own_counts_more_than_the_last_lines_of_a_file() -> None:
    title = "宜兴市深化碧道建设实施方案"
    text = COLLECTION.format(title=title) + "靖江市水利局\n2022年3月3日\n"
    _, own = read_text(text).plans()
    assert (own.meta.issuers, str(own.meta.issued)) == (("宜兴市人民政府办公室",), "2022-01-05")
    assert {t.scope for t in own.targets} == {"宜兴市"}


def test_titles_without_breaks_part_the_plans_of_one_notice() -> None:
    text = (
        "江阴市人民政府关于印发渠道、碧道2个实施方案的通知（2021年2月8日）\n各镇街：\n现印发给你们。\n"
        "江阴市渠道建设实施方案为深入贯彻治水要求，制定本方案。\n一、修渠。新建渠道3条。\n二、清淤。新建泵房5座。\n"
        "江阴市碧道建设实施方案为建设碧道，制定本方案。\n一、筑路。新建碧道7条。\n二、种树。新建苗圃9个。\n"
    )
    first, second = read_text(text).plans()
    assert [t.indicator for t in first.targets] == ["渠道", "泵房"]
    assert [t.indicator for t in second.targets] == ["碧道", "苗圃"]


def test_what_others_have_done_is_told_in_an_annex_and_no_target() -> None:
    text = (
        "江阴市治水实施方案（2021－2023年）\n一、修渠。新建渠道3条。\n二、清淤。新建泵房5座。\n"
        "附件\n{title}\n一、筑路\n新建碧道7条。\n二、种树\n新建苗圃9个。\n"
    )
    told = read_text(text.format(title="各地治水典型经验"))
    own = read_text(text.format(title="各镇治水任务"))
    assert [t.indicator for t in told.targets] == ["渠道", "泵房"]
    assert [t.indicator for t in own.targets] == ["渠道", "泵房", "碧道", "苗圃"]


def test_the_years_of_each_plan_of_one_notice_begin_when_that_was_issued() -> None:
    text = (
        "江阴市人民政府关于印发渠道、碧道2个实施方案的通知（2021年2月8日）\n各镇街：\n现印发给你们。\n"
        "江阴市渠道建设实施方案\n一、目标。到2022年，新建渠道3条。\n二、清淤。新建泵房5座。\n"
        "江阴市碧道建设实施方案\n一、目标。到2023年，碧道达到7条。\n二、种树。新建苗圃9个。\n"
    )
    assert [
        (t.indicator, str(t.period_start), str(t.period_end))
        for plan in read_text(text).plans()
        for t in plan.targets
    ] == [
        ("渠道", "2021-01-01", "2022-12-31"),
        ("泵房", "2021-01-01", "2022-12-31"),
        ("碧道", "2023-01-01", "2023-12-31"),
        ("苗圃", "2021-01-01", "2023-12-31"),
    ]


# What a collection prints in front of each plan's notice: its number, on the line or above it.
DAY = "（2021 年2 月8 日）"
HANDS_ON = "各镇街：\n现印发给你们，请认真执行。\n"
NOTICES = (
    (
        "3. 青禾市人民政府办公室关于印发青禾市推进清泉提质升\n"
        f"级三年行动方案（2021-2023 年）的通知{DAY}\n"
        f"青府办字〔2021〕41 号\n{HANDS_ON}青禾市推进清泉提质升级三年行动\n方案（2021-2023 年）\n",
        "青禾市推进清泉提质升级三年行动方案（2021-2023 年）",
        "青府办字〔2021〕41 号",
    ),
    (
        f"15.\n青禾市人民政府关于印发\n《青禾市清泉行动方案》的通知{DAY}\n"
        f"青府规〔2021〕4 号\n{HANDS_ON}青禾市清泉行动方案\n",
        "青禾市清泉行动方案",
        "青府规〔2021〕4 号",
    ),
    (
        f"1. 青禾市人民政府关于加快建设高质量供水\n体系的实施意见{DAY}\n"
        "青府发〔2021〕15 号\n各镇街：\n",
        "青禾市人民政府关于加快建设高质量供水体系的实施意见",
        "青府发〔2021〕15 号",
    ),
    (
        f"青禾市人民政府关于印发青禾市“十四五”水务\n发展规划的通知{DAY}\n"
        "青府发〔2021〕26 号\n各镇街：\n",
        "青禾市“十四五”水务发展规划",
        "青府发〔2021〕26 号",
    ),
)


@pytest.mark.parametrize(("notice", "title", "number"), NOTICES)
def test_the_first_plan_of_a_collection_has_its_title_number_day_and_years(
    notice: str, title: str, number: str
) -> None:
    goals = "一、目标。到2023年，新建渠道3条。\n二、清淤。新建泵房5座。\n"
    reading = read_text(f"{notice}为清泉，制定本方案。\n{goals}")
    meta = reading.meta
    assert (meta.title, meta.number) == (title, number)
    assert (str(meta.issued), str(meta.period_start)) == ("2021-02-08", "2021-01-01")
    assert [(t.indicator, t.scope, str(t.period_start)) for t in reading.targets] == [
        ("渠道", "青禾市", "2021-01-01"),
        ("泵房", "青禾市", "2021-01-01"),
    ]


def test_a_first_heading_with_its_number_stays_one() -> None:
    text = "1. 修渠。关于渠道，按照通知（2021年2月8日）新建渠道3条。\n2. 清淤。新建泵房5座。\n"
    assert [e.number for e in read_text(f"{text}3. 护水。\n").elements] == ["1", "2", "3"]
