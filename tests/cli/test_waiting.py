from __future__ import annotations

import io
import sys
from threading import Event

import pytest

from plankg.cli import waiting
from plankg.cli.waiting import waiting_for


class Terminal(io.StringIO):
    """A terminal that says when something was shown twice, so that no test need wait by a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.shown_twice = Event()

    def isatty(self) -> bool:
        return True

    def write(self, words: str) -> int:
        written = super().write(words)
        if self.getvalue().count(" s\r") == 2:
            self.shown_twice.set()
        return written


def test_who_waits_at_a_terminal_sees_what_for_until_it_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "_SECONDS", 0.001)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with waiting_for("reading 规划.pdf"):
        assert terminal.shown_twice.wait(60)
    first, *_, last, end = terminal.getvalue().split("\r")
    assert first == "reading 规划.pdf: 0 s"
    # As wide as what it wipes out: a Chinese sign is two columns.
    assert (last, end) == (" " * 21, "")


def test_a_long_name_stays_within_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_SECONDS", 0.001)
    monkeypatch.setenv("COLUMNS", "20")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with waiting_for("reading " + "规" * 100):
        assert terminal.shown_twice.wait(60)
    assert terminal.getvalue().split("\r")[0] == "reading …: 0 s"


def test_what_fails_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(ValueError, match="broken"), waiting_for("reading"):
        raise ValueError("broken")
    assert sys.stderr.getvalue() == ""


def test_a_log_is_not_told_how_long_it_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(waiting, "_tell", None)
    with waiting_for("reading"):
        pass
    assert capsys.readouterr().err == ""
