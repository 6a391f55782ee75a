"""What a plan says of its time and its area outside its title."""

from datetime import date

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
            date(2023, 2, 1),
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
    ],
    ids=["years below", "begun above", "going on below", "a button", "a number", "a sentence"],
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


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("我省水网要通，浙江省的水要清，宁波市先行。", "浙江省"),
        ("全市水网要通，余姚市的水要清。", ""),
        ("全市水网要通，浙江省的水要清，宁波市的水要活，宁波市的水要多。", "宁波市"),
        ("全市水网要通，余姚市、余姚市、慈溪市、慈溪市和慈溪市的水要清。", ""),
        ("全县水网要通，浙江省的水要清，宁波市、宁波市的水要活。", ""),
    ],
    ids=[
        "our province",
        "one city within it",
        "the whole city",
        "cities within it",
        "a county that is not named",
    ],
)
def test_the_area_is_that_of_its_own_level_which_the_plan_names_most(words: str, area: str) -> None:
    assert read_text(_plan(goal=words)).meta.area == area


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("国家净水发展规划", "全国"),
        ("在全市水务会议上的工作意见", ""),
        ("这次大会是我省治水的工作方案", ""),
        ("青禾市清泉行动方案", "青禾市"),
    ],
)
def test_words_that_end_like_an_area_are_none_and_a_plan_without_area_is_read(
    title: str, area: str
) -> None:
    reading = read_text(_plan(title, goal="全县实施“清泉进万家”行动计划，健全县域水网。"))
    assert reading.meta.area == area
    assert [target.indicator for target in reading.targets] == ["净水站"]


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
    ],
)
def test_years_said_again_and_again_are_the_period_of_a_plan_without_a_date(
    tasks: str, first: date | None
) -> None:
    text = f"清泉行动意见\n一、主要目标\n到2024年，让水更清。\n二、重点任务\n（一）供水。{tasks}\n"
    meta = read_text(text).meta
    assert (meta.period_start, meta.period_end) == (first, date(2024, 12, 31))
