from __future__ import annotations

import os
from pathlib import Path

import pytest

from plankg.file_names import stem_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="names are no bytes there")


@pytest.mark.parametrize(
    ("raw", "stem"),
    [
        ("水务规划.v2.txt".encode(), "水务规划.v2"),
        ("水务规划.txt".encode("gb18030"), "水务规划"),
        (b"plan\xff.txt", "plan\\xff"),
        (b"\xff", "\\xff"),
    ],
)
def test_a_files_name_is_text_whatever_its_bytes_are(raw: bytes, stem: str) -> None:
    assert stem_of(Path("folder", os.fsdecode(raw))) == stem
