"""Mints every IRI of a graph from a base and raw, stable values.

The scheme (docs/decisions/0003-identifiers.md): ontology ``<base>ontology#``, vocabularies
``<base>vocab/<scheme>/<concept>``, things ``<base>id/…``, named graphs ``<base>graph/<plan>``.
Elements are named by their printed path, those without a printed number by how they begin, facts
by their element and the first 8 hexadecimal digits of SHA-256 over what they say; never by an
offset, so that mending a typo elsewhere changes nothing. A changed id is a breaking change.
"""

from __future__ import annotations

import hashlib
import itertools
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

DEFAULT_BASE = "https://w3id.org/plankg/"

# Not allowed raw in an IRI (RFC 3987), or with a meaning of their own inside a path segment.
_ESCAPED = set(' <>"{}|\\^`%/?#[]') | {chr(code) for code in range(32)}

# Enough to tell the sentences of a plan's goals apart: most begin with their time and their theme.
_NAMING_LETTERS = 16


def segment(name: str) -> str:
    """Return `name` as one IRI path segment: NFC, Chinese kept, reserved signs escaped."""
    return "".join(
        "".join(f"%{byte:02X}" for byte in char.encode()) if char in _ESCAPED else char
        for char in unicodedata.normalize("NFC", name).strip()
    )


def fingerprint(values: Iterable[str]) -> str:
    """Return the first 8 hexadecimal digits of SHA-256 over `values`, each ended by U+001F."""
    joined = "".join(f"{unicodedata.normalize('NFC', value)}\x1f" for value in values)
    return hashlib.sha256(joined.encode()).hexdigest()[:8]


def beginning(words: str) -> str:
    """Return 8 hexadecimal digits that name an element without a printed number by its `words`.

    Its first 16 letters do it, in compatibility form (NFKC). Figures, signs, blanks and what stands
    further on may be corrected without another name; elements that begin alike get one name.
    """
    letters = (char for char in unicodedata.normalize("NFKC", words) if char.isalpha())
    return fingerprint(("".join(itertools.islice(letters, _NAMING_LETTERS)),))


def _path(key: str) -> str:
    """Return an area's key as IRI path segments; a zone's has two."""
    return "/".join(segment(name) for name in key.split("/"))


class Iris:
    """Mints IRIs below one base. `base` ends with a slash."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        if not base.endswith("/"):
            raise ValueError(f"a base ends with '/': {base!r}")
        self.base = base
        self.ontology = f"{base}ontology#"
        self.things = f"{base}id/"

    def concept(self, scheme: str, name: str) -> str:
        """Return a vocabulary's concept, e.g. ``vocab/role/lead``."""
        return f"{self.base}vocab/{scheme}/{segment(name)}"

    def graph(self, plan: str) -> str:
        """Return a plan's named graph."""
        return f"{self.base}graph/{segment(plan)}"

    def ledger_graph(self, plan: str) -> str:
        """Return the named graph of a plan's ledger."""
        return f"{self.base}graph/{segment(plan)}/ledger"

    def findings_graph(self, plan: str) -> str:
        """Return the named graph of what an audit found in a plan."""
        return f"{self.base}graph/{segment(plan)}/findings"

    def check(self, name: str) -> str:
        """Return a check of the audit."""
        return f"{self.things}check/{segment(name)}"

    def plan(self, slug: str) -> str:
        """Return a plan."""
        return f"{self.things}{segment(slug)}"

    def graph_below(self, folder: str, name: str) -> str:
        """Return the named graph of one file of links: ``graph/links/indicators``."""
        return f"{self.base}graph/{segment(folder)}/{segment(name)}"

    def link(self, *said: str) -> str:
        """Return the description of a link, named by what it says."""
        joined = "".join(f"{value}\x1f" for value in said)
        # A thousand plans have links enough to make 8 digits collide.
        return f"{self.things}link/{hashlib.sha256(joined.encode()).hexdigest()[:16]}"

    def text(self, slug: str) -> str:
        """Return the text that a plan's offsets count in."""
        return f"{self.plan(slug)}/text"

    def fact(self, element_iri: str, kind: str, values: Iterable[str]) -> str:
        """Return a fact's IRI below its element, named by what it says."""
        return f"{element_iri}/{kind}/{fingerprint(values)}"

    def area(self, area: str, zone: str = "") -> str:
        """Return an area by its key (a zone's has a slash), or a zone within it by name."""
        iri = f"{self.things}area/{_path(area)}"
        return f"{iri}/{segment(zone)}" if zone else iri

    def area_key(self, iri: str) -> str:
        """Return the key of an area by its IRI, ``""`` for what is no area's IRI."""
        return "/".join(self.names(iri, "area"))

    def names(self, iri: str, kind: str) -> tuple[str, ...]:
        """Return the names in an IRI of one kind of thing, ``()`` if it is none of them."""
        root = f"{self.things}{kind}/"
        if not iri.startswith(root):
            return ()
        return tuple(unquote(part) for part in iri.removeprefix(root).split("/"))

    def body(self, area: str, name: str) -> str:
        """Return a body by its area's key and its registered printed name."""
        return f"{self.things}body/{_path(area)}/{segment(name)}"

    def carrier(self, area: str, name: str) -> str:
        """Return an innovation carrier."""
        return f"{self.things}carrier/{_path(area)}/{segment(name)}"

    def programme(self, area: str, name: str) -> str:
        """Return a programme (a named scheme)."""
        return f"{self.things}programme/{_path(area)}/{segment(name)}"

    def document(self, name: str) -> str:
        """Return a cited document, by 文号 where it has one, else by title."""
        return f"{self.things}document/{segment(name)}"

    def industry(self, name: str) -> str:
        """Return an industry by its name: 集成电路 is the same branch in every plan."""
        return f"{self.things}industry/{segment(name)}"

    def indicator(self, label: str) -> str:
        """Return an indicator by its wording; linking says which wordings are one."""
        return f"{self.things}indicator/{segment(label)}"

    def unit(self, printed: str) -> str:
        """Return a unit of measure that the vocabulary does not know, by its printed sign."""
        return f"{self.things}unit/{segment(printed)}"

    def rule(self, name_and_version: str) -> str:
        """Return an extraction rule in one version; ``name@version`` → ``rule/name/version``."""
        name, _, version = name_and_version.partition("@")
        return f"{self.things}rule/{segment(name)}/{segment(version)}"

    def person(self, name: str) -> str:
        """Return a person who reviewed facts, by the name under which they did."""
        return f"{self.things}person/{segment(name)}"


def distinct(iris: Iterable[str]) -> list[str]:
    """Return the IRIs in order, with ``-2``, ``-3`` … on repetitions (true duplicates)."""
    seen: dict[str, int] = {}
    result: list[str] = []
    for iri in iris:
        seen[iri] = seen.get(iri, 0) + 1
        result.append(iri if seen[iri] == 1 else f"{iri}-{seen[iri]}")
    return result
