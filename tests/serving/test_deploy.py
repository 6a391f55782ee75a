"""The examples for those who run the service name what there is."""

from __future__ import annotations

import configparser
import json
import re
import shlex
from pathlib import Path

import pytest

from plankg.cli.root import COMMANDS
from plankg.cli.serve import command as serve
from plankg.serving.configuration import variable_of
from plankg.serving.settings import TABLES, Settings, keys_of

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
VARIABLES = {variable_of(table, key) for table in TABLES for key in keys_of(table)}


@pytest.fixture(scope="module")
def unit() -> dict[str, dict[str, str]]:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(DEPLOY / "plankg.service", encoding="utf-8")
    return {name: dict(parser[name]) for name in parser.sections()}


def test_the_unit_starts_a_command_that_there_is(unit: dict[str, dict[str, str]]) -> None:
    program, name, *arguments = shlex.split(unit["Service"]["ExecStart"])
    options = {option for parameter in serve.params for option in parameter.opts}
    assert program.endswith("/plankg")
    assert name == "serve"
    assert name in COMMANDS
    assert {word for word in arguments if word.startswith("-")} <= options
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_the_unit_gives_the_service_little(unit: dict[str, dict[str, str]]) -> None:
    service = unit["Service"]
    assert service["User"] not in ("", "root")
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    for key in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome"):
        assert service[key] == "yes"
    assert "AF_UNIX" in service["RestrictAddressFamilies"]  # between the service and its workers


def test_the_unit_waits_longer_than_the_service(unit: dict[str, dict[str, str]]) -> None:
    settings = Settings()
    assert int(unit["Service"]["TimeoutStopSec"]) > settings.server.drain_s
    assert int(unit["Service"]["LimitNOFILE"]) > settings.server.max_connections


def instructions() -> list[tuple[str, str]]:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    return [(word, rest) for line in lines if line for word, _, rest in [line.partition(" ")]]


def test_the_image_runs_as_nobody_special_and_tells_its_health() -> None:
    found = instructions()
    last = dict(found)
    users = [rest for word, rest in found if word == "USER"]
    assert users
    assert users[-1].isdigit()
    assert int(users[-1]) >= 1000
    assert json.loads(last["ENTRYPOINT"]) == ["plankg"]
    assert json.loads(last["CMD"])[0] in COMMANDS
    assert "/readyz" in last["HEALTHCHECK"]
    json.loads(last["HEALTHCHECK"].partition("CMD ")[2])


def test_the_image_sets_variables_that_there_are() -> None:
    named = re.findall(r"\b(PLANKG_\w+)=", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
    assert named
    assert set(named) <= VARIABLES
