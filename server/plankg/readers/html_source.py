"""Looks at a page's source before it is parsed: is it all there, and no more than a page can be?

A browser and libxml2 read whatever they get, and say nothing of what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plankg.errors import InputError
from plankg.readers.limits import refuse_crowded

# libxml2 compares each attribute of a tag with all others: 80,000 take a minute, these no time.
# Pages have up to thirty.
MAX_ATTRIBUTES = 1_000
_LONG_TAG = 2 * MAX_ATTRIBUTES
_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']++|"[^"]*"|'[^']*'|["'])*+""")
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""")
_RAW = re.compile(r"<(script|style)\b", re.I)
_RAW_ENDS = {name: re.compile(rf"</{name}\b", re.I) for name in ("script", "style")}
# At the end: a tag that was begun, or a comment that was not ended.
_BEGUN = re.compile(r"</?[A-Za-z!][^<>]*\Z|<\Z")
_BEGINS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html\b)", re.I)
_ENDS = re.compile(r"</(?:html|body|frameset)\s*>", re.I)
# So near its end a page says that it ends; comments and scripts may follow.
_TAIL = 100_000
NO_END = "not read, perhaps: its last words, as the page has no end </html> (fetch it again)"


def refuse_overfull(source: str, file: str) -> None:
    """Refuse a page that would fill the memory, or take minutes to parse.

    Raises:
        InputError: too many tags, or attributes in one of them.
    """
    refuse_crowded(file, source.count("<") + source.count("="))
    for tag in _tags(source):
        if len(tag) < _LONG_TAG:
            continue
        names = len(_VALUE.sub("", tag).replace("/", " ").split()) - 1
        if names > MAX_ATTRIBUTES:
            raise InputError(
                f"{file!r} has a tag with {names} attributes, which no page has (the limit is"
                f" {MAX_ATTRIBUTES}): save its text alone as .txt"
            )


def _tags(source: str) -> Iterator[str]:
    """Yield the tags that begin or stand alone, those of a script's own words left out."""
    at = 0
    while tag := _TAG.search(source, at):
        yield tag.group()
        at = tag.end()
        raw = _RAW.match(tag.group())
        if raw:
            end = _RAW_ENDS[raw[1].lower()].search(source, at)
            if end is None:
                return
            at = end.start()


def refuse_cut_off(source: str, file: str) -> None:
    """Refuse a page that ends within a tag.

    Raises:
        InputError: it does.
    """
    end = source[max(0, source.rfind("<")) :].rstrip()
    if _BEGUN.match(end):
        raise InputError(
            f"{file!r} is cut off (it ends within the tag {end[:40]!r}): fetch it again"
        )


def is_without_end(source: str) -> bool:
    """Say whether a whole page, as its beginning says, has no end; parts of pages have none."""
    return bool(_BEGINS.match(source)) and not _ENDS.search(source, max(0, len(source) - _TAIL))


__all__ = ["MAX_ATTRIBUTES", "NO_END", "is_without_end", "refuse_cut_off", "refuse_overfull"]
