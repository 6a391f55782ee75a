"""Recognises words that name persons (责任人：张大山): they answer for work, but are no bodies."""

from __future__ import annotations

import re

from plankg.extract.goal_columns import HeaderWords
from plankg.lookups import Lookups

_LABEL = re.compile(r"[\s　（(〔\[【]*+(?P<label>[一-鿿 　]{2,12})[】\]]?[ 　]*[:：]\s*[一-鿿]")


class PersonLabels:
    """The labels of persons: the header words of their columns (``table_headers.tsv``)."""

    def __init__(self, lookups: Lookups) -> None:
        self._headers = lookups.made(HeaderWords)

    def begin(self, words: str) -> bool:
        """Say whether words begin with such a label and a name."""
        match = _LABEL.match(words)
        if match is None:
            return False
        return self._headers.sort(re.sub(r"[ 　]", "", match["label"])) == "person"
