"""The register of areas and bodies: which names mean one and the same, and under which id.

Read from ``divisions.tsv``, ``areas.tsv`` and ``bodies.tsv``, each laid over the one before, and a
workspace's rows over the packaged ones. An
id never changes: a body's is its first registered printed name. Names that no row knows are not
errors, they get an entry of their own (``known`` is false) under the name as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plankg.areas import AreaEntry, AreaNames, ZoneEntry
from plankg.body_names import names_of_unregistered, normalised, regular_names
from plankg.errors import RegisterError
from plankg.functions import Functions
from plankg.register_files import (
    AREA_COLUMNS,
    BODY_COLUMNS,
    DIVISION_COLUMNS,
    Row,
    listed,
    rows_of,
    year,
)

__all__ = ["AreaEntry", "BodyEntry", "Register", "ZoneEntry"]

_KINDS = ("body", "group")


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A body or, if `collective`, a collective name. `name` is its id within `area`.

    `official` is its full name, ``""`` where the register has none; `aliases` are all further
    names, the regular ones included. `known` says whether it stands in the register.
    """

    area: str
    name: str
    official: str = ""
    aliases: tuple[str, ...] = ()
    collective: bool = False
    known: bool = True


@dataclass(frozen=True)
class Register:
    """Areas by code, bodies by area and name; made by `load`, or by hand in tests.

    Raises:
        RegisterError: a name fits two areas, or two bodies of one area.
    """

    areas: Mapping[str, AreaEntry] = field(default_factory=dict)
    bodies: Mapping[tuple[str, str], BodyEntry] = field(default_factory=dict)
    functions: Functions = field(default_factory=Functions)
    names: AreaNames = field(init=False, repr=False, compare=False)
    _body_names: Mapping[tuple[str, str], BodyEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", AreaNames(self.areas))
        object.__setattr__(self, "_body_names", _body_index(self.bodies.values()))

    @classmethod
    def load(cls, *folders: Path) -> Register:
        """Read the tables of each folder that has them.

        Raises:
            RegisterError: a row is broken, a parent or an area is unknown, or a name fits two
                bodies (or two areas).
        """
        areas: dict[str, AreaEntry] = {}
        bodies: dict[tuple[str, str], BodyEntry] = {}
        for folder in folders:
            for row in rows_of(folder / "divisions.tsv", DIVISION_COLUMNS, key=("code",)):
                _lay_division(row, areas)
            for row in rows_of(folder / "areas.tsv", AREA_COLUMNS, key=("code",)):
                _lay_area(row, areas)
            for row in rows_of(folder / "bodies.tsv", BODY_COLUMNS, key=("area", "name")):
                entry = _body(row, areas)
                bodies[entry.area, entry.name] = entry
        return cls(areas, bodies, Functions.load(*folders))

    def area(self, name: str, within: str = "") -> AreaEntry | None:
        """Return the area of that name, usual name or key, or None; see `AreaNames.find`."""
        return self.names.find(name, within)

    def area_key(self, name: str, within: str = "") -> str:
        """Return the key under which an area's ids stand: its code, or for an unknown its name."""
        entry = self.area(name, within)
        return entry.code if entry else normalised(name)

    def place_key(self, area_key: str, printed: str) -> str:
        """Return the key of a place that a plan of an area names: a division in it, else a zone.

        Nothing outside the area is taken for the place: 青阳园区 in a plan of 江阴市 has nothing to
        do with a county 青阳 elsewhere.
        """
        zone = self.zone(area_key, printed)
        if not zone:
            entry = self.area(printed, area_key)
            if entry and (entry.code == area_key or area_key in self.names.above(entry.code)):
                return entry.code
        return f"{area_key}/{zone or normalised(printed)}"

    def body(self, area_key: str, printed: str) -> BodyEntry:
        """Return the body that `printed` means in the area; an unregistered one as printed."""
        name = normalised(printed)
        known = self._body_names.get((area_key, name))
        if known:
            return known
        aliases = names_of_unregistered(name, self._area_name(area_key))[1:]
        return BodyEntry(area_key, name, aliases=aliases, known=False)

    def bodies_named(self, words: str) -> tuple[BodyEntry, ...]:
        """Return the registered bodies of all areas that go by the name `words`."""
        name = normalised(words)
        return tuple(entry for (_, key), entry in self._body_names.items() if key == name)

    def names_place(self, area_key: str, printed: str) -> bool:
        """Say whether a body's name holds that of the area or of one above it: 广东银保监局."""
        around = (area_key, *self.names.above(area_key))
        return any(name in printed for key in around for name in self._short_names(key))

    def functions_of(self, body: BodyEntry) -> tuple[str, ...]:
        """Return the keys of the functions that a body's names show; a collective name has none."""
        if body.collective:
            return ()
        around = (body.area, *self.names.above(body.area))
        areas = [self._area_name(key) for key in around]
        areas += [name for key in around for name in self._short_names(key)]
        return self.functions.of_names((body.name, body.official, *body.aliases), areas)

    def _short_names(self, key: str) -> tuple[str, ...]:
        entry = self.areas.get(key)
        if entry is None:
            return (self._area_name(key)[:-1],)
        return tuple(name for name in (*entry.aliases, entry.name[:-1]) if len(name) > 1)

    def zone(self, area_key: str, printed: str) -> str:
        """Return the registered name of the zone that `printed` means, or ``""``."""
        name, area = normalised(printed), self.areas.get(area_key)
        for zone in area.zones if area else ():
            if name == zone.name or name in zone.aliases:
                return zone.name
        return ""

    def _area_name(self, area_key: str) -> str:
        area = self.areas.get(area_key)
        return area.name if area else area_key.rpartition("/")[2]


def _lay_division(row: Row, areas: dict[str, AreaEntry]) -> None:
    code, parent = row["code"], row["parent"]
    if parent and parent not in areas:
        raise row.error(f"parent {parent!r} is no division above this row; add its row first")
    kept = areas.get(code)
    areas[code] = AreaEntry(
        code,
        row["name"],
        parent,
        kept.aliases if kept else (),
        kept.zones if kept else (),
        year(row, "since"),
        year(row, "until"),
        listed(row["replaced_by"]),
        listed(row["former"]),
        listed=kept is None or kept.listed,
    )


def _lay_area(row: Row, areas: dict[str, AreaEntry]) -> None:
    code, parent = row["code"], row["parent"]
    if parent and parent not in areas:
        raise row.error(f"parent {parent!r} is no area above this row; add its row first")
    area_key, is_zone, zone_name = code.partition("/")
    if not is_zone:
        kept = areas.get(code) or AreaEntry(code, row["name"])
        areas[code] = replace(
            kept, name=row["name"], parent=parent, aliases=listed(row["aliases"]), listed=False
        )
        return
    if area_key != parent or zone_name != row["name"]:
        raise row.error(f"a zone's code is its parent's, a slash and its name, not {code!r}")
    area, zone = areas[area_key], ZoneEntry(area_key, zone_name, listed(row["aliases"]))
    others = tuple(other for other in area.zones if other.name != zone_name)
    areas[area_key] = replace(area, zones=(*others, zone))


def _body(row: Row, areas: Mapping[str, AreaEntry]) -> BodyEntry:
    area, name, kind = row["area"], row["name"], row["kind"]
    if area not in areas:
        raise row.error(f"area {area!r} is not in areas.tsv; add its row there")
    if kind not in _KINDS:
        raise row.error(f"kind is {kind!r}; write one of {', '.join(_KINDS)}")
    collective, official = kind == "group", row["official"]
    names = [name, *([official] if official else []), *listed(row["aliases"])]
    if not collective:
        # All given names first, so that what the register says precedes what the rule makes.
        names += [made for given in names for made in regular_names(given, areas[area].name)]
    aliases = tuple(alias for alias in dict.fromkeys(names) if alias != name)
    return BodyEntry(area, name, official, aliases, collective)


def _body_index(bodies: Iterable[BodyEntry]) -> dict[tuple[str, str], BodyEntry]:
    index: dict[tuple[str, str], BodyEntry] = {}
    for body in bodies:
        for name in dict.fromkeys((body.name, *body.aliases)):
            other = index.setdefault((body.area, name), body)
            if other is not body:
                raise RegisterError(
                    f"{name!r} names two bodies of area {body.area}, {other.name!r} and"
                    f" {body.name!r}; take it from the aliases of one in bodies.tsv"
                )
    return index
