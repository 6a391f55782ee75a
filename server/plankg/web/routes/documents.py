"""Documents that describe themselves: the ontology, its vocabularies, the named graphs.

They answer at their own address, as a page or as RDF, by Accept or by suffix.
"""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, Response

from plankg.web import formats
from plankg.web.formats import GRAPHS
from plankg.web.links import Link, Linker
from plankg.web.negotiation import HTML
from plankg.web.outline import local_name
from plankg.web.refusals import UnknownError
from plankg.web.request import (
    accepted,
    addresses,
    linker,
    negotiated,
    page,
    path_below,
    service,
    whole_graphs,
)
from plankg.web.results import Row
from plankg.web.terms import Group, terms_of

blueprint = Blueprint("documents", __name__)

_BY_SUFFIX = {"html": HTML} | {f.suffix: f.media_type for f in GRAPHS}

# The ontology page's sections: OWL's kind of term, the section's id, its heading.
_KINDS = (
    ("classes", "ontology.classes", ("Class",)),
    ("properties", "ontology.properties", ("ObjectProperty", "DatatypeProperty")),
)


@blueprint.get("/ontology")
@blueprint.get("/ontology.<suffix>")
def ontology(suffix: str = "") -> Response:
    """Show the ontology's terms, or return ontology and vocabularies as RDF."""
    iri = f"{service().base}ontology"
    media_type = _wanted(suffix)
    if media_type != HTML:
        return _rdf("graph_data", media_type, graph=iri)
    links, rows = linker(), service().ask("terms").rows
    groups = [
        Group(name, heading, terms_of((r for r in rows if local_name(r["kind"]) in kinds), links))
        for name, heading, kinds in _KINDS
    ]
    groups.append(Group("vocabularies", "ontology.vocabularies", links=_schemes(links)))
    t = links.translate
    return _terms_page(t("ontology.title"), t("ontology.lead"), iri, groups)


@blueprint.get("/vocab/<_scheme>")
def vocabulary(_scheme: str) -> Response:
    """Show a vocabulary's concepts, or return them as RDF."""
    path, suffix = formats.split_suffix(path_below("vocab"), _BY_SUFFIX)
    iri = addresses().iri(f"vocab/{path}")
    rows = service().ask("concepts", scheme=iri).rows
    if not rows:
        raise UnknownError("vocabulary", iri=iri)
    media_type = _wanted(suffix)
    if media_type != HTML:
        return _rdf("scheme_data", media_type, scheme=iri)
    links = linker()
    names = {link.href: link.label for link in _schemes(links)}
    group = Group("concepts", "vocab.concept", terms_of(rows, links, links.href))
    heading = names.get(links.href(iri), links.addresses.short(iri))
    return _terms_page(heading, links.translate("vocab.title"), iri, [group])


@blueprint.get("/graph/<path:_path>")
def graph(_path: str) -> Response:
    """Return a named graph as it is published, or say how large it is."""
    path, suffix = formats.split_suffix(path_below("graph"), _BY_SUFFIX)
    iri = addresses().iri(f"graph/{path}")
    sizes = service().ask("graph_size", graph=iri).rows
    if not sizes:
        raise UnknownError("graph_unknown", iri=iri)
    media_type = _wanted(suffix)
    if media_type != HTML:
        return _rdf("graph_data", media_type, graph=iri)
    links = linker()
    plan = f"{service().base}id/{path}"
    return page(
        "graph.html",
        iri=iri,
        count=sizes[0].number("count"),
        formats=_downloads(iri, links),
        plan_href=links.href(plan) if service().ask("plans", plan=plan).rows else "",
    )


def _wanted(suffix: str) -> str:
    if not suffix:
        return accepted([*formats.offers(GRAPHS), HTML])
    if suffix not in _BY_SUFFIX:
        raise UnknownError("suffix", found=suffix, available=list(_BY_SUFFIX))
    return _BY_SUFFIX[suffix]


def _rdf(query: str, media_type: str, **iris: str) -> Response:
    chosen = formats.graph_format(media_type)
    return negotiated(whole_graphs().data(query, chosen.name, **iris), chosen.content_type)


def _downloads(iri: str, links: Linker) -> list[tuple[str, str]]:
    return [(f.label, f"{links.href(iri)}.{f.suffix}") for f in GRAPHS]


def _terms_page(heading: str, intro: str, iri: str, groups: list[Group]) -> Response:
    formats_ = _downloads(iri, linker())
    return page(
        "terms.html", heading=heading, intro=intro, iri=iri, groups=groups, formats=formats_
    )


def _schemes(links: Linker) -> list[Link]:
    rows = service().ask("schemes").rows
    return [
        links.iri(iri, label=_name(list(group), links))
        for iri, group in groupby(rows, key=lambda row: row["scheme"])
    ]


def _name(rows: list[Row], links: Linker) -> str:
    values = (value for row in rows if (value := row.value("label")) is not None)
    return links.translate.pick({value.language: value.text for value in values})
