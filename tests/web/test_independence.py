"""The web stands on the engine alone: neither the pipeline nor rdflib is loaded to serve."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["rdflib", "openpyxl", "pyshacl", "plankg.extract", "plankg.pipeline"]
)
def test_serving_loads_nothing_of_the_pipeline(module: str) -> None:
    program = f"import sys, plankg.web; sys.exit({module!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=False, timeout=120)
    assert done.returncode == 0
