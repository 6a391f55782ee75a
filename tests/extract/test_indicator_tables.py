"""Tables of indicators: years in the header, the base year beside the target."""

from plans import read_text

TABLE = (
    "江阴市清泉行动计划（2021－2023年）\n一、主要目标\n到2023年，水更清。\n专栏1　主要指标\n"
    "\t序号\n\t指标\n\t单位\n\t2020年\n\t2023年\n\t属性\n\n"
    "\t1\n\t净水率\n\t%\n\t70\n\t≥85\n\t约束性\n\n"
    "\t2\n\t用水量下降\n\t%\n\t—\n\t〔18〕\n\t预期性\n\n"
    "\t3\n\t净水站（座）\n\t\n\t3\n\t12\n\t预期性\n\n"
    "\t4\n\t水质\n\t\n\t良\n\t优于Ⅲ类2处\n\t预期性\n"
)


def test_each_value_of_a_later_year_is_a_target() -> None:
    found = [
        (
            t.where,
            t.indicator,
            t.comparator,
            str(t.value),
            t.unit,
            t.kind,
            str(t.period_start),
            str(t.period_end),
        )
        for t in read_text(TABLE).targets
    ]
    assert found == [
        ("专栏1 1", "净水率", ">=", "85", "%", "level", "2023-01-01", "2023-12-31"),
        ("专栏1 2", "用水量", "=", "18", "%", "change", "2021-01-01", "2023-12-31"),
        ("专栏1 3", "净水站", "=", "12", "座", "level", "2023-01-01", "2023-12-31"),
    ]


def test_the_quote_is_the_values_cell_and_the_rest_has_evidence_of_its_own() -> None:
    reading = read_text(TABLE)
    target = reading.targets[0]
    assert target.quote == "≥85"
    restored = {shown.span.of(reading.text) for shown in target.evidence if shown.restored}
    assert restored == {"净水率", "2023年"}


def test_a_cell_that_is_no_value_is_in_the_ledger() -> None:
    reasons = [e.reason for e in read_text(TABLE).ledger if e.state == "not-understood"]
    assert reasons == ["优于Ⅲ类2处: a cell that is not one value"]


def test_where_a_change_goes_is_no_part_of_its_name() -> None:
    table = (
        "江阴市清泉行动计划（2021－2023年）\n一、主要目标\n到2023年，水更清。\n专栏1　主要指标\n"
        "\t序号\n\t指标\n\t2020年\n\t2023年\n\n"
        "\t1\n\t用水量累计减少（%）\n\t—\n\t〔18〕\n\n"
        "\t2\n\t水务产值年均增长（%）\n\t—\n\t7\n\n"
        "\t3\n\t漏损量下降率（%）\n\t—\n\t〔6〕\n\n"
        "\t4\n\t溺水人数（人）\n\t9\n\t较2020年下降30%\n\n"
        "\t5\n\t净水率提高（百分点）\n\t—\n\t〔5〕\n\n"
        "\t6\n\t老旧水管改造提升（公里）\n\t—\n\t〔40〕\n"
    )
    targets = read_text(table).targets
    found = [(t.indicator, str(t.value), t.kind, t.frequency, t.direction) for t in targets]
    assert found == [
        ("用水量", "18", "change", "once", "fall"),
        ("水务产值", "7", "change", "annual", "rise"),
        ("漏损量下降率", "6", "change", "once", None),
        ("溺水人数", "30", "change", "once", "fall"),
        ("净水率", "5", "change", "once", "rise"),
        ("老旧水管改造提升", "40", "increase", "once", None),
    ]


def test_the_name_is_the_evidence_for_where_a_change_goes() -> None:
    reading = read_text(TABLE)
    said = [
        shown.span.of(reading.text)
        for shown in reading.targets[1].evidence
        if "hasDirection" in shown.supports
    ]
    assert said == ["用水量下降"]


def test_cells_of_sentences_say_levels_yearly_steps_and_hedges() -> None:
    rows = [
        "序号\t指标\t评价标准\t数据来源",
        "1\t净水率\t较上年提高。2023年达到80%，力争2025年达到95%。\t年报",
        "2\t建档率\t每年增加1-3个百分点。2025年达到75%。\t抽查",
        "3\t检测种类\t检测的种类大于3类。\t抽查",
    ]
    title = "青禾市清泉行动计划（2023－2025年）\n一、重点任务\n（一）修渠\n加固渠道。\n"
    reading = read_text(f"{title}附件1\n评价指标表\n" + "\n".join(rows) + "\n")
    assert [
        (t.where, t.comparator, f"{t.value}{t.unit}", t.kind, t.hedge, f"{t.period_start}"[:4])
        for t in reading.targets
    ] == [
        ("附件1 1", "=", "80%", "level", "", "2023"),
        ("附件1 1", "=", "95%", "level", "力争", "2025"),
        ("附件1 2", "range", "1个百分点", "change", "", "2023"),
        ("附件1 2", "=", "75%", "level", "", "2025"),
        ("附件1 3", ">", "3类", "level", "", "2023"),
    ]
    assert [t.goal for t in reading.targets] == [
        "较上年提高。2023年达到80%，力争2025年达到95%。",
        "较上年提高。2023年达到80%，力争2025年达到95%。",
        "每年增加1-3个百分点。2025年达到75%。",
        "每年增加1-3个百分点。2025年达到75%。",
        "检测的种类大于3类。",
    ]
