"""Settings: where they come from, and what is no setting."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from plankg.cli import main
from plankg.errors import WorkspaceError
from plankg.pool import can_isolate
from plankg.serving.configuration import load_configuration, variable_of
from plankg.serving.settings import TABLES, Settings, keys_of
from plankg.workspace import SERVICE_TABLES

ROOT = Path(__file__).resolve().parents[2]


def test_later_sources_win(tmp_path: Path) -> None:
    file = tmp_path / "plankg.toml"
    file.write_text("[workspace]\n[server]\nport = 1\nhost = '::1'\nworkers = 3\n")
    environment = {"PLANKG_SERVER_PORT": "2", "PLANKG_SERVER_WORKERS": "4", "HOME": "/"}
    options = {("server", "workers"): 5, ("server", "host"): None}
    found = load_configuration(file, environment, options)
    server = found.settings.server
    assert (server.host, server.port, server.workers, server.idle_s) == ("::1", 2, 5, 60.0)
    sources = {one.key: one.source for one in found.origins if one.table == "server"}
    assert sources["host"] == str(file)
    assert sources["port"] == "$PLANKG_SERVER_PORT"
    assert sources["workers"] == "--workers"
    assert sources["idle_s"] == "default"


WRONG = {
    "a table": ("[sever]", "unknown table: 'sever'; did you mean 'server'?"),
    "a key": ("[server]\nprt = 1", "unknown key in [server]: 'prt'; did you mean 'port'?"),
    "a type": ("[server]\nport = '1'", "server.port must be a whole number, not '1'"),
    "a truth": ("[log]\nclients = 1", "log.clients must be true or false, not 1"),
    "a number": ("[limits]\ntime_s = true", "limits.time_s must be a number, not True"),
    "a list": ("[server]\ntrusted_proxies = 'x'", "must be a list of texts, not 'x'"),
    "no such port": ("[server]\nport = 99999", "server.port must be at most 65535, not 99999"),
    "no time": ("[limits]\ntime_s = 0", "limits.time_s must be at least 0.05, not 0"),
    "too little": ("[cache]\nsize_mb = -1", "cache.size_mb must be at least 0, not -1"),
    "a choice": ("[log]\nformat = 'xml'", "log.format must be one of json, text, not 'xml'"),
    "no table": ("server = 1", "'server' must be a table: write [server]"),
    "no TOML": ("[server", "cannot be read as TOML"),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_named(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "plankg.toml"
    file.write_text(text)
    with pytest.raises(WorkspaceError, match=re.escape(told)):
        load_configuration(file, {})


ENVIRONMENT = {
    "unknown": ({"PLANKG_SERVER_PRT": "1"}, "did you mean 'PLANKG_SERVER_PORT'?"),
    "no number": ({"PLANKG_SERVER_PORT": "x"}, "PLANKG_SERVER_PORT must be a whole number"),
    "no truth": ({"PLANKG_LOG_CLIENTS": "maybe"}, "must be true or false, not 'maybe'"),
}


@pytest.mark.parametrize(("given", "told"), ENVIRONMENT.values(), ids=ENVIRONMENT.keys())
def test_what_is_wrong_in_the_environment_is_named(given: dict[str, str], told: str) -> None:
    with pytest.raises(WorkspaceError, match=re.escape(told)):
        load_configuration(None, given)


def test_texts_of_the_environment_become_values() -> None:
    environment = {
        "PLANKG_LOG_CLIENTS": "Yes",
        "PLANKG_SERVER_TRUSTED_PROXIES": "10.0.0.1, 10.1.0.0/16",
        "PLANKG_LIMITS_TIME_S": "2.5",
        "PLANKG_WORKSPACE": "/somewhere",
    }
    settings = load_configuration(None, environment).settings
    assert settings.log.clients is True
    assert settings.server.trusted_proxies == ("10.0.0.1", "10.1.0.0/16")
    assert settings.query_limits.seconds == 2.5


def test_what_config_prints_is_a_file_that_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANKG_SERVER_TRUSTED_PROXIES", "10.0.0.1")
    assert main(["config"]) == 0
    printed = capsys.readouterr().out
    assert 'trusted_proxies = ["10.0.0.1"]  # $PLANKG_SERVER_TRUSTED_PROXIES' in printed
    file = tmp_path / "printed.toml"
    file.write_text(printed)
    monkeypatch.delenv("PLANKG_SERVER_TRUSTED_PROXIES")
    assert main(["config", "--config", str(file), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["source"] for row in rows} == {str(file)}
    proxies = next(row for row in rows if row["key"] == "trusted_proxies")
    assert proxies["value"] == ["10.0.0.1"]
    assert proxies["variable"] == "PLANKG_SERVER_TRUSTED_PROXIES"


def test_config_tells_what_the_allocator_comes_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not can_isolate():
        pytest.skip("queries run in the service's own process here")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANKG_SERVER_ALLOCATOR", "system")
    assert main(["config"]) == 0
    line = 'allocator = "system"  # $PLANKG_SERVER_ALLOCATOR; here: the system\'s'
    assert line in capsys.readouterr().out
    assert main(["config", "--format", "json"]) == 0
    rows = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["allocator"]["here"].startswith("the system's")
    assert "here" not in rows["port"]
    monkeypatch.setenv("PLANKG_SERVER_ALLOCATOR", "/nowhere/x.so")
    assert main(["config"]) == 2
    assert "server.allocator: '/nowhere/x.so' is no file" in capsys.readouterr().err


def test_an_unknown_key_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plankg.toml").write_text("[cache]\nsize = 1\n")
    monkeypatch.chdir(tmp_path)
    assert main(["config"]) == 2
    error = capsys.readouterr().err
    assert "unknown key in [cache]: 'size'; did you mean 'size_mb'?" in error
    assert len(error.splitlines()) == 1


def test_a_workspaces_file_may_hold_exactly_these_tables() -> None:
    assert tuple(TABLES) == SERVICE_TABLES


def test_the_example_holds_every_setting_with_its_default_and_what_it_is_for() -> None:
    text = (ROOT / "deploy" / "plankg.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    defaults = Settings()
    for table in TABLES:
        for key, about in keys_of(table).items():
            default = getattr(getattr(defaults, table), key)
            value = tables[table][key]
            assert (tuple(value) if isinstance(value, list) else value) == default, key
            assert f"# {about.metadata['says']}\n" in text, key
            assert variable_of(table, key) == f"PLANKG_{table}_{key}".upper()
    assert load_configuration(ROOT / "deploy" / "plankg.toml", {}).settings == defaults
