"""A plan of two tasks whose numbers disagree, made by hand for the tests of audits.

The text is of our own writing; offsets are found by locating quotes in it.
"""

from __future__ import annotations

from plankg.audit import Auditor, Checks, Finding, PlanFiles
from plankg.iris import Iris
from plankg.sparql_prefixes import SPARQL_PREFIXES, prefix_lines

SLUG = "river"
IRIS = Iris()
PLAN = IRIS.plan(SLUG)
SENTENCES = (
    "1．修建水闸。",
    "三年内，新建水闸100座，修堤5公里。",
    "（责任单位：水务局）\n",
    "2．维护水闸。",
    "每年新建水闸30座。",
)
TEXT = "".join(SENTENCES)
GROUPS = ("text", "total-against-rate")

HEADER = """\
#+ severity: error
#+ group: total-against-rate
#+ title: {zh: 总量与年均不符, en: Total and rate disagree}
#+ explanation: {zh: 谁也不知道要建多少。, en: Nobody knows how many to build.}
#+ limits: {zh: 只比同一指标。, en: Compares one indicator only.}
#+ sides: {a: {zh: 总量, en: Total}, b: {zh: 每年, en: Each year}}
#+ message: {zh: "共{total}，每年{rate}", en: "{total} in all, {rate} a year"}
#+ arithmetic: {zh: "{rate} × 3 = {sum}", en: "{rate} × 3 = {sum}"}
#+ settle: {zh: 改一个数。, en: Change one number.}
"""
QUERY = """\
SELECT ?a ?b ?total ?rate ?sum WHERE {
  ?a plan:hasFrequency frequency:once ; plan:value ?total .
  ?b plan:hasFrequency frequency:annual ; plan:value ?rate .
  BIND(?rate * 3 AS ?sum)
  FILTER(?sum != ?total)
}
"""


def files(total: int = 100, text: str = TEXT, confidence: str = "printed") -> PlanFiles:
    """Return the plan's published files; `total` and the text may differ."""
    return PlanFiles(SLUG, graph(total, text, confidence).encode(), ledger(text).encode())


def graph(total: int, text: str, confidence: str) -> str:
    quotes = {"total": f"新建水闸{total}座", "rate": "每年新建水闸30座"}
    return f"""{prefix_lines()}
<{PLAN}> a plan:Plan .
<{PLAN}/task/1> a plan:Task , plan:PlanElement ; rdfs:label "修建水闸"@zh ;
    dcterms:title "修建水闸"@zh ; plan:printedPath "1" ; plan:partOf <{PLAN}> .
<{PLAN}/task/2> a plan:Task , plan:PlanElement ; rdfs:label "维护水闸"@zh ;
    dcterms:title "维护水闸"@zh ; plan:printedPath "2" ; plan:partOf <{PLAN}> .
<{PLAN}/task/1/held/1> plan:responsibleFor <{PLAN}/task/1> ; plan:heldBy id:water .
id:water a org:Organization ; rdfs:label "水务局"@zh .
<{PLAN}/task/1/target/total> a plan:Target ; rdfs:label "水闸：{total}座"@zh ;
    plan:statedIn <{PLAN}/task/1> ; plan:printedPath "1" ; plan:value {total}.0 ;
    plan:hasFrequency frequency:once ; plan:hasConfidence confidence:printed ;
    plan:hasResponsibility <{PLAN}/task/1/held/1> ;
    plan:hasEvidence <{PLAN}/task/1/target/total#evidence-1> .
{_evidence(f"{PLAN}/task/1/target/total", quotes["total"], text)}
<{PLAN}/task/2/target/rate> a plan:Target ; rdfs:label "水闸：30座"@zh ;
    plan:statedIn <{PLAN}/task/2> ; plan:printedPath "2" ; plan:value 30.0 ;
    plan:hasFrequency frequency:annual ; plan:hasConfidence confidence:{confidence} ;
    plan:hasEvidence <{PLAN}/task/2/target/rate#evidence-1> .
{_evidence(f"{PLAN}/task/2/target/rate", quotes["rate"], text)}
"""


def _evidence(fact: str, quote: str, text: str) -> str:
    start = text.index(quote)
    return f"""<{fact}#evidence-1> a oa:SpecificResource ; oa:hasSource <{PLAN}/text> ;
    oa:hasSelector <{fact}#evidence-1-position> , <{fact}#evidence-1-quote> .
<{fact}#evidence-1-position> oa:start {start} ; oa:end {start + len(quote)} .
<{fact}#evidence-1-quote> oa:exact "{quote}" .
"""


def ledger(text: str = TEXT) -> str:
    lines = [prefix_lines()]
    start = 0
    for number, words in enumerate(_sentences(text)):
        task = 1 if number < 3 else 2
        exact = words.replace("\n", "\\n")
        lines.append(
            f'<{PLAN}/ledger/{number}> plan:start {start} ; plan:exact "{exact}" ;'
            f' plan:statedIn <{PLAN}/task/{task}> ; plan:printedPath "{task}" .\n'
        )
        start += len(words)
    return "".join(lines)


def _sentences(text: str) -> list[str]:
    """Cut the text where the sample's sentences end, whatever numbers stand in them."""
    cuts = [i + 1 for i, sign in enumerate(text) if sign in "。\n" and text[i + 1 : i + 2] != "\n"]
    return [text[a:b] for a, b in zip([0, *cuts[:-1]], cuts, strict=True)]


def checks(folder, **texts: str) -> Checks:
    """Return checks made of the texts of ``.rq`` files; without any, of the one above."""
    for name, text in (texts or {"gates": HEADER + QUERY}).items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    return Checks.load([folder], SPARQL_PREFIXES, GROUPS)


def found(some: Checks, plan: PlanFiles | None = None) -> tuple[Finding, ...]:
    """Return what checks find in the plan; the ontology has nothing that they ask for."""
    return Auditor(some, [], IRIS).findings(plan or files())
