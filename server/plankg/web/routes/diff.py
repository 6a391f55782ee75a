"""What changed from one published plan to another: a page, JSON, CSV or TSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from plankg.comparison import (
    Change,
    Comparison,
    Side,
    compare,
    comparison_csv,
    comparison_json,
    published_side,
)
from plankg.errors import ParameterError, PlanKGError, shown
from plankg.web import formats
from plankg.web.explanations import explain
from plankg.web.formats import TABLES
from plankg.web.links import Linker
from plankg.web.negotiation import HTML
from plankg.web.refusals import UnknownError
from plankg.web.request import accepted, linker, negotiated, page, service, translator

blueprint = Blueprint("diff", __name__)

_PLANS = ("a", "b")
# Arguments of every address.
_EVERYWHERE = ("lang", "release")
_BY_SUFFIX = {"html": HTML} | {f.suffix: f.media_type for f in TABLES}


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One side of a change on the page: where it stands, and its words with their place."""

    where: str
    quote: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A row of the page."""

    changes: str
    part: str
    before: ShownSide | None
    after: ShownSide | None
    reason: str


@blueprint.get("/diff")
@blueprint.get("/diff.<suffix>")
def diff(suffix: str = "") -> Response:
    """Compare the plans ``a`` and ``b``; without them ask which."""
    if suffix and suffix not in _BY_SUFFIX:
        raise UnknownError("suffix", found=suffix, available=list(_BY_SUFFIX))
    media_type = _BY_SUFFIX[suffix] if suffix else accepted([*formats.offers(TABLES), HTML])
    if media_type == HTML:
        return _page()
    comparison = _comparison()
    chosen = formats.by_media_type(TABLES, media_type) or TABLES[0]
    if chosen.name == "json":
        return negotiated(comparison_json(comparison, service().release), chosen.content_type)
    delimiter = "\t" if chosen.name == "tsv" else ","
    return negotiated(comparison_csv(comparison, delimiter), chosen.content_type)


def _comparison() -> Comparison:
    _refuse_unknown()
    slugs = []
    for name in _PLANS:
        given = request.args.getlist(name)
        if len(given) > 1:
            raise ParameterError(
                f"the parameter {shown(name)!r} is given more than once; give it once",
                "twice",
                name=shown(name),
            )
        if not given or not given[0].strip():
            raise ParameterError(
                f"the parameter {name!r} is missing; give a plan, as in {name}=plan-2021-2025",
                "missing",
                name=name,
                example="plan-2021-2025",
            )
        slugs.append(given[0].strip())
    for slug in slugs:
        if slug not in _plans():
            raise UnknownError("plan", plan=slug)
    engine, limits = service().engine, service().limits
    return compare(*(published_side(engine, slug, limits) for slug in slugs))


def _refuse_unknown() -> None:
    for name in request.args:
        if name not in (*_PLANS, *_EVERYWHERE):
            known = ", ".join(_PLANS)
            raise ParameterError(
                f"there is no parameter {shown(name)!r} here; known are: {known}",
                "unknown",
                name=shown(name),
                available=known,
            )


def _page() -> Response:
    comparison, error = None, None
    asked = [(name, request.args.get(name, "")) for name in _PLANS]
    if {*request.args} - {*_EVERYWHERE} - {name for name, value in asked if not value}:
        try:
            comparison = _comparison()
        except PlanKGError as raised:
            if not raised.public:
                raise
            error = raised
    address = f"?{urlencode(asked)}"
    response = page(
        "diff.html",
        plans=list(told_apart(_plans()).items()),
        chosen=dict(asked),
        comparison=comparison,
        groups=list(_groups(comparison)) if comparison else [],
        error=explain(error, translator()) if error else "",
        formats=[(f.label, f"{url_for('diff.diff', suffix=f.suffix)}{address}") for f in TABLES],
    )
    response.status_code = error.status if error else 200
    return response


def told_apart(titles: Mapping[str, str]) -> dict[str, str]:
    """Return the titles of plans by slug; those that several have, with the slug."""
    counts = Counter(titles.values())
    return {
        slug: f"{title} ({slug})" if counts[title] > 1 else title for slug, title in titles.items()
    }


def _plans() -> dict[str, str]:
    return {row["slug"]: row["title"] for row in service().ask("plans").rows}


def _groups(comparison: Comparison) -> Iterable[tuple[str, int, list[ShownChange]]]:
    """Yield the changes of each subject, with how many of it are in both without a change."""
    links = linker()
    for subject in ("task", "goal", "safeguard", "target", "body"):
        rows = [row for row in comparison.changes if row.subject == subject]
        if rows or comparison.same.get(subject):
            shown_rows = [_shown(row, comparison, links) for row in rows]
            yield subject, comparison.same.get(subject, 0), shown_rows


def _shown(row: Change, comparison: Comparison, links: Linker) -> ShownChange:
    t = links.translate
    return ShownChange(
        t("list.comma").join(t(f"change.{name}") for name in row.changes),
        row.part,
        _side(row.before, comparison.before.slug, links),
        _side(row.after, comparison.after.slug, links),
        t.pick(row.reason),
    )


def _side(side: Side | None, slug: str, links: Linker) -> ShownSide | None:
    if side is None:
        return None
    source = f"{links.addresses.base}id/{slug}/text"
    href = links.passage(source, str(side.start), str(side.end))
    return ShownSide(side.where, side.quote, href)
