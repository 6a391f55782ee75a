"""Reads one number for each of several sorts of things: 水厂、泵站各新建3座."""

from __future__ import annotations

import re

from plankg.extract.commitments import Commitment
from plankg.extract.target_rules.items import COUNTS, Item
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.list_names import names_of_list, with_house_sign
from plankg.extract.target_rules.memory import remember
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.extract.wording import kept_verbs, kind_of_verbs
from plankg.model import Span

_EACH = re.compile(r"(?P<names>[^，]{2}[^，、和及与]*[、和及与][^，]{2,}?)各(?P<verb>[一-鿿]{0,6})")
_SIGN, _LISTED = "各", "、"
# 市水利局、市城管局各新建3座: who does it is not what is counted.
_BODIES = re.compile("[局委办部厅院校司]|政府|单位|部门|公司|企业|[县市区镇乡村]|街道|社区|园区")
_SHORTEST, _LONGEST = 2, 12


def _says_each(item: Item) -> bool:
    """Say whether 各 stands right before the value: 新建净水中心、治污中心|各|2个."""
    said = item.phrase.predicate
    return said is not None and said.words == _SIGN


def _goes_on(item: Item) -> bool:
    """Say whether a value goes on with what the clause does: 遴选团队10个、|博士和工程师各40名."""
    verbs = item.state.verbs
    return bool(verbs) and verbs[-1].span.start >= item.clause.span.start


def each_named(item: Item, language: Language) -> list[Commitment]:
    """Return a target for each sort that the words before 各 name; nothing for other values."""
    said = _EACH.fullmatch(item.head + (_SIGN if _says_each(item) else ""))
    if said is None or item.quantity.word_class not in COUNTS:
        return []
    names = with_house_sign(names_of_list(said["names"], language.names))
    plain = all(
        _SHORTEST <= len(name) <= _LONGEST and not _BODIES.search(name[-2:]) for name in names
    )
    verbs = item.phrase.verbs
    if not verbs and item.text[item.opening - 1] == _LISTED:
        # 培训河长500人、|巡查和养护人员各|150人: the doing that the list began with.
        verbs = item.state.verbs
    if said["verb"]:
        end = item.phrase.head.end
        verb = language.phrases.last_verb(item.text, Span(end - len(said["verb"]), end))
        verbs = (verb,) if verb and verb.word == said["verb"] else ()
    # 遴选团队10个、|博士和工程师各|40名: what is done is said once.
    listed = not said["verb"] and not verbs and _goes_on(item)
    verbs = item.state.verbs if listed else verbs
    shown = (restored_from(verbs[-1].span),) if listed and kept_verbs(verbs) else ()
    annual = bool(item.phrase.annual or item.state.annual)
    kind = kind_of_verbs(verbs, language.doing.added, annual=annual)
    if not plain or kind is None:
        return []
    quote = Span(item.opening, item.quantity.span.end)
    remember(item.state, verbs, kind, kept_verbs(verbs) + names[-1], item.phrase.head)
    return [
        stated(
            item.state,
            item.quantity,
            item.phrase,
            kept_verbs(verbs) + name,
            kind,
            quote,
            rule="targets.each-named@1",
            restored=shown,
        )
        for name in names
    ]
