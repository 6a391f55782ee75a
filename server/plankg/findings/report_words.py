"""The words of reports around findings, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plankg.findings.values import Bilingual

_WORDS: Mapping[str, Bilingual] = {
    "error": {"zh": "错误", "en": "error"},
    "warning": {"zh": "警告", "en": "warning"},
    "info": {"zh": "提示", "en": "info"},
    "printed": {"zh": "依据原文", "en": "printed"},
    "restored": {"zh": "依据补全", "en": "restored"},
    "inferred": {"zh": "依据推断", "en": "inferred"},
    "new": {"zh": "新增", "en": "new"},
    "still there": {"zh": "仍在", "en": "still there"},
    "gone": {"zh": "已消失", "en": "gone"},
    "waived": {"zh": "已豁免", "en": "waived"},
    "settle": {"zh": "如何了结", "en": "to settle it"},
    "none": {"zh": "没有发现", "en": "nothing found"},
    "unmatched": {"zh": "无对应发现的豁免", "en": "a waiver that waives nothing"},
    "expired": {"zh": "已过期的豁免", "en": "a waiver whose time is over"},
    "report": {"zh": "规划审查报告", "en": "Audit of plans"},
    "summary": {"zh": "汇总", "en": "Summary"},
    "check": {"zh": "审查规则", "en": "Check"},
    "open": {"zh": "未了结", "en": "Open"},
    "body": {"zh": "责任单位", "en": "Who answers"},
    "task": {"zh": "重点任务", "en": "Task"},
    "unverifiable": {
        "zh": "照原文无法核实的承诺",
        "en": "commitments that cannot be verified as written",
    },
    "limits": {"zh": "推理的局限", "en": "What the reasoning cannot see"},
    "since": {"zh": "对比", "en": "compared with"},
}


def word(name: str, languages: Sequence[str]) -> str:
    """Return a word of ours in the languages of a report."""
    return said(_WORDS[name], languages)


def said(texts: Bilingual, languages: Sequence[str]) -> str:
    """Return a text in the languages of a report, the same words once."""
    return " / ".join(dict.fromkeys(texts[language] for language in languages))
