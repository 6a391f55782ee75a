"""Maps the IRIs of the graph to the paths that serve them, and back.

IRIs keep Chinese as it is and percent-escape reserved signs (``A%2FB`` is one segment); on the
wire a path is ASCII throughout. Both directions work segment by segment on the *raw* request
path, because WSGI's PATH_INFO is decoded and can no longer tell ``%2F`` from ``/``.

Things (``id/…``, ``vocab/<scheme>/<concept>``) are not documents: their address redirects (303)
to ``/page/…`` or ``/data/…`` (docs/decisions/0007-web.md). Ontology, vocabularies and graphs are
documents and answer at their own address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from plankg.iris import segment

# RFC 3986 pchar without "%": what may stand raw in a path segment.
_RAW = "!$&'()*+,;=:@"

# Prefixes of whole trees of paths, not of terms.
_PATHS = ("id", "graph")


def raw_path(environ: Mapping[str, Any]) -> str:
    """Return the request's path as sent, still percent-encoded, without the application's root.

    A server that keeps no raw form gives the decoded path, encoded again; only an escaped slash
    is lost then.
    """
    sent = environ.get("REQUEST_URI") or environ.get("RAW_URI")
    root = quote(environ.get("SCRIPT_NAME", ""))
    if sent:
        path = urlsplit(sent).path if "://" in sent else sent.partition("?")[0]
        return _as_utf8(path).removeprefix(root)
    return quote(_as_utf8(str(environ.get("PATH_INFO", ""))))


def _as_utf8(path: str) -> str:
    """Undo WSGI's reading of bytes as Latin-1 (PEP 3333); some clients send Chinese unescaped."""
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def iri_path(path: str) -> str:
    """Return a raw request path (no leading slash) as it is written in an IRI."""
    return "/".join(segment(unquote(part)) for part in path.split("/"))


def url_path(iri_part: str) -> str:
    """Return a path of an IRI as an ASCII path of a URL."""
    return "/".join(quote(unquote(part), safe=_RAW) for part in iri_part.split("/"))


class Addresses:
    """Knows where an IRI below `base` is served, as paths below the application's root."""

    def __init__(self, base: str, prefixes: Mapping[str, str] | None = None) -> None:
        self.base = base
        # Longest first, so that a vocabulary wins over a prefix that it begins with. Things are
        # read better as paths than with a prefix before a path.
        self._prefixes = sorted(
            ((iri, prefix) for prefix, iri in (prefixes or {}).items() if prefix not in _PATHS),
            key=lambda pair: (-len(pair[0]), pair),
        )

    def iri(self, path: str) -> str:
        """Return the IRI that a raw request path (no leading slash) stands for."""
        return self.base + iri_path(path)

    def thing(self, page: str) -> str:
        """Return the IRI that the raw path below ``/page/`` or ``/data/`` describes."""
        return self.iri(page if page.startswith("vocab/") else f"id/{page}")

    def described(self, iri: str) -> str:
        """Return the path of a thing's IRI below ``/page/`` and ``/data/``, in URL form."""
        path = iri.removeprefix(self.base)
        return url_path(path if path.startswith("vocab/") else path.removeprefix("id/"))

    def link(self, iri: str) -> str:
        """Return what to link an IRI to: a page of ours, a web address, or ``""`` for neither."""
        if not iri.startswith(self.base):
            return iri if iri.startswith(("https://", "http://")) else ""
        path, mark, fragment = iri.removeprefix(self.base).partition("#")
        tail = f"#{quote(fragment)}" if mark else ""
        if path.startswith("id/") or (path.count("/") == 2 and path.startswith("vocab/")):
            return f"/page/{self.described(self.base + path)}{tail}"
        return f"/{url_path(path)}{tail}"

    def short(self, iri: str) -> str:
        """Return an IRI as people read it: with a prefix, or as a path below the base."""
        for namespace, prefix in self._prefixes:
            if iri.startswith(namespace):
                return f"{prefix}:{unquote(iri.removeprefix(namespace))}"
        return unquote(iri.removeprefix(self.base))
