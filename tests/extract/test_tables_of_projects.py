"""Tables of projects whose sort is printed once for several rows: no sort becomes a body."""

from __future__ import annotations

import pytest
from plans import read_text

from plankg.model import Reading

HEAD = "青禾市城市更新行动计划（2023－2025年）\n一、重点任务\n（一）更新改造\n改造老城。\n"
PLACES = {"an annex": "附件\n重点项目表\n", "a part": "（二）重点项目\n"}
HEADER = ["序号", "项目名称", "类型", "建设内容", "牵头单位", "配合单位"]
ROWS = [
    [
        "1",
        "雨污分流项目",
        "市政基础设施提升改造",
        "新建管网12公里",
        "市住建局",
        "市水利局、东湖街道",
    ],
    ["2", "西河泵站改造", "", "改造泵站3座", "市水利局", ""],
    ["3", "青云公园项目", "绿色节能改造", "新建公园2处", "市园林局", "青云镇"],
    ["4", "智造谷二期", "产业园区", "建设标准厂房5万平方米", "市工信局", "市自然资源局"],
    ["5", "冷链物流园项目", "", "新建冷库2万立方米", "青云镇", "市交通局"],
]
BODIES = [
    ("市住建局", "市水利局；东湖街道"), ("市水利局", ""), ("市园林局", "青云镇"),
    ("市工信局", "市自然资源局"), ("青云镇", "市交通局"),
]  # fmt: skip


def printed(place: str, form: str, sort: str = "类型") -> Reading:
    """Return the reading of the table in a form that leaves blank cells out."""
    header = [sort if word == "类型" else word for word in HEADER]
    rows = [[cell for cell in row if cell] for row in (header, *ROWS)]
    joint, end = {
        "a cell a line": ("\n", "\n"),
        "bars": (" | ", " |\n"),
        "a row a line": (" ", "\n"),
        "blanks": (" ", " "),
        "nothing between": ("", ""),
    }[form]
    return read_text(HEAD + PLACES[place] + "".join(joint.join(row) + end for row in rows) + "\n")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("form", "sort"),
    [
        ("a cell a line", "类型"), ("a cell a line", "所属领域"), ("a cell a line", "片区"),
        ("bars", "类型"), ("bars", "所属领域"),
    ],
)  # fmt: skip
def test_rows_that_lack_cells_are_laid_out_by_what_their_cells_are(
    place: str, form: str, sort: str
) -> None:
    reading = printed(place, form, sort)
    assert [(t.lead, t.participants) for t in reading.targets] == BODIES
    assert [t.task for t in reading.targets] == [row[1] for row in ROWS]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("form", "sort"),
    [
        ("a row a line", "类型"), ("blanks", "类型"),
        ("nothing between", "类型"), ("nothing between", "片区"),
    ],
)  # fmt: skip
def test_rows_whose_cells_run_together_are_in_the_ledger_and_nowhere_else(
    place: str, form: str, sort: str
) -> None:
    reading = printed(place, form, sort)
    assert reading.targets == ()
    assert reading.responsibilities == ()
    told = "".join(one.quote for one in reading.ledger if one.state == "not-understood")
    assert all(row[1] in told for row in ROWS)


def test_the_sort_may_stand_before_the_number() -> None:
    lines = ["类型 序号 项目名称 建设内容 牵头单位", "供水 1 引水项目 新建渠道3条 市水利局"]
    reading = read_text(HEAD + PLACES["a part"] + "\n".join(lines) + "\n")
    assert reading.targets == ()
    assert any("引水项目" in one.quote for one in reading.ledger if one.state == "not-understood")


def test_prose_below_such_rows_is_read() -> None:
    lines = ["序号 项目名称 建设内容 牵头单位", "1 引水项目 新建渠道3条 市水利局", "新建公园4处。"]
    reading = read_text(HEAD + PLACES["a part"] + "\n".join(lines) + "\n")
    assert [str(target.value) for target in reading.targets] == ["4"]


def test_a_name_of_no_body_is_one_where_every_column_has_its_line() -> None:
    lines = ["序号", "项目名称", "建设内容", "牵头单位", "配合单位"]
    lines += ["1", "引水项目", "新建渠道3条", "清泉专项", "市财政局"]
    lines += ["2", "绿化项目", "建设苗圃4个", "苗木小组组长"]
    for number in ("3", "4", "5", "6"):
        lines += [number, "亮化项目", "安装路灯90盏", "市城管局", "市财政局"]
    reading = read_text(HEAD + PLACES["an annex"] + "\n".join(lines) + "\n")
    assert [(r.where, r.body, r.role) for r in reading.responsibilities][:4] == [
        ("附件 1", "清泉专项", "lead"),
        ("附件 1", "市财政局", "participant"),
        ("附件 3", "市城管局", "lead"),
        ("附件 3", "市财政局", "participant"),
    ]
    assert any("苗木小组" in one.quote for one in reading.ledger if one.state == "not-understood")
