"""Counts the rows of an answer for the log."""

from __future__ import annotations

from plankg.engine import GRAPH_FORMATS, RESULT_FORMATS, Answer

# What stands once for each row, and how many rows more there are than of these.
_SIGNS = {
    RESULT_FORMATS["json"]: (b"},{", 1),
    RESULT_FORMATS["xml"]: (b"<result>", 0),
    RESULT_FORMATS["csv"]: (b"\n", -1),
    RESULT_FORMATS["tsv"]: (b"\n", -1),
    GRAPH_FORMATS["ntriples"]: (b"\n", 0),
}
_NO_ROWS = b'"bindings":[]'
_YES_OR_NO = b'"boolean":'
_BEGINNING = 4096


def rows_in(answer: Answer) -> int | None:
    """Return the rows (or triples) of an answer, ``None`` where its format does not tell.

    A text with the separator in it counts as a further row: exact enough for a log, and quick.
    """
    media_type = answer.media_type.partition(";")[0]
    if media_type not in _SIGNS:
        return None
    beginning = answer.body[:_BEGINNING]
    if _YES_OR_NO in beginning or beginning.endswith(_NO_ROWS + b"}}"):
        return 1 if _YES_OR_NO in beginning else 0
    sign, more = _SIGNS[media_type]
    return max(0, answer.body.count(sign) + more)
