"""A table of sentences of our own: what is committed to, worked out by the contract."""

from dataclasses import dataclass

import pytest
from plans import plan_with, read_text

from plankg.model import Target


@dataclass(frozen=True)
class Says:
    """One sentence and its targets: indicator, comparator, value, unit, kind, frequency."""

    sentence: str
    targets: tuple[tuple[str, str, str, str, str, str], ...]


TABLE = {
    "a level with its comparator after the value": Says(
        "到2023年，河湖水质优良率保持在85%以上。",
        (("河湖水质优良率", ">=", "85", "%", "level", "once"),),
    ),
    "超 and 以上 together are at least": Says(
        "到2023年，万人碧道长度超40米以上。",
        (("万人碧道长度", ">=", "40", "米", "level", "once"),),
    ),
    "a verb before the name says what is done": Says(
        "新建净水站3座。", (("净水站", "=", "3", "座", "increase", "once"),)
    ),
    "a value may stand before its name": Says(
        "建成2个国家级节水示范基地。",
        (("国家级节水示范基地", "=", "2", "个", "increase", "once"),),
    ),
    "every year makes it annual, for the later items of the list too": Says(
        "三年内，每年新建净水站12座，泵房80座。",
        (
            ("净水站", "=", "12", "座", "increase", "annual"),
            ("泵房", "=", "80", "座", "increase", "annual"),
        ),
    ),
    "a list shares its verb, thresholds stay in the names": Says(
        "新签约10亿元以上水务项目3个、20亿元以上项目2个、超百亿元项目1个。",
        (
            ("新签约10亿元以上水务项目", "=", "3", "个", "increase", "once"),
            ("新签约20亿元以上项目", "=", "2", "个", "increase", "once"),
            ("新签约超百亿元项目", "=", "1", "个", "increase", "once"),
        ),
    ),
    "respective values pair with the names, which share their tail": Says(
        "水管家企业、水工匠企业培育入库数分别达到10家和60家。",
        (
            ("水管家企业培育入库数", "=", "10", "家", "level", "once"),
            ("水工匠企业培育入库数", "=", "60", "家", "level", "once"),
        ),
    ),
    "a share of what was counted just before": Says(
        "每年引进治水人才项目30个，其中40%为海外人才项目。",
        (
            ("治水人才项目", "=", "30", "个", "increase", "annual"),
            ("引进治水人才项目中海外人才项目占比", "=", "40", "%", "level", "annual"),
        ),
    ),
    "a change against the year before": Says(
        "再生水占供水比重比上年提高0.5个百分点。",
        (("再生水占供水比重", "=", "0.5", "个百分点", "change", "once"),),
    ),
    "growth is a change": Says(
        "涉水产业产值增长20%以上。",
        (("涉水产业产值", ">=", "20", "%", "change", "once"),),
    ),
    "a running total is cumulative, its name restored": Says(
        "新建碧道5－6条，累计达到12条。",
        (
            ("碧道", "range", "5", "条", "increase", "once"),
            ("碧道", "=", "12", "条", "cumulative", "once"),
        ),
    ),
    "a rank is at most": Says(
        "水质综合评价排名进入前20名。",
        (("水质综合评价排名", "<=", "20", "名", "level", "once"),),
    ),
    "whom it serves and how much that is are two targets": Says(
        "每年为50家节水企业融资超3亿元。",
        (
            ("融资节水企业", "=", "50", "家", "increase", "annual"),
            ("节水企业融资", ">", "3", "亿元", "increase", "annual"),
        ),
    ),
    "round numbers in words count": Says(
        "推动百家企业进水厂、百项成果进企业。",
        (
            ("企业进水厂", "=", "100", "家", "increase", "once"),
            ("成果进企业", "=", "100", "项", "increase", "once"),
        ),
    ),
    "a counted list that is to come into being": Says(
        "打造水泵、阀门、管网等三大百亿级产业群。",
        (("百亿级产业群", "=", "3", "个", "increase", "once"),),
    ),
    "a grade stays in the name": Says(
        "推动下游港4个3000吨级码头建设。",
        (("下游港3000吨级码头", "=", "4", "个", "increase", "once"),),
    ),
    "the subject may stand in the clause before": Says(
        "节水企业数实现倍增，突破300家。",
        (("节水企业数", ">", "300", "家", "level", "once"),),
    ),
    "不少于 is at least": Says(
        "开展各类护水活动不少于30场。",
        (("各类护水活动", ">=", "30", "场", "increase", "once"),),
    ),
    "a change from one level to another is the level it reaches": Says(
        "推动净水率由60%提高到85%。", (("净水率", "=", "85", "%", "level", "once"),)
    ),
    "a decline is a change of the measured thing, which is named without it": Says(
        "单位产值水耗较2020年下降14%左右。",
        (("单位产值水耗", "~", "14", "%", "change", "once"),),
    ),
    "an average yearly growth is annual": Says(
        "水产值年均增长10%以上。", (("水产值", ">=", "10", "%", "change", "annual"),)
    ),
    "two verbs may share what follows": Says(
        "新建、改扩建泵房20座。", (("新建、改扩建泵房", "=", "20", "座", "increase", "once"),)
    ),
    "a share of places that do something": Says(
        "到2023年，75%以上镇街和50%以上社区建立护水站。",
        (
            ("建立护水站的镇街占比", ">=", "75", "%", "level", "once"),
            ("建立护水站的社区占比", ">=", "50", "%", "level", "once"),
        ),
    ),
    "a name that is only a level takes the rest from the name before": Says(
        "省级水厂达标率不低于80%，市县级不低于70%。",
        (
            ("省级水厂达标率", ">=", "80", "%", "level", "once"),
            ("市县级水厂达标率", ">=", "70", "%", "level", "once"),
        ),
    ),
    "how long a service may take": Says(
        "企业申请后5个工作日内办好手续。",
        (("企业申请后办好手续时间", "<=", "5", "个工作日", "level", "once"),),
    ),
    "days count where they are a limit": Says(
        "企业开办1日内办结。", (("企业开办办结时间", "<=", "1", "日", "level", "once"),)
    ),
    "a hundred percent coverage": Says(
        "实现水表、水票100%全覆盖。", (("水表、水票全覆盖", "=", "100", "%", "level", "once"),)
    ),
    "what is per something is no value": Says(
        "每万人拥有护水员8名。", (("每万人拥有护水员", "=", "8", "名", "level", "once"),)
    ),
    "doubling is two times": Says(
        "节水企业数量比2020年翻一番。",
        (("节水企业数量", "=", "2", "倍", "change", "once"),),
    ),
    "万 belongs to the unit": Says(
        "全市志愿者总数达到1.5万人。",
        (("志愿者总数", "=", "1.5", "万人", "level", "once"),),
    ),
}

NO_TARGETS = {
    "names with numbers": "推进5G基站共享，办好第30届水博会。",
    "counts of measures": "实施五大工程，打好三大攻坚战。",
    "set phrases": "围绕四大中心推进三大基地建设，坚持“三位一体”。",
    "doubling without a base beside it": "瞄准千亿园区目标，实现倍增，力争零突破。",
    "subsidies": "对达标企业给予最高50万元奖励。",
    "legal citations": "落实《水法实施意见》（样发〔2018〕18号）。",
    "parts of an organisation": "负责审批的三个部门协同发力。",
    "grades of an industry": "完善1000亿级、500亿级产业规划。",
    "limits of what is allowed": "单个地块不得超过5公顷。",
    "what the law demands": "自受理之日起7个工作日内办结，应当在3日内完成答复。",
    "what there is already": "依托现有5家水厂，截至2020年底已建成20座泵房。",
    "what others are compared with": "居民收入高于全省平均水平20%。",
    "lengths of time": "建立3－5年综合评价制度。",
}


def short(target: Target) -> tuple[str, str, str, str, str, str]:
    return (
        target.indicator,
        target.comparator,
        str(target.value),
        target.unit,
        target.kind,
        target.frequency,
    )


@pytest.mark.parametrize("name", TABLE)
def test_the_sentence_commits_to(name: str) -> None:
    says = TABLE[name]
    reading = read_text(plan_with(says.sentence))
    assert tuple(short(target) for target in reading.targets) == says.targets


@pytest.mark.parametrize("name", NO_TARGETS)
def test_no_target_is_read_from(name: str) -> None:
    assert read_text(plan_with(NO_TARGETS[name])).targets == ()


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("到2022年，净水率达到30%。", "2022-01-01", "2022-12-31"),
        ("到2022年，新建净水站3座。", "2021-01-01", "2022-12-31"),
        ("三年内，新建净水站3座。", "2021-01-01", "2023-12-31"),
        ("新建净水站3座。", "2021-01-01", "2023-12-31"),
        ("2021年，新建净水站3座。", "2021-01-01", "2021-12-31"),
        ("到2022年，每年新建净水站3座。", "2021-01-01", "2022-12-31"),
        ("到2022年，净水站累计达到3座。", "None", "2022-12-31"),
        ("到2022年，完成治水投资超10亿元。", "2021-01-01", "2022-12-31"),
        ("到2022年，水更清。净水率达到30%。", "2022-01-01", "2022-12-31"),
        ("2022年第一季度新建净水站3座。", "2022-01-01", "2022-03-31"),
        ("2022年上半年，净水率达到30%。", "2022-01-01", "2022-06-30"),
        ("2022年6月底前，新建净水站3座。", "2021-01-01", "2022-06-30"),
        ("2022年6月新建净水站3座。", "2022-01-01", "2022-06-30"),
        ("到2022年6月底，净水率达到30%。", "2022-01-01", "2022-06-30"),
        ("2022年6月1日起，新建净水站3座。", "2022-01-01", "2022-12-31"),
        ("每年上半年新建净水站3座。", "2021-01-01", "2023-12-31"),
        ("二年内，净水率达到30%。", "2021-01-01", "2022-12-31"),
        ("成立二年内的水厂，净水率达到30%。", "2021-01-01", "2023-12-31"),
    ],
)
def test_a_period_follows_from_kind_and_words(sentence: str, start: str, end: str) -> None:
    (target,) = read_text(plan_with(sentence)).targets
    assert (str(target.period_start), str(target.period_end)) == (start, end)


@pytest.mark.parametrize(
    ("sentence", "scopes"),
    [
        ("新建净水站3座。", ["江阴市"]),
        ("全市新建净水站3座。", ["江阴市"]),
        ("镇街板块每年新建净水站3座。", ["镇街"]),
        ("高新区、临港开发区各新建净水站1座。", ["高新区", "临港开发区"]),
        ("高新区净水率达到30%，节水率达到5%。", ["高新区", "高新区"]),
        ("东城区、西城区各新建净水站1座。", ["东城区", "西城区"]),
        ("年末全市各类净水站达到3座。", ["江阴市"]),
    ],
)
def test_a_scope_is_the_nearest_that_is_named(sentence: str, scopes: list[str]) -> None:
    assert [target.scope for target in read_text(plan_with(sentence)).targets] == scopes


def test_a_plan_without_years_starts_with_the_year_of_its_issue() -> None:
    text = plan_with("到2023年，新建净水站3座。新增泵房5座。").replace("（2021－2023年）", "")
    dated = "江阴市人民政府\n2022年3月1日\n" + text
    periods = [(str(t.period_start), str(t.period_end)) for t in read_text(dated).targets]
    assert periods[0] == ("2022-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("今年新建净水站3座。", "2022-01-01", "2022-12-31"),
        ("明年，净水率达到30%。", "2023-01-01", "2023-12-31"),
        ("明年上半年报装时间压缩到8天以内。", "2023-01-01", "2023-06-30"),
        ("五年内报装时间压缩到5天以内。", "2022-01-01", "2026-12-31"),
    ],
)
def test_this_year_and_the_next_are_told_by_the_plans_issue(
    sentence: str, start: str, end: str
) -> None:
    text = plan_with(sentence).replace("（2021－2023年）", "")
    (target,) = read_text("江阴市人民政府\n2022年3月1日\n" + text).targets
    assert (str(target.period_start), str(target.period_end)) == (start, end)


def test_a_lead_sets_no_scope() -> None:
    text = plan_with("新建净水站3座。（责任单位：高新区、市水利局）")
    (target,) = read_text(text).targets
    assert (target.scope, target.responsible) == ("江阴市", "高新区；市水利局")


def test_a_heading_sets_the_scope_where_its_zone_is_responsible() -> None:
    text = plan_with("新建净水站3座。（责任单位：高新区、市水利局）").replace(
        "1．引水入城", "1．提升高新区供水能力"
    )
    (target,) = read_text(text).targets
    assert target.scope == "高新区"
    assert any("hasScope" in shown.supports and shown.restored for shown in target.evidence)


@pytest.mark.parametrize(
    ("sentence", "hedge"),
    [
        ("力争净水率达到30%。", "力争"),
        ("净水率力争达到30%。", "力争"),
        ("净水率保持在30%。", "保持"),
        ("净水率达到30%。", ""),
    ],
)
def test_a_hedge_is_kept_as_printed(sentence: str, hedge: str) -> None:
    (target,) = read_text(plan_with(sentence)).targets
    assert (target.hedge, target.comparator) == (hedge, "=")


def test_a_quote_runs_from_the_clause_to_the_value() -> None:
    text = plan_with("到2023年，全市净水率保持在85%以上；新建净水站3座、泵房80座。")
    quotes = [target.quote for target in read_text(text).targets]
    assert quotes == ["全市净水率保持在85%以上", "新建净水站3座", "泵房80座"]


def test_a_restored_name_has_evidence_of_its_own() -> None:
    reading = read_text(plan_with("新建碧道5条，累计达到12条。"))
    restored = [shown for shown in reading.targets[1].evidence if shown.restored]
    assert reading.targets[1].confidence == "restored"
    assert "碧道" in [shown.span.of(reading.text) for shown in restored]


def test_a_number_that_is_not_understood_is_in_the_ledger_with_its_reason() -> None:
    reading = read_text(plan_with("水库蓄水线以下87个高程点另行处理。"))
    entries = [entry for entry in reading.ledger if entry.state == "not-understood"]
    assert reading.targets == ()
    assert [entry.quote for entry in entries] == ["水库蓄水线以下87个高程点另行处理。"]
    assert entries[0].reason.startswith("87个")


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("高质量发展竹产业", ["竹产业基地面积", "竹产业综合产值"]),
        ("大力培育林下经济", ["林下经济基地面积", "林下经济综合产值"]),
        ("壮大主导产业", ["基地面积", "综合产值"]),
        ("发展竹、油茶产业", ["基地面积", "综合产值"]),
        ("培育中小企业", ["基地面积", "综合产值"]),
    ],
)
def test_output_is_that_of_the_branch_in_the_heading(title: str, names: list[str]) -> None:
    first = names[0]
    text = (
        "江阴市清泉行动方案（2021－2023年）\n一、重点任务\n"
        f"（一）{title}。到2023年，{first}达到3万亩，综合产值达到6亿元以上。\n"
    )
    assert [one.indicator for one in read_text(text).targets] == names
