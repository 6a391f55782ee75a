"""Message templates: sentences with the columns of a row in braces, as in ``{rate} × {years}``.

``{a}`` is how the fact on side a is shown, ``{a.quote}`` its words, ``{a.where}`` its printed path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from plankg.catalogue.entries import Entry
from plankg.findings.values import LANGUAGES, Bilingual

_PLACE = re.compile(r"\{([^{}]*)\}")
PARTS_OF_A_SIDE = ("quote", "where")


def checked_template(entry: Entry, columns: Iterable[str], sides: Iterable[str]) -> Bilingual:
    """Return the template of a header's entry, all of whose places can be filled.

    Raises:
        CatalogueError: a place is no column, or of a side no part.
    """
    names = {*columns, *(f"{side}.{part}" for side in sides for part in PARTS_OF_A_SIDE)}
    texts = entry.translations()
    for text in texts.values():
        for place in _PLACE.findall(text):
            if place not in names:
                known = ", ".join(sorted(names))
                raise entry.error(f"nothing fills {{{place}}}; there are {known}")
    return texts


def filled(template: Bilingual, value: Callable[[str, str], str]) -> Bilingual:
    """Return the template with each place filled by ``value(place, language)``."""
    return {
        language: _PLACE.sub(lambda found: value(found[1], language), template[language])  # noqa: B023
        for language in LANGUAGES
        if language in template
    }
