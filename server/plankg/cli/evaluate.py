"""``plankg evaluate GOLD``: scores what is read from plans against tables made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from plankg.cli.evaluation_report import REPORTS
from plankg.cli.options import SETTINGS, format_option, output_option, workspace_option
from plankg.cli.output import counted, say, write_text
from plankg.cli.reading import read_telling
from plankg.errors import CheckFailed, InputError, NotFoundError, ParameterError
from plankg.evaluate import Comparison, compare, scores
from plankg.extract import read_plan
from plankg.gold_tables import ScoredTable, gold_files, read_gold, read_rows
from plankg.iris import Iris
from plankg.lookups import Lookups
from plankg.model import Reading
from plankg.register import Register
from plankg.scored_rows import FIELDS, Row, without_space
from plankg.tables import rows_from_turtle, rows_of
from plankg.workspace import Workspace


@click.command("evaluate", context_settings=SETTINGS)
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The document to read, a CSV of what was read from it, or, if GOLD is a folder, a folder"
    " of those [default: the workspace's published plan].",
)
@click.option("--table", type=click.Choice(tuple(FIELDS)), help="Only this table of a folder.")
@click.option(
    "--plan",
    "slugs",
    multiple=True,
    metavar="PLAN",
    help="Only this plan, where the gold does not cover all of a document; repeatable.",
)
@click.option("--details", is_flag=True, help="Show each missed, spurious and wrong row.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 if fewer gold rows, over all plans of a table, are right in all fields.",
)
@format_option("text", "csv", "json", default="text")
@output_option
@workspace_option
def command(
    gold: Path,
    against: Path | None,
    table: str | None,
    slugs: tuple[str, ...],
    *,
    details: bool,
    fail_under: float | None,
    form: str,
    output: Path | None,
    workspace: Workspace,
) -> None:
    """Score what is read from a plan against a table made by hand.

    GOLD is a CSV with the columns of targets or responsibilities (IRIs and offsets may be left
    out), named <plan>.targets.csv or <plan>.responsibilities.csv, or a folder of those.

    Found and right (in all fields but IRIs, the quote overlapping) are out of the gold rows,
    spurious out of those that were read, right fields out of the matched rows. A gold row with
    something in the column 'borderline' counts neither way.
    """
    files = gold_files(gold) if gold.is_dir() else (gold,)
    tables = _chosen([read_gold(_existing(file)) for file in files], table, gold)
    comparisons = _of_plans(_Evaluation(workspace, against).comparisons(tables), slugs)
    write_text(REPORTS[form](comparisons, details), output)
    _refuse_under(fail_under, comparisons)


@dataclass(frozen=True)
class _Evaluation:
    workspace: Workspace
    against: Path | None

    def comparisons(self, tables: Sequence[ScoredTable]) -> tuple[Comparison, ...]:
        return tuple(one for gold in tables for one in self._compared(gold))

    def _compared(self, gold: ScoredTable) -> tuple[Comparison, ...]:
        rows, found = gold.rows, self._found(gold)
        if isinstance(found, Reading):
            rows = _placed(gold, found.text)
            records = rows_of(found, gold.table).records()
            found = [Row.of(gold.table, record) for record in records]
        # A gold table without rows says that its plan has none.
        return compare(gold.table, rows, found) or (Comparison(gold.slug, gold.table, (), (), ()),)

    def _found(self, gold: ScoredTable) -> Reading | list[Row]:
        if self.against is None:
            return self._published(gold)
        source = _existing(self.against)
        if source.is_dir():
            source = _of_slug(source, gold)
        elif source.samefile(gold.file):
            raise InputError(
                f"{str(source)!r} is the gold table itself; name the document, or a table of what"
                " was read from it"
            )
        if source.suffix.lower() == ".csv":
            return _rows_of_plans(read_rows(source), gold)
        return read_plan(
            read_telling(source),
            _slug_of_document(gold),
            register=Register.load(*self.workspace.register_folders),
            iris=Iris(self.workspace.base),
            lookups=Lookups.load(*self.workspace.lookup_folders),
        )

    def _published(self, gold: ScoredTable) -> list[Row]:
        plans = self.workspace.published()
        files = [plan.graph.read_bytes() for plan in plans if plan.slug in gold.plans]
        if not files:
            known = ", ".join(plan.slug for plan in plans) or "none"
            raise NotFoundError(
                f"no plan {gold.plans[0]!r} is published; there are: {known}; name the document"
                " with --against FILE"
            )
        records = rows_from_turtle(files, gold.table, Iris(self.workspace.base)).records()
        return [Row.of(gold.table, record) for record in records]


def _slug_of_document(gold: ScoredTable) -> str:
    """Return the slug that makes the plans of one document those of the gold table."""
    for slug in (gold.slug, gold.plans[0]):
        # A document's further plans are `-2`, `-3` … of its first.
        own = re.compile(rf"{re.escape(slug)}(-\d+)?")
        others = [plan for plan in gold.plans if not own.fullmatch(plan)]
        if not others:
            return slug
    raise InputError(
        f"{str(gold.file)!r} is of several plans, {gold.plans[0]!r} and {others[0]!r}, and a"
        " document can only be compared with its own; make a file of each, in a folder"
    )


def _placed(gold: ScoredTable, text: str) -> tuple[Row, ...]:
    """Return the gold rows, without their offsets where other words stand there in `text`.

    A table may have been made on another copy of the document (a .txt of the .pdf).
    """

    def stands(row: Row) -> bool:
        return row.span is None or without_space(row.span.of(text)) == row.forms["quote"]

    misplaced = [row for row in gold.rows if not stands(row)]
    if misplaced:
        say(
            f"{gold.file}: {counted(len(misplaced), 'quote')} not at the given place in the text;"
            " compared by their words"
        )
    return tuple(row if stands(row) else Row(row.cells, row.forms, span=None) for row in gold.rows)


def _rows_of_plans(found: ScoredTable, gold: ScoredTable) -> list[Row]:
    if found.table != gold.table:
        raise InputError(
            f"{str(found.file)!r} is a table of {found.table}, but {str(gold.file)!r} of"
            f" {gold.table}; compare like with like"
        )
    rows = [row for row in found.rows if row.plan in gold.plans]
    if found.rows and not rows:
        raise InputError(
            f"{str(found.file)!r} has no row of the plan {gold.plans[0]!r}, but of"
            f" {', '.join(found.plans)}; write the same name in the column plan of both"
        )
    return rows


def _of_slug(folder: Path, gold: ScoredTable) -> Path:
    """Return the file of a folder to compare with: the plan's table, else its document.

    A table that is the gold itself says nothing of what was read.
    """
    table = folder / f"{gold.slug}.{gold.table}.csv"
    gold_itself = table.is_file() and table.samefile(gold.file)
    if table.is_file() and not gold_itself:
        return table
    files = [file for file in sorted(folder.iterdir()) if file.stem == gold.slug]
    if len(files) == 1:
        return files[0]
    names = ", ".join(file.name for file in files) or "none"
    besides = f"; {table.name} is the gold itself" if gold_itself else ""
    raise InputError(
        f"{str(folder)!r} must hold one document of the plan {gold.slug!r}, not {names}{besides}"
    )


def _chosen(
    tables: Iterable[ScoredTable], table: str | None, gold: Path
) -> tuple[ScoredTable, ...]:
    chosen = tuple(one for one in tables if table in (None, one.table))
    if not chosen:
        raise ParameterError(f"{str(gold)!r} holds no table of {table}; leave out --table")
    return chosen


def _of_plans(
    comparisons: tuple[Comparison, ...], slugs: tuple[str, ...]
) -> tuple[Comparison, ...]:
    plans = tuple(dict.fromkeys(one.plan for one in comparisons))
    for slug in slugs:
        if slug not in plans:
            raise NotFoundError(f"no plan {slug!r} was compared; there are: {', '.join(plans)}")
    return tuple(one for one in comparisons if not slugs or one.plan in slugs)


def _refuse_under(limit: float | None, comparisons: Sequence[Comparison]) -> None:
    for table in dict.fromkeys(one.table for one in comparisons):
        score = {
            score.measure: score
            for score in scores(table, [one for one in comparisons if one.table == table])
        }["right"]
        if limit is not None and score.percent is not None and score.percent < limit:
            raise CheckFailed(
                f"{score.count} of {score.of} {table} are right in all fields: "
                f"{score.percent:.1f} %, under {limit:g} %"
            )


def _existing(path: Path) -> Path:
    if not path.exists():
        raise InputError(f"no such file: {str(path)!r}")
    return path
