"""``plankg serve``: serves the published plans over HTTP."""

from __future__ import annotations

import errno
import os
import socket

import click

from plankg.cli.engines import bring_up_to_date, has_snapshot
from plankg.cli.http_server import http_server
from plankg.cli.named_queries import load_catalogue
from plankg.cli.options import SETTINGS, workspace_option
from plankg.cli.output import counted, say
from plankg.errors import InputError, PlanKGError
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
        app = create_app(Service(engine, load_catalogue(workspace), workspace.base))
        server = http_server(app, listener)
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
        raise InputError(
            f"cannot listen on port {port} of {host!r}: {_reason(error)}; choose another"
            " with --port"
        ) from error


def _reason(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "it is in use"
    if isinstance(error, socket.gaierror):
        return error.strerror or "no such host"
    # Not its own text, to which Python adds the address that we name ourselves.
    return os.strerror(error.errno or 0)


def _address(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def _plans(workspace: Workspace) -> str:
    return counted(len(workspace.published()), "plan")
