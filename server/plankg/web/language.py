"""The pages' one translation mechanism: a file of messages per language, looked up strictly.

``messages/<language>.yaml`` holds one flat mapping of dotted keys to texts; ``{name}`` stands for
a value. Every language has the same keys (a test compares them), and an unknown key is an error
rather than a page with a hole. Labels of terms and things are no messages: they come from the
graph, in the language that fits best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from flask import Request

from plankg.errors import WorkspaceError
from plankg.fast_yaml import loaded

_MESSAGES = Path(__file__).resolve().parent / "messages"

# The first is the one for visitors who ask for none that we have.
LANGUAGES = ("zh", "en")
COOKIE = "plankg-lang"
# What the lang attribute says: pages are in Simplified Chinese as written in China.
TAGS = {"zh": "zh-CN", "en": "en"}


@cache
def messages(language: str) -> Mapping[str, str]:
    """Return all messages of a language, read once.

    Raises:
        WorkspaceError: the file is no mapping of keys to texts.
    """
    content = loaded((_MESSAGES / f"{language}.yaml").read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not all(isinstance(text, str) for text in content.values()):
        raise WorkspaceError(f"messages of {language!r} must map keys to texts: quote the others")
    return content


class Translator:
    """Looks up messages of one language; templates call it ``t``: ``t(key, name=value)``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._messages = messages(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the message with `values` filled in; an unknown key is a `KeyError`."""
        return self._messages[key].format(**values)

    def has(self, key: str) -> bool:
        """Say whether there is such a message."""
        return key in self._messages

    def pick(self, texts: Mapping[str, str]) -> str:
        """Return a text in this language, else in the first that there is, else ``""``."""
        for language in (self.language, *LANGUAGES, *texts):
            if texts.get(language):
                return texts[language]
        return ""


def language_of(request: Request, known: Sequence[str] = LANGUAGES) -> str:
    """Return the request's language: ``?lang=``, else the cookie, else Accept-Language."""
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted is not None and wanted in known:
            return wanted
    for tag, weight in request.accept_languages:
        primary = tag.split("-", 1)[0].lower()
        if weight > 0 and primary in known:
            return primary
    return known[0]
