"""``plankg serve``: serves the published plans over HTTP."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plankg.cli.engines import bring_up_to_date, has_snapshot
from plankg.cli.options import SETTINGS, config_option, workspace_option
from plankg.cli.output import counted, say
from plankg.errors import InputError, PlanKGError
from plankg.serving.configuration import load_configuration
from plankg.serving.engines import open_pool
from plankg.serving.settings import Settings
from plankg.workspace import Workspace

if TYPE_CHECKING:
    from plankg.serving.endpoint import ServedEndpoint


@click.command("serve", context_settings=SETTINGS)
@click.option("--host", help="The address to listen on [default: 127.0.0.1].")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port to listen on; 0 takes a free one [default: 8000].",
)
@click.option(
    "--workers",
    type=click.IntRange(0),
    help="Processes that run queries [default: two more than there are cores].",
)
@click.option(
    "--endpoint",
    metavar="URL",
    help="A SPARQL endpoint that 'plankg publish' loaded, to ask instead of a store here.",
)
@config_option
@workspace_option
def command(
    host: str | None,
    port: int | None,
    workers: int | None,
    endpoint: str | None,
    config: Path | None,
    workspace: Workspace,
) -> None:
    """Serve the published plans over HTTP until Ctrl-C; build first what changed.

    If that fails, the last good build is served and the reason is told. 'plankg config' shows all
    settings. A new build is served as soon as it is there; SIGHUP reads the named queries anew.
    """
    given = {"host": host, "port": port, "workers": workers, "endpoint": endpoint}
    options = {("server", key): value for key, value in given.items()}
    settings = load_configuration(config or workspace.config, os.environ, options).settings
    # Before anything else: a port in use should not cost the wait for a build.
    listener = listen(settings.server.host, settings.server.port)
    with listener:
        opened = _endpoint(workspace, settings) if settings.server.endpoint else None
        if opened is None:
            prepare(workspace)
        # In another process, while this one imports the web.
        pool = opened.engine if opened else open_pool(workspace, settings)
        from plankg.serving.assembly import ServedWorkspace
        from plankg.serving.event_log import EventLog

        log = EventLog(settings.log.format)
        log.take_over()
        served = ServedWorkspace(workspace, settings, log, pool, opened)
        try:
            served.pool.wait()
            told = (
                f"PlanKG serves {opened.told if opened else _plans(workspace)} at"
                f" {_address(settings.server.host, listener)} (Ctrl-C stops)"
            )
            served.server.run(listener, lambda: click.echo(told))
        finally:
            served.close()


def _endpoint(workspace: Workspace, settings: Settings) -> ServedEndpoint:
    from plankg.serving.endpoint import open_endpoint

    return open_endpoint(workspace, settings, os.environ)


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
        reason, option = _reason(error)
        raise InputError(
            f"cannot listen on port {port} of {host!r}: {reason}; choose another with {option}"
        ) from error


def _reason(error: OSError) -> tuple[str, str]:
    """Return why nothing can listen there, and the option that helps."""
    if error.errno == errno.EADDRINUSE:
        return "it is in use", "--port"
    # Python makes a plain error of that of a name's resolver, whose numbers are not the system's.
    if error.errno is None or error.errno < 0:
        return "no host of that name is known", "--host"
    # Not its own text, to which Python adds the address that we name ourselves.
    option = "--host" if error.errno == errno.EADDRNOTAVAIL else "--port"
    return os.strerror(error.errno), option


def _address(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def _plans(workspace: Workspace) -> str:
    return counted(len(workspace.published()), "plan")
