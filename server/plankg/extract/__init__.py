"""Understands a plan: from a document to facts with evidence, and a ledger of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from plankg.errors import NotAPlanError
from plankg.extract.annexed_plans import name_annexes
from plankg.extract.assemble import held_elements
from plankg.extract.body_lines import BodyLines
from plankg.extract.carriers import CarrierGrammar
from plankg.extract.charging_headings import ChargingHeadings
from plankg.extract.citations import CitationGrammar
from plankg.extract.conventions import ConventionGrammar
from plankg.extract.deliverables import DeliverableGrammar, with_deadlines
from plankg.extract.division import plans_in
from plankg.extract.facts import responsibilities_of, targets_of, with_qualitative
from plankg.extract.held import Grammar
from plankg.extract.indicator_tables import IndicatorTables
from plankg.extract.industries import IndustryGrammar
from plankg.extract.ledger import Stretch, ledger_of
from plankg.extract.metadata import Header, header_of
from plankg.extract.person_labels import PersonLabels
from plankg.extract.place_tables import PlaceTables
from plankg.extract.plain_signs import as_printed, with_plain_signs
from plankg.extract.plan_area import AreaGrammar, PlanArea
from plankg.extract.programmes import ProgrammeGrammar
from plankg.extract.responsibilities import RoleGrammar
from plankg.extract.scopes import ScopeGrammar
from plankg.extract.sentence_bodies import SentenceBodies
from plankg.extract.standard_columns import StandardColumns
from plankg.extract.structure import Outline, outline_of
from plankg.extract.targets import TargetGrammar
from plankg.extract.things import ThingGrammar, carrier_measures_of, mentions_of
from plankg.extract.traditional import in_simplified, in_traditional
from plankg.extract.unwrapping import unwrapped
from plankg.iris import Iris
from plankg.lookups import Lookups, packaged_lookups
from plankg.model import Document, PlanMeta, Reading, Span
from plankg.register import Register


def read_plan(
    document: Document,
    slug: str,
    *,
    register: Register,
    iris: Iris,
    overrides: Mapping[str, str] | None = None,
    lookups: Lookups | None = None,
    further_overrides: Mapping[str, Mapping[str, str]] | None = None,
) -> Reading:
    """Return what a document says as a plan.

    `overrides` (from ``plan.toml``) win over what the text says of itself, and so do
    `further_overrides`, by slug, for the further plans; `lookups` default to the packaged grammar.
    Facts come in text order, offsets count code points of the text. Further plans in the same file
    are in the reading's ``further``, their slugs end in ``-2``, ``-3`` …; what the notice around
    them says (issuer, number, date) holds for all.

    Raises:
        NotAPlanError: no numbered part was found, nor a table or a title with commitments below
            it, so there is nothing to hang facts on.
    """
    lookups = lookups or packaged_lookups()
    readings: list[Reading] = []
    printed = with_plain_signs(document)
    plain = in_simplified(printed)
    wrapped = unwrapped(plain, lookups)
    whole = wrapped.document if wrapped else plain
    parts = list(plans_in(whole, lookups))
    outlines = [outline_of(part, lookups) for part, _ in parts]
    name_annexes(outlines)
    for index, ((part, stretch), outline) in enumerate(zip(parts, outlines, strict=True), start=1):
        own_slug = slug if index == 1 else f"{slug}-{index}"
        readings.append(
            _read_one(
                part,
                outline,
                stretch,
                own_slug,
                readings[0] if readings else None,
                register,
                iris,
                (overrides if index == 1 else (further_overrides or {}).get(own_slug)) or {},
                lookups,
            )
        )
    if wrapped:
        readings = [wrapped.back(reading, plain) for reading in readings]
    if plain is not printed:
        readings = [in_traditional(reading, printed.text) for reading in readings]
    if printed is not document:
        readings = [as_printed(reading, document.text) for reading in readings]
    return replace(readings[0], further=tuple(readings[1:]))


def _read_one(
    document: Document,
    outline: Outline,
    stretch: Span,
    slug: str,
    first: Reading | None,
    register: Register,
    iris: Iris,
    overrides: Mapping[str, str],
    lookups: Lookups,
) -> Reading:
    """Return one plan's reading; `first` is the file's first plan, whose notice is its own."""
    if not (outline.parts or outline.annexes or outline.loose):
        raise _no_plan(document)
    areas = AreaGrammar(lookups, register)
    header = header_of(document, outline, lookups, areas, overrides, stretch)
    if first is not None:
        own = PlanArea(first.meta.area, iris.area_key(first.meta.area_iri))
        within = header.within(first.meta, own)
        if header.issued is None and within.issued:
            # Its years begin when the notice around it was issued.
            year = within.issued.year
            header = header_of(document, outline, lookups, areas, overrides, stretch, year)
        header = header.within(first.meta, own)
    meta = _meta(slug, header, iris)
    scopes = ScopeGrammar(lookups, register, header.area, slug)
    roles = lookups.made(RoleGrammar)
    conventions = ConventionGrammar(lookups, roles)
    sentences = TargetGrammar(lookups, scopes)
    grammar = Grammar(
        lookups,
        roles,
        BodyLines(lookups, roles),
        SentenceBodies(lookups, roles),
        ChargingHeadings(lookups, roles),
        conventions,
        scopes,
        sentences,
        lookups.made(IndicatorTables),
        StandardColumns(lookups, sentences),
        lookups.made(PlaceTables),
        register,
        iris,
    )
    held = held_elements(document, outline, header, meta, grammar)
    targets, unread = targets_of(document, held, meta, grammar)
    responsibilities = responsibilities_of(document.text, held, meta, grammar)
    if not targets and not responsibilities and not _has_headings(outline):
        raise _no_plan(document)
    held = tuple(one for one in held if not one.preamble)
    elements = with_deadlines(
        document.text,
        held,
        with_qualitative(held, targets),
        [*(Span(target.start, target.end) for target in targets), *(one.span for one in unread)],
        meta,
        lookups.made(DeliverableGrammar),
        iris,
    )
    things = ThingGrammar(
        CarrierGrammar(lookups, scopes.zone_names),
        lookups.made(ProgrammeGrammar),
        lookups.made(CitationGrammar),
        lookups.made(IndustryGrammar),
        register,
        iris,
    )
    measures = carrier_measures_of(document.text, held, meta, things)
    mentions = mentions_of(document.text, held, [line.span for line in outline.front], meta, things)
    facts = [
        *(Span(target.start, target.end) for target in targets),
        *(Span(fact.start, fact.end) for fact in responsibilities),
        *(Span(fact.start, fact.end) for fact in measures),
        *(Span(fact.start, fact.end) for fact in mentions),
        *(element.title_span for element in elements if element.title_span),
        *(Span(e.start, e.end) for e in elements if e.type == "Element"),
        *(place.span for element in elements for place in element.places),
        *(shown.span for shown in meta.evidence),
    ]
    owners = [
        Stretch(Span(e.start, e.end), e.where, e.iri) for e in elements if e.type != "Element"
    ]
    return Reading(
        document=document,
        meta=meta,
        elements=elements,
        targets=targets,
        responsibilities=responsibilities,
        carrier_measures=measures,
        mentions=mentions,
        ledger=ledger_of(
            document, stretch, slug, facts, unread, owners, lookups.made(PersonLabels)
        ),
    )


def _has_headings(outline: Outline) -> bool:
    return any(part.number for part in outline.parts)


def _no_plan(document: Document) -> NotAPlanError:
    return NotAPlanError(
        f"{document.name!r} is no plan that PlanKG can read: it has no numbered headings "
        "(一、 / （一） / 1． / 第一章), no table of tasks or indicators, and no plan's title "
        "above paragraphs that commit to something"
    )


def _meta(slug: str, header: Header, iris: Iris) -> PlanMeta:
    return PlanMeta(
        slug=slug,
        iri=iris.plan(slug),
        title=header.title,
        number=header.number,
        issuers=header.issuers,
        issued=header.issued,
        period_start=header.period[0] if header.period else None,
        period_end=header.period[1] if header.period else None,
        area=header.area.name,
        area_iri=iris.area(header.area.key) if header.area.key else "",
        evidence=header.evidence,
    )


__all__ = ["Outline", "read_plan"]
