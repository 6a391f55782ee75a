"""Reads places that have a number each, in their order: 青阳、华士两镇分别新建水站2座、1座."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from plankg.extract.commitments import Commitment, Unread
from plankg.extract.phrase import Phrase
from plankg.extract.place_lists import Place
from plankg.extract.quantity import Quantity
from plankg.extract.target_rules.items import ONLY_LIST_SIGNS, Clause, Item, name_after
from plankg.extract.target_rules.kinds import kind_of
from plankg.extract.target_rules.language import Language
from plankg.extract.target_rules.statements import restored_from, stated
from plankg.extract.wording import alike, kept_verbs, kind_of_verbs
from plankg.model import Evidence, Kind, Span

_RESPECTIVELY = "分别"
_FEWEST = 2
_WITHIN = "其中"
_TOO_FEW = "as many places as values are needed after 分别"
_Read = tuple[str, Kind, int, tuple[Evidence, ...]]


def places_respectively(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 青阳、华士两镇分别不少于5座、4座: each of the values is one place's, in their order.

    What is measured stands behind the places, behind the last value, or was counted in the same
    unit before. Returns nothing where no places stand before 分别, or they share one value.
    """
    text, values = clause.text, clause.values
    if len(values) < _FEWEST or not _are_listed(text, values):
        return []
    if parts := _of_one_region(clause, language):
        return parts
    found = places_before(clause, language)
    if found is None:
        return []
    places, begin, opening = found
    phrase = language.phrase(text, begin, values[0].span.start)
    read = _read(clause, begin, phrase, language)
    if read is None or len(places) != len(values):
        return [Unread(value.span, _TOO_FEW) for value in values]
    name, kind, end, restored = read
    # 每个市开通2条，青河、白岭两市分别5条、4条，|净水率达到90%: the rate is that of all.
    clause.state.scope, clause.state.scope_span = "", None
    if not phrase.head.of(text).strip():
        phrase = language.phrases.with_last_verb(text, phrase)
    return [
        stated(
            clause.state,
            value,
            phrase,
            name,
            kind,
            Span(opening, end),
            rule="targets.places-respectively@1",
            restored=restored,
            place=place,
        )
        for place, value in zip(places, alike(values), strict=True)
    ]


def _of_one_region(clause: Clause, language: Language) -> list[Commitment | Unread]:
    """Read 新建水站15个、水厂8个，其中|东部|分别6个、4个: so many of each there.

    Returns nothing where the words before 分别 are no part of the area, or other units are told.
    """
    text, state, values = clause.text, clause.state, clause.values
    end = values[0].span.start
    begin = clause.span.start + len(_WITHIN) * text.startswith(_WITHIN, clause.span.start)
    at = text.find(_RESPECTIVELY, begin, end)
    region = Span(begin, max(begin, at))
    earlier = state.named[-len(values) :]
    if at < 0 or not language.names.region_alone.fullmatch(region.of(text)):
        return []
    if len(earlier) != len(values) or any(value.unit not in state.wholes for value in values):
        return []
    phrase = language.phrase(text, at + len(_RESPECTIVELY), end)
    if phrase.verbs or phrase.head.of(text).strip():
        return []
    return [
        stated(
            state,
            value,
            phrase,
            name,
            state.wholes[value.unit].kind,
            Span(region.start, values[-1].span.end),
            rule="targets.places-respectively@1",
            restored=(restored_from(shown),),
            place=(region.of(text), region),
        )
        for (name, shown), value in zip(earlier, alike(values), strict=True)
    ]


def places_before(clause: Clause, language: Language) -> tuple[Sequence[Place], int, int] | None:
    """Return the places before 分别, where what is said of them begins, and where their list.

    None where no places stand there, or things that are counted (示范县、示范镇分别达到3个).
    """
    text, start, end = clause.text, clause.span.start, clause.values[0].span.start
    listed = language.scopes.place_list(text, start, end)
    if listed:
        behind = listed.span.end
        said = text.find(_RESPECTIVELY, behind, end) >= 0
        if text.startswith(_RESPECTIVELY, behind):
            behind += len(_RESPECTIVELY)
        return (listed.places, behind, listed.span.start) if said else None
    placed = language.scopes.distributed(text, start, end)
    if placed is None or not text.endswith(_RESPECTIVELY, placed[0][-1][1].end, placed[1]):
        return None
    places, behind = placed
    found = places, behind, places[0][1].start
    does = language.phrase(text, behind, end)
    name = name_after(text, clause.values[-1], clause.span.end)
    if does.head.of(text).strip():
        # 高新区、临港新区分别|新建|水站|2座、1座
        return found if does.verbs and not does.predicate and not name else None
    doing = does.verbs or (does.predicate and does.predicate.kind == "increase")
    return found if doing or name else None


def _read(clause: Clause, begin: int, phrase: Phrase, language: Language) -> _Read | None:
    """Return what each place's value measures, its kind, where the quote ends, and what shows it.

    None where nothing says what it is.
    """
    text, state, values = clause.text, clause.state, clause.values
    behind = name_after(text, values[-1], clause.span.end)
    head = phrase.head.of(text).strip(" 　、的")
    if behind is not None and not head:
        # 分别|完成|5宗、6宗|水权出让
        verbs = language.phrases.with_last_verb(text, phrase).verbs
        thing = kept_verbs(verbs) + language.doing.after_name.sub("", behind.of(text))
        kind = kind_of_verbs(verbs, language.doing.added, annual=bool(phrase.annual))
        end = max(behind.end, values[-1].span.end)
        return (thing, kind or "increase", end, ()) if verbs else None
    end = values[-1].span.end
    if head:
        # 分别|新建|水站|2座、1座; 供水量|分别达到|2万吨、1万吨
        item = Item(clause, begin, values[0], phrase, None)
        kind = kind_of(head, item, language.names, language.doing)
        shown = (Evidence(phrase.head, ("hasIndicator",)),)
        default: Kind = "level" if phrase.predicate else "increase"
        return kept_verbs(phrase.verbs) + head, kind or default, end, shown
    whole = state.wholes.get(values[0].unit)
    if whole is None or phrase.verbs:
        return None
    return whole.indicator, whole.kind, end, (restored_from(whole.span),)


def _are_listed(text: str, values: Sequence[Quantity]) -> bool:
    """Say whether nothing but signs of a list stands between the values."""
    return all(
        ONLY_LIST_SIGNS.fullmatch(text[one.span.end : two.span.start])
        for one, two in itertools.pairwise(values)
    )
