"""A merged cell of bodies holds for all its rows; a blank one says nobody."""

from pathlib import Path

import docx

import plankg


def test_a_merged_lead_leads_every_row_it_covers(tmp_path: Path) -> None:
    document = docx.Document()
    for line in (
        "江阴市清泉行动计划（2021－2023年）",
        "一、重点任务",
        "（一）修渠",
        "附件",
        "任务分工",
    ):
        document.add_paragraph(line)
    rows = (
        ("序号", "重点工作", "牵头单位", "配合单位"),
        ("1", "加固渠道", "市水利局", "市财政局"),
        ("2", "清理河道", "", ""),
        ("3", "种树", "市林业局", ""),
    )
    table = document.add_table(rows=4, cols=4)
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(1, 2).merge(table.cell(2, 2))
    path = tmp_path / "plan.docx"
    document.save(str(path))
    assert [(f.where, f.body, f.role) for f in plankg.read(path).responsibilities] == [
        ("附件 1", "市水利局", "lead"),
        ("附件 1", "市财政局", "participant"),
        ("附件 2", "市水利局", "lead"),
        ("附件 3", "市林业局", "lead"),
    ]
