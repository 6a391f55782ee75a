"""The years, the area and the hedges that a plan's own first words and clauses say."""

from datetime import date

import pytest
from plans import read_text


def _plan(title: str, front: str, tasks: str) -> str:
    return f"{title}\n{front}一、重点任务\n（一）引水。{tasks}\n"


@pytest.mark.parametrize(
    ("title", "front", "tasks", "first", "last"),
    [
        (
            "江阴市节水若干举措（2022—2024年）",
            "",
            "新建水站3座。",
            date(2022, 1, 1),
            date(2024, 12, 31),
        ),
        (
            "江阴市节水意见",
            "现就2022至2024年节水工作提出意见。\n",
            "新建水站3座。",
            date(2022, 1, 1),
            date(2024, 12, 31),
        ),
        (
            "江阴市节水意见",
            "今后五年（2021—2025年），水要更清。\n",
            "新建水站3座。",
            date(2021, 1, 1),
            date(2025, 12, 31),
        ),
        (
            "江阴市节水三年安排",
            "",
            "到2025年底，新建水站3座，2023年改造水站1座。",
            date(2023, 1, 1),
            date(2025, 12, 31),
        ),
        (
            "江阴市节水实施方案",
            "江阴市人民政府\n2022年3月1日\n",
            "2024年，水站达到9座。三年公开招聘水工60名。",
            date(2022, 1, 1),
            date(2024, 12, 31),
        ),
        (
            "江阴市节水若干措施",
            "",
            "新建水站3座。本措施从2024年4月1日开始实行，管2年。",
            date(2024, 4, 1),
            date(2026, 3, 31),
        ),
        (
            "江阴市节水若干措施",
            "",
            "2023年减免水费2亿元。全年新建水站3座。",
            date(2023, 1, 1),
            date(2023, 12, 31),
        ),
        ("江阴市节水若干方案", "", "改造2000年底前建成的水站3座。", None, None),
        ("江阴市节水实施方案", "", "到2025年，水站9座；到2030年，水站12座。", None, None),
        (
            "江阴市节水行动方案",
            "（2023年5月6日 江阴市水利局）\n",
            "行动期为2023年至2026年。新建水站3座。",
            date(2023, 1, 1),
            date(2026, 12, 31),
        ),
    ],
)
def test_a_plan_is_for_the_years_that_its_words_say(
    title: str, front: str, tasks: str, first: date | None, last: date | None
) -> None:
    meta = read_text(_plan(title, front, tasks)).meta
    assert (meta.period_start, meta.period_end) == (first, last)


@pytest.mark.parametrize(
    ("title", "front", "area"),
    [
        ("云溪高新技术产业开发区节水若干措施", "", "云溪高新技术产业开发区"),
        ("云溪流域及周边节水规划", "", "云溪流域及周边"),
        ("节水行动方案", "（2023年5月6日 国家水务与灌溉部）\n", "全国"),
        ("关于节水的实施意见", "为节约用水，结合云溪区实际，提出以下意见。\n", "云溪区"),
    ],
)
def test_an_area_that_no_register_knows_is_the_plans(title: str, front: str, area: str) -> None:
    reading = read_text(_plan(title, front, "新建水站3座。"))
    assert [target.scope for target in reading.targets] == [area]


def _periods(tasks: str) -> list[tuple[str, date | None, date | None]]:
    reading = read_text(_plan("江阴市节水方案（2022—2025年）", "", tasks))
    return [(f"{t.value}", t.period_start, t.period_end) for t in reading.targets]


def test_the_year_of_each_value_is_its_own() -> None:
    assert _periods("漏损水管占比2023年降到9%。") == [
        ("9", date(2023, 1, 1), date(2023, 12, 31)),
    ]
    assert _periods("净水率2023年达到80%、2025年达到90%，新建水站6座。") == [
        ("80", date(2023, 1, 1), date(2023, 12, 31)),
        ("90", date(2025, 1, 1), date(2025, 12, 31)),
        ("6", date(2022, 1, 1), date(2025, 12, 31)),
    ]


def test_a_clause_that_says_when_all_is_ready_dates_what_stands_before_it() -> None:
    assert _periods("扩建水站4座，2023年9月底前投用，改造泵房5座。") == [
        ("4", date(2022, 1, 1), date(2023, 9, 30)),
        ("5", date(2022, 1, 1), date(2025, 12, 31)),
    ]
    assert _periods("2024年秋季开学前，新建水站4座。") == [
        ("4", date(2022, 1, 1), date(2024, 8, 31)),
    ]


def test_a_hedge_behind_a_name_is_that_values_own() -> None:
    reading = read_text(
        _plan(
            "江阴市节水方案（2022—2025年）",
            "",
            "水质合格率确保99%以上，水站覆盖率达到95%。管网完好率维持在93%以上。",
        )
    )
    assert [target.hedge for target in reading.targets] == ["确保", "", "维持"]
