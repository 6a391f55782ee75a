from __future__ import annotations

import re

from readme_blocks import README, ROOT, with_real_output

from plankg.cli.root import COMMANDS


def test_the_readme_shows_what_its_commands_print() -> None:
    """If this fails and the new output is right: ``make readme``."""
    written = README.read_text(encoding="utf-8")
    assert with_real_output(written).splitlines() == written.splitlines()


def test_every_command_that_the_documents_name_exists() -> None:
    documents = [README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for document in documents:
        named = re.findall(r"`(?:\.venv/bin/)?plankg ([a-z]+)", document.read_text("utf-8"))
        assert set(named) <= set(COMMANDS), document


def test_every_file_that_the_documents_name_exists() -> None:
    for document in [README, ROOT / "CONTRIBUTING.md"]:
        links = re.findall(r"\]\((?!http)([^)#]+)", document.read_text("utf-8"))
        missing = [link for link in links if not (ROOT / link).exists()]
        assert missing == [], document
