"""Restores names by those that the sentence said before: 该比例, 新增用户中，节水用户比例."""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.target_rules.items import Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.list_names import with_consumer
from plankg.extract.target_rules.named import Named

# 新增用户中，|节水用户比例达到60%: of whom; 其中, 过程中 are words of their own.
_AMONG = re.compile(
    r"(?<![一-鿿])在?(?P<group>[^，,；;。：:、\d]{2,20}(?<![过其集作动域高初当途期程])中)[ 　]*\Z"
)


def with_earlier(name: Named, item: Item, language: Language) -> Named | None:
    """Return a name with what the sentence said of it before; None where it said nothing."""
    return _the_same(name, item, language) or _among(name, item, language)


def _the_same(name: Named, item: Item, language: Language) -> Named | None:
    """Return the whole name of what was measured before: 该比例 for X占Y比例.

    公共机构单位面积能耗下降5%，|人均水耗|下降6%: whose it is was said before, too.
    """
    named, names = item.state.named, language.names
    if same := names.the_same.fullmatch(name.words):
        earlier = (one for one in reversed(named) if one[0].endswith(same["what"]))
        found = next(earlier, None)
        return name.with_words(*found) if found else None
    if not named:
        return None
    first, quote = named[-1]
    whole = with_consumer(first, name.words, names)
    return name.with_words(whole, quote) if whole != name.words else None


def _among(name: Named, item: Item, language: Language) -> Named | None:
    """Return a share's name with the group that it is a part of: 新增用户中，|节水用户比例|."""
    text, before = item.text, item.clause.before
    if before is None or not language.names.rate.search(name.words):
        return None
    group = _AMONG.search(text, before.start, before.end)
    if group is None or language.quantities.quantities_in(text, before):
        return None
    phrase = language.phrase(text, before.start, before.end)
    start = max(phrase.head.start, group.start("group"))
    if phrase.verbs and phrase.verbs[-1].word in language.phrases.new:
        start = phrase.verbs[-1].span.start
    words = text[start : group.end("group")] + name.words
    return replace(name, words=words, opening=start)
