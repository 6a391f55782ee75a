"""Works out the period that a plan is for: from its title, its words, or its horizon."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from plankg.extract.deadlines import labelled_days
from plankg.extract.numerals import number_of
from plankg.extract.structure import Outline
from plankg.extract.times import OF_THINGS
from plankg.lookups import Lookups
from plankg.model import Span

Period = tuple[date | None, date]

DATE = re.compile(r"(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
_YEARS = re.compile(
    r"(?P<a>20\d\d)\s*年?\s*(?:－|—|―|-|–|~|～|至|到|一)+\s*(?P<b>20\d\d|\d\d)\s*年?"
)
_SPAN = re.compile(r"(?P<a>20\d\d)年?(?:－|—|―|-|–|~|～|至|到|一)+(?P<b>20\d\d)年")
_YEAR = re.compile(r"(?P<a>20\d\d)\s*年")
_PRINTED_DAY = r"20\d\d[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日"
_TERM = re.compile(
    r"(?:规划|实施|行动|试点|计划|方案)(?:期限?|时间|时限|周期)(?:为|是|[:：])?[ 　]*"
    r"(?P<a>20\d\d)[ 　]*年?(?:\d{1,2}月)?[ 　]*(?:－|—|―|-|–|~|～|至|到|一)+[ 　]*"
    r"(?P<b>20\d\d)[ 　]*年"
)
_VALID = re.compile(
    rf"自(?P<a>{_PRINTED_DAY})起(?:施行|实施|执行|生效)[，,；;]?[^。\n]{{0,12}}?"
    rf"有效期(?:限)?(?:截)?(?:至|到|截止)(?P<b>{_PRINTED_DAY})"
)
_THROUGH = re.compile(
    r"(?:经过|通过|利用|力争用|计划用|用)(?P<n>[一二三四五]|\d)年(?:左右)?的?(?:时间|努力|[一-鿿]{0,4}试点|攻坚|行动)"
)
_BY_YEAR = re.compile(r"[到至][ 　]*(?P<y>20\d\d)[ 　]*年")
# A year in which goals are to be reached; 比2022年 is what they are compared with, 占比|2022年 not.
_IN_YEAR = re.compile(
    r"(?<![较以在到至自从])(?<!(?<![占之])比)(?P<y>20\d\d)[ 　]*年(?!代|以来|起|版|第)"
)
_OF_THINGS = re.compile(rf"[ 　]*(?:年?[底末])?前?{OF_THINGS.pattern}")
_AT_ITS_END = re.compile("[ 　]*[底末]")
_DONE_AND_TO_DO = re.compile(r"执行情况|完成情况|总结|回顾|小结")
_WORK_OF_YEAR = re.compile(
    r"(?P<y>20\d\d)[ 　]*年(?:度)?(?!以来|起)(?:的)?(?!工作(?:的)?(?:简要)?(?:回顾|总结|情况))"
    r"[^，。；、：\d]{0,10}?(?:工作(?!的?(?:简要)?(?:回顾|总结|情况|基础|会议))|主要目标|重点任务|主要任务|目标任务"
    r"|要点|打算|安排|总体要求|总体思路)"
)
_FIVE_YEARS = re.compile("(?:今后|未来)五年")
_CONGRESS = re.compile("党代会|次代表大会|次党代表大会")
_FROM_YEAR = re.compile(
    r"(?:从|自)?(?P<a>20\d\d)年(?:起|开始)[，,]?(?:用|利用|经过|在)?(?:未来)?(?P<n>[一二三四五六七八九十]|\d)"
    r"年(?:内|时间|左右|的时间|的努力)"
)
# 现就|2023至2025年|治水工作提出意见; 今后五年（2022—2026年）: of which years a plan speaks.
_AHEAD = re.compile(
    r"(?:(?:今后|未来|接下来)[两二三四五2-5]年[（(]|(?:现就|为做好|为抓好)(?:做好|抓好)?(?:全?[省市县区州])?)"
    r"(?P<a>20\d\d)[ 　]*年?[ 　]*(?:－|—|―|-|–|~|～|至|到|一)+[ 　]*(?P<b>20\d\d)[ 　]*年"
)
# 本方案管2023、2024、2025三个年度: each of its years.
_EACH_YEAR = re.compile(
    r"(?:方案|计划|规划|意见|安排|措施)[^，,。；;\d]{0,6}(?P<years>20\d\d年?(?:[、和]20\d\d年?){1,4})"
    r"[两三四五2-5]个?(?:年度|年)"
)
# 从2025年3月1日开始实行，管2年: so many years from a day, or a month, on.
_IN_FORCE = re.compile(
    r"[自从](?P<y>20\d\d)[ 　]*年[ 　]*(?P<m>1[0-2]|0?[1-9])[ 　]*月"
    r"(?:[ 　]*(?P<d>\d{1,2})[ 　]*日)?[ 　]*"
    r"(?:起|开始)(?:正式)?(?:施行|实施|执行|实行|试行|生效)?[，,；;]?"
    r"(?:试行期|有效期|期限|执行期|实施期|周期|为期|管|试行|用|利用)?(?:限)?(?:为|暂定|暂定为)?"
    r"(?:(?P<n>[一二两三四五]|[1-5])年|(?P<months>\d{1,2})个月)(?![前以])"
)
# 三年行动方案, 能力提升三年安排: how many years a title says.
_YEARS_OF_TITLE = re.compile(
    r"(?<![近前第\d十])(?P<n>[两二三四五2-5])年(?:[一-鿿]{0,6}?(?:行动|攻坚|安排|提升|倍增|工程)|计划)"
)
# 三年|公开招聘, 三年后，: how many years a plan speaks of at the head of a clause.
_YEARS_AHEAD = re.compile(
    r"(?<![一-鿿\d])(?:力争|计划|用|通过|经过)?(?P<n>[两二三四五2-5])年"
    r"(?:内|后[，,]|累计|共|总计|合计|公开|时间)"
)
_ALL_YEAR = re.compile("全年(?!无休)|年内")
_VALIDITY = re.compile("有效期|(?:试行|执行|实施)期|(?:施行|试行|实行|执行)[^，,。；;]{0,4}年")
# A plan that looks ahead (展望2035年) is not for all the years till then: those years of its goals
# count that follow the first by no more than a plan is long.
_LONGEST_PLAN = 5
# So many tasks of a plan of one year have a deadline of their own at least.
_FEWEST_DEADLINES = 3
# Years that a plan says once may be those of one measure.
_OFTEN = 2


def period_in_title(title: str, lookups: Lookups) -> tuple[date, date] | None:
    """Return the period that a title states: years, one year, or a five-year plan's name."""
    # （2024年9月12日 市水利局）: a day is that of a signature.
    title = DATE.sub("", title)
    several = _YEARS.search(title)
    if several:
        first, last = int(several["a"]), several["b"]
        final = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        return (date(first, 1, 1), date(final, 12, 31)) if final >= first else None
    for row in lookups.rows("five_year_plans"):
        if row["name"] in title:
            return date(int(row["start"]), 1, 1), date(int(row["end"]), 12, 31)
    years = list(_YEAR.finditer(title))
    if not years:
        return None
    # 2024年计划执行情况与2025年计划草案的报告: the report's second half is the plan.
    one = years[-1] if _DONE_AND_TO_DO.search(title) else years[0]
    return date(int(one["a"]), 1, 1), date(int(one["a"]), 12, 31)


def stated_period(
    text: str, outline: Outline, issued: int | None
) -> tuple[tuple[date, date], Span] | None:
    """Return the period that the plan's words state, where its title has no years.

    规划期限为2021—2025年; 自2023年2月1日起施行，有效期至2023年12月31日; 经过三年的试点, which
    counts from the year of issue. 利用5年时间 among the tasks is for one of them.
    """
    named = _TERM.search(text)
    if named:
        first, last = int(named["a"]), int(named["b"])
        if first <= last:
            return (date(first, 1, 1), date(last, 12, 31)), Span(*named.span())
    valid = _VALID.search(text)
    if valid:
        begin, end = day_in(valid["a"]), day_in(valid["b"])
        if begin and end and begin <= end:
            # What a plan is for counts in years, whichever day it takes effect.
            return (date(begin.year, 1, 1), end), Span(*valid.span())
    counted = _FROM_YEAR.search(text)
    if counted:
        first = int(counted["a"])
        last = first + int(number_of(counted["n"])) - 1
        return (date(first, 1, 1), date(last, 12, 31)), Span(*counted.span())
    frame = [line.span for line in outline.front]
    frame += _lines_of(outline, "objectives", "background", "frame")
    if spoken_of := _years_spoken_of(text, [*frame, *_lines_of(outline, "")], issued):
        return spoken_of
    said = (_THROUGH.search(text, line.start, line.end) for line in frame)
    through = next((match for match in said if match), None)
    if through and issued:
        years = int(number_of(through["n"]))
        last = issued + years - 1
        return (date(issued, 1, 1), date(last, 12, 31)), Span(*through.span())
    return None


def years_in_force(text: str) -> tuple[tuple[date, date], Span] | None:
    """Return for how long a plan says that it holds, counted from a day: 自2025年3月起管两年.

    A plan whose goals name their years is for those.
    """
    said = _IN_FORCE.search(text)
    whole = _from_day(said) if said else None
    return (whole, Span(*said.span())) if said and whole else None


def _from_day(in_force: re.Match[str]) -> tuple[date, date] | None:
    """Return the years, or months, from a printed day or month on; None for no such day."""
    try:
        first = date(int(in_force["y"]), int(in_force["m"]), int(in_force["d"] or 1))
    except ValueError:
        return None
    months = int(in_force["months"] or 12 * int(number_of(in_force["n"] or "1")))
    return first, months_on(first, months) - timedelta(days=1)


def months_on(day: date, months: int) -> date:
    """Return the day so many months later, the month's last where it has none of that number."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _years_spoken_of(
    text: str, frame: Iterable[Span], issued: int | None
) -> tuple[tuple[date, date], Span] | None:
    """Return the years that a plan's first words say they speak of: 今后五年（2022—2026年）.

    Those before its issue are none of its own.
    """
    for line in frame:
        if ahead := _AHEAD.search(text, line.start, line.end):
            first, last, span = int(ahead["a"]), int(ahead["b"]), Span(*ahead.span())
        elif each := _EACH_YEAR.search(text, line.start, line.end):
            years = [int(year) for year in re.findall(r"20\d\d", each["years"])]
            first, last, span = years[0], years[-1], Span(*each.span())
            if years != list(range(first, last + 1)):
                continue
        else:
            continue
        if first < last <= first + _LONGEST_PLAN and last >= (issued or 0):
            return (date(first, 1, 1), date(last, 12, 31)), span
    return None


def years_counted(
    text: str, outline: Outline, title: str, issued: int | None
) -> tuple[tuple[date, date], Span] | None:
    """Return so many years up to the last one named, where title or text says how many they are.

    三年行动方案 that names 2024 and 2026; 三年公开招聘100人, issued in 2023, that names 2024 and
    2025. None where the years named are more, or do not fit the year of issue.
    """
    lines = [line for root in outline.parts for part in root.walk() for line in part.lines]
    named = [
        match
        for line in lines
        for form in (_IN_YEAR, _BY_YEAR)
        for match in form.finditer(text, line.start, line.end)
        if not DATE.match(text, match.start("y")) and not _OF_THINGS.match(text, match.end())
    ]
    named = [match for match in named if int(match["y"]) >= (issued or 0)]
    last = max(named, key=lambda match: int(match["y"]), default=None)
    if last is None:
        return None
    final = int(last["y"])
    counted = _YEARS_OF_TITLE.search(title)
    first = final - int(number_of(counted["n"])) + 1 if counted else None
    if first is None and issued:
        said = (_YEARS_AHEAD.finditer(text, line.start, line.end) for line in lines)
        years = {int(number_of(match["n"])) for found in said for match in found}
        first = issued if final - issued + 1 in years else None
    fits = first is not None and (issued is None or issued in (first - 1, first))
    if first is None or not fits or any(int(match["y"]) < first - 1 for match in named):
        return None
    return (date(first, 1, 1), date(final, 12, 31)), Span(*last.span())


def only_year(text: str, outline: Outline) -> tuple[tuple[date, date], Span] | None:
    """Return the one year that a plan's measures name, None where they name none or several."""
    lines = [line for root in outline.parts for part in root.walk() for line in part.lines]
    said = _one_year(text, lines, None)
    if said is None or said[0][0] is None or said[0][0].year != said[0][1].year:
        return None
    return (said[0][0], said[0][1]), said[1]


def year_of_measures(text: str, outline: Outline) -> tuple[tuple[date, date], Span] | None:
    """Return the only year that measures name which speak of the whole of it: 全年新增….

    None where they hold for some years of their own (试行两年).
    """
    if not _ALL_YEAR.search(text) or _VALIDITY.search(text):
        return None
    return only_year(text, outline)


def year_of_effect(text: str, shown: Span) -> int | None:
    """Return the year in which a plan takes effect whose words at `shown` say till when it holds.

    None where they say its period otherwise.
    """
    if in_force := _IN_FORCE.fullmatch(text, shown.start, shown.end):
        return int(in_force["y"])
    valid = _VALID.fullmatch(text, shown.start, shown.end)
    begin = day_in(valid["a"]) if valid else None
    return begin.year if begin else None


def year_of_work(
    text: str, outline: Outline, issued: int | None
) -> tuple[tuple[date, date], Span] | None:
    """Return the year whose work the plan's headings, or the words above them, set.

    二、2025年重点工作: a report of work, or a plan of one year whose title was lost. None where
    they name several years to come, or speak of five.
    """
    spans = [part.title_span for part in outline.parts if part.title_span]
    spans += [line.span for line in outline.front]
    found = [
        match
        for span in spans
        for match in _WORK_OF_YEAR.finditer(text, span.start, span.end)
        if int(match["y"]) >= (issued or 0)
    ]
    years = {int(match["y"]) for match in found}
    if len(years) != 1 or any(_FIVE_YEARS.search(text, one.start, one.end) for one in spans):
        return None
    year = years.pop()
    return (date(year, 1, 1), date(year, 12, 31)), Span(*found[0].span())


def next_five_years(
    text: str, outline: Outline, horizon: tuple[Period, Span] | None
) -> tuple[tuple[date, date], Span] | None:
    """Return the years up to the last goal's where a heading says that they are the next five.

    三、今后五年的奋斗目标, in the report to a congress: they begin in the year of the congress, in
    other reports in the year after the one that is reported on.
    """
    spans = [part.title_span for part in outline.parts if part.title_span]
    said = next((one for one in spans if _FIVE_YEARS.search(text, one.start, one.end)), None)
    if said is None or horizon is None:
        return None
    last = horizon[0][1].year
    front = text[: outline.parts[0].start]
    begun = horizon[0][0]
    first = begun.year if begun else last - (5 if _CONGRESS.search(front) else 4)
    return (date(first, 1, 1), date(last, 12, 31)), horizon[1]


def horizon_of(text: str, outline: Outline, issued: int | None) -> tuple[Period, Span] | None:
    """Return the period up to the last year by which the objectives are to be reached.

    With the words that name it. It begins in the year in which the plan was `issued`, where that
    is known. Years of before the plan are none of its goals.
    """
    goals = _lines_of(outline, "objectives")
    own = _horizon_in(text, goals or [line.span for line in outline.front], issued)
    # A plan whose goals have no heading of their own, or no year, says them anywhere.
    elsewhere = _lines_of(outline, "", "tasks")
    if own or not goals:
        return own or _horizon_in(text, elsewhere, issued)
    said = (match for line in elsewhere for match in _IN_YEAR.finditer(text, line.start, line.end))
    # A date is that of a signature or of a document.
    often = sum(not DATE.match(text, match.start()) for match in said) >= _OFTEN
    of_issue = _one_year(text, elsewhere, issued) if often else None
    return of_issue if of_issue and of_issue[0][1].year == issued else None


def _lines_of(outline: Outline, *roles: str) -> list[Span]:
    """Return the lines of all parts that have one of the roles."""
    parts = [part for root in outline.parts for part in root.walk() if part.role in roles]
    return [line for part in parts for line in part.lines]


def _horizon_in(text: str, lines: Sequence[Span], issued: int | None) -> tuple[Period, Span] | None:
    """Return the period up to the last year by which something in the lines is to be reached."""
    found = [match for line in lines for match in _BY_YEAR.finditer(text, line.start, line.end)]
    years = sorted({int(match["y"]) for match in found if int(match["y"]) >= (issued or 0)})
    within = [year for year in years if year <= years[0] + _LONGEST_PLAN]
    if not within:
        return _one_year(text, lines, issued)
    if issued is None and within[-1] - within[0] == _LONGEST_PLAN:
        # 到2025年，…；到2030年，…: for which of both the plan is, nothing says.
        return None
    words = next(match for match in found if int(match["y"]) == within[-1])
    start = date(issued, 1, 1) if issued else None
    return (start, date(within[-1], 12, 31)), Span(*words.span())


def year_of_deadlines(text: str, outline: Outline) -> tuple[Period, Span] | None:
    """Return the one year in which all that a plan does is to be done, by its labels.

    完成时限：2023年9月底 below each of its tasks. None where one of them goes on without an end,
    says another year, or where so few have a label that they may be exceptions.
    """
    lines = [line for root in outline.parts for part in root.walk() for line in part.lines]
    said = labelled_days(text, lines)
    days = [due.day for due in said if due]
    if len(days) < _FEWEST_DEADLINES or len(days) < len(said):
        return None
    years = {day.year for day in days}
    if len(years) != 1:
        return None
    year = years.pop()
    last = max((due for due in said if due), key=lambda due: due.day)
    return (date(year, 1, 1), date(year, 12, 31)), last.span


def years_said(text: str, horizon: tuple[Period, Span] | None) -> tuple[Period, Span] | None:
    """Return the years that a plan without a date says again and again: 2012—2015年.

    With the words that say them first. They end where its `horizon` does, and no others are said
    as often; or the others that it says are their stages (近期为2012—2013年，远期为2014—2015年).
    """
    found = [match for match in _SPAN.finditer(text) if int(match["a"]) < int(match["b"])]
    years = [(int(match["a"]), int(match["b"])) for match in found]
    whole = _most_said(years) or _of_all_stages(years)
    if whole is None or (horizon and horizon[0][1].year != whole[1]):
        return None
    first, last = whole
    words = found[years.index(whole)]
    return (date(first, 1, 1), date(last, 12, 31)), Span(*words.span())


def _most_said(years: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    said = Counter(years).most_common(2)
    if not said or said[0][1] < _OFTEN or (len(said) > 1 and said[1][1] == said[0][1]):
        return None
    first, last = said[0][0]
    return (first, last) if last - first <= _LONGEST_PLAN else None


def _of_all_stages(years: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span that the others, one after the other, make up."""
    stages = sorted(set(years))
    whole = next((one for one in stages if one == (stages[0][0], stages[-1][1])), None)
    stages = [one for one in stages if one != whole]
    in_a_row = all(one[1] + 1 == other[0] for one, other in pairwise(stages))
    joined = len(stages) > 1 and in_a_row and whole == (stages[0][0], stages[-1][1])
    return whole if joined else None


def _one_year(text: str, lines: Iterable[Span], issued: int | None) -> tuple[Period, Span] | None:
    """Return the one year that the objectives are for: 2023年，全市新建….

    None where they name several years from the plan's issue on. What is to be reached at its end
    (于2023年底) is so from the plan's issue on.
    """
    found = [match for line in lines for match in _IN_YEAR.finditer(text, line.start, line.end)]
    found = [match for match in found if int(match["y"]) >= (issued or 0)]
    # …的通知（2023年6月12日）: a date is that of a signature or of a document.
    found = [match for match in found if not DATE.match(text, match.start())]
    # 2000年底前建成的小区: of when the things are.
    found = [match for match in found if not _OF_THINGS.match(text, match.end())]
    years = {int(match["y"]) for match in found}
    if len(years) != 1:
        return None
    year = years.pop()
    by_its_end = issued and all(_AT_ITS_END.match(text, match.end()) for match in found)
    first = issued if issued and by_its_end else year
    return (date(first, 1, 1), date(year, 12, 31)), Span(*found[0].span())


def day_in(printed: str) -> date | None:
    """Return the day that words print, None where they print none, or none that exists."""
    match = DATE.search(printed)
    if not match:
        return None
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
