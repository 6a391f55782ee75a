"""Units of measure by the signs that plans print: dimension, and factor to the dimension's base.

The knowledge is ``ontology/vocab/units.ttl``; a new unit is one block there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from rdflib import RDF, SKOS, Graph, Namespace, URIRef

from plankg.errors import WorkspaceError

QUDT = Namespace("http://qudt.org/schema/qudt/")

# The characters of units that differ on pages in traditional characters.
_IN_SIMPLIFIED = str.maketrans(
    "萬億個處條噸輛臺項場級畝戶間顆棟張種類對雙號歲門團隊線廠縣鄉鎮園館橋樓點課時標準頭隻噴綫檯貫",
    "万亿个处条吨辆台项场级亩户间颗栋张种类对双号岁门团队线厂县乡镇园馆桥楼点课时标准头只喷线台贯",
)
# A factor such as 亩's 2000/3 has no end in decimals; 15 digits are more than a plan ever prints
# and drop the tail that multiplying by it would leave.
_DIGITS = Context(prec=15)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its concept, printed sign, dimension, and factor to the dimension's base.

    `dimension` is the IRI of the quantity kind; only values of one dimension compare.
    """

    iri: str
    sign: str
    dimension: str
    factor: Decimal

    def normalise(self, value: Decimal) -> Decimal:
        """Return `value` in the dimension's base, rounded to 15 digits, closing zeros dropped."""
        product = _DIGITS.multiply(value, self.factor)
        whole = product.to_integral_value()
        return whole if product == whole else product.normalize(_DIGITS)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of measure that the vocabulary knows, by the signs that plans print for them."""

    by_sign: Mapping[str, Unit]

    @classmethod
    def from_graph(cls, graph: Graph) -> Units:
        """Return the units of a loaded ontology; a unit's altLabels are further signs for it.

        Raises:
            WorkspaceError: a unit is incomplete, or two are printed alike.
        """
        by_sign: dict[str, Unit] = {}
        for iri in sorted(str(subject) for subject in graph.subjects(RDF.type, QUDT.Unit)):
            unit = _unit(graph, URIRef(iri))
            for sign in (unit.sign, *map(str, graph.objects(URIRef(iri), SKOS.altLabel))):
                if by_sign.setdefault(sign, unit) is not unit:
                    raise WorkspaceError(
                        f"two units in ontology/vocab are printed {sign!r}: "
                        f"{by_sign[sign].iri} and {unit.iri}; give one another sign"
                    )
        return cls(by_sign)

    def get(self, sign: str) -> Unit | None:
        """Return the unit printed as `sign`, or None if the vocabulary does not know it.

        A sign in traditional characters (萬畝) is that of the same unit.
        """
        return self.by_sign.get(sign) or self.by_sign.get(sign.translate(_IN_SIMPLIFIED))

    def __iter__(self) -> Iterator[Unit]:
        return iter(sorted(set(self.by_sign.values()), key=lambda unit: unit.iri))


def _unit(graph: Graph, iri: URIRef) -> Unit:
    sign = graph.value(iri, SKOS.notation)
    dimension = graph.value(iri, QUDT.hasQuantityKind)
    factor = graph.value(iri, QUDT.conversionMultiplier)
    if sign is None or dimension is None or factor is None:
        raise WorkspaceError(
            f"the unit {str(iri)!r} lacks skos:notation, qudt:hasQuantityKind or "
            "qudt:conversionMultiplier: complete its block in ontology/vocab/units.ttl"
        )
    return Unit(str(iri), str(sign), str(dimension), Decimal(str(factor)))
