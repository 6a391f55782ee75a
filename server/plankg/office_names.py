"""Takes from the name of an office what tells its place: area, level, branch, second name.

What is left (科技局 of 江阴市科技局) is what the table of functions has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# What stands before the name of an office: its level (市, 市委, 市政府, but not 区县, which are
# many), or the head office of its line.
_BEFORE = re.compile(
    "中共|国家税务总局|国家统计局|国家(?=[^安])|中国(?=人民银行|证监会)|(?:人民)?政府(?=..)"
    "|[省市县区州盟旗](?:委(?!员))?(?![市县区](?:人民)?政府)"
)
# What stands after the name of a bank or office: 人行江阴市支行, 国家外汇管理局上海市分局.
_BRANCH = re.compile("(?:省|市|县|区)?(?:中心)?(?:[支分]行|[支分]局|监管局|营业管理部|总部)")
# Offices that no other than their line has, in whatever city: 人行青禾中心支行, 青禾海关.
_ANYWHERE = re.compile(
    "((?:中国)?人民银行|人行)[一-鿿]{2,7}(?:[支分]行|营业管理部)|[一-鿿]{2,4}?(海关|海事局)"
)
# A second name of one office: 市发展改革委（市数据局）.
_SECOND = re.compile(r"(.+)[（(](.+)[）)]")


def forms_of(name: str, areas: tuple[str, ...]) -> Iterator[str]:
    """Yield `name` and what is left of it without area, level and branch, step by step.

    `areas` are the names that its area and those above may have in it.
    """
    seen = {name}
    waiting = [name]
    while waiting:
        form = waiting.pop()
        yield form
        shorter = [form.removeprefix(area) for area in areas]
        if before := _BEFORE.match(form):
            shorter.append(form[before.end() :])
        for pattern in (_ANYWHERE, _SECOND):
            if match := pattern.fullmatch(form):
                shorter += [part for part in match.groups() if part]
        for place in ("", *areas):
            index = form.rfind(place) if place else -1
            for start in (index, index + len(place)) if index > 0 else ():
                if _BRANCH.fullmatch(form, start):
                    shorter.append(form[:index])
        for one in shorter:
            if len(one) > 1 and one not in seen:
                seen.add(one)
                waiting.append(one)
