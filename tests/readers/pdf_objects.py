"""Writes PDFs object by object, for what no program would write."""

from __future__ import annotations

import zlib


def packed(content: bytes, said: bytes = b"") -> bytes:
    """Return a stream of a PDF."""
    inside = zlib.compress(content)
    return b"<</Filter/FlateDecode%s/Length %d>>stream\n%s\nendstream" % (said, len(inside), inside)


def pdf(content: bytes, *further: bytes, uses: bytes = b"") -> bytes:
    """Return a PDF with one page, whose stream is `content`."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>%s>>>>" % uses,
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *further,
    ]
    return pdf_of(objects)


def pdf_of(objects: list[bytes]) -> bytes:
    """Return a PDF of numbered objects, the first its catalogue."""
    parts = [b"%PDF-1.4\n"]
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    end = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % end)
    return b"".join(parts)
