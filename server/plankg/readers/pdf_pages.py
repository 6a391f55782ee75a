"""Opens a PDF and gives its pages one by one, each no fuller than a page can be."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from plankg.errors import InputError
from plankg.readers.limits import refuse_long
from plankg.readers.pdf_streams import Contents, refuse_bombs

# A page of the smallest type has some 20,000, a poster with a table several times as many.
MAX_CHARACTERS = 100_000
# Lines, curves, pictures: a map has tens of thousands. So many take half a gigabyte.
MAX_SHAPES = 300_000
# A picture, or a drawing that is used again, costs as much time as so many lines.
_PARTS_OF_A_FIGURE = 10
# The longest plans have some five hundred.
MAX_PAGES = 5_000
_LAST_BYTES = 8192


def pages_of(path: Path) -> Iterator[FullPage]:
    """Yield a PDF's pages in their order.

    Raises:
        InputError: cut off, or larger than a plan can be.
        PdfminerException: what `readable` tells of.
    """
    # It warns of each font that lacks an optional entry; no reader of a plan can do anything.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    _refuse_cut_off(path)
    refuse_bombs(path)
    characters = 0
    contents = Contents(str(path))
    with path.open("rb") as file:
        pdf = PDF(file, stream_is_external=True, path=path)
        for number, found in enumerate(PDFPage.create_pages(pdf.doc), start=1):
            if number > MAX_PAGES:
                raise InputError(
                    f"{str(path)!r} has more than {MAX_PAGES} pages, which no plan has: print the"
                    " plan's pages alone to a new PDF"
                )
            page = FullPage(pdf, found, page_number=number)
            page.streams = contents
            characters += len(page.chars)
            refuse_long(str(path), characters, 0)
            yield page
            page.close()


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Tell in one line why a PDF that is read meanwhile cannot be.

    Raises:
        InputError: it is encrypted or damaged.
    """
    try:
        yield
    except (
        PdfminerException, MalformedPDFException, PSException, ValueError, KeyError, TypeError,
        IndexError, AttributeError, AssertionError, ArithmeticError, OSError, RecursionError,
    ) as error:  # fmt: skip
        causes = (error, *error.args)
        if any(isinstance(one, (PDFPasswordIncorrect, PDFEncryptionError)) for one in causes):
            raise InputError(
                f"{str(path)!r} is encrypted: open it with its password and save it without one"
            ) from error
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(
            f"{str(path)!r} is a damaged PDF ({reason}): fetch it again, or print it to a new PDF"
        ) from error


class FullPage(Page):
    """A page that stops the reading where it holds more than a page can.

    `streams` are those of the file; `is_damaged` says, once the page's words have been asked for,
    whether one of its own is not whole.
    """

    streams: Contents
    is_damaged = False

    @property
    def layout(self) -> Any:
        """What pdfminer finds on the page."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            device.file = str(self.pdf.path)
            device.streams = self.streams
            try:
                # As pdfplumber's own: of a damaged page pdfminer may raise anything.
                _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            except InputError:
                raise
            except Exception as error:
                raise PdfminerException(error) from error
            self._layout = device.get_result()
            self.is_damaged = device.is_damaged
        return self._layout

    @property
    def is_protected(self) -> bool:
        """Say whether the file is encrypted, if only against changes."""
        return self.pdf.doc.encryption is not None


class _Device(PDFPageAggregatorWithMarkedContent):
    """Counts what is drawn, and stops before it fills the memory."""

    file: str
    streams: Contents
    is_damaged = False
    _characters = 0
    _shapes = 0

    def render_string(self, textstate: Any, seq: Any, *rest: Any) -> None:
        wide = textstate.font is not None and textstate.font.is_multibyte()
        written = sum(len(one) for one in seq if isinstance(one, bytes))
        self._characters += written // 2 if wide else written
        if self._characters > MAX_CHARACTERS:
            raise self._too_full(f"{MAX_CHARACTERS} characters")
        super().render_string(textstate, seq, *rest)

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        self._draw(1)
        super().paint_path(*args, **kwargs)

    def begin_figure(self, *args: Any) -> None:
        self._draw(_PARTS_OF_A_FIGURE)
        super().begin_figure(*args)

    def _draw(self, shapes: int) -> None:
        self._shapes += shapes
        if self._shapes > MAX_SHAPES:
            raise self._too_full(f"{MAX_SHAPES} lines and pictures")

    def _too_full(self, limit: str) -> InputError:
        return InputError(
            f"{self.file!r} has more than {limit} on page {self.pageno}, which no plan has: print"
            " the plan's pages alone to a new PDF"
        )


class _Interpreter(PDFPageInterpreter):
    """Notices streams that are damaged: pages' own, and those that they call up."""

    device: _Device

    def execute(self, streams: Any) -> None:
        if not self.device.streams.are_whole(streams):
            self.device.is_damaged = True
        super().execute(streams)


def _refuse_cut_off(path: Path) -> None:
    """A PDF's last words say where its parts are; without them pages may be missing unseen."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _LAST_BYTES))
        if b"%%EOF" not in file.read():
            raise InputError(f"{str(path)!r} is cut off (a PDF ends with %%EOF): fetch it again")


__all__ = ["FullPage", "pages_of", "readable"]
