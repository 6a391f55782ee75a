"""The files of links of a workspace: which there are, what they say, how they are written anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from plankg.errors import LinkError
from plankg.iris import DEFAULT_BASE, Iris
from plankg.linking.curies import BUILT_IN, known_prefixes, with_namespaces_of
from plankg.linking.links import Link, iris_in, is_symmetric, link_of, row_of
from plankg.linking.model import KINDS, Kind
from plankg.linking.sssom import EXTENSIONS, MappingFile, Metadata, read_mappings, write_mappings
from plankg.workspace import Workspace

_SUFFIX = ".sssom.tsv"
# What the standard wants to be said where nobody has said more.
_NO_LICENCE = "https://w3id.org/sssom/license/unspecified"
_RULES = "rule/linking."


def rules_of(iris: Iris) -> str:
    """Return how the IRIs of the rules begin that propose links."""
    return f"{iris.things}{_RULES}"


def link_files(workspace: Workspace) -> dict[str, Path]:
    """Return the files of links by name; the workspace's own win over packaged ones."""
    return {
        path.name.removesuffix(_SUFFIX): path
        for folder in workspace.link_folders
        for path in workspace.view.files(folder, _SUFFIX)
    }


def own_file(workspace: Workspace, name: str) -> Path:
    """Return where a file of links of this workspace is kept."""
    return workspace.root / "data" / "links" / f"{name}{_SUFFIX}"


def kind_of(name: str) -> Kind | None:
    """Return the kind of things that a file is about: its name up to the first dot."""
    first = name.partition(".")[0]
    return first if first in KINDS else None


def links_in(path: Path, iris: Iris) -> tuple[Link, ...]:
    """Return the links of a file, whatever the base they were written with.

    Raises:
        LinkError: the file is wrong; two rows say the same, or the opposite.
    """
    file = read_mappings(path)
    prefixes = BUILT_IN | {name: _rebased(iri, iris.base) for name, iri in file.prefixes.items()}
    name = path.name.removesuffix(_SUFFIX)
    links = tuple(link_of(row, kind_of(name), prefixes, rules_of(iris), path) for row in file.rows)
    _refuse_contradictions(links)
    return links


def metadata_in(path: Path | None) -> Metadata:
    """Return a file's metadata, nothing if there is no file.

    Raises:
        LinkError: the file is wrong.
    """
    return read_mappings(path).metadata if path is not None and path.is_file() else {}


def written(name: str, links: Iterable[Link], metadata: Metadata, iris: Iris) -> bytes:
    """Return a file of links: what its metadata said, rows sorted, each prefix declared."""
    rows = sorted(links, key=lambda link: link.key)
    declared = cast(Mapping[str, str], metadata.get("curie_map") or {})
    needed = [iri for link in rows for iri in iris_in(link)]
    prefixes = with_namespaces_of(needed, known_prefixes(iris.base) | dict(declared))
    mappings = tuple(row_of(link, prefixes) for link in rows)
    used = {
        curie.partition(":")[0]
        for row in mappings
        for slot, cell in row.cells.items()
        if slot.endswith("_id") or slot in ("mapping_justification", *_MATCH_FIELDS)
        for curie in cell.split("|")
    }
    shown = {one: prefixes[one] for one in sorted(used - BUILT_IN.keys()) if one in prefixes}
    header: dict[str, object] = {
        "curie_map": shown,
        "mapping_set_id": f"{iris.base}graph/links/{name}",
        "license": _NO_LICENCE,
    }
    header |= {key: value for key, value in metadata.items() if key != "curie_map"}
    if any(slot in row.cells for row in mappings for slot in EXTENSIONS):
        header["extension_definitions"] = [{"slot_name": slot} for slot in EXTENSIONS]
    return write_mappings(MappingFile(header, mappings))


_MATCH_FIELDS = ("subject_match_field", "object_match_field")


def _rebased(iri: str, base: str) -> str:
    return base + iri.removeprefix(DEFAULT_BASE) if iri.startswith(DEFAULT_BASE) else iri


def _refuse_contradictions(links: Iterable[Link]) -> None:
    seen: dict[tuple[frozenset[str] | tuple[str, str], str], Link] = {}
    for link in links:
        ends = link.pair if is_symmetric(link.predicate) else (link.subject, link.object)
        other = seen.setdefault((ends, link.predicate), link)
        if other is not link:
            what = "the opposite" if other.negated != link.negated else "the same"
            raise LinkError(f"{link.place}: {other.place} says {what}; remove one of the two")
