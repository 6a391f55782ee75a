"""States the things that plans share: areas, bodies, carriers, programmes, industries, documents.

They say the same in every plan's graph, so they carry no ``plan:inPlan``.
"""

from __future__ import annotations

from rdflib import URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

from plankg.areas import level_of
from plankg.graph import literals
from plankg.graph.namespaces import ELI, QUDT
from plankg.graph.statements import Statements
from plankg.model import CarrierMeasure, Mention
from plankg.units import Unit

# eli:applies is said of what conforms with a higher authority's document, eli:repeals of what
# replaces another.
_OF_THE_PLAN = {"based-on": ELI.based_on, "implements": ELI.applies, "replaces": ELI.repeals}


def state_area(statements: Statements, iri: str) -> None:
    """State an area by its IRI, its level, and the areas that it lies within or became."""
    iris, terms = statements.iris, statements.plan_terms
    if (URIRef(iri), RDF.type, terms.Area) in statements.graph:
        return  # with all that is above it; a plan names its areas hundreds of times
    key = iris.area_key(iri) or iri
    entry = statements.register.areas.get(key)
    statements.introduce(iri, (terms.Area,), entry.name if entry else key.rpartition("/")[2])
    if entry:
        statements.say(iri, DCTERMS.identifier, literals.string(key))
    if level := level_of(key):
        statements.say(iri, terms.hasLevel, statements.concept("arealevel", level))
    for above in statements.register.names.above(key)[:1]:
        statements.say(iri, terms.within, URIRef(iris.area(above)))
        state_area(statements, iris.area(above))
    for successor in entry.successors if entry else ():
        statements.say(iri, DCTERMS.isReplacedBy, URIRef(iris.area(successor)))
        state_area(statements, iris.area(successor))
    if entry and entry.since:
        statements.say(iri, terms.firstYear, literals.integer(entry.since))
    if entry and entry.until:
        statements.say(iri, terms.lastYear, literals.integer(entry.until))


def state_body(statements: Statements, iri: str, printed: str, collective: bool = False) -> None:
    """State a body by its IRI; `printed` is how the plan names it."""
    iris, terms = statements.iris, statements.plan_terms
    area = "/".join(iris.names(iri, "body")[:-1])
    entry = statements.register.body(area, printed)
    group = collective or entry.collective
    statements.introduce(iri, (terms.BodyGroup if group else ORG.Organization,), entry.name)
    aliases = () if group and not entry.known else entry.aliases
    statements.say(iri, SKOS.altLabel, *(literals.zh(alias) for alias in aliases))
    for function in statements.register.functions_of(entry) if not group else ():
        concept = statements.concept("function", function)
        statements.say(iri, terms.hasFunction, concept)
        statements.introduce(str(concept), (SKOS.Concept,), function)
        statements.say(str(concept), SKOS.inScheme, statements.concept_scheme("function"))
    if area:
        statements.say(iri, terms.hasArea, URIRef(iris.area(area)))
        state_area(statements, iris.area(area))


def issuer_of(statements: Statements, printed: str) -> str:
    """Return the IRI of a body that issued the plan, within the plan's area."""
    iris, meta = statements.iris, statements.reading.meta
    area = iris.area_key(meta.area_iri)
    entry = statements.register.body(area, printed)
    return iris.body(area, entry.name)


def state_carrier(statements: Statements, measure: CarrierMeasure) -> None:
    """State the carrier that a measure concerns: its type, and its place where that is said."""
    terms, iri = statements.plan_terms, measure.carrier_iri
    statements.introduce(iri, (terms.Carrier,), measure.carrier)
    if measure.carrier_type:
        concept = statements.concept("carriertype", measure.carrier_type)
        statements.say(iri, terms.hasCarrierType, concept)
    if measure.place_iri:
        statements.say(iri, terms.locatedIn, URIRef(measure.place_iri))
        state_area(statements, measure.place_iri)


def state_mentioned(statements: Statements, mention: Mention) -> None:
    """State the programme, the industry or the document that a mention names."""
    terms, iri = statements.plan_terms, mention.thing_iri
    if mention.kind == "programme":
        statements.introduce(iri, (terms.Programme,), mention.name)
        area = "/".join(statements.iris.names(iri, "programme")[:-1])
        if area:
            statements.say(iri, terms.hasArea, URIRef(statements.iris.area(area)))
            state_area(statements, statements.iris.area(area))
        return
    if mention.kind == "industry":
        statements.introduce(iri, (terms.Industry,), mention.name)
        return
    statements.introduce(iri, (ELI.LegalResource,), mention.name or mention.number)
    if mention.name:
        statements.say(iri, DCTERMS.title, literals.zh(mention.name))
    statements.say_words(iri, ELI.id_local, mention.number)
    statements.say_words(iri, terms.issuerName, mention.issuer)


def state_relation(statements: Statements, mention: Mention) -> None:
    """State what a plan has to do with a document, and what follows for the plan as a whole.

    What a task is to amend or to issue, the plan itself neither amends nor issues: of the plan is
    stated what its own preamble rests on, and what it says that it replaces.
    """
    if not mention.relation:
        return
    concept = statements.concept("relation", mention.relation)
    statements.say(mention.iri, statements.plan_terms.hasRelation, concept)
    own = mention.element_iri in ("", statements.reading.meta.iri)
    predicate = (
        _OF_THE_PLAN.get(mention.relation) if own or mention.relation == "replaces" else None
    )
    if predicate is not None:
        statements.say(str(statements.plan), predicate, URIRef(mention.thing_iri))


def state_unit(statements: Statements, printed: str) -> tuple[URIRef | None, Unit | None]:
    """Return a printed unit's IRI and entry; one that the vocabulary lacks is stated here."""
    if not printed:
        return None, None
    known = statements.units.get(printed)
    if known is not None:
        return URIRef(known.iri), known
    iri = statements.iris.unit(printed)
    statements.introduce(iri, (QUDT.Unit,), printed)
    statements.say(iri, SKOS.notation, literals.string(printed))
    return URIRef(iri), None
