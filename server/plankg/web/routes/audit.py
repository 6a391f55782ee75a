"""The audit: findings with both sentences side by side, filtered; as a page and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request, url_for

from plankg.findings.finding import SEVERITIES, Side
from plankg.findings.report import AuditReport, CheckText, Entry
from plankg.findings.report_json import report_json
from plankg.findings.sides import Piece, marked_sides
from plankg.findings.waivers import Waiver
from plankg.web import formats
from plankg.web.asked import Asked, asked_in
from plankg.web.audit import ALL, FILTERS, Choice, Selection, selection_of
from plankg.web.formats import GRAPHS, TABLES, Format
from plankg.web.found import entries_of
from plankg.web.idle_waivers import idle_waivers
from plankg.web.links import Link
from plankg.web.negotiation import HTML
from plankg.web.refusals import BadRequestError, UnknownError
from plankg.web.request import (
    accepted,
    linker,
    negotiated,
    page,
    see_other,
    service,
    translator,
)
from plankg.web.results import Row

blueprint = Blueprint("audit", __name__)

_TURTLE = tuple(f for f in GRAPHS if f.name == "turtle")
_FORMATS = (*(f for f in TABLES if f.name in ("json", "csv")), *_TURTLE)
_BY_SUFFIX = {"html": HTML} | {f.suffix: f.media_type for f in _FORMATS}
# More make a page long to read; the downloads are whole.
_ON_PAGE = 50


@dataclass(frozen=True, slots=True)
class ShownSide:
    """A side with its words in pieces, and where they stand in the text."""

    side: Side
    caption: str
    pieces: tuple[Piece, ...]
    href: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding as the page shows it."""

    entry: Entry
    message: str
    arithmetic: str
    settle: str
    sides: tuple[ShownSide, ...]
    tasks: tuple[Link, ...]
    bodies: tuple[Link, ...]


@blueprint.get("/audit")
@blueprint.get("/audit.<suffix>")
def findings(suffix: str = "") -> Response:
    """Show the findings, or return them as JSON, CSV or Turtle, by suffix or Accept."""
    if suffix and suffix not in _BY_SUFFIX:
        raise UnknownError("suffix", found=suffix, available=list(_BY_SUFFIX))
    media_type = _BY_SUFFIX[suffix] if suffix else accepted([*formats.offers(_FORMATS), HTML])
    asked = asked_in(request)
    _refuse_paging(asked, media_type)
    selection = selection_of(service(), dict(asked.given))
    if media_type == HTML:
        return _page(asked, selection)
    chosen = formats.by_media_type(_FORMATS, media_type) or _FORMATS[0]
    return negotiated(_data(asked, selection, chosen), chosen.content_type)


@blueprint.get("/id/<plan>/finding/<check>/<number>")
def finding(plan: str, check: str, number: str) -> Response:
    """Redirect to where a finding is told: its place on the page, or the data of its check."""
    asked = {"plan": plan, "check": check, "state": ALL}
    name = f"{check}/{number}"
    row = next((row for row in service().ask("findings").rows if _is(row, plan, name)), None)
    if row is None:
        raise UnknownError("unknown", iri=f"{service().base}id/{plan}/finding/{name}")
    media_type = accepted([*formats.offers(_FORMATS), HTML])
    if media_type != HTML:
        chosen = formats.by_media_type(_FORMATS, media_type) or _FORMATS[0]
        return see_other(f"/audit.{chosen.suffix}?{urlencode(asked)}")
    listed = [one.id for one in selection_of(service(), asked).listed]
    before = listed.index(name) // _ON_PAGE
    page_of_it = {"page": str(before + 1)} if before else {}
    return see_other(f"/audit?{urlencode(asked | page_of_it)}#{quote(name)}")


def _is(row: Row, plan: str, name: str) -> bool:
    return row["slug"] == plan and row["id"] == name


def _refuse_paging(asked: Asked, media_type: str) -> None:
    """Refuse what would be passed over: only the page comes in pages, and of one length."""
    for name, value in (("limit", asked.limit), ("page", asked.page)):
        if value and (name == "limit" or media_type != HTML):
            raise BadRequestError("filter_unknown", name=name, available=list(FILTERS))


def _data(asked: Asked, selection: Selection, chosen: Format) -> bytes:
    if chosen.name == "turtle":
        iris = [*(one.iri for one in selection.listed), *_idle(asked)]
        return service().data_of("finding_data", chosen.name, "finding", iris)
    report = _report(asked, entries_of(service(), selection.listed, selection.checks), selection)
    if chosen.name == "json":
        return report_json(report)
    # Here, for it takes half a second that nobody should pay who asks for no table.
    from plankg.findings.finding_table import finding_rows
    from plankg.table_formats import write_rows

    return write_rows(finding_rows(report), chosen.name)


def _report(asked: Asked, entries: tuple[Entry, ...], selection: Selection) -> AuditReport:
    expired = tuple(one.waiver for one in entries if one.waiver and one.state == "open")
    return AuditReport(
        selection.plans, entries, selection.checks, tuple(_idle(asked).values()), expired
    )


def _idle(asked: Asked) -> dict[str, Waiver]:
    chosen = asked.arguments
    return idle_waivers(service(), chosen.get("plan", ""), chosen.get("check", ""))


def _page(asked: Asked, selection: Selection) -> Response:
    number = _page_number(asked.page)
    first = (number - 1) * _ON_PAGE
    shown = selection.listed[first : first + _ON_PAGE]
    entries = entries_of(service(), shown, selection.checks)
    last = max(1, -(-len(selection.listed) // _ON_PAGE))
    return page(
        "audit.html",
        groups=_by_check(entries, selection),
        idle=tuple(_idle(asked).values()),
        total=len(selection.listed),
        counts=[(name, selection.counts[name]) for name in SEVERITIES],
        filters=[_filter(name, asked, selection) for name in FILTERS if name in selection.choices],
        formats=[(f.label, _address(asked, suffix=f.suffix)) for f in _FORMATS],
        severity_href={name: _address(asked, severity=name) for name in SEVERITIES},
        number=number,
        last=last,
        previous=_address(asked, page=str(number - 1)) if number > 1 else "",
        following=_address(asked, page=str(number + 1)) if number < last else "",
        filtered=bool(asked.given),
    )


def _page_number(text: str) -> int:
    if not text:
        return 1
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise BadRequestError("page_number", found=text)
    return int(text)


def _by_check(
    entries: tuple[Entry, ...], selection: Selection
) -> list[tuple[CheckText, str, str, str, list[ShownFinding]]]:
    """Return the findings of the page by check, with what that says of itself."""
    t = translator()
    found: dict[str, list[ShownFinding]] = {}
    for entry in entries:
        found.setdefault(entry.finding.check, []).append(_shown(entry))
    unknown = {name: CheckText(name, "other", {"zh": name, "en": name}) for name in found}
    checks = {name: selection.checks.get(name, unknown[name]) for name in found}
    return [
        (check, t.pick(check.title), t.pick(check.explanation), t.pick(check.limits), found[name])
        for name, check in checks.items()
    ]


def _shown(entry: Entry) -> ShownFinding:
    t, links, finding = translator(), linker(), entry.finding
    return ShownFinding(
        entry=entry,
        message=t.pick(finding.message),
        arithmetic=t.pick(finding.arithmetic),
        settle=t.pick(finding.settle),
        sides=tuple(
            ShownSide(
                side,
                t.pick(side.caption),
                pieces,
                _passage(side),
            )
            for side, pieces in marked_sides(finding)
        ),
        tasks=tuple(links.iri(one.iri, label=t.pick(one.labels)) for one in finding.tasks),
        bodies=tuple(links.iri(one.iri, label=t.pick(one.labels)) for one in finding.bodies),
    )


def _passage(side: Side) -> str:
    """Return where a side's words stand; those of another plan stand in that one's text."""
    if side.start is None:
        return ""
    return linker().passage(side.source, str(side.start), str(side.end))


def _filter(
    name: str, asked: Asked, selection: Selection
) -> tuple[str, str, list[tuple[Choice, str]]]:
    """Return a filter's name, what is chosen, and what can be."""
    choices = [(one, _label(name, one, selection)) for one in selection.choices[name]]
    chosen = asked.arguments.get(name, "") or ("open" if name == "state" else "")
    if name == "check":
        choices.sort(key=lambda item: item[1])
    return name, chosen, choices


def _label(name: str, choice: Choice, selection: Selection) -> str:
    t = translator()
    if name in ("severity", "state"):
        return t(f"audit.{choice.value}")
    if name == "check" and choice.value in selection.checks:
        return t.pick(selection.checks[choice.value].title)
    return choice.label


def _address(asked: Asked, suffix: str = "", **changed: str) -> str:
    given = dict(asked.given) | changed
    tail = f"?{urlencode(given)}" if given else ""
    path = url_for("audit.findings", suffix=suffix) if suffix else url_for("audit.findings")
    return f"{path}{tail}"
