"""Writes ontology/vocab/functions.ttl and changeevents.ttl from the tables (make functions)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plankg.assets import assets_root
from plankg.functions import ChangeEvent, Function
from plankg.iris import Iris
from plankg.register import Register

IRIS = Iris()
GROUPS = {
    "congress": ("人大政协", "congresses", "人大和政协机关。", "Congresses and their offices."),
    "finance": (
        "金融机构",
        "financial institutions",
        "中央银行和金融监管机构。",
        "Central bank and regulators.",
    ),
    "government": ("政府部门", "government", "人民政府的部门。", "The departments of governments."),
    "justice": ("司法机关", "justice", "法院和检察院。", "Courts and procuratorates."),
    "mass": ("群团和事业单位", "mass organisations", "群团组织、科学院所。", "Mass organisations."),
    "party": ("党委部门", "party", "党的机关。", "The offices of the party."),
}

_FUNCTIONS = """\
# Functions: the lines of government (条线) that bodies of all levels belong to, with the names of
# their offices. Made from data/registers/functions.tsv and change_events.tsv by `make functions`.

@prefix function: <https://w3id.org/plankg/vocab/function/> .
@prefix plan: <https://w3id.org/plankg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vocab: <https://w3id.org/plankg/vocab/> .

vocab:function a skos:ConceptScheme ;
    skos:prefLabel "职能条线"@zh , "functions of bodies"@en ;
    skos:definition
        "各级单位所属的条线，例如科技、发展改革。"@zh ,
        "The lines of government that bodies of all levels belong to, such as science."@en .
"""
_EVENTS = """\
# Reforms that renamed or merged lines of government, with the national bodies before and after.
# Localities followed within about a year. The bodies have no more than their label here, so that
# what is counted or found by name are bodies of plans. Made from data/registers/change_events.tsv
# by `make functions`.

@prefix changeevent: <https://w3id.org/plankg/vocab/changeevent/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def functions_turtle(register: Register) -> str:
    """Return the concept scheme of functions."""
    blocks = [_group(key) for key in GROUPS]
    functions = register.functions
    after: dict[str, set[str]] = {}
    for event in functions.events.values():
        for before in event.functions_before:
            after.setdefault(before, set()).update({*event.functions_after} - {before})
    for key in sorted(functions.by_key):
        blocks.append(_function(functions.by_key[key], after.get(key, set())))
    return "\n".join([_FUNCTIONS, *blocks])


def events_turtle(register: Register) -> str:
    """Return the reforms, and the national bodies that they are about."""
    events = [register.functions.events[key] for key in sorted(register.functions.events)]
    names = {name for event in events for name in (*event.original, *event.resulting)}
    bodies = {register.body("中国", name).name for name in names}
    blocks = [_event(event, register) for event in events]
    blocks += [_body(name, register) for name in sorted(bodies)]
    return "\n".join([_EVENTS, *blocks])


def _group(key: str) -> str:
    zh, en, definition_zh, definition_en = GROUPS[key]
    return f"""\
function:{key} a skos:Concept ;
    skos:prefLabel "{zh}"@zh , "{en}"@en ;
    skos:definition "{definition_zh}"@zh , "{definition_en}"@en ;
    skos:topConceptOf vocab:function ;
    skos:inScheme vocab:function .
"""


def _function(function: Function, after: Iterable[str]) -> str:
    names = " , ".join(f'"{name}"@zh' for name in sorted({*function.all_names} - {function.key}))
    goes_on = [f"    plan:continuedBy function:{key} ;" for key in sorted(after)]
    return "\n".join(
        [
            f"function:{function.key} a skos:Concept ;",
            f'    skos:prefLabel "{function.key}"@zh , "{function.label_en}"@en ;',
            f"    skos:hiddenLabel {names} ;",
            f'    skos:definition "{function.definition_zh}"@zh , "{function.definition_en}"@en ;',
            f"    skos:broader function:{function.group} ;",
            *goes_on,
            "    skos:inScheme vocab:function .",
            "",
        ]
    )


def _event(event: ChangeEvent, register: Register) -> str:
    bodies = [
        f"    org:{role} {_iri(name, register)} ;"
        for role, names in (
            ("originalOrganization", event.original),
            ("resultingOrganization", event.resulting),
        )
        for name in sorted(names)
    ]
    return "\n".join(
        [
            f"changeevent:{event.key} a org:ChangeEvent ;",
            f'    rdfs:label "{event.label_zh}"@zh , "{event.label_en}"@en ;',
            f'    dcterms:bibliographicCitation "{event.basis}"@zh ;',
            f'    dcterms:date "{event.on.isoformat()}"^^xsd:date ;',
            *bodies[:-1],
            bodies[-1].removesuffix(" ;") + " .",
            "",
        ]
    )


def _body(name: str, register: Register) -> str:
    body = register.body("中国", name)
    return f'{_iri(name, register)} rdfs:label "{body.name}"@zh .\n'


def _iri(name: str, register: Register) -> str:
    return f"<{IRIS.body('中国', register.body('中国', name).name)}>"


def main() -> None:
    """Write both files."""
    register = Register.load(assets_root() / "data" / "registers")
    folder: Path = assets_root() / "ontology" / "vocab"
    (folder / "functions.ttl").write_text(functions_turtle(register), encoding="utf-8")
    (folder / "changeevents.ttl").write_text(events_turtle(register), encoding="utf-8")


if __name__ == "__main__":
    main()
