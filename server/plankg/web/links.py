"""What pages show for terms: a label in the reader's language, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plankg.web.addresses import Addresses
from plankg.web.language import Translator
from plankg.web.results import Row, Value

XSD_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


@dataclass(frozen=True, slots=True)
class Link:
    """A shown term. `href` is ``""`` for a literal, `language` the tag of its words if known."""

    label: str
    href: str = ""
    title: str = ""
    language: str = ""


class Labels:
    """The labels of terms by IRI and language, as a query with ``?term ?label`` gave them."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._labels: dict[str, dict[str, str]] = {}
        for row in rows:
            label = row.value("label")
            if label is not None and not label.is_iri:
                self._labels.setdefault(row["term"], {}).setdefault(label.language, label.text)

    def of(self, iri: str) -> Mapping[str, str]:
        """Return a term's labels by language tag, empty if it has none."""
        return self._labels.get(iri, {})


class Linker:
    """Turns terms into links for one request: its language, its application's root."""

    def __init__(self, addresses: Addresses, translate: Translator, root: str = "") -> None:
        self.addresses = addresses
        self.translate = translate
        self._root = root

    def href(self, iri: str) -> str:
        """Return where an IRI's page is, or ``""``."""
        link = self.addresses.link(iri)
        return f"{self._root}{link}" if link.startswith("/") else link

    def iri(self, iri: str, labels: Labels | None = None, label: str = "") -> Link:
        """Return the link to `iri`, called `label`, or as `labels` say, or by its short name."""
        known = labels.of(iri) if labels else {}
        words = label or self.translate.pick(known) or self.addresses.short(iri)
        return Link(words, self.href(iri), title=self.addresses.short(iri))

    def value(self, value: Value, labels: Labels | None = None) -> Link:
        """Return what to show for any term of a result."""
        if value.is_iri:
            return self.iri(value.text, labels)
        if value.datatype == XSD_BOOLEAN:
            key = "thing.yes" if value.text in ("true", "1") else "thing.no"
            return Link(self.translate(key))
        return Link(value.text, language=value.language)

    def page(self, path: str) -> str:
        """Return a path below the application's root as a link."""
        return f"{self._root}/{path}"

    def passage(self, source: str, start: str, end: str) -> str:
        """Return where the characters ``[start, end)`` of a text resource are marked."""
        href = self.href(source)
        return f"{href}?start={start}&end={end}#passage" if href and start and end else href


class Vocabulary:
    """The words for concepts of our closed vocabularies, by vocabulary and short name."""

    def __init__(self, labels: Labels, base: str, translate: Translator) -> None:
        self._labels = labels
        self._base = base
        self._translate = translate

    def word(self, scheme: str, name: str) -> str:
        """Return what ``vocab/<scheme>/<name>`` is called, else `name`."""
        known = self._labels.of(f"{self._base}vocab/{scheme}/{name}")
        return self._translate.pick(known) or name
