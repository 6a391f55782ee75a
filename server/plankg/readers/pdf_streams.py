"""Looks at a PDF's streams before they are read: how much they hold, and whether they are whole.

pdfminer unpacks a stream whatever it becomes, and reads a damaged one as an empty one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name

from plankg.errors import InputError

# Words, drawings and fonts of all pages; those of a plan with many maps are a tenth of it.
MAX_UNPACKED = 400_000_000
# A page of text has some 50 kB, one with a map a few megabytes.
MAX_CONTENT = 100_000_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# What is said of a stream stands before it; pictures are not unpacked.
_SAID = 400
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_AT_ONCE = 1_000_000
_FLATE = (["FlateDecode"], ["Fl"])
_HEADER = 2


def refuse_bombs(path: Path) -> None:
    """Unpack what is packed in a PDF, piece by piece and without keeping it, up to a limit.

    Raises:
        InputError: there is more than that in it.
    """
    raw = path.read_bytes()
    total = 0
    for match in _STREAM.finditer(raw):
        said = raw[max(0, match.start() - _SAID) : match.start()]
        if _PICTURE.search(said, said.rfind(b"obj") + 1):
            continue
        for size in _sizes(raw, match.end()):
            total += size
            if total > MAX_UNPACKED:
                raise InputError(
                    f"{str(path)!r} would be more than {MAX_UNPACKED} bytes when unpacked; no plan"
                    " is: print the plan alone to a new PDF"
                )


def _sizes(raw: bytes, at: int) -> Iterator[int]:
    """Yield the sizes of the pieces that a stream unpacks to, nothing if it is not packed."""
    first, second = (*raw[at : at + _HEADER], 0, 0)[:_HEADER]
    if first & 15 != zlib.DEFLATED or (first * 256 + second) % 31:
        return
    unpacking = zlib.decompressobj()
    packed = raw[at : at + _AT_ONCE]
    try:
        while packed and not unpacking.eof:
            yield len(unpacking.decompress(packed, _AT_ONCE))
            packed = unpacking.unconsumed_tail
            if not packed:
                at += _AT_ONCE
                packed = raw[at : at + _AT_ONCE]
    except zlib.error:
        return


class Contents:
    """The streams of a file that say what is drawn on its pages, taken one by one as they are used.

    What they hold is counted over all pages: pdfminer takes a second for a million bytes.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._bytes = 0
        self._damaged: set[int | None] = set()

    def are_whole(self, streams: Sequence[object]) -> bool:
        """Say whether streams are there and can be unpacked to their ends.

        A wrong checksum alone does no harm; streams that are packed otherwise count as whole.

        Raises:
            InputError: more is drawn than any plan has on its pages.
        """
        broken = [one for one in streams if not self._is_whole(resolve1(one))]
        return not broken

    def _is_whole(self, stream: object) -> bool:
        if not isinstance(stream, PDFStream):
            return False
        packed = stream.get_rawdata()
        names = [literal_name(name) for name, _ in stream.get_filters()]
        if packed is None or names[:1] not in _FLATE:
            self._count(len(packed or stream.get_data()))
            return stream.objid not in self._damaged
        if stream.decipher and stream.objid is not None and stream.genno is not None:
            packed = stream.decipher(stream.objid, stream.genno, packed, stream.attrs)
        whole = self._ends(packed)
        if not whole:
            # What was unpacked once cannot be looked at again.
            self._damaged.add(stream.objid)
        return whole

    def _ends(self, packed: bytes) -> bool:
        """Say whether packed bytes come to an end; the checksum that follows is not looked at."""
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        packed = packed[_HEADER:]
        try:
            while packed and not unpacking.eof:
                self._count(len(unpacking.decompress(packed, _AT_ONCE)))
                packed = unpacking.unconsumed_tail
            # The last bytes may have been taken while what they say was still to come.
            self._count(len(unpacking.flush()))
        except zlib.error:
            return False
        return unpacking.eof

    def _count(self, size: int) -> None:
        self._bytes += size
        if self._bytes > MAX_CONTENT:
            raise InputError(
                f"{self._file!r} draws its pages with more than {MAX_CONTENT} bytes, which no plan"
                " does: print its pages of text alone to a new PDF"
            )


__all__ = ["MAX_CONTENT", "MAX_UNPACKED", "Contents", "refuse_bombs"]
