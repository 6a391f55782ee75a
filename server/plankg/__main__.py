"""``python -m plankg`` is the command ``plankg``."""

from __future__ import annotations

import sys

from plankg.cli import main

if __name__ == "__main__":
    sys.exit(main())
