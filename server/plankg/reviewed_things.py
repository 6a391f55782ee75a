"""Makes the carrier measures and the mentions that a person changed or added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from plankg.decisions import Decision, contradiction
from plankg.extract.things import area_of_name, official_number
from plankg.iris import Iris
from plankg.model import CarrierMeasure, Evidence, Mention, Relation, Span
from plankg.register import Register
from plankg.words_in_plan import PlanWords

# What stands around a printed name and is no part of it.
_MARKS = "《》“”〈〉「」『』\"' 　"


@dataclass(frozen=True)
class ThingMaker:
    """Makes carrier measures and mentions of one plan from what a person says of them."""

    words: PlanWords
    register: Register
    iris: Iris

    def changed_carrier(self, measure: CarrierMeasure, decision: Decision) -> CarrierMeasure:
        """Return the measure with the decision's fields, and the ids that follow from them."""
        fields = decision.fields
        new = replace(measure, **_typed(decision))
        if "place" in fields:
            evidence = tuple(one for one in new.evidence if "locatedIn" not in one.supports)
            new = replace(new, evidence=evidence)
        new = self._located(new)
        said = self.says_of_carrier(new)
        return new if said == self.says_of_carrier(measure) else replace(new, iri=said)

    def added_carrier(self, decision: Decision, span: Span) -> CarrierMeasure:
        """Return the measure that a person read in the words at `span`.

        The carrier is named by these words, unless `carrier` says otherwise.

        Raises:
            ReviewError: the words stand in no element of the plan.
        """
        fields, element = decision.fields, self.words.element_at(decision.where, span)
        if element is None:
            raise contradiction(decision, "no element holds these words; name its printed path")
        quote = span.of(self.words.reading.text)
        measure = CarrierMeasure(
            plan=element.plan,
            where=decision.where,
            element_iri=element.iri,
            carrier=str(fields.get("carrier", _name_in(quote))),
            carrier_iri="",
            carrier_type=str(fields.get("carrier_type", "")),
            place=str(fields.get("place", "")),
            place_iri="",
            measure=str(fields["measure"]),
            verb=str(fields.get("verb", "")),
            quote=quote,
            start=span.start,
            end=span.end,
            iri="",
        )
        measure = self._located(measure)
        return replace(measure, iri=self.says_of_carrier(measure))

    def says_of_carrier(self, measure: CarrierMeasure) -> str:
        """Return the IRI that follows from what a measure says, as the extractor mints it."""
        said = (measure.quote, measure.carrier, measure.measure, measure.verb)
        return self.iris.fact(measure.element_iri, "measure", said)

    def changed_mention(self, mention: Mention, decision: Decision) -> Mention:
        """Return the mention with the decision's fields, and the ids that follow from them.

        Raises:
            ReviewError: neither name nor number is left.
        """
        new = self._identified(replace(mention, **_typed(decision)), decision)
        if "relation" in decision.fields:
            new = replace(new, evidence=_with_relation(new))
        said = self.says_of_mention(new)
        return new if said == self.says_of_mention(mention) else replace(new, iri=said)

    def added_mention(self, decision: Decision, span: Span) -> Mention:
        """Return the mention that a person read in the words at `span`.

        What is named is called as these words have it without 《》 and “”, unless `name` or, for
        a document, `number` says otherwise. Also the preamble may name them.

        Raises:
            ReviewError: neither name nor number is given.
        """
        fields, element = decision.fields, self.words.element_at(decision.where, span)
        quote = span.of(self.words.reading.text)
        named = "" if "number" in fields else _name_in(quote)
        mention = Mention(
            plan=self.words.reading.meta.slug,
            where=decision.where,
            element_iri=element.iri if element else "",
            kind=cast(Literal["programme", "document", "industry"], fields["kind"]),
            name=str(fields.get("name", named)),
            number=str(fields.get("number", "")),
            issuer=str(fields.get("issuer", "")),
            thing_iri="",
            quote=quote,
            start=span.start,
            end=span.end,
            iri="",
            relation=cast("Relation", fields.get("relation", "")),
            evidence=(Evidence(span, ("mentionOf",)),),
        )
        mention = replace(mention, evidence=_with_relation(mention))
        mention = self._identified(mention, decision)
        return replace(mention, iri=self.says_of_mention(mention))

    def says_of_mention(self, mention: Mention) -> str:
        """Return the IRI that follows from what a mention says, as the extractor mints it."""
        element = mention.element_iri or self.words.reading.meta.iri
        return self.iris.fact(element, "mention", (mention.quote, mention.kind, mention.name))

    def _located(self, measure: CarrierMeasure) -> CarrierMeasure:
        """Return the measure with the IRIs of its carrier and place."""
        area = self.iris.area_key(self.words.reading.meta.area_iri)
        place = self.register.zone(area, measure.place) or measure.place
        return replace(
            measure,
            carrier_iri=self.iris.carrier(area, measure.carrier),
            place=place,
            place_iri=self.iris.area(self.register.place_key(area, place)) if place else "",
        )

    def _identified(self, mention: Mention, decision: Decision) -> Mention:
        """Return the mention with its number in the official form, and the IRI of what it names."""
        if mention.kind == "programme":
            if not mention.name or mention.number or mention.issuer or mention.relation:
                raise contradiction(
                    decision, "a programme has a name, and no number, issuer or relation"
                )
            area = self.iris.area_key(self.words.reading.meta.area_iri)
            area = area_of_name(mention.name, area, self.register)
            return replace(mention, thing_iri=self.iris.programme(area, mention.name))
        if mention.kind == "industry":
            if not mention.name or mention.number or mention.issuer or mention.relation:
                raise contradiction(
                    decision, "an industry has a name, and no number, issuer or relation"
                )
            return replace(mention, thing_iri=self.iris.industry(mention.name))
        number = official_number(mention.number)
        if not (number or mention.name):
            raise contradiction(decision, "a document needs a name or a number")
        return replace(mention, number=number, thing_iri=self.iris.document(number or mention.name))


def _with_relation(mention: Mention) -> tuple[Evidence, ...]:
    """Return a mention's evidence, its first one for the relation too, where it has one."""
    if not mention.evidence:
        return ()
    own, *others = mention.evidence
    names = [name for name in own.supports if name != "hasRelation"]
    if mention.relation:
        names.append("hasRelation")
    return (replace(own, supports=tuple(names)), *others)


def _typed(decision: Decision) -> dict[str, Any]:
    return dict(decision.fields)


def _name_in(quote: str) -> str:
    return "".join(quote.split()).strip(_MARKS)
