"""Reads the named things of a plan: carriers, programmes, industries in focus, documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from plankg.extract.carriers import CarrierFound, CarrierGrammar
from plankg.extract.citations import CitationFound, CitationGrammar
from plankg.extract.facts import without
from plankg.extract.held import Held
from plankg.extract.industries import IndustryFound, IndustryGrammar
from plankg.extract.programmes import ProgrammeFound, ProgrammeGrammar
from plankg.iris import Iris, distinct
from plankg.model import CarrierMeasure, Evidence, Mention, PlanMeta, Relation, Span
from plankg.register import Register

_YEARS = re.compile(r"[（(](?P<a>20\d\d)年?(?:－|—|―|–|-|~|～|至|一|——)(?P<b>20\d\d)年?[)）]")
_NUMBER_BRACKETS = str.maketrans("[［【（(]］】）)", "〔〔〔〔〔〕〕〕〕〕")


@dataclass(frozen=True)
class ThingGrammar:
    """The rules for named things; made for one plan."""

    carriers: CarrierGrammar
    programmes: ProgrammeGrammar
    citations: CitationGrammar
    industries: IndustryGrammar
    register: Register
    iris: Iris


def carrier_measures_of(
    text: str, held: Iterable[Held], meta: PlanMeta, grammar: ThingGrammar
) -> tuple[CarrierMeasure, ...]:
    """Return what the elements do to named carriers, in text order."""
    area = grammar.iris.area_key(meta.area_iri)
    found = [
        _measure(text, one, carrier, area, meta, grammar)
        for one in held
        for stretch in _stretches(one)
        for carrier in grammar.carriers.carriers_in(text, stretch)
    ]
    found.sort(key=lambda fact: (fact.start, fact.end))
    iris = distinct(fact.iri for fact in found)
    return tuple(replace(fact, iri=iri) for fact, iri in zip(found, iris, strict=True))


def _measure(
    text: str, one: Held, found: CarrierFound, area: str, meta: PlanMeta, grammar: ThingGrammar
) -> CarrierMeasure:
    quote = found.quote.of(text)
    place = grammar.register.zone(area, found.place) or found.place
    evidence, confidence = found.evidence, found.confidence
    heading = one.setting.scope_span
    if not place and one.setting.scope != meta.area and heading is not None:
        # The task is about a zone (全面提升临港开发区创新能级), and what it names lies there.
        place, confidence = one.setting.scope, "inferred"
        evidence = (*evidence, Evidence(heading, ("locatedIn",), restored=True))
    return CarrierMeasure(
        plan=meta.slug,
        where=one.element.where,
        element_iri=one.element.iri,
        carrier=found.name,
        carrier_iri=grammar.iris.carrier(area, found.name),
        carrier_type=found.carrier_type,
        place=place,
        place_iri=grammar.iris.area(grammar.register.place_key(area, place)) if place else "",
        measure=found.measure,
        verb=found.verb,
        quote=quote,
        start=found.quote.start,
        end=found.quote.end,
        iri=grammar.iris.fact(
            one.element.iri, "measure", (quote, found.name, found.measure, found.verb)
        ),
        evidence=evidence,
        confidence=confidence,
        rule=found.rule,
    )


def mentions_of(
    text: str,
    held: Iterable[Held],
    front: Iterable[Span],
    meta: PlanMeta,
    grammar: ThingGrammar,
) -> tuple[Mention, ...]:
    """Return where programmes and focal industries are named and documents cited, in text order.

    `front` is what stands before the first heading: the documents cited there are the plan's own
    grounds, and stated in the plan itself.
    """
    area = grammar.iris.area_key(meta.area_iri)
    found: list[Mention] = []
    cited: list[tuple[str, str, CitationFound, bool]] = []
    for stretch in _joined(text, front):
        for citation in grammar.citations.citations_in(text, stretch, meta.title, meta.number):
            cited.append(("", meta.iri, citation, True))
    for one in held:
        where, element = one.element.where, one.element.iri
        for stretch in _stretches(one):
            for programme in grammar.programmes.programmes_in(text, stretch, meta.title):
                found.append(_programme(text, one, programme, area, meta, grammar))
                if _YEARS.search(programme.name):
                    # A plan named with its own years is a document as well as a scheme.
                    named = CitationFound(
                        title=with_years(programme.name),
                        number="",
                        issuer="",
                        relation=grammar.citations.relation_before(
                            text, Span(stretch.start, programme.quote.start)
                        ),
                        quote=programme.quote,
                        rule="citations.years@1",
                    )
                    cited.append((where, element, named, one.reads_targets))
            for citation in grammar.citations.citations_in(text, stretch, meta.title, meta.number):
                # What was issued or carried out so far is told as background, not promised.
                cited.append((where, element, citation, one.reads_targets))
            for industry in grammar.industries.industries_in(text, stretch):
                found.append(_industry(text, one, industry, meta, grammar))
    for where, element, citation, promised in cited:
        kept = citation if promised else replace(citation, relation="")
        found.append(_citation(text, where, element, kept, meta, grammar))
    found.sort(key=lambda fact: (fact.start, fact.end, fact.kind))
    iris = distinct(fact.iri for fact in found)
    return tuple(replace(fact, iri=iri) for fact, iri in zip(found, iris, strict=True))


def _joined(text: str, front: Iterable[Span]) -> list[Span]:
    """Return the stretches before the first heading, those of one printed line as one."""
    joined: list[Span] = []
    for span in front:
        if joined and not text[joined[-1].end : span.start].strip(" 　"):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _programme(
    text: str, one: Held, found: ProgrammeFound, area: str, meta: PlanMeta, grammar: ThingGrammar
) -> Mention:
    quote = found.quote.of(text)
    name = with_years(found.name)
    return Mention(
        plan=meta.slug,
        where=one.element.where,
        element_iri=one.element.iri,
        kind="programme",
        name=name,
        number="",
        issuer="",
        thing_iri=grammar.iris.programme(area_of_name(name, area, grammar.register), name),
        quote=quote,
        start=found.quote.start,
        end=found.quote.end,
        iri=grammar.iris.fact(one.element.iri, "mention", (quote, "programme", name)),
        evidence=(Evidence(found.quote, ("mentionOf",)),),
        confidence=found.confidence,
        rule=found.rule,
    )


def _industry(
    text: str, one: Held, found: IndustryFound, meta: PlanMeta, grammar: ThingGrammar
) -> Mention:
    quote = found.quote.of(text)
    return Mention(
        plan=meta.slug,
        where=one.element.where,
        element_iri=one.element.iri,
        kind="industry",
        name=found.name,
        number="",
        issuer="",
        thing_iri=grammar.iris.industry(found.name),
        quote=quote,
        start=found.quote.start,
        end=found.quote.end,
        iri=grammar.iris.fact(one.element.iri, "mention", (quote, "industry", found.name)),
        evidence=(
            Evidence(found.quote, ("mentionOf",)),
            Evidence(found.focus, ("mentionOf",), restored=True),
        ),
        rule=found.rule,
    )


def _citation(
    text: str,
    where: str,
    element_iri: str,
    found: CitationFound,
    meta: PlanMeta,
    grammar: ThingGrammar,
) -> Mention:
    quote = found.quote.of(text)
    number = official_number(found.number)
    supports = ("mentionOf", "hasRelation") if found.relation else ("mentionOf",)
    return Mention(
        plan=meta.slug,
        where=where,
        element_iri=element_iri,
        kind="document",
        name=found.title,
        number=number,
        issuer=found.issuer,
        thing_iri=grammar.iris.document(number or found.title),
        quote=quote,
        start=found.quote.start,
        end=found.quote.end,
        iri=grammar.iris.fact(element_iri, "mention", (quote, "document", found.title)),
        relation=cast("Relation", found.relation),
        evidence=(Evidence(found.quote, supports),),
        rule=found.rule,
    )


def with_years(printed: str) -> str:
    """Return a name with its years as 2020－2022年, whichever way this place prints them."""
    return _YEARS.sub(lambda match: f"（{match['a']}－{match['b']}年）", printed)


def area_of_name(name: str, area: str, register: Register) -> str:
    """Return the key of the area that a programme's name begins with (国家, 省, 无锡), else `area`.

    A scheme that merely stands in a city's plan with another area in its name is that area's.
    """
    if name.startswith(("国家", "全国", "中国")):
        return register.area_key("全国")
    # The plan's own area may be one that no register knows, or none at all.
    keys = (key for key in (area, *register.names.above(area)) if "/" not in key)
    around = [register.areas[key] for key in keys if key in register.areas]
    if name.startswith("省"):
        return next((entry.code for entry in around if entry.level == "province"), area)
    for entry in around:
        for known in (entry.name, *entry.aliases, entry.name[:-1]):
            if len(known) > 1 and name.startswith(known):
                return entry.code
    elsewhere = register.names.first_in(name)
    return elsewhere[0].code if elsewhere else area


def official_number(printed: str) -> str:
    """Return a 文号 in its official form, whatever brackets and blanks a copy has: 〔2018〕18号."""
    return re.sub(r"[\s　]+", "", printed).translate(_NUMBER_BRACKETS)


def _stretches(one: Held) -> Iterator[Span]:
    """Yield an element's own words without its lists of bodies."""
    if one.repeats:
        return
    for line in one.own:
        yield from without(line, one.lists)


__all__ = [
    "ThingGrammar",
    "carrier_measures_of",
    "mentions_of",
    "official_number",
    "with_years",
]
