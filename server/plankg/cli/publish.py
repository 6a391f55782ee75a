"""``plankg publish``: loads the published graphs into a server."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from plankg.cli.engines import LOCAL_LIMITS, bring_up_to_date
from plankg.cli.named_queries import load_catalogue
from plankg.cli.options import SETTINGS, workspace_option
from plankg.cli.output import counted, say
from plankg.errors import CheckFailed, PlanKGError
from plankg.store import open_current
from plankg.workspace import Workspace

if TYPE_CHECKING:
    from plankg.catalogue import Catalogue
    from plankg.engine import Engine
    from plankg.remote.graph_store import GraphStore

# Slower than this, nobody would wait for it.
_ASKED_LIMITS = replace(LOCAL_LIMITS, seconds=60.0)
# What a server may need to take one graph of a long plan, or the merge of all of them.
_SECONDS = 300.0
_DEFAULT = "the default graph"


@click.command("publish", context_settings=SETTINGS)
@click.option("--to", "url", required=True, metavar="URL", help="Its Graph Store service.")
@click.option(
    "--update",
    "update_url",
    default="",
    metavar="URL",
    help="Its update service: all changes are then made at once.",
)
@click.option(
    "--default-graph",
    is_flag=True,
    help="Load its own default graph, too, for those who ask it without this service.",
)
@click.option(
    "--verify",
    "query_url",
    default="",
    metavar="URL",
    help="Its query service: compare all graphs, and each named query's rows, there and here.",
)
@click.option(
    "--again", is_flag=True, help="Send everything, also what the server tells that it holds."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be sent and removed.")
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(min=1),
    default=_SECONDS,
    show_default=True,
    help="Seconds that the server may be silent.",
)
@workspace_option
def command(
    *,
    url: str,
    update_url: str,
    default_graph: bool,
    query_url: str,
    again: bool,
    dry_run: bool,
    seconds: float,
    workspace: Workspace,
) -> None:
    """Load the published graphs into a server with a SPARQL Graph Store service.

    What it holds already is not sent again, so that a run that was broken off goes on where it
    ended; what somebody has removed is, and graphs of plans that are no more are removed. The
    server tells the new release when all
    of it is there. Build first what changed.

    Who writes is told by $PLANKG_PUBLISH_TOKEN, or by $PLANKG_PUBLISH_USER and
    $PLANKG_PUBLISH_PASSWORD.
    """
    from plankg.remote.graph_store import GraphStore
    from plankg.remote.transport import Credentials, checked_url

    query_url = query_url and checked_url(query_url)
    credentials = Credentials.of_environment(os.environ, "PLANKG_PUBLISH")
    store = GraphStore(
        checked_url(url), update_url and checked_url(update_url), credentials, seconds
    )
    bring_up_to_date(workspace)
    _publish(store, workspace, default_graph=default_graph, again=again, dry_run=dry_run)
    if query_url and not dry_run:
        _verify(query_url, workspace)


def _publish(
    store: GraphStore, workspace: Workspace, *, default_graph: bool, again: bool, dry_run: bool
) -> None:
    from plankg.publication import snapshot_sources
    from plankg.remote.contents import contents_of
    from plankg.remote.failures import EndpointError
    from plankg.remote.publishing import changes_to, publish

    contents = contents_of(snapshot_sources(workspace), default_graph=default_graph)
    changes = changes_to(store, contents, again=again)
    what = (
        f"{counted(len(changes.sent), 'graph')} to send,"
        f" {counted(len(changes.removed), 'graph')} to remove"
    )
    release = changes.after.release[:16]
    if changes.is_done:
        say(f"nothing to do: {store.url} holds release {release}")
    elif dry_run:
        for name in changes.sent:
            say(f"to send: {name or _DEFAULT}")
        for name in changes.removed:
            say(f"to remove: {name or _DEFAULT}")
        say(f"{what} for release {release}; nothing was changed")
    else:
        say(f"{what} for release {release}")
        try:
            publish(store, changes, say)
        except PlanKGError as error:
            raise EndpointError(
                f"{error} (not published yet; the same command goes on from here)"
            ) from error
        say(f"{store.url} holds release {release}")


def _verify(url: str, workspace: Workspace) -> None:
    """Compare the graphs and the answers at `url` with those of the workspace's own snapshot.

    Raises:
        CheckFailed: graphs or rows differ, or a query is not answered there.
    """
    from plankg.remote import Credentials, RemoteEngine
    from plankg.sparql_prefixes import prefixes

    credentials = Credentials.of_environment(os.environ, "PLANKG_ENDPOINT")
    catalogue, ours = load_catalogue(workspace), open_current(workspace.state)
    with RemoteEngine.open(
        url, prefixes(workspace.base), workspace.base, credentials=credentials
    ) as theirs:
        graphs = _differing_graphs(ours, theirs)
        queries = _differing_queries(ours, theirs, catalogue)
    told = [f"holds {counted(len(graphs), 'graph')} otherwise ({', '.join(graphs)})"] * bool(graphs)
    if queries:
        told.append(
            f"answers {len(queries)} of {len(catalogue)} named queries otherwise"
            f" ({', '.join(queries)})"
        )
    if told:
        raise CheckFailed(
            f"{url!r} {' and '.join(told)} than a store of our own: do not serve"
            " from it; if somebody changed it there, publish with --again"
        )
    say(
        f"{url} holds all graphs, and answers all {len(catalogue)} named queries as a store of our"
        " own does"
    )


def _differing_graphs(ours: Engine, theirs: Engine) -> list[str]:
    """Return the graphs that differ, and say how; one line tells of all that don't."""
    from plankg.remote.comparison import compared_graphs

    differing, same = [], 0
    for found in compared_graphs(ours, theirs, _ASKED_LIMITS):
        if found.difference:
            differing.append(found.graph or _DEFAULT)
            say(f"{differing[-1]}: {found.difference}")
        else:
            same += 1
    say(f"{counted(same, 'graph')}: the same")
    return differing


def _differing_queries(ours: Engine, theirs: Engine, catalogue: Catalogue) -> list[str]:
    """Return the named queries whose rows differ, and say of each what came of it."""
    from plankg.remote.comparison import compared

    differing = []
    for found in compared(ours, theirs, catalogue, _ASKED_LIMITS):
        say(f"{found.query}, {counted(found.rows, 'row')}: {found.difference or 'the same'}")
        if found.difference:
            differing.append(found.query)
    return differing
