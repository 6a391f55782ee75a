"""Readable pages of things: a plan with its outline, a text, anything else as label and value."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from plankg.web.formats import GRAPHS
from plankg.web.links import Labels, Link, Linker
from plankg.web.outline import local_name, outline_of, own_number, part_name, roles_by_element
from plankg.web.plans import plan_cards
from plankg.web.request import addresses, classes_of, linker, page, path_below, service, vocabulary
from plankg.web.results import Table
from plankg.web.routes.texts import text_page
from plankg.web.targets import target_rows
from plankg.web.things import Thing, describe

blueprint = Blueprint("pages", __name__)


@blueprint.get("/page/<path:_path>")
def described(_path: str) -> Response:
    """Show the thing's page; plans and texts have pages of their own kind."""
    iri = addresses().thing(path_below("page"))
    classes = classes_of(iri)
    if "Text" in classes:
        return text_page(iri)
    if "Plan" in classes and request.args.get("view") != "resource":
        return _plan_page(iri)
    return _thing_page(iri)


def _plan_page(iri: str) -> Response:
    ask, links = service().ask, linker()
    card = plan_cards(ask("plans", plan=iri), ask("plan_counts", plan=iri), links)[0]
    parts = outline_of(
        ask("outline", plan=iri),
        ask("outline_bodies", plan=iri),
        ask("outline_targets", plan=iri),
        links,
    )
    return page(
        "plan.html",
        plan=card,
        outline=parts,
        word=vocabulary().word,
        text_href=links.href(f"{iri}/text"),
        graph_href=links.href(f"{service().base}graph/{card.slug}"),
    )


def _thing_page(iri: str) -> Response:
    ask, links, words = service().ask, linker(), vocabulary()
    bodies = roles_by_element(ask("outline_bodies", element=iri).rows, links)
    formats = _formats(iri, links)
    return page(
        "thing.html",
        thing=_thing(iri, links),
        trail=_trail(ask("trail", thing=iri), links),
        target_rows=target_rows(ask("element_targets", element=iri).rows, links, words),
        word=words.word,
        body_roles=bodies.get(iri, []),
        charged=_charged(ask("body_roles", body=iri), links),
        formats=[(label, href) for label, href, _ in formats],
        alternates=formats,
    )


def _thing(iri: str, links: Linker) -> Thing:
    ask = service().ask
    return describe(
        iri,
        facts=ask("thing", thing=iri),
        evidence=ask("thing_evidence", thing=iri),
        others=ask("thing_links", thing=iri),
        counts=ask("thing_link_counts", thing=iri),
        linker=links,
        labels=Labels(ask("thing_labels", thing=iri).rows),
        query_href=lambda term: _all_links(iri, term),
    )


def _all_links(iri: str, term: str) -> str:
    query = f"SELECT ?thing WHERE {{ ?thing <{term}> <{iri}> }} ORDER BY ?thing"
    return f"{url_for('sparql.endpoint')}?{urlencode({'query': query})}"


def _formats(iri: str, links: Linker) -> list[tuple[str, str, str]]:
    path = links.addresses.described(iri)
    return [(f.label, links.page(f"data/{path}.{f.suffix}"), f.media_type) for f in GRAPHS]


def _trail(ancestors: Table, links: Linker) -> list[Link]:
    """Return the parts around a thing, each called by its number as printed and its name."""
    trail, above = [], ""
    for row in {row["ancestor"]: row for row in ancestors.rows}.values():
        name = " ".join(filter(None, (own_number(row, above), part_name(row))))
        trail.append(links.iri(row["ancestor"], label=name))
        above = row["path"]
    return trail


def _charged(roles: Table, links: Linker) -> list[tuple[str, list[tuple[str, Link]]]]:
    """Return what a body is charged with, by role, each element once."""
    found: dict[str, dict[str, tuple[str, Link]]] = {}
    for row in roles.rows:
        elements = found.setdefault(local_name(row["role"]), {})
        elements.setdefault(
            row["element"], (row["path"], links.iri(row["element"], label=row["label"]))
        )
    return [(role, list(elements.values())) for role, elements in found.items()]
