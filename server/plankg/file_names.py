"""Files' names as text: a system keeps them as bytes, whatever encoding these were written in."""

from __future__ import annotations

import os
from pathlib import Path


def stem_of(path: Path) -> str:
    """Return a file's name without its ending, as text that can be written.

    The bytes are UTF-8, also where the locale takes them for something else. Names that archives
    packed on Windows leave behind are GB 18030; of what is neither, single bytes are escaped.
    """
    raw = os.fsencode(path.stem)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode(errors="backslashreplace")
