"""Tables of goals whose cells a page broke over lines: rows that a page cuts, rows in doubt."""

from __future__ import annotations

from plans import read_text

from plankg.model import Reading

TITLE = "江阴市2023年水务工作责任清单\n"
HEAD = ["序号", "重点任务", "主要内容", "牵头部门", "责任单位"]
# Columns of 7, 14, 6 and 8 characters.
FIRST = ["1", "1.优化供水服", "务", "推进老旧管网改造，改造供水管", "网30公里。", "市水利局"]
FIRST += ["市财政局、市城市", "管理局、市公用事", "业局"]
SECOND = ["2", "提升水质检测能力，", "新建检", "测站5座。", "市水利局、市", "生态环境局", "—"]
THIRD = ["3", "持续推进节水载体建设工作。市水利局", "各区人民政府"]
FOURTH = ["4", "2.加强河道治", "理", "加快推进全市重点河道综合整治", "工程，清淤河道12条。"]
FOURTH += ["市河长办、市", "城市管理局", "市住房城乡建设局", "等市河长制工作领", "导小组成员单位"]
CUT = ["5", "完善河道巡查机制，组织全市志", "市河长办", "市生态环境局、市"]
PAGE = ["# Page 12:", *HEAD]
REST = ["愿者巡河80次。", "文化和旅游局、各", "镇街"]
LAST = ["6", "提高污水处理能力。", "市住房城乡建", "设局", "市公用事业局"]
ROWS = [FIRST, SECOND, THIRD, FOURTH, CUT, PAGE, REST, LAST]


def reading_of(*rows: list[str], below: str = "") -> Reading:
    reading = read_text(TITLE + "\n".join("\n".join(row) for row in [HEAD, *rows]) + "\n" + below)
    for fact in (*reading.responsibilities, *reading.targets):
        assert reading.text[fact.start : fact.end] == fact.quote
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
    return reading


def bodies_of(reading: Reading) -> list[tuple[str, str, str]]:
    return [(one.where, one.body, one.role) for one in reading.responsibilities]


def test_a_cell_broken_over_lines_is_whole_again() -> None:
    assert bodies_of(reading_of(*ROWS))[:9] == [
        ("1.1", "市水利局", "lead"),
        ("1.1", "市财政局", "participant"),
        ("1.1", "市城市管理局", "participant"),
        ("1.1", "市公用事业局", "participant"),
        ("1.2", "市水利局", "lead"),
        ("1.2", "市生态环境局", "lead"),
        ("1.3", "市水利局", "lead"),
        ("1.3", "各区人民政府", "participant"),
        ("2.4", "市河长办", "lead"),
    ]


def test_those_that_are_meant_behind_one_name_are_named() -> None:
    assert [one for one in bodies_of(reading_of(*ROWS)) if one[0] == "2.4"][2:] == [
        ("2.4", "市住房城乡建设局", "participant"),
        ("2.4", "市河长制工作领导小组成员单位", "participant"),
    ]


def test_a_row_that_a_page_cuts_is_whole_again() -> None:
    reading = reading_of(*ROWS)
    assert [one for one in bodies_of(reading) if one[0] == "2.5"] == [
        ("2.5", "市河长办", "lead"),
        ("2.5", "市生态环境局", "participant"),
        ("2.5", "市文化和旅游局", "participant"),
        ("2.5", "各镇街", "participant"),
    ]
    goal = next(one for one in reading.responsibilities if one.where == "2.5").element
    assert goal == "完善河道巡查机制，组织全市志愿者巡河80次。"


def test_targets_have_their_row_and_its_task() -> None:
    found = [
        (one.where, one.task, one.goal, one.indicator, str(one.value), one.lead, one.quote)
        for one in reading_of(*ROWS).targets
    ]
    assert found[:3] == [
        ("1.1", "优化供水服务", "推进老旧管网改造，改造供水管网30公里。",
         "改造供水管网", "30", "市水利局", "改造供水管\n网30公里"),
        ("1.2", "优化供水服务", "提升水质检测能力，新建检测站5座。",
         "检测站", "5", "市水利局；市生态环境局", "新建检\n测站5座"),
        ("2.4", "加强河道治理", "加快推进全市重点河道综合整治工程，清淤河道12条。",
         "清淤河道", "12", "市河长办；市城市管理局", "清淤河道12条"),
    ]  # fmt: skip


def test_a_row_whose_lines_may_be_either_cell_is_left_to_the_ledger() -> None:
    doubtful = ["6", "提高污水处理能力。", "市公用事业局", "江阴水务集团", "江阴燃气集团"]
    reading = reading_of(*ROWS[:-1], doubtful)
    assert not [one for one in reading.responsibilities if one.where.endswith("6")]
    entry = next(one for one in reading.ledger if "江阴燃气集团" in one.quote)
    assert entry.state == "not-understood"


def test_what_stands_below_the_last_row_is_no_part_of_it() -> None:
    below = "附件：联系人名单。\n江阴市人民政府办公室\n"
    assert bodies_of(reading_of(*ROWS, below=below)) == bodies_of(reading_of(*ROWS))


def test_a_table_of_whole_names_is_read_line_by_line() -> None:
    rows = [
        ["1", "新建渠道3条。", "市水利局", "市财政局"],
        ["2", "建设苗圃4个。", "市林业局", "市城管局"],
        ["3", "建设水站5座。", "市城管局", "市财政局"],
    ]
    head = ["序号", "主要内容", "牵头部门", "责任单位"]
    text = "\n".join("\n".join(row) for row in [head, *rows])
    reading = read_text(TITLE + text + "\n")
    assert bodies_of(reading)[:2] == [("1", "市水利局", "lead"), ("1", "市财政局", "participant")]
