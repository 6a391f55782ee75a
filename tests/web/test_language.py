"""Both languages say the same things, and a page never has a hole."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_sample import HTML

import plankg.web
from plankg.web.language import COOKIE, LANGUAGES, Translator, messages

SOURCES = Path(plankg.web.__file__).parent
# t("key"…) in templates and translate("key"…) in Python; a key ending in a dot is completed there.
USES = re.compile(r"""\b(?:t|translate)\(\s*["']([a-z_.0-9A-Z]+)["']\s*(~)?""")
FIELD_KEYS = re.compile(r'"((?:plan|ontology|vocab|thing)\.(?!html")[a-z_]+)"')


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_language_has_the_same_keys() -> None:
    keys = {language: set(messages(language)) for language in LANGUAGES}
    assert keys["zh"] == keys["en"]


@pytest.mark.parametrize("key", sorted(messages("zh")))
def test_a_message_has_the_same_values_in_every_language(key: str) -> None:
    assert names_in(messages("zh")[key]) == names_in(messages("en")[key])


def used_keys() -> set[tuple[str, bool]]:
    files = [*SOURCES.rglob("*.html"), *SOURCES.rglob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in files]
    uses = {(key, bool(more)) for text in texts for key, more in USES.findall(text)}
    return uses | {(key, False) for text in texts for key in FIELD_KEYS.findall(text)}


def test_every_key_that_pages_use_exists() -> None:
    known = messages("zh")
    for key, is_beginning in used_keys():
        if is_beginning:
            assert any(name.startswith(key) for name in known), key
        else:
            assert key in known, key


def test_every_message_is_used() -> None:
    uses = used_keys()
    whole = {key for key, is_beginning in uses if not is_beginning}
    # Keys that are made of a group and a name from the graph or a status.
    groups = {key for key, is_beginning in uses if is_beginning}
    groups |= {"class.", "column.", "part.", "kind.", "restored.", "error.", "problem."}
    groups |= {"comparable.", "found_by.", "standing.", "change.", "reconcile.type."}
    rest = [key for key in messages("zh") if not key.startswith(tuple(groups))]
    assert sorted(set(rest) - whole) == []


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        Translator("zh")("no.such.key")


@pytest.mark.parametrize(
    ("texts", "picked"),
    [
        ({"zh": "任务", "en": "task"}, "task"),
        ({"zh": "任务"}, "任务"),
        ({"": "plain"}, "plain"),
        ({}, ""),
    ],
)
def test_labels_fall_back_to_the_language_that_there_is(texts: dict[str, str], picked: str) -> None:
    assert Translator("en").pick(texts) == picked


@pytest.mark.parametrize(
    ("query", "accept_language", "tag"),
    [
        ("", "", "zh-CN"),
        ("", "zh-TW,en;q=0.5", "zh-CN"),
        ("", "en-GB,en;q=0.8", "en"),
        ("", "fr, en;q=0.5", "en"),
        ("", "fr", "zh-CN"),
        ("?lang=en", "zh", "en"),
        ("?lang=fr", "en", "en"),
    ],
)
def test_the_language_of_a_first_visit(
    client: FlaskClient, query: str, accept_language: str, tag: str
) -> None:
    answer = client.get(f"/{query}", headers={**HTML, "Accept-Language": accept_language})
    assert f'<html lang="{tag}">' in answer.text
    assert answer.headers["Content-Language"] == tag


def test_a_chosen_language_stays(client: FlaskClient) -> None:
    client.get("/?lang=en", headers=HTML)
    assert client.get_cookie(COOKIE) is not None
    assert '<html lang="en">' in client.get("/", headers=HTML).text
    client.get("/?lang=zh", headers=HTML)
    assert '<html lang="zh-CN">' in client.get("/", headers=HTML).text


def test_the_switch_keeps_the_question(client: FlaskClient) -> None:
    answer = client.get("/sparql?query=ASK%7B%7D", headers=HTML)
    assert 'href="?query=ASK%7B%7D&amp;lang=en"' in answer.text
