"""What the web refuses, said in the reader's language: a key of the messages and its values.

An error of the engine or the catalogue brings its own English text; one that the web finds itself
is a message of ``messages/*.yaml`` under ``problem.``, so that a page can say it in Chinese. Its
values are members of the problem document too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from plankg.errors import NotAcceptableError, NotFoundError, PlanKGError, QueryError, shown
from plankg.web.language import Translator


class RefusedError(PlanKGError):
    """A request that the web itself refuses; its text is the English message."""

    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, key: str, **values: object) -> None:
        self.key = f"problem.{key}"
        self.values = {name: _clipped(value) for name, value in values.items()}
        super().__init__(self.told(Translator("en")))

    def further_headers(self) -> Mapping[str, str]:
        """Return the headers that tell the client what would do."""
        return self.headers

    def told(self, t: Translator) -> str:
        """Return the text in the language of `t`."""
        return t(self.key, **{name: _words(value) for name, value in self.values.items()})


class BadRequestError(RefusedError):
    """A request that doesn't follow the protocol."""

    status = 400
    title = "Bad request"


class BadQueryError(RefusedError, QueryError):
    """A request in which there is not one query that can be answered."""

    status = 400
    title = "Bad query"


class UnknownError(RefusedError, NotFoundError):
    """An address below which nothing is known."""

    status = 404
    title = "Not found"


class NoFormatError(RefusedError, NotAcceptableError):
    """None of the formats that the client takes."""

    status = 406
    title = "Not acceptable"


class GoneError(RefusedError):
    """A release that is not the one that is served."""

    status = 410
    title = "Release gone"


class AddressTooLongError(RefusedError):
    """A longer address than is read."""

    status = 414
    title = "Address too long"


class ContentTypeError(RefusedError):
    """A request body of a type or coding that is not read."""

    status = 415
    title = "Unsupported content type"
    # What would be read: RFC 9110 §12.5.3 of codings, LDP §7.1 of types.
    headers: ClassVar[Mapping[str, str]] = {
        "Accept-Encoding": "identity",
        "Accept-Post": "application/sparql-query, application/x-www-form-urlencoded",
    }


class RangeError(RefusedError):
    """A part of a file that begins behind its end."""

    status = 416
    title = "No such part"

    def further_headers(self) -> Mapping[str, str]:
        """Return how long the file is."""
        return {"Content-Range": f"bytes */{self.values['maximum']}", "Accept-Ranges": "bytes"}


def _clipped(value: object) -> object:
    """Return `value`; of a long text that a client sent, its beginning."""
    return shown(value) if isinstance(value, str) else value


def _words(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
