"""A table of tasks whose cells stand in one line without breaks, as crawlers leave it."""

from plans import read_text

GLUED = (
    "清泉市治水实施意见\n一、主要任务。（一）修渠。加固渠道。二、保障措施。（一）加强领导。落实责任。"
    "附件治水任务分工序号工作任务负责单位时间进度"
    "1加固老城区渠道市水利局（牵头）、市财政局、市经济和信息化委和各区人民政府2022年4季度启动实施"
    "2清理河道人行清泉市支行（牵头）会同有关部门持续实施"
    "3种植护岸林市林业局（牵头）2023年6月底前完成"
)


def test_each_row_has_its_task_its_bodies_and_its_time() -> None:
    reading = read_text(GLUED)
    goals = [e for e in reading.elements if e.type == "WorkGoal"]
    assert [(goal.where, goal.text, str(goal.deadline)) for goal in goals] == [
        ("附件 1", "加固老城区渠道", "2022-12-31"),
        ("附件 2", "清理河道", "None"),
        ("附件 3", "种植护岸林", "2023-06-30"),
    ]
    assert [(fact.where, fact.body, fact.role) for fact in reading.responsibilities] == [
        ("附件 1", "市水利局", "lead"),
        ("附件 1", "市财政局", "participant"),
        ("附件 1", "市经济和信息化委", "participant"),
        ("附件 1", "各区人民政府", "participant"),
        ("附件 2", "人行清泉市支行", "lead"),
        ("附件 2", "有关部门", "participant"),
        ("附件 3", "市林业局", "lead"),
    ]


def test_a_row_without_its_number_ends_the_reading() -> None:
    reading = read_text(GLUED.replace("2清理", "清理"))
    assert [e for e in reading.elements if e.type == "WorkGoal"] == []
