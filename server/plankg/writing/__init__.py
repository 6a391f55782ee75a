"""How a workspace is written: by one process at a time, all or nothing, read whole meanwhile.

`turn` lets one process write, `change` replaces files at once and puts them back after a kill,
`view` shows a reader the files as they were before. Why so: docs/decisions/0027-writing.md.
"""

from __future__ import annotations
