"""``plankg review PLAN``: walks through what is doubtful, and keeps what a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import click

from plankg.cli.options import DAY, SETTINGS, WORDS, workspace_option
from plankg.cli.output import counted, say, write_text
from plankg.cli.review_questions import Quit, ask
from plankg.cli.review_walk import Walk
from plankg.cli.table import draw_table
from plankg.decision_fields import TABLES
from plankg.doubts import DOUBTS, Doubtful, doubts_in
from plankg.errors import NotFoundError, WorkspaceError
from plankg.model import LedgerEntry
from plankg.review_files import read_reviews
from plankg.source_reading import ReviewedPlan, SourceReader
from plankg.workspace import PlanSource, Workspace


@click.command("review", context_settings=SETTINGS)
@click.argument("plan", metavar="PLAN")
@click.option("--list", "only_list", is_flag=True, help="List what is doubtful; ask nothing.")
@click.option(
    "--only",
    "kinds",
    type=click.Choice((*DOUBTS, "printed")),
    multiple=True,
    help="Only this kind; repeatable. 'printed' are the facts that nothing was restored for"
    " [default: all kinds but printed].",
)
@click.option(
    "--table",
    "tables",
    type=click.Choice(TABLES),
    multiple=True,
    help="Only facts of this table; repeatable [default: all].",
)
@click.option("--where", metavar="PATH", help="All facts at this printed path, such as 三（一）1.")
@click.option("--who", type=WORDS, default="", help="Your name, as it is to stand in the graph.")
@click.option(
    "--when",
    type=DAY,
    help="The day of your decisions [default: today].",
)
@workspace_option
def command(
    plan: str,
    *,
    only_list: bool,
    kinds: tuple[str, ...],
    tables: tuple[str, ...],
    where: str | None,
    who: str,
    when: datetime | None,
    workspace: Workspace,
) -> None:
    """Walk through what is doubtful in a plan: accept, reject or change facts, or add some.

    Doubtful are sentences with a number that was not understood, facts that were inferred or for
    which words were restored from elsewhere, and a plan whose title, area or period is not known.
    Facts are targets, responsibilities, elements, carriers, mentions of programmes and documents,
    and what the plan says of itself. What you decide is kept in
    data/reviews/PLAN.yml after each answer; 'plankg build' applies it. Edit that file for what
    was decided already.
    """
    source = _source(workspace, plan, only_list=only_list)
    reviewed = _plan(SourceReader(workspace).read(source), plan)
    for warning in reviewed.warnings():
        say(f"warning: {warning}")
    chosen = kinds or ((*DOUBTS, "printed") if where is not None else DOUBTS)
    doubts = [
        one
        for one in doubts_in(reviewed.extracted, reviewed.decisions, chosen)
        if (where is None or one.where == where) and one.table in (tables or TABLES)
    ]
    if only_list or not doubts:
        _list(doubts)
        return
    day = when.date() if when else date.today()
    try:
        name = who or ask("your name", reviewed.decisions[-1].who if reviewed.decisions else "")
        walk = Walk(SourceReader(workspace), reviewed, name, day)
        for number, one in enumerate(doubts, start=1):
            walk.visit(one, f"{number}/{len(doubts)}")
    except Quit:
        click.echo()
    _close(reviewed, workspace, plan)


def _close(reviewed: ReviewedPlan, workspace: Workspace, plan: str) -> None:
    new = len(read_reviews(reviewed.reviews)) - len(reviewed.decisions)
    if not new:
        say("nothing was decided")
        return
    say(f"{counted(new, 'decision')} kept in {reviewed.reviews}; to take one back, delete it there")
    say(f"'plankg build --workspace {workspace.root}' applies them")


def _list(doubts: Sequence[Doubtful]) -> None:
    rows = [
        [one.doubt, one.table, one.where, " ".join(one.quote.split()), _said(one)] for one in doubts
    ]
    if rows:
        write_text(draw_table(["doubt", "table", "where", "quote", "says"], rows))
    say(f"{counted(len(rows), 'doubt')} left")


def _said(one: Doubtful) -> str:
    if isinstance(one.subject, LedgerEntry):
        return one.subject.reason
    return "; ".join(f"{name}: {value}" for name, value in Walk.fields_of(one) if value)


def _source(workspace: Workspace, slug: str, *, only_list: bool) -> PlanSource:
    sources = workspace.sources()
    for source in sources:
        if slug == source.slug or slug in workspace.plans_of(source):
            if not only_list and not workspace.is_own(source):
                raise WorkspaceError(
                    f"{slug!r} is the packaged plan, which is not built here: only --list works;"
                    " add its text to a workspace to decide about it"
                )
            return source
    known = ", ".join(source.slug for source in sources) or "none"
    raise NotFoundError(f"no plan {slug!r} in {str(workspace.root)!r}; it has: {known}")


def _plan(plans: Sequence[ReviewedPlan], slug: str) -> ReviewedPlan:
    for plan in plans:
        if plan.extracted.meta.slug == slug:
            return plan
    raise NotFoundError(f"the file holds no plan {slug!r} any more: build it again")
