"""Decodes bytes whose encoding nobody has written down, or has written down wrongly.

UTF-8 proves itself. GB 18030 and UTF-16 do not: they take almost any bytes. So what they give is
believed if most of its characters are common ones; other encodings are asked where they are not.
"""

from __future__ import annotations

import codecs

from plankg.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a file may say of itself and be believed. GB 2312 and GBK are what GB 18030 grew out of;
# pages name them and use the whole of it. Latin-1 takes any bytes, so naming it proves nothing.
_NAMED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
# In plans over 99 % of the characters beyond ASCII are common; in wrongly decoded ones about half.
_PLAUSIBLE = 0.8
# For each place that is no UTF-8 so many characters beyond ASCII are; in GB 18030 hardly any.
_MOSTLY = 10
_ASKED = 20_000


def text_of(raw: bytes, name: str, declared: str = "") -> str:
    """Return the text of a file's bytes, without BOM.

    `declared` is the encoding that the file itself names; it is tried after a BOM and before all
    others.

    Raises:
        InputError: the bytes are text in no encoding that is used for Chinese.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw, encoding, name)
    if b"\x00" in raw:
        return _in_two_bytes(raw, name)
    for encoding in (_NAMED.get(declared.strip().lower(), ""), "utf-8"):
        if encoding:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return _guessed(raw, name)


def _in_two_bytes(raw: bytes, name: str) -> str:
    """Return the text of UTF-16 without BOM, in which each letter and line end has a zero byte."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and plausibility(text) >= _PLAUSIBLE:
            return text
    raise InputError(
        f"{name!r} is no text file (it holds NUL bytes, the first is byte {raw.index(0)}):"
        " give a .txt in UTF-8"
    )


def _guessed(raw: bytes, name: str) -> str:
    _refuse_broken_utf8(raw, name)
    failure: UnicodeDecodeError | None = None
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as error:
        failure = error
    else:
        if plausibility(text) >= _PLAUSIBLE:
            return text
    other = _other(raw)
    if other is not None:
        return other
    if failure is None:
        return text
    raise InputError(
        f"{name!r} is neither UTF-8 nor GB 18030 (byte {failure.start}): save it as UTF-8"
    ) from failure


def _refuse_broken_utf8(raw: bytes, name: str) -> None:
    """Refuse what is UTF-8 but for a few bytes: read as anything else it would be no text."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(not char.isascii() for char in text)
    if beyond - broken < _MOSTLY * broken or plausibility(text) < _PLAUSIBLE:
        return
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        places = f"{broken} places, the first" if broken > 1 else "one place, which"
        raise InputError(
            f"{name!r} is UTF-8 but for {places} is byte {error.start}: mend it there and save it"
            " as UTF-8"
        ) from error


def _other(raw: bytes) -> str | None:
    """Return the text in an encoding that charset-normalizer finds, if it is plausible Chinese."""
    from charset_normalizer import from_bytes

    found = from_bytes(raw[:_ASKED], cp_isolation=["big5", "big5hkscs", "utf_16", "utf_8"]).best()
    for encoding in ("big5hkscs", found.encoding if found else ""):
        try:
            text = raw.decode(encoding) if encoding else ""
        except UnicodeDecodeError:
            continue
        if text and plausibility(text) >= _PLAUSIBLE:
            return text
    return None


def plausibility(text: str) -> float:
    """Return which share of the characters beyond ASCII is common in Chinese text (1 if none)."""
    beyond = [char for char in text[:_ASKED] if not char.isascii()]
    if not beyond:
        return 1.0
    return sum(map(_common, beyond)) / len(beyond)


def _common(char: str) -> bool:
    """Say whether a character is punctuation, or among the usual ones of GB 2312 or of Big5."""
    if "　" <= char <= "〟" or "！" <= char <= "～" or char in "“”‘’—…·－":
        return True
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        try:
            lead = char.encode("big5")[0]
        except UnicodeEncodeError:
            return False
        return 0xA4 <= lead <= 0xC6
    return 0xB0 <= lead <= 0xD7


def _decoded(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name!r} says that it is {encoding} but is not (byte {error.start}): save it as UTF-8"
        ) from error


__all__ = ["plausibility", "text_of"]
