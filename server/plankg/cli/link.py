"""``plankg link``: proposes links between plans, and keeps what people decide about them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from plankg.cli.link_list import list_links
from plankg.cli.link_walk import review_links
from plankg.cli.options import DAY, SETTINGS, WORDS, workspace_option
from plankg.cli.output import counted, say, write_text
from plankg.cli.table import draw_table
from plankg.errors import CheckFailed
from plankg.linking.counterpart_links import Search
from plankg.linking.counterparts import Manners
from plankg.linking.links import Link
from plankg.linking.merging import Merged
from plankg.linking.model import KINDS, Kind
from plankg.linking.relinking import LinkReport, refuse_packaged, relink, write_links
from plankg.linking.templates import template_named
from plankg.linking.workspace_links import warnings_about
from plankg.remote.transport import Credentials
from plankg.sole_writer import sole_writer
from plankg.workspace import Workspace

_STATES = ("certain", "accepted", "proposed", "rejected")


@click.command("link", context_settings=SETTINGS)
@click.argument("plans", metavar="[PLAN]...", nargs=-1)
@click.option("--review", is_flag=True, help="Walk through the doubtful links, and decide.")
@click.option("--list", "only_list", is_flag=True, help="List the links; write nothing.")
@click.option(
    "--compare",
    is_flag=True,
    help="Write nothing; fail if a file of links is not as the plans give.",
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Only links between things of this kind; repeatable [default: all].",
)
@click.option(
    "--state",
    "states",
    type=click.Choice(_STATES),
    multiple=True,
    help="With --list: only links in this state; repeatable [default: all].",
)
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="With --list or --review: only links of at least this score.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "csv", "json")),
    help="With --list: the format [default: table on a terminal, else csv].",
)
@click.option(
    "--endpoint",
    metavar="URL",
    help="Look for counterparts in the SPARQL endpoint there, by --template.",
)
@click.option(
    "--template",
    metavar="NAME",
    help="With --endpoint: wikidata, skos, org, or a file of queries/counterparts/.",
)
@click.option(
    "--name",
    metavar="NAME",
    help="With --endpoint: the files are KIND.NAME.sssom.tsv [default: the template's name].",
)
@click.option(
    "--batch",
    type=click.IntRange(1, 500),
    default=50,
    show_default=True,
    help="With --endpoint: so many names in one query.",
)
@click.option(
    "--pause",
    type=click.FloatRange(0),
    default=1.0,
    show_default=True,
    help="With --endpoint: seconds from one query to the next at least.",
)
@click.option("--anew", is_flag=True, help="With --endpoint: ask also what was answered before.")
@click.option(
    "--who", type=WORDS, default="", help="With --review: your name, as it is to be kept."
)
@click.option(
    "--when",
    type=DAY,
    help="With --review: the day of your decisions [default: today].",
)
@workspace_option
def command(
    plans: tuple[str, ...],
    *,
    review: bool,
    only_list: bool,
    compare: bool,
    kinds: tuple[Kind, ...],
    states: tuple[str, ...],
    min_score: float,
    form: str | None,
    endpoint: str | None,
    template: str | None,
    name: str | None,
    batch: int,
    pause: float,
    anew: bool,
    who: str,
    when: datetime | None,
    workspace: Workspace,
) -> None:
    """Propose which indicators, bodies, documents … of several plans belong together.

    Proposals are kept in data/links/*.sssom.tsv, with a score, the reasons in words and a quote
    of each side. Those of which the rules are sure hold at once; the others wait for a person.
    Decide with --review, or in a spreadsheet: a name in reviewer_label accepts a row, Not in
    predicate_modifier as well rejects it. 'plankg build' applies the files. With PLAN only links
    that concern these plans are proposed anew.

    With --endpoint counterparts are looked for by name in another graph. Names are asked in
    batches, each once; who asks is said by PLANKG_LINK_TOKEN, or PLANKG_LINK_USER and _PASSWORD.
    """
    _refuse_several(review=review, list=only_list, compare=compare, endpoint=bool(endpoint))
    if not only_list:
        _refuse_idle("--list", {"--state": states, "--format": form})
    if not (only_list or review):
        _refuse_idle("--list or --review", {"--min-score": min_score})
    if not review:
        _refuse_idle("--review", {"--who": who, "--when": when})
    if not (endpoint or template):
        _refuse_idle("--endpoint", {"--name": name, "--anew": anew})
    if endpoint or template:
        refuse_packaged(workspace)
        if not (endpoint and template):
            raise click.UsageError("--endpoint needs a --template, and --template an --endpoint")
        chosen = template_named(workspace, template)
        search = Search(
            workspace=workspace,
            template=chosen,
            endpoint=endpoint,
            name=name or chosen.name,
            manners=Manners(batch=batch, pause=pause),
            credentials=Credentials.of_environment(os.environ, "PLANKG_LINK"),
            anew=anew,
        )
        _tell(search.run(kinds or KINDS, plans, say))
        return
    if only_list or compare:
        report = relink(workspace, plans, kinds or KINDS)
        warnings_about(report.unmatched, say)
        if only_list:
            list_links(_chosen(report, states, min_score), form)
        else:
            _compare(report)
        return
    refuse_packaged(workspace)
    report, written = _linked(workspace, plans, kinds or KINDS)
    say(f"{counted(len(written), 'file')} of links changed in {workspace.root / 'data/links'}")
    if review:
        day = when.date() if when else date.today()
        review_links(workspace, _chosen(report, ("proposed",), min_score), who, day)
    elif written:
        say("'plankg link --review' walks through the doubtful ones; 'plankg build' applies all")


def _linked(
    workspace: Workspace, plans: Sequence[str], kinds: Sequence[Kind]
) -> tuple[LinkReport, tuple[Path, ...]]:
    """Propose links and write them, while nobody else decides about any."""
    with sole_writer(workspace, say) as own:
        report = relink(own, plans, kinds)
        warnings_about(report.unmatched, say)
        _tell(report.merged)
        return report, write_links(own, report)


def _refuse_several(**ways: bool) -> None:
    asked = [f"--{name}" for name, is_asked in ways.items() if is_asked]
    if len(asked) > 1:
        raise click.UsageError(f"{asked[0]} and {asked[1]} don't go together; give one of them")


def _refuse_idle(needed: str, options: Mapping[str, object]) -> None:
    """Refuse options that would be passed over; the help says what each goes with."""
    for name, value in options.items():
        if value:
            raise click.UsageError(f"{name} goes with {needed}")


def _compare(report: LinkReport) -> None:
    for path in report.changed:
        write_text(str(path))
    if report.changed:
        raise CheckFailed(
            f"{counted(len(report.changed), 'file')} of links not as the plans give;"
            " 'plankg link' brings up to date"
        )
    say("the files of links are what the plans give, byte for byte")


def _chosen(report: LinkReport, states: Sequence[str], least: float) -> list[tuple[str, Link]]:
    return [
        (name, link)
        for name, link in report.links()
        if link.state in (states or _STATES) and link.score >= least
    ]


def _tell(results: Mapping[Kind, Merged]) -> None:
    rows = []
    for kind, result in results.items():
        counts = [sum(link.state == state for link in result.links) for state in _STATES]
        new, gone = len(result.new), len(result.gone)
        rows.append([kind, *map(str, counts), str(new), str(gone), str(result.suppressed)])
    columns = ["links", *_STATES, "new", "gone", "decided before"]
    write_text(draw_table(columns, rows))
