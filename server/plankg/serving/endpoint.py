"""Serves what a remote endpoint holds: opens the engine over it, and follows its releases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plankg.errors import OverloadedError, PlanKGError
from plankg.remote import Credentials, RemoteEngine
from plankg.serving.event_log import EventLog
from plankg.serving.releases import Releases
from plankg.serving.settings import Settings
from plankg.sparql_prefixes import prefixes
from plankg.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ServedEndpoint:
    """An endpoint in the place of a store of our own; `prefixes` are predeclared for queries."""

    engine: RemoteEngine
    prefixes: Mapping[str, str]

    @property
    def told(self) -> str:
        """What is served, for people."""
        return f"release {self.engine.release[:16]} of an endpoint"

    def releases(self, renew: Callable[[], None], log: EventLog) -> Releases:
        """Return what notices new releases at the endpoint; see `Releases` for the arguments."""
        return _EndpointReleases(self.engine, renew, log)


def open_endpoint(
    workspace: Workspace, settings: Settings, environment: Mapping[str, str]
) -> ServedEndpoint:
    """Return what serves the endpoint that `settings` name.

    Raises:
        InputError: its address is none.
        PlanKGError: it cannot be reached, refuses, or holds nothing of ours.
    """
    known, use = prefixes(workspace.base), settings.fair_use
    engine = RemoteEngine.open(
        settings.server.endpoint,
        known,
        workspace.base,
        credentials=Credentials.of_environment(environment, "PLANKG_ENDPOINT"),
        workers=settings.workers,
        concurrent=use.running,
        queue=use.running,
        queue_seconds=use.queue_s,
    )
    return ServedEndpoint(engine, known)


class _EndpointReleases(Releases):
    def __init__(self, engine: RemoteEngine, renew: Callable[[], None], log: EventLog) -> None:
        self._engine = engine
        self._renewed = engine.publication
        self._failure = ""
        # No snapshot is loaded here: the folder and the swap are never asked for.
        super().__init__(Path(), lambda: engine.release, lambda _: None, renew, log)

    def _follow(self) -> bool:
        try:
            self._engine.refresh()
        except OverloadedError:
            return False  # it is being changed: soon there is another
        except PlanKGError as error:
            # Told once: it is looked for each second.
            if str(error) != self._failure:
                self._failure = str(error)
                self._log.write("endpoint_failed", reason=self._failure)
            return False
        self._failure = ""
        # A query may have noticed it before.
        before, self._renewed = self._renewed, self._engine.publication
        if before == self._renewed:
            return False
        self._renew()
        self._log.write("release", release=self._renewed.release[:16], before=before.release[:16])
        return True
