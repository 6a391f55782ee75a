"""``plankg serve``: serves the published plans over HTTP."""

from __future__ import annotations

import errno
import os
import socket

import click
import waitress

from plankg.catalogue import Catalogue
from plankg.cli.engines import bring_up_to_date, has_snapshot
from plankg.cli.options import SETTINGS, workspace_option
from plankg.cli.output import counted, say
from plankg.errors import InputError, PlanKGError
from plankg.graph.namespaces import prefixes
from plankg.store import open_current
from plankg.web import Service, create_app
from plankg.workspace import Workspace


@click.command("serve", context_settings=SETTINGS)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
@workspace_option
def command(host: str, port: int, workspace: Workspace) -> None:
    """Serve the published plans over HTTP until Ctrl-C; build first what changed.

    If that fails, the last good build is served and the reason is told.
    """
    # Before anything else: a port in use should not cost the wait for a build.
    listener = listen(host, port)
    with listener:
        prepare(workspace)
        engine = open_current(workspace.state)
        catalogue = Catalogue.load(*workspace.query_folders, prefixes=prefixes(workspace.base))
        app = create_app(Service(engine, catalogue, workspace.base))
        server = waitress.create_server(app, sockets=[listener], ident=None)
        click.echo(
            f"PlanKG serves {_plans(workspace)} at {_address(host, listener)} (Ctrl-C stops)"
        )
        try:
            server.run()
        finally:
            server.close()


def prepare(workspace: Workspace) -> None:
    """Bring the snapshot up to date; where that fails, say why and keep the last good one.

    Raises:
        PlanKGError: it fails and there is no earlier snapshot.
    """
    try:
        bring_up_to_date(workspace)
    except PlanKGError as error:
        if not has_snapshot(workspace):
            raise
        say(f"plankg: the build failed: {error}")
        say("plankg: serving the last good build instead")


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the address.

    Raises:
        InputError: the port is in use or not allowed, or the host is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        # Python adds the address to the system's words, and we name it ourselves.
        why = "it is in use" if error.errno == errno.EADDRINUSE else os.strerror(error.errno or 0)
        if isinstance(error, socket.gaierror):
            why = error.strerror
        raise InputError(
            f"cannot listen on port {port} of {host!r}: {why}; choose another with --port"
        ) from error


def _address(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def _plans(workspace: Workspace) -> str:
    return counted(len(workspace.published()), "plan")
