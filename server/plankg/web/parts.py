"""Parts of a file: one range of its bytes, for whoever goes on with a download (RFC 9110 §14).

Several ranges at once, other units and what is no range are answered with the whole, as the
standard allows; so is a range of another state of the file than the one that is served.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import Response, request
from werkzeug.http import parse_date

from plankg.web.freshness import etag_of
from plankg.web.refusals import RangeError
from plankg.web.request import service

# Numbers of more digits are behind the end of any file.
_RANGE = re.compile(r"bytes\s*=\s*(?:(?P<first>\d{1,18})-(?P<last>\d{1,18})?|-(?P<count>\d{1,18}))")


def in_part(response: Response) -> Response:
    """Return the part of a whole file that the request asks for; all of it if it asks for none.

    Raises:
        RangeError: no byte of the file is in the range.
    """
    content = response.get_data()
    response.headers["Accept-Ranges"] = "bytes"
    response.set_etag(etag_of(response.content_type or "", content))
    if service().published is not None:
        response.last_modified = service().published
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if found is None or request.method != "GET" or not _is_of_this_state(response):
        return response
    size = len(content)
    if found["count"]:
        first, last = max(0, size - int(found["count"])), size - 1
    else:
        first, last = int(found["first"]), min(int(found["last"] or size), size - 1)
        if found["last"] and int(found["last"]) < first:
            return response  # which is no range
    if first > last:
        raise RangeError("range", maximum=size)
    response.set_data(content[first : last + 1])
    response.status_code = HTTPStatus.PARTIAL_CONTENT
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _is_of_this_state(response: Response) -> bool:
    """Say whether the client means the file as it is, or has it already and is told so."""
    etag, _ = response.get_etag()
    if request.if_none_match.contains(etag or ""):
        return False
    condition = request.headers.get("If-Range", "").strip()
    if not condition or condition == f'"{etag}"':
        return True
    day = parse_date(condition)
    return day is not None and day == response.last_modified
