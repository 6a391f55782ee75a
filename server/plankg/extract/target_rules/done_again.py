"""Restores what is done anew in another year: 2022年改造管网20公里；2023年|改造|30公里."""

from __future__ import annotations

import itertools

from plankg.extract.commitments import Done, SentenceState
from plankg.extract.phrase import Verb
from plankg.extract.target_rules.items import ONLY_LIST_SIGNS, Item
from plankg.extract.target_rules.named import Named

# 2023年|完成|12座: whatever was to be done, be it 改造.
_DOES_IT = "完成"


def note_done(item: Item, verbs: tuple[Verb, ...], thing: str, named: Named) -> None:
    """Remember what is done with what, for a later year in which the thing is not named again.

    `verbs` are those that stand beside the thing or the list before it, `named` says where.
    """
    state, said = item.state, item.phrase.predicate
    doing = verbs or state.verbs
    word = doing[-1].word if doing else said.words if said else ""
    if not word or not thing:
        return
    kept = "".join(verb.word for verb in doing if verb.name != "drop")
    at = item.phrase.head if item.name is None else item.name
    if at.end <= at.start and named.restored:
        at = named.restored[-1].span
    since = _since(state)
    unit, value = item.quantity.unit, item.quantity.span
    state.done.append(Done(word, kept, thing.removeprefix(kept), unit, at, value, since))


def done_again(item: Item) -> Named | None:
    """Return the name of what is done in another year; None where the value's words are others.

    The name is empty where it cannot be told: 新建水厂3座、泵站5座；2023年新建|6座.
    """
    if item.head or item.name is not None:
        return None
    before = _before(item)
    place, run = _place_in_run(item)
    if not before or (place == 0 and not _does(item) and _says_more(item)):
        return None
    if run > 1 and len(before) > 1:
        # 新建水厂3座、泵站5座；2023年新建|6座、8座: in the same order.
        paired = run == len(before) and before[place].unit == item.quantity.unit
        found = before[place] if paired else None
    elif place:
        return None
    else:
        alike = [one for one in before if one.unit == item.quantity.unit]
        if not any(_goes_on(item, one) for one in alike):
            return None
        found = alike[-1] if len({one.thing for one in alike}) == 1 else None
    named = Named("", item.phrase.verbs, item.opening)
    if found is None:
        return named
    own = "" if item.phrase.verbs else found.kept
    return named.with_words(own + found.thing, found.span)


def _since(state: SentenceState) -> int:
    """Return where the time that holds is said, be it a month: 6月底前建成3座，|12月底前|…."""
    said = [one.span.start for one in (state.time, state.due) if one]
    return max(said, default=-1)


def _before(item: Item) -> list[Done]:
    """Return what was done in the time that was said before the value's own."""
    since = _since(item.state)
    earlier = [one for one in item.state.done if one.since != since]
    if not earlier or earlier[-1].value.end > since:
        return []
    return [one for one in earlier if one.since == earlier[-1].since]


def _place_in_run(item: Item) -> tuple[int, int]:
    """Return which one of the bare values that stand side by side a value is, and how many."""
    values, text = item.clause.values, item.text
    at = values.index(item.quantity)
    bare = [
        bool(ONLY_LIST_SIGNS.fullmatch(text, one.span.end, two.span.start))
        for one, two in itertools.pairwise(values)
    ]
    first = at
    while first and bare[first - 1]:
        first -= 1
    last = at
    while last < len(bare) and bare[last]:
        last += 1
    return at - first, last - first + 1


def _does(item: Item) -> str:
    """Return the verb before a value; of predicates only 完成 says that something is done."""
    phrase = item.phrase
    if phrase.verbs:
        return phrase.verbs[-1].word
    said = phrase.predicate.words if phrase.predicate else ""
    return said if said.endswith(_DOES_IT) else ""


def _says_more(item: Item) -> bool:
    """Say whether a predicate says of a value what it is; beside a bare year nothing does."""
    said = item.phrase.predicate
    return said is not None and (said.kind is not None or said.comparator != "=")


def _goes_on(item: Item, done: Done) -> bool:
    """Say whether a verb goes on with what another did: the same one, 建成 after 新建, 完成."""
    does, verbs = _does(item), item.phrase.verbs
    if not does or does == done.verb or does.endswith(_DOES_IT):
        return True
    return bool(verbs) and verbs[-1].name == "drop" and not done.kept
