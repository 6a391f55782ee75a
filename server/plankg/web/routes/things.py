"""Things: ``/id/…`` redirects (303) to the page or the data that describes the thing.

A plan's text is a document itself, so that ``/id/<plan>/text`` may answer with the text.
"""

from __future__ import annotations

from flask import Blueprint, Response

from plankg.web import formats
from plankg.web.formats import GRAPHS
from plankg.web.negotiation import HTML
from plankg.web.refusals import UnknownError
from plankg.web.request import (
    accepted,
    addresses,
    classes_of,
    negotiated,
    path_below,
    see_other,
    service,
)
from plankg.web.routes.texts import PLAIN, plain_text

blueprint = Blueprint("things", __name__)

_BY_SUFFIX = {"html": HTML, "txt": PLAIN} | {f.suffix: f.media_type for f in GRAPHS}


@blueprint.get("/id/<path:_path>")
def thing(_path: str) -> Response:
    """Redirect to what describes the thing, in the format that the client likes best."""
    path, suffix = formats.split_suffix(path_below("id"), _BY_SUFFIX)
    return _redirect(path, suffix)


@blueprint.get("/vocab/<_scheme>/<path:_path>")
def concept(_scheme: str, _path: str) -> Response:
    """Redirect to what describes a vocabulary's concept, likewise."""
    path, suffix = formats.split_suffix(path_below("vocab"), _BY_SUFFIX)
    return _redirect(f"vocab/{path}", suffix)


def _redirect(path: str, suffix: str) -> Response:
    iri = addresses().thing(path)
    classes = classes_of(iri)
    where = addresses().described(iri)
    is_text = "Text" in classes
    offers = [*([PLAIN] if is_text else []), *formats.offers(GRAPHS), HTML]
    media_type = _BY_SUFFIX[suffix] if suffix else accepted(offers)
    if media_type not in offers:
        raise UnknownError("suffix", found=suffix, available=[s for s in _BY_SUFFIX if s != "txt"])
    if media_type == PLAIN:
        return plain_text(iri)
    if media_type == HTML:
        return see_other(f"/page/{where}")
    chosen = formats.graph_format(media_type)
    return see_other(f"/data/{where}.{chosen.suffix}")


@blueprint.get("/data/<path:_path>")
def data(_path: str) -> Response:
    """Return what is said of the thing as RDF, by suffix or by Accept."""
    path, suffix = formats.split_suffix(path_below("data"), _BY_SUFFIX)
    iri = addresses().thing(path)
    classes = classes_of(iri)
    if suffix == "txt" and "Text" in classes:
        return plain_text(iri)
    chosen = formats.by_name(GRAPHS, suffix)
    if chosen is None:
        chosen = formats.graph_format(accepted(formats.offers(GRAPHS)))
    return negotiated(service().data("thing_data", chosen.name, thing=iri), chosen.content_type)
