"""Says what a part is for: objectives, tasks, duties, safeguards, background.

Its title says it (``part_roles.tsv``), or the part above it. A part that frames the plan
(总体要求) is one of objectives where it says itself what is to be reached, and one whose items are
the duties of bodies (任务分工：1.市水利局：…) is no action.
"""

from __future__ import annotations

import re

from plankg.extract.parts import BOX, DUTIES, FRAME, NOTE, Part
from plankg.lookups import Lookups, any_of

_SEGMENTS = re.compile(r"[、，和与及]")
_LONGEST_TITLE = 40
# A title that names two purposes (指导思想和发展目标) holds commitments, so objectives come first.
_ROLES = ("objectives", "safeguards", DUTIES, FRAME, "background", "frame", "steps")
# 到2023年，净水率达到85%: what makes a part of general words one of objectives.
_GOAL = re.compile(
    r"(?:到|至|力争|[一二三四五]年[内后])[^。]{0,12}(?:20\d\d年|年[底末内]|时)"
    r"[^。]*(?:\d|[百千万][个家项名座])"
)
# A number of what is counted or measured: 20座, 3个百分点; no 3条 of principles.
_MEASURED = r"\d(?:[%％]|个百分点|[万亿]{0,2}[个家项名座件户人元亩千公吨])"
# ——到2023年，改革取得突破。…建成水站20座: so do the sentences behind one that such a time begins.
_GOALS = re.compile(
    r"(?m)(?:^|(?<=。))[ 　—–-]*+(?:力争)?[到至]20\d\d年[^。，]{0,3}，[^\n]{0,1200}?"
    rf"{_MEASURED}"
)
# 三年后，净水率要达到85%: so does one that begins with how long it takes.
_IN_SO_LONG = re.compile(
    r"(?m)(?:^|(?<=[。；：]))[ 　—–-]*+(?:再?[过用经])?[一二两三四五]年[之以]?后，"
    rf"[^\n。]{{0,200}}?{_MEASURED}"
)
# 2023年，净水率提高3个百分点: so does a sentence that begins with one of the title's years.
_IN_YEAR = re.compile(
    r"(?m)(?:^|(?<=[。；]))[ 　—–-]*+(?P<year>20\d\d)年(?:[底末])?，[^\n。]{0,200}?"
    rf"{_MEASURED}"
)
_TITLE_YEARS = re.compile(r"(20\d\d)年?[ 　]*(?:[—–－~～至-]|--)+[ 　]*(20\d\d)年")


def give_roles(text: str, top: list[Part], lookups: Lookups) -> None:
    """Say for each part what it is for, by its title, else by the part above it."""
    patterns = [(re.compile(row["title"]), row["role"]) for row in lookups.rows("part_roles")]
    front = text[: top[0].start] if top else ""
    past, years = _past_periods(front, lookups), _title_years(front)
    for root in top:
        for part in root.walk():
            above = part.parent.role if part.parent else ""
            named = re.sub(r"[\s　]", "", part.title)
            # A longer title is a sentence, which only mentions goals or tasks.
            segments = _SEGMENTS.split(named) if len(named) <= _LONGEST_TITLE else []
            own = {role for pattern, role in patterns if any(map(pattern.fullmatch, segments))}
            if part.style == BOX and above == "safeguards":
                # 专栏5-1 智慧水网工程, printed behind 保障措施: what is to be built.
                above = ""
            part.role = next((role for role in _ROLES if role in own), _inherited(above))
            if part.style == BOX and part.role == FRAME:
                # 专栏1 重点工程: what is listed, no frame of the tasks.
                part.role = _inherited(above)
            if part.role == DUTIES and above in ("safeguards", "background"):
                # 组织保障（二）成员单位职责: what secures the plan.
                part.role = above
            elif part.role in ("", FRAME) and _lists_duties(part):
                part.role = DUTIES
            if part.style == NOTE:
                part.role = "notes"
            elif part.role == "" and past and _looks_back(text, part, past):
                part.role = "background"
            elif part.role == "frame":
                part.role = "objectives" if _states_goals(text, part, years) else "background"


def _lists_duties(part: Part) -> bool:
    """Say whether most items of a part say whose duties they are."""
    owned = sum(child.owners is not None for child in part.children)
    return owned * 2 > len(part.children)


def _past_periods(front: str, lookups: Lookups) -> re.Pattern[str] | None:
    """Return the names of the five-year plans before the one that the front matter names."""
    rows = [(row["name"], int(row["start"])) for row in lookups.rows("five_year_plans")]
    latest = max((start for name, start in rows if name in front), default=0)
    names = [name for name, start in rows if start < latest]
    if not names:
        return None
    return re.compile(rf"[\s　]*[“\"]?{any_of(names)}[”\"]?(?:时期|期间|以来)")


def _looks_back(text: str, part: Part, past: re.Pattern[str]) -> bool:
    """Say whether a part's words begin with the period before the plan's (“十三五”期间，…)."""
    end = part.title_span.end if part.title_span else part.start
    stop = next((max(line.start, end) for line in part.lines if line.end > end), None)
    if stop is not None and text[stop : stop + 1] in ("。", "：", ":"):
        stop += 1
    return stop is not None and past.match(text, stop) is not None


def _title_years(front: str) -> range:
    """Return the years that the front matter's last range of years has (2021－2023年)."""
    found = _TITLE_YEARS.findall(front)
    return range(int(found[-1][0]), int(found[-1][1]) + 1) if found else range(0)


def _states_goals(text: str, part: Part, years: range) -> bool:
    """Say whether a part that frames the plan (总体要求) itself says what is to be reached.

    `years` are those of the plan's title.
    """
    end = part.title_span.end if part.title_span else part.start
    own = [(max(line.start, end), line.end) for line in part.lines if line.end > end]
    return any(
        _GOAL.search(text, *line)
        or _GOALS.search(text, *line)
        or _IN_SO_LONG.search(text, *line)
        or any(int(one["year"]) in years for one in _IN_YEAR.finditer(text, *line))
        for line in own
    )


def _inherited(above: str) -> str:
    """Return what follows for a part below one: tasks are named by their place, not by role."""
    return "" if above in (FRAME, DUTIES) else above
