"""What a plan says of its time and its area outside its title."""

from datetime import date
from urllib.parse import unquote

import pytest
from plans import read_text

FRAME = "{title}\n{front}一、主要目标\n{goal}\n二、重点任务\n（一）引水。新建净水站3座。{end}"


def _plan(
    title: str = "清泉行动实施方案", front: str = "", goal: str = "让水更清。", end: str = ""
) -> str:
    return FRAME.format(title=title, front=front, goal=goal, end=end)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ({"goal": "规划期限为2021—2025年。"}, date(2021, 1, 1), date(2025, 12, 31)),
        ({"goal": "2022年起3年内，让水更清。"}, date(2022, 1, 1), date(2024, 12, 31)),
        (
            {"end": "本方案自2023年2月1日起施行，有效期至2024年12月31日。"},
            date(2023, 1, 1),
            date(2024, 12, 31),
        ),
        ({"goal": "到2025年，让水更清。"}, None, date(2025, 12, 31)),
        ({"goal": "到2023年，让水变清。到2025年，让水更清。"}, None, date(2025, 12, 31)),
        ({"goal": "到2025年，让水变清。到2035年，让水更清。"}, None, date(2025, 12, 31)),
        (
            {"front": "清政发〔2022〕7号\n", "goal": "到2025年，让水更清。"},
            date(2022, 1, 1),
            date(2025, 12, 31),
        ),
        (
            {"goal": "到2024年，让水更清。", "end": "\n江阴市人民政府\n2023年1月19日\n（公开）"},
            date(2023, 1, 1),
            date(2024, 12, 31),
        ),
        (
            {"front": "成文日期：2023年1月19日\n", "goal": "到 2024 年，让水更清。"},
            date(2023, 1, 1),
            date(2024, 12, 31),
        ),
    ],
    ids=[
        "a term",
        "years from a year",
        "validity",
        "the one horizon",
        "the last of two horizons",
        "no year that is only looked ahead to",
        "from the year of its number",
        "from the year of its signature below",
        "from the day that the page tells",
    ],
)
def test_a_plan_without_years_in_its_title_says_its_period_in_its_words(
    words: dict[str, str], first: date | None, last: date | None
) -> None:
    meta = read_text(_plan(**words)).meta
    assert (meta.period_start, meta.period_end) == (first, last)


def test_within_the_year_is_the_one_in_which_valid_measures_take_effect() -> None:
    head = "清泉经济开发区关于治水的若干措施\n（2023年1月20日管委会第2次办公会议审议通过）\n"
    measures = (
        "第一条　引水。年内新建净水站3座，全年培训200人次。漏损率控制在8%以内。\n"
        "第二条　本措施自2023年3月1日起施行，有效期至2025年12月31日。\n"
    )
    reading = read_text(head + measures)
    assert reading.meta.title == "清泉经济开发区关于治水的若干措施"
    assert reading.meta.issued == date(2023, 1, 20)
    years = [(t.value, t.frequency, t.period_start, t.period_end) for t in reading.targets]
    assert years == [
        (3, "once", date(2023, 1, 1), date(2023, 12, 31)),
        (200, "once", date(2023, 1, 1), date(2023, 12, 31)),
        (8, "once", date(2023, 1, 1), date(2025, 12, 31)),
    ]


@pytest.mark.parametrize("dash", ["－", "—", "―", "-", "~", "至", "一"])
def test_a_title_says_its_years_whatever_sign_stands_between(dash: str) -> None:
    # A dash is often misread as 一.
    meta = read_text(_plan(title=f"江阴市清泉行动方案（2021{dash}2023年）")).meta
    assert (meta.period_start, meta.period_end) == (date(2021, 1, 1), date(2023, 12, 31))


def test_years_of_effort_count_from_the_year_of_issue() -> None:
    front = "江阴市人民政府\n2023年1月19日\n"
    meta = read_text(_plan(front=front, goal="经过三年的试点，让水更清。")).meta
    assert (meta.period_start, meta.period_end) == (date(2023, 1, 1), date(2025, 12, 31))


def test_the_area_is_that_of_the_committee_and_government_which_the_plan_names() -> None:
    front = "根据《中共江阴市委、江阴市人民政府关于治水的决定》，制定本方案。\n"
    reading = read_text(_plan(front=front))
    assert reading.meta.area == "江阴市"
    assert [target.scope for target in reading.targets] == ["江阴市"]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("江阴市清泉行动方案\n（2021－2023年）\n", "江阴市清泉行动方案（2021－2023年）"),
        (
            "江阴市人民政府关于\n做好清泉工作的若干意见\n",
            "江阴市人民政府关于做好清泉工作的若干意见",
        ),
        (
            "江阴市水务事业发展第十四个五年规划\n和二〇三五年远景目标纲要\n",
            "江阴市水务事业发展第十四个五年规划和二〇三五年远景目标纲要",
        ),
        ("关于我们\n清泉行动实施方案\n", "清泉行动实施方案"),
        ("清政发〔2022〕7号\n清泉行动实施方案\n", "清泉行动实施方案"),
        ("江阴市人民政府关于治水的决定。\n清泉行动实施方案\n", "清泉行动实施方案"),
        ("江阴市清泉行动方案 发布时间：2022-10-10 14:04\n", "江阴市清泉行动方案"),
        ("《关于清泉行动的实施细则》\n", "关于清泉行动的实施细则"),
    ],
    ids=[
        "years below",
        "begun above",
        "going on below",
        "a button",
        "a number",
        "a sentence",
        "the page's day",
        "between marks",
    ],
)
def test_a_title_is_read_over_the_lines_that_it_stands_on(front: str, title: str) -> None:
    text = f"{front}一、重点任务\n（一）引水。新建净水站3座。"
    assert read_text(text).meta.title == title


def test_a_five_year_plan_is_for_the_years_of_its_number() -> None:
    meta = read_text(_plan("江阴市水务发展第十四个五年规划")).meta
    assert (meta.period_start, meta.period_end) == (date(2021, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("words", "area"),
    [("全国水源地一半以上达标。", "全国"), ("全国、全省和全县的水都要清。", ""), ("水要清。", "")],
    ids=["the nation's", "some county's", "nobody's"],
)
def test_a_plan_that_speaks_of_the_nation_and_of_no_area_is_the_nations(
    words: str, area: str
) -> None:
    assert read_text(_plan("清泉产业发展规划", goal=words)).meta.area == area


def test_a_plan_written_to_all_provinces_is_the_nations() -> None:
    front = "各省、自治区、直辖市水利厅局：\n"
    text = _plan("清泉产业指导意见", front, goal="各地制定本省的方案。")
    assert read_text(text).meta.area == "全国"


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("我省水网要通，浙江省的水要清，宁波市先行。", "浙江省"),
        ("全市水网要通，余姚市的水要清。", ""),
        ("全市水网要通，浙江省的水要清，宁波市的水要活，宁波市的水要多。", "宁波市"),
        ("全市水网要通，余姚市、余姚市、慈溪市、慈溪市和慈溪市的水要清。", ""),
        ("全县水网要通，浙江省的水要清，宁波市、宁波市的水要活。", ""),
        ("全省水网要通，推动浙江高质量治水。", "浙江省"),
        ("全省水网要通，推动浙江高质量治水，学习江苏经验。", ""),
        ("全市水网要通，走在创新乡村前列，让创新乡村、创新乡村、创新乡村、创新乡村更清。", ""),
    ],
    ids=[
        "our province",
        "one city within it",
        "the whole city",
        "cities within it",
        "a county that is not named",
        "a province in short",
        "one of two provinces",
        "a word that holds a city's name",
    ],
)
def test_the_area_is_that_of_its_own_level_which_the_plan_names_most(words: str, area: str) -> None:
    assert read_text(_plan(goal=words)).meta.area == area


@pytest.mark.parametrize(
    ("title", "front", "area"),
    [
        ("清泉行动方案", "本报讯昨日获悉，浙江省治水目标是：\n", "浙江省"),
        ("清泉行动方案", "根据《浙江省治水规划》，结合我市实际，制定本方案。\n", ""),
        ("清泉行动方案", "根据浙江省的部署，结合我市实际，制定本方案。\n", ""),
        ("清泉行动方案", "根据浙江省的部署，宁波市结合我市实际，制定本方案。\n", "宁波市"),
        ("关于加快推进宁波市治水的实施意见", "", "宁波市"),
        ("宁波治水行动方案", "", "宁波市"),
        ("健康中国饮水行动方案", "", "全国"),
    ],
    ids=[
        "above the body",
        "in a cited title",
        "of another level",
        "of its own level",
        "in the midst of the title",
        "the title in short",
        "the nation's in its title",
    ],
)
def test_the_area_is_the_one_that_title_or_opening_name(title: str, front: str, area: str) -> None:
    assert read_text(_plan(title, front)).meta.area == area


@pytest.mark.parametrize(
    ("goal", "scope"),
    [
        ("到2025年，全市净水率达到85%，超过全省平均水平，全市水网要通。", "全市"),
        ("到2025年，我县净水率达到85%。", "我县"),
        ("我县缺水，我县要节水。到2025年，全县净水率达到85%。", "全县"),
        ("按照市委、市政府的要求，到2025年，净水率达到85%。", "全市"),
        ("青禾市政府要求，到2025年，净水率达到85%。", "未标明"),
        ("到2025年，净水率达到85%。", "未标明"),
    ],
)
def test_values_of_a_plan_whose_area_has_no_name_are_of_what_it_calls_it(
    goal: str, scope: str
) -> None:
    reading = read_text(_plan(goal=goal))
    assert reading.meta.area == ""
    assert {target.scope for target in reading.targets} == {scope}
    assert all(reading.meta.slug in unquote(target.scope_iri) for target in reading.targets)


def test_the_whole_city_of_two_plans_is_not_one_area() -> None:
    text = _plan(goal="到2025年，全市净水率达到85%。")
    one, other = (read_text(text, slug).targets[0].scope_iri for slug in ("one", "other"))
    assert one != other


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("国家净水发展规划", "全国"),
        ("在全市水务会议上的工作意见", ""),
        ("这次大会是我省治水的工作方案", ""),
        ("依照国家和省部署治水的工作方案", ""),
        ("青禾市清泉行动方案", "青禾市"),
    ],
)
def test_words_that_end_like_an_area_are_none_and_a_plan_without_area_is_read(
    title: str, area: str
) -> None:
    reading = read_text(_plan(title, goal="全县实施“清泉进万家”行动计划，健全县域水网。"))
    assert reading.meta.area == area
    assert [target.indicator for target in reading.targets] == ["净水站"]


def test_numbers_before_the_first_heading_are_read_as_aims_or_shown_as_not_read() -> None:
    front = "水务工作要让群众满意，实现供水普及率达到95%的目标，为发展提供保障。\n{told}\n"
    told = "各级各部门凝心聚力，供水普及率提高3%，建成净水站7座，人民满意。"
    reading = read_text(_plan("江阴市清泉行动计划（2021－2023年）", front.format(told=told)))
    assert [(t.where, t.indicator, t.value) for t in reading.targets] == [
        ("", "供水普及率", 95),
        ("二（一）", "净水站", 3),
    ]
    assert [(one.quote, one.state) for one in reading.ledger if "净水站7座" in one.quote] == [
        (told, "not-understood")
    ]


def test_targets_before_the_first_heading_belong_to_the_plan_itself() -> None:
    front = "为了让水更清，制定本方案。到2023年，河湖水质优良率达到85%以上。\n"
    reading = read_text(_plan("江阴市清泉行动计划（2021－2023年）", front))
    first = reading.targets[0]
    assert (first.where, first.indicator, first.action, first.task) == (
        "",
        "河湖水质优良率",
        "",
        "",
    )
    assert first.element_iri == reading.meta.iri
    assert "" not in [element.where for element in reading.elements]


@pytest.mark.parametrize(
    ("lead", "first"),
    [
        ("到2025年，水务面貌焕然一新。", date(2025, 1, 1)),
        ("到2025年，水务面貌焕然一新。水更清，岸更绿。", date(2021, 1, 1)),
        ("水务面貌焕然一新。", date(2021, 1, 1)),
    ],
)
def test_one_sentence_before_the_parts_of_the_objectives_sets_their_time(
    lead: str, first: date
) -> None:
    text = (
        f"江阴市清泉行动计划（2021—2025年）\n一、主要目标\n{lead}\n"
        "（一）水质更优。水质优良率达到85%。\n（二）供水更稳。供水普及率达到99%。\n"
        "二、重点任务\n（一）引水。新建净水站3座。\n"
    )
    rates = [one for one in read_text(text).targets if one.unit == "%"]
    assert [one.period_start for one in rates] == [first, first]
    assert {one.period_end for one in rates} == {date(2025, 12, 31)}


@pytest.mark.parametrize(
    ("tasks", "first"),
    [
        ("2021—2024年，新建水站6座。\n（二）净水。2021—2024年，新建泵站8座。", date(2021, 1, 1)),
        ("2021—2024年，新建水站6座。", None),
        ("2021—2024年，新建水站6座。\n（二）净水。2022—2024年，新建泵站8座。", None),
        ("2017—2024年，近期为2017—2020年，远期为2021—2024年。", date(2017, 1, 1)),
        ("2017—2024年，近期为2017—2020年，远期为2022—2024年。", None),
    ],
)
def test_years_said_again_and_again_are_the_period_of_a_plan_without_a_date(
    tasks: str, first: date | None
) -> None:
    text = f"清泉行动意见\n一、主要目标\n到2024年，让水更清。\n二、重点任务\n（一）供水。{tasks}\n"
    meta = read_text(text).meta
    assert (meta.period_start, meta.period_end) == (first, date(2024, 12, 31))


def _year(text: str) -> tuple[date | None, date | None]:
    meta = read_text(text).meta
    return meta.period_start, meta.period_end


@pytest.mark.parametrize(
    "text",
    [
        "在全市水务工作会议上的讲话\n一、2024年工作回顾\n新建水站2座。\n"
        "二、2025年工作的总体要求和主要目标\n净水率达到85%。\n",
        "同志们：下面讲两方面，一是2024年工作的简要回顾，二是2025年水务的工作重点。\n"
        "一、重点任务\n新建水站2座。\n",
        "江阴市水务局二〇二五年工作要点\n一、重点任务\n新建水站2座。\n",
        "关于江阴市2024年水务计划执行情况与2025年水务计划\n一、重点任务\n新建水站2座。\n",
        "一、2025年重点任务\n新建水站2座。\n二、保障措施\n抓好落实。\n",
    ],
    ids=["a report's heading", "its opening", "digits as characters", "done and to do", "no title"],
)
def test_a_plan_for_one_year_says_which_in_title_headings_or_opening(text: str) -> None:
    assert _year(text) == (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("front", "first"),
    [("在市第八次党代会上的报告\n", 2022), ("在代表会议上的报告\n", 2023)],
    ids=["a congress", "another report"],
)
def test_a_report_may_be_for_the_next_five_years(front: str, first: int) -> None:
    text = (
        f"{front}三、今后五年的奋斗目标和主要任务\n到2027年具体目标：\n——水更清。净水率达到85%。\n"
        "四、2022年重点任务\n新建水站2座。\n"
    )
    assert _year(text) == (date(first, 1, 1), date(2027, 12, 31))
    assert read_text(text).targets[0].period_start == date(2027, 1, 1)


def test_a_title_keeps_the_characters_of_its_years() -> None:
    reading = read_text("江阴市水务局二〇二五年工作要点\n一、二〇二五年任务\n新建水站2座。\n")
    assert reading.meta.title == "江阴市水务局二〇二五年工作要点"
    assert reading.elements[0].title == "二〇二五年任务"


def test_headings_of_several_years_are_of_a_plan_for_more_than_one() -> None:
    text = "清泉行动方案\n一、2024年重点任务\n新建水站2座。\n二、2025年重点任务\n新建水站3座。\n"
    assert _year(text) == (None, None)


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("全市都要有净水。宁波水务、宁波水网、宁波水厂、宁波水价、宁波水质样样领先。", "宁波市"),
        ("全市都要有净水。宁波水务、宁波水网、宁波水厂样样领先。", ""),
        ("全市都要有净水。宁波水务、宁波水网、宁波水厂、宁波水价、宁波水质赶超苏州、苏州。", ""),
        ("我省都要有净水。浙江水务、浙江水网、浙江水厂、浙江水价、浙江水质样样领先。", "浙江省"),
        ("全县都要有净水。宁波水务、宁波水网、宁波水厂、宁波水价、宁波水质样样领先。", ""),
    ],
    ids=["a city", "too seldom", "another one", "a province", "a county"],
)
def test_a_name_without_its_sign_counts_where_it_is_said_again_and_again(
    words: str, area: str
) -> None:
    assert read_text(_plan(goal=words)).meta.area == area


@pytest.mark.parametrize(
    ("sentences", "first"),
    [
        ("到2023年，净水率达到85%。供水率达到99%。", 2021),
        ("到2023年，水更清。供水率达到99%。", 2023),
        ("主要目标：到2023年，净水率达到85%。供水率达到99%。", 2023),
        ("受教育年限从12.4年提高到13.5年。供水率达到99%。", 2021),
    ],
    ids=["its own sentence", "a sentence that leads", "a list of goals", "a value in years"],
)
def test_a_time_holds_for_its_sentence_and_where_that_leads_for_those_after_it(
    sentences: str, first: int
) -> None:
    text = f"江阴市清泉行动计划（2021－2025年）\n一、重点任务\n（一）修渠。{sentences}\n"
    last = read_text(text).targets[-1]
    assert (last.indicator, last.period_start) == ("供水率", date(first, 1, 1))


REPORT = (
    "{title}\n{below}一、2024年工作回顾\n新建水站12座，净水率达到88%。\n"
    "二、2025年重点工作\n新建泵站5座，上半年开工建设灌区2处。\n"
)


@pytest.mark.parametrize(
    ("title", "below", "area"),
    [
        (
            "政府工作报告",
            "——2025年1月8日在青禾市第十五届人民代表大会第四次会议上\n各位代表：\n"
            "我代表市人民政府报告工作，请审议。\n",
            "青禾市",
        ),
        ("关于青禾市2024年计划执行情况与2025年计划草案的报告", "", "青禾市"),
        ("在江阴市水务工作会议上的讲话", "同志们：\n", "江阴市"),
    ],
    ids=["of the government", "on a plan", "a speech"],
)
def test_a_report_has_a_title_and_commits_to_its_second_year(
    title: str, below: str, area: str
) -> None:
    reading = read_text(REPORT.format(title=title, below=below))
    assert (reading.meta.title, reading.meta.area) == (title, area)
    assert [(t.where, t.indicator, t.period_end) for t in reading.targets] == [
        ("二", "泵站", date(2025, 12, 31)),
        ("二", "开工建设灌区", date(2025, 6, 30)),
    ]


@pytest.mark.parametrize(
    ("deadlines", "period"),
    [
        (["2023年6月底前", "2023年9月底", "2023年12月底前"], (2023, 2023)),
        (["2023年6月底前", "2023年9月底", "2024年1月底前"], None),
        (["2023年6月底前", "2023年9月底", "2023年12月底前", "持续推进"], None),
        (["2023年6月底前", "2023年9月底"], None),
    ],
    ids=["one year", "two years", "one goes on", "too few"],
)
def test_a_plan_is_for_the_year_in_which_all_its_tasks_are_to_be_done(
    deadlines: list[str], period: tuple[int, int] | None
) -> None:
    tasks = "".join(
        f"{at}.修渠{at}段。\n完成时限：{day}\n" for at, day in enumerate(deadlines, start=1)
    )
    end = "二、总结\n2025年，总结经验。\n"
    meta = read_text(f"清泉行动方案\n一、重点任务\n{tasks}{end}").meta
    found = (meta.period_start, meta.period_end)
    years = tuple(day.year for day in found if day) or None
    assert years == period


def test_a_heading_that_is_a_region_is_the_scope_of_what_stands_below_it() -> None:
    reading = read_text(
        "江阴市清泉行动计划（2021－2023年）\n一、重点任务\n"
        "（一）青云江流域（12个）。青云河临水断面等8个断面由Ⅴ类升为Ⅳ类。\n"
        "（二）西北诸河。建成湿地4处。\n（三）沿江地区水质提升。建成泵站5座。\n"
    )
    assert [(target.scope, target.value) for target in reading.targets] == [
        ("青云江流域", 8),
        ("西北诸河", 4),
        ("江阴市", 5),
    ]


@pytest.mark.parametrize(
    ("title", "goal", "area"),
    [
        ("自治区人民政府关于治水的实施意见", "建设美丽宁夏。", "宁夏回族自治区"),
        ("自治区人民政府关于治水的实施意见", "学习《广西治水规划》，建设宁夏。", "宁夏回族自治区"),
        ("自治区人民政府关于治水的实施意见", "让宁夏和广西的水都清。", ""),
        ("关于支持广西治水的若干措施", "自治区人民政府各部门要落实。", "广西壮族自治区"),
        ("治水若干措施", "落实广西壮族自治区人民政府的要求。", "广西壮族自治区"),
        ("关于支持广西治水的若干措施", "本措施已经自治区人民政府同意。", "广西壮族自治区"),
    ],
    ids=[
        "once",
        "another in a cited title",
        "one of two",
        "in the title",
        "its government",
        "without its name",
    ],
)
def test_an_autonomous_region_is_known_by_its_short_name(title: str, goal: str, area: str) -> None:
    assert read_text(_plan(title, goal=goal)).meta.area == area


def test_a_title_and_a_number_that_a_crawler_ran_together_are_told_apart() -> None:
    goal = "到2025年，新建净水站3座。"
    meta = read_text(
        "江阴市人民政府关于加快治水的意见澄政发〔2022〕7号各镇人民政府，市政府各部门："
        f"近年来，全市治水成效明显，但水源仍然不足。为让水更清，现提出如下意见。一、主要目标。{goal}"
        "二、重点任务。（一）引水。修渠。（二）清淤。清理河道。"
    ).meta
    assert meta.title == "江阴市人民政府关于加快治水的意见"
    assert meta.number == "澄政发〔2022〕7号"
    assert (meta.period_start, meta.period_end) == (date(2022, 1, 1), date(2025, 12, 31))


def test_governments_of_some_places_and_of_whoever_is_reported_to_name_no_area() -> None:
    reading = read_text(
        "清泉行动方案\n一、重点任务\n（一）引水。选择部分区人民政府开展试点，形成总结报告报市人民政府。"
        "选择部分区人民政府开展评估。全市新建净水站3座。"
    )
    assert reading.meta.area == ""
    assert [target.scope for target in reading.targets] == ["全市"]


def test_whom_a_city_writes_to_is_no_area_and_neither_is_the_province_above_it() -> None:
    reading = read_text(
        "各区市县人民政府，市级各部门：为贯彻《四川省人民政府关于节水的意见》，制定节水行动方案。\n"
        "一、重点任务\n（一）引水。在全省率先新建净水站3座。"
    )
    assert reading.meta.area == ""
    assert [target.scope for target in reading.targets] == ["全市"]


def test_a_pages_roman_number_is_no_part_of_the_title() -> None:
    reading = read_text(
        "II江阴市治水规划（2021－2025年）\n一、重点任务\n（一）引水。新建净水站3座。"
    )
    assert reading.meta.title == "江阴市治水规划（2021－2025年）"


@pytest.mark.parametrize(
    ("task", "first"),
    [
        ("2023年新建净水站3座，2023年改造泵房6座。", date(2023, 1, 1)),
        # One measure's year, or that of years to come, is not the plan's.
        ("2023年新建净水站3座，改造泵房6座。", None),
        ("2024年新建净水站3座，2024年改造泵房6座。", None),
        ("2023年新建净水站3座，2024年改造泵房6座。", None),
        ("利用3年时间，培训河长50名。", None),
    ],
    ids=["of issue", "said once", "a later one", "two", "years of one task"],
)
def test_goals_without_a_year_are_of_that_which_the_tasks_say(
    task: str, first: date | None
) -> None:
    text = _plan(end=f"{task}\n江阴市人民政府\n2023年1月19日")
    meta = read_text(text).meta
    last = date(first.year, 12, 31) if first else None
    assert (meta.period_start, meta.period_end) == (first, last)


@pytest.mark.parametrize(
    ("front", "area"),
    [
        (
            "各区市县人民政府，绍兴高新区管委会：根据《浙江省人民政府关于治水的意见》和浙江省人民政府"
            "办公厅的部署，结合我市实际，提出如下意见。",
            "绍兴市",
        ),
        ("按照地方标准绍兴市人民政府为全市制定本意见。", "绍兴市"),
        ("已经市人民政府同意，现印发各区县市人民政府。全市要走在前列。", "绍兴市"),
        ("根据浙江省人民政府的部署，结合我省实际，提出如下意见。", "浙江省"),
    ],
    ids=["whom it is for, and the province", "glued to a word", "sorts of places", "the province"],
)
def test_an_area_is_of_the_plans_own_level_and_a_name(front: str, area: str) -> None:
    goal = "绍兴市的水更清，绍兴市的河更美。" if area == "绍兴市" else "让水更清。"
    assert read_text(_plan("清泉行动实施意见", front=front + "\n", goal=goal)).meta.area == area


def test_an_autonomous_region_in_short_is_the_region() -> None:
    assert read_text(_plan("新疆自治区清泉行动方案")).meta.area == "新疆维吾尔自治区"


@pytest.mark.parametrize(("last", "end"), [("2027", 2027), ("2026", 2026), ("2029", 2026)])
def test_so_many_years_are_the_plans_own_where_it_is_as_long(last: str, end: int) -> None:
    text = _plan(f"清泉行动方案（2024—{last}年）", goal="通过三年时间，新建净水站3座。")
    assert [one.period_end for one in read_text(text).targets][:1] == [date(end, 12, 31)]


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("江阴市用水服务提升年行动方案", (2023, 2023)),
        ("江阴市推进节水突破年实施意见", (2023, 2023)),
        # Three years are no such year, and neither is what is said of one.
        ("江阴市节水三年行动方案", None),
        ("江阴市百年水厂保护方案", None),
    ],
)
def test_a_plan_for_a_year_of_some_name_is_of_the_year_of_its_issue(
    title: str, years: tuple[int, int] | None
) -> None:
    meta = read_text(
        f"江阴市人民政府关于印发《{title}》的通知（2023年6月12日）\n{title}\n"
        "一、重点任务\n（一）引水。修渠。新建净水站3座。\n"
    ).meta
    assert meta.title == title
    assert meta.issued == date(2023, 6, 12)
    found = (meta.period_start, meta.period_end)
    wanted = (date(years[0], 1, 1), date(years[1], 12, 31)) if years else (None, None)
    assert found == wanted


def test_a_day_behind_a_title_and_a_signature_before_it_are_no_part_of_it() -> None:
    meta = read_text(
        "江阴市人民政府2023年3月25日江阴市节水若干措施（2023年3月25日）\n"
        "一、重点任务\n（一）引水。修渠。新建净水站3座。\n"
    ).meta
    assert meta.title == "江阴市节水若干措施"


def test_measures_without_goals_are_for_no_years_of_their_own() -> None:
    reading = read_text(
        "江阴市节水若干措施\n一、降低成本\n（一）引水。到2025年，新建净水站3座。改造泵房5座。\n"
        "江阴市人民政府\n2023年3月25日\n"
    )
    assert [(t.period_start, t.period_end) for t in reading.targets] == [
        (date(2023, 1, 1), date(2025, 12, 31)),
        (None, None),
    ]


def test_a_title_that_begins_with_a_city_and_with_the_people_is_the_citys() -> None:
    assert (
        read_text("青禾市民营水厂行动方案\n一、重点任务\n（一）引水。修渠。\n").meta.area
        == "青禾市"
    )
