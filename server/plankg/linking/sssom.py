"""The TSV format of SSSOM: a commented block of YAML, then one mapping a row.

Strict about what it says, lenient about how a spreadsheet writes it: a byte order mark, CRLF,
quoted cells and tabs after the commented lines are all right.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import yaml

from plankg.errors import LinkError


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# The slots of a mapping in the order of the standard (version 1.1), and our own at the end.
SLOTS = _words(
    """
    record_id subject_id subject_label subject_category predicate_id predicate_label
    predicate_modifier object_id object_label object_category mapping_justification
    author_id author_label reviewer_id reviewer_label creator_id creator_label license
    subject_type subject_source subject_source_version object_type object_source
    object_source_version predicate_type mapping_provider mapping_source mapping_cardinality
    cardinality_scope mapping_tool mapping_tool_id mapping_tool_version mapping_date
    publication_date review_date confidence reviewer_agreement curation_rule
    curation_rule_text subject_match_field object_match_field match_string
    subject_preprocessing object_preprocessing similarity_score similarity_measure see_also
    issue_tracker_item derived_from other comment
    """
)
EXTENSIONS = ("subject_quote", "object_quote")
REFERENCES = frozenset(
    _words(
        """
    record_id subject_id predicate_id object_id mapping_justification author_id reviewer_id
    creator_id subject_source object_source mapping_source mapping_tool_id curation_rule
    subject_match_field object_match_field subject_preprocessing object_preprocessing
    issue_tracker_item
    """
    )
)
MULTIVALUED = frozenset(
    _words(
        """
    author_id author_label reviewer_id reviewer_label creator_id creator_label
    cardinality_scope curation_rule curation_rule_text subject_match_field
    object_match_field match_string subject_preprocessing object_preprocessing see_also
    derived_from
    """
    )
)

Metadata = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One row by slot, empty cells left out, and the line that it stands in (0: in none yet)."""

    cells: Mapping[str, str]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A file of mappings: its metadata as YAML has it, all scalars as words, and its rows."""

    metadata: Metadata
    rows: tuple[MappingRow, ...]

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the file declares."""
        declared = self.metadata.get("curie_map") or {}
        return {str(name): str(iri) for name, iri in declared.items()}  # type: ignore[attr-defined]


def read_mappings(path: Path) -> MappingFile:
    """Return what a file of mappings says.

    Raises:
        LinkError: it is no SSSOM; the error names the line and what to do.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LinkError(f"{path}: not UTF-8 ({error.reason}); save it as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    commented: list[str] = []
    header: list[str] = []
    rows: list[MappingRow] = []
    start = 1
    try:
        for cells in reader:
            if not header and cells and cells[0].startswith("#"):
                commented.append("\t".join(cells).rstrip("\t")[1:])
            elif not header:
                header = _header(path, start, cells)
            elif any(cell.strip() for cell in cells):
                rows.append(_row(path, start, header, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise LinkError(f"{path}:{start}: {error}: check the quotes of this line") from error
    if not header:
        raise LinkError(f"{path}: it has no rows: give it a header line with the names of slots")
    return MappingFile(_metadata(path, commented), tuple(rows))


def write_mappings(file: MappingFile) -> bytes:
    """Return the file's bytes: its metadata, then its rows in their order, no empty columns."""
    text = yaml.safe_dump(
        dict(file.metadata), allow_unicode=True, sort_keys=False, width=10**6, line_break="\n"
    )
    commented = "".join(f"#{line}\n" for line in text.splitlines())
    used = {slot for row in file.rows for slot, value in row.cells.items() if value}
    needed = {"subject_id", "predicate_id", "object_id", "mapping_justification"}
    columns = [slot for slot in (*SLOTS, *EXTENSIONS) if slot in used | needed]
    rows = "".join(
        "\t".join(_cell(row.cells.get(slot, "")) for slot in columns) + "\n" for row in file.rows
    )
    return (commented + "\t".join(columns) + "\n" + rows).encode()


def values_of(slot: str, cell: str) -> tuple[str, ...]:
    """Return the values of a cell; only some slots may have several, separated by ``|``."""
    parts = cell.split("|") if slot in MULTIVALUED else [cell]
    return tuple(part.strip() for part in parts if part.strip())


def _cell(value: str) -> str:
    if set(value) & set('\t\n\r"') or value.startswith("#"):
        return '"' + value.replace('"', '""') + '"'
    return value


def _header(path: Path, line: int, cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if name not in SLOTS and name not in EXTENSIONS:
            near = get_close_matches(name, SLOTS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "'comment' is the one for words"
            raise LinkError(f"{path}:{line}: {name!r} is no slot of a mapping; {hint}")
    if len(set(names)) < len(names):
        raise LinkError(f"{path}:{line}: a column stands there twice; remove one of the two")
    return names


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> MappingRow:
    values = [cell.strip() for cell in cells]
    if any(values[len(header) :]):
        raise LinkError(
            f"{path}:{line}: {len(values)} cells, but {len(header)} columns: separate them by one"
            " tab each"
        )
    pairs = zip(header, values, strict=False)
    return MappingRow({slot: value for slot, value in pairs if value}, line)


def _metadata(path: Path, lines: Iterable[str]) -> Metadata:
    try:
        # BaseLoader: every scalar is the word that stands there, whatever YAML thinks of it.
        loaded = yaml.load("\n".join(lines), yaml.BaseLoader)  # noqa: S506 - it makes words only
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = where.line + 1 if where else 1
        raise LinkError(f"{path}:{line}: the lines after '#' are no YAML: mend them") from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict) or not isinstance(loaded.get("curie_map") or {}, dict):
        raise LinkError(
            f"{path}:1: the lines after '#' must be names with values, curie_map prefixes with IRIs"
        )
    return loaded
