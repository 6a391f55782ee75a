"""Lines of a page that came out in pieces, and brackets that go on over lines and page feet."""

from __future__ import annotations

import re

import pytest
from plans import read_text

from plankg.extract.unwrapping import unwrapped
from plankg.lookups import Lookups
from plankg.model import Reading
from plankg.readers.txt import document_of

LOOKUPS = Lookups.load()
COLUMNS = 48
PARTS = (
    ("新建净水站", "净水站", 12, "水务局", "住建局"),
    ("新建泵房", "泵房", 20, "住建局", "财政局"),
    ("新建水闸", "水闸", 7, "应急局", "水务局"),
    ("新建渠道", "渠道", 30, "农业农村局", "自然资源局"),
    ("新建苗圃", "苗圃", 4, "园林局", "教育局"),
)
FILLER = "让全市的水更清、岸更绿、景更美，把责任落到每一条河、每一座湖、每一个村，群众看得见变化。"


def _paragraph(number: int) -> str:
    verb, _, count, lead, other = PARTS[number - 1]
    return (
        f"{number}．治理{'甲乙丙丁戊'[number - 1]}河。{FILLER}坚持“水岸同治”，{FILLER * 2}"
        f"到 2023 年，{verb} {count} 座。（牵头单位：市{lead}、市{other}；"
        f"责任单位：市发展改革局、市市场监管局，各区（市）县政府）"
    )


def _printed(paragraph: str, columns: int = COLUMNS) -> list[str]:
    """Return the lines of a page, those with signs set closer in two pieces, as pdftotext does."""
    lines, width = [""], 0
    for sign in paragraph:
        width += 1 if sign.isascii() else 2
        if width > columns and sign not in "，。、”）":
            lines.append("")
            width = 1 if sign.isascii() else 2
        lines[-1] += sign
    return [piece for line in lines for piece in re.split(r"(?<=。)(?=（)|(?<=”)(?=，)", line)]


def _plan(*, printed: bool) -> str:
    lines: list[str] = []
    for number in range(1, len(PARTS) + 1):
        whole = _paragraph(number)
        found = _printed(whole) if printed else [whole]
        if printed:
            found[3:3] = ["", f"— {number + 6} —" if number % 2 else f"—{number + 6}—", ""]
        lines += found
    body = "\n".join(lines)
    return f"江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）治河\n{body}\n"


def _bodies(reading: Reading) -> list[tuple[str, str, str]]:
    return [(one.where, one.body, one.role) for one in reading.responsibilities]


def test_bodies_of_brackets_over_line_ends_and_page_feet_are_whole() -> None:
    found = _bodies(read_text(_plan(printed=True)))
    assert found == [
        (f"一（一）{n}", body, role)
        for n, (_, _, _, lead, other) in enumerate(PARTS, 1)
        for body, role in (
            (f"市{lead}", "lead"),
            (f"市{other}", "lead"),
            ("市发展改革局", "participant"),
            ("市市场监管局", "participant"),
            ("各区（市）县政府", "participant"),
        )
    ]


def test_a_page_in_pieces_has_the_facts_of_its_paragraphs() -> None:
    printed, whole = read_text(_plan(printed=True)), read_text(_plan(printed=False))
    assert "\n（牵" in printed.document.text
    assert "\n，" in printed.document.text
    assert [(t.where, t.indicator, t.value) for t in printed.targets] == [
        (t.where, t.indicator, t.value) for t in whole.targets
    ]
    assert [t.indicator for t in printed.targets] == [thing for _, thing, *_ in PARTS]


def test_a_bracket_that_was_left_open_ends_where_a_part_begins() -> None:
    text = _plan(printed=True).replace("县政府）", "县政府")
    places = {one.where for one in read_text(text).elements if one.where.startswith("一（一）")}
    assert places == {"一（一）", *(f"一（一）{n}" for n in range(1, len(PARTS) + 1))}


def _spread(lines: list[str], each: int = 3) -> list[str]:
    """Return the lines, one of so many whole, the others in a piece up to each spread sign."""
    sign = r"(?<=[，、。”])(?=[^，、。”])|(?<=[^，、。”])(?=[“（])"
    return [
        piece
        for index, line in enumerate(lines)
        for piece in (re.split(sign, line) if index % each else [line])
    ]


def _spread_plan() -> str:
    lines = [piece for number in range(1, len(PARTS) + 1) for piece in _spread(_lines_of(number))]
    body = "\n".join(lines)
    return f"江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）治河\n{body}\n"


def _lines_of(number: int) -> list[str]:
    return _printed(_paragraph(number).replace("治理", "“十项行动”（二期），治理"))


def test_lines_that_end_behind_every_comma_are_read_as_the_lines_that_were_printed() -> None:
    spread, whole = read_text(_spread_plan()), read_text(_plan(printed=False))
    text = spread.document.text
    assert sum(line.endswith(("，", "、")) for line in text.split("\n")) > len(PARTS) * 5
    assert _bodies(spread) == _bodies(whole)
    assert [(t.where, t.indicator, t.value) for t in spread.targets] == [
        (t.where, t.indicator, t.value) for t in whole.targets
    ]
    assert all(text[t.start : t.end] == t.quote for t in spread.targets)


def test_lines_of_poems_and_lists_that_end_in_commas_stay_as_they_are() -> None:
    verse = "水清岸绿，\n鱼游浅底，\n人在画中，\n家在景里。\n" * 12
    text = f"江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）治河\n{verse}"
    assert unwrapped(document_of(text, "text.txt"), LOOKUPS) is None


def test_a_heading_whose_indent_was_lost_goes_on_in_its_short_second_line() -> None:
    first, rest = "二、以水为脉、以绿为底，着力打造人水和谐的", "幸福家园"
    text = f"{_spread_plan()}{first}\n{rest}\n（一）护河\n新建步道3条。\n"
    titles = {one.where: one.title for one in read_text(text).elements if one.title}
    assert titles["二"] == first[2:] + rest
    assert titles["二（一）"] == "护河"


def test_a_full_line_may_end_in_a_name_or_in_what_explains_it() -> None:
    first = "1．发展水上运动。推动乡镇参与“一河一品”"
    second = "的评比，请水乡文化集团和下河文旅公司（集团）"
    text = f"{_spread_plan()}（二）爱河\n{first}\n{second}\n办好龙舟赛8场。\n"
    found = [one for one in read_text(text).elements if one.where == "一（二）1"]
    assert [one.text for one in found if one.title] == [f"{first}\n{second}\n办好龙舟赛8场。"]


def test_a_pages_number_behind_a_comma_is_no_piece_of_its_line() -> None:
    body: list[str] = []
    for number in range(1, len(PARTS) + 1):
        lines = _lines_of(number)
        foot = 2 + number % 3
        body += [*_spread(lines[:foot]), f"— {number + 6} —"]
        body += _spread(lines[foot:])
    text = f"江阴市清泉行动计划（2021－2023年）\n一、重点任务\n（一）治河\n{chr(10).join(body)}\n"
    spread, whole = read_text(text), read_text(_plan(printed=False))
    assert _bodies(spread) == _bodies(whole)
    assert [(t.where, t.indicator, t.value) for t in spread.targets] == [
        (t.where, t.indicator, t.value) for t in whole.targets
    ]


LONGER = f"坚持水岸同治（含支流）、城乡同治，{FILLER * 3}引导群众爱水、护水，{FILLER * 3}"


def _long_plan() -> list[str]:
    """Return paragraphs with short headings of their own between them."""
    title = "江阴市清泉行动计划（2021－2023年）"
    paragraphs = [title, "一、重点任务", "（一）治河"]
    for number in range(1, len(PARTS) + 1):
        head, rest = _paragraph(number).split("。", 1)
        paragraphs += [f"{head}。", f"{LONGER}{rest}"]
    return paragraphs


@pytest.mark.parametrize("columns", [44, 52, 56, 64, 68, 80])
@pytest.mark.parametrize("each", [2, 3])
def test_whatever_the_width_pieces_are_put_together(columns: int, each: int) -> None:
    lines = [
        line
        for paragraph in _long_plan()
        for line in _spread(_printed("　　" + paragraph, columns), each)
    ]
    spread = read_text("\n".join(line.strip("　") for line in lines))
    whole = read_text("\n".join(_long_plan()))
    assert _bodies(spread) == _bodies(whole)
    assert [(t.where, t.indicator, t.value) for t in spread.targets] == [
        (t.where, t.indicator, t.value) for t in whole.targets
    ]
    assert [(e.where, e.title) for e in spread.elements] == [
        (e.where, e.title) for e in whole.elements
    ]


def test_what_stands_between_date_and_title_is_no_piece_of_either() -> None:
    front = "江阴市人民政府关于印发清泉行动计划的通知\n各镇街：\n现印发给你们。\n江阴市人民政府\n"
    reading = read_text(f"{front}2021年3月5日\n（此件公开发布）\n{_spread_plan()}")
    assert reading.meta.title == "江阴市清泉行动计划（2021－2023年）"
    assert str(reading.meta.issued) == "2021-03-05"
