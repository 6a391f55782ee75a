"""Counts the rows of an answer for the log."""

from __future__ import annotations

from plankg.engine import RESULT_FORMATS, Answer

# What stands once for each row, and how many rows more there are than of these.
_SIGNS = {
    RESULT_FORMATS["json"]: (b"},{", 1),
    RESULT_FORMATS["xml"]: (b"<result>", 0),
    RESULT_FORMATS["csv"]: (b"\n", -1),
    RESULT_FORMATS["tsv"]: (b"\n", -1),
}
_NO_ROWS = b'"bindings":[]}}'
_YES_OR_NO = b'"boolean":'
# All of the head of such an answer.
_BEGINNING = 64


def rows_in(answer: Answer) -> int | None:
    """Return the rows (or triples) of an answer, ``None`` where nothing tells.

    A text with the separator in it counts as a further row: exact enough for a log, and quick.
    """
    if answer.triples is not None:
        return answer.triples
    signs = _SIGNS.get(answer.media_type) or _SIGNS.get(answer.media_type.partition(";")[0])
    if signs is None:
        return None
    body = answer.body
    if body.find(_YES_OR_NO, 0, _BEGINNING) >= 0:
        return 1
    if body.endswith(_NO_ROWS):
        return 0
    sign, more = signs
    return max(0, body.count(sign) + more)
