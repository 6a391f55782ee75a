"""Who issued a plan, and when, where no signature on lines of its own says it."""

from __future__ import annotations

from datetime import date

import pytest
from plans import read_text

BODY = "一、主要目标\n让水更清。\n二、重点任务\n（一）引水。新建净水站3座。"


@pytest.mark.parametrize(
    ("front", "issuers"),
    [
        (
            "江阴市人民政府关于印发《江阴市清泉行动方案》的通知\n江阴市清泉行动方案\n",
            ("江阴市人民政府",),
        ),
        ("中共江阴市委 江阴市人民政府关于清泉行动的实施意见\n", ("中共江阴市委", "江阴市人民政府")),
        ("省水利厅、省财政厅关于印发清泉行动方案的通知\n清泉行动方案\n", ("省水利厅", "省财政厅")),
        ("国务院关于清泉行动的意见\n各省：\n　　国务院\n", ("国务院",)),
        # None of these names an issuer there.
        ("关于印发清泉行动方案的通知\n清泉行动方案\n", ()),
        ("江阴市清泉行动方案\n为贯彻落实国务院关于清泉行动的部署，制定本方案。\n", ()),
        ("专家学者关于清泉行动的意见\n清泉行动方案\n", ()),
        ("清泉行动方案\n为落实国务院关于治水的要求，制定本方案。\n", ()),
        ("市水利局、部分学者关于清泉行动的意见\n清泉行动方案\n", ()),
    ],
)
def test_the_title_names_the_issuers_where_no_signature_does(
    front: str, issuers: tuple[str, ...]
) -> None:
    reading = read_text(front + BODY)
    assert reading.meta.issuers == issuers
    said = [
        one.span.of(reading.text) for one in reading.meta.evidence if "issuedBy" in one.supports
    ]
    assert tuple(said) == issuers


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("请照此执行。江阴市人民政府2021年3月5日附件：分工表", date(2021, 3, 5)),
        ("附件：分工表江阴市人民政府2021年3月5日附件分工表", date(2021, 3, 5)),
        ("请照此执行。江阴市人民政府2021年3月5日", date(2021, 3, 5)),
        ("请照此执行。江阴市人民政府  2021年3月5日  （此件公开发布）", date(2021, 3, 5)),
        ("请照此执行。江阴市人民政府2021年3月5日（此件有删减）", date(2021, 3, 5)),
        ("请照此执行。" + " " * 30 + "2021年3月5日", date(2021, 3, 5)),
        ("请于2021年3月5日", None),
        ("请照此执行。江阴市人民政府2021年3月5日印发的办法同时废止。", None),
        ("执行省水利厅2021年3月5日\n的办法。", None),
    ],
)
def test_a_signature_behind_the_last_sentence_tells_the_day(end: str, day: date | None) -> None:
    reading = read_text(f"江阴市人民政府关于清泉行动的实施意见\n{BODY}{end}")
    assert reading.meta.issued == day


def test_the_signature_goes_before_the_title() -> None:
    reading = read_text(
        f"江阴市人民政府办公室关于印发清泉行动方案的通知\n清泉行动方案\n{BODY}\n江阴市人民政府\n2021年3月5日"
    )
    assert (reading.meta.issuers, reading.meta.issued) == (("江阴市人民政府",), date(2021, 3, 5))


def test_many_names_in_columns_sign_and_one_of_them_goes_on_in_the_next_line() -> None:
    signed = (
        "江阴市水利局　江阴市教育局\n江阴市财政局　江阴市农业农村局\n江阴市园林局　江阴市统计局\n"
        "江阴市科学技术局　江阴市水利投资监督管理\n委员会清泉分局\n2021年3月5日"
    )
    reading = read_text(
        f"江阴市清泉行动方案\n一、目标\n新建渠道3条。\n二、任务\n护水。\n{signed}\n"
    )
    assert reading.meta.issuers == (
        "江阴市水利局",
        "江阴市教育局",
        "江阴市财政局",
        "江阴市农业农村局",
        "江阴市园林局",
        "江阴市统计局",
        "江阴市科学技术局",
        "江阴市水利投资监督管理委员会清泉分局",
    )


def test_a_day_within_the_preface_signs_nothing() -> None:
    preface = (
        "为落实省里关于城乡供水一体化的各项部署，2020年7月17日，市水利局组织召开了供水工作会议，"
        "听取了各镇街的意见，在此基础上制定本方案，请各单位认真抓好落实。"
    )
    reading = read_text(f"江阴市清泉行动方案（2021－2023年）\n{preface}\n{BODY}")
    assert reading.meta.issued is None


@pytest.mark.parametrize(
    ("end", "signed"),
    [
        (
            "请照此执行。江阴市人民政府2021年3月5日相关附件：二维码",
            (("江阴市人民政府",), date(2021, 3, 5)),
        ),
        (
            "（公开）江阴市人民政府办公室 2021年3月5日",
            (("江阴市人民政府办公室",), date(2021, 3, 5)),
        ),
        ("执行。江阴市人民政府2021年3月5日公布的名录同时废止。", ((), None)),
        ("执行。按照江阴市人民政府2021年3月5日会议精神办理。", ((), None)),
    ],
)
def test_a_plan_without_a_title_is_signed_behind_its_last_sentence(
    end: str, signed: tuple[tuple[str, ...], date | None]
) -> None:
    goals = BODY.replace("\n", "").replace("让水更清。", "到2023年，让水更清。")
    reading = read_text(f"各镇人民政府：为让江阴市的水更清，现提出如下意见。{goals}{end}")
    assert (reading.meta.issuers, reading.meta.issued) == signed
    assert reading.meta.period_start == (date(2021, 1, 1) if signed[1] else None)


@pytest.mark.parametrize(
    ("end", "day"),
    [
        (
            "附件：1.任务分解表2.考核标准江阴市人民政府办公室2021年3月5日附件1任务分解表",
            date(2021, 3, 5),
        ),
        ("附件：工作分工表江阴市人民政府2021年3月5日工作分工表", date(2021, 3, 5)),
        ("附件：工作分工表江阴市人民政府2021年3月5日印发的办法", None),
    ],
)
def test_a_signature_behind_the_list_of_annexes_tells_the_day_alone(
    end: str, day: date | None
) -> None:
    reading = read_text(f"各镇街：为让水更清，提出如下意见。{BODY}{end}")
    assert (reading.meta.issuers, reading.meta.issued) == ((), day)
