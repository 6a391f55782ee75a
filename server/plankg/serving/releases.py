"""Notices a new release and puts it in the old one's place while requests run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from plankg.errors import PlanKGError
from plankg.serving.event_log import EventLog
from plankg.store import current_snapshot


class Releases:
    """Follows the pointer to the current snapshot in `state`.

    Args:
        state: where builds publish snapshots.
        serving: says which release is served.
        swap: loads the snapshot in a folder and serves it; what is under way ends where it began.
            Called on a thread.
        renew: makes the web application anew and forgets kept answers. Called on a thread.
        log: is told of releases, and of those that cannot be served.
    """

    def __init__(
        self,
        state: Path,
        serving: Callable[[], str],
        swap: Callable[[Path], None],
        renew: Callable[[], None],
        log: EventLog,
    ) -> None:
        self._state = state
        self._serving = serving
        self._swap = swap
        self._renew = renew
        self._log = log
        self._busy = asyncio.Lock()
        self._refused = ""

    async def watch(self, seconds: float) -> None:
        """Look for a new release every so many seconds, until cancelled."""
        while True:
            await asyncio.sleep(seconds)
            await self.follow()

    async def follow(self) -> None:
        """Serve the current release, if it is another one; one that failed is not tried again."""
        async with self._busy:
            await asyncio.to_thread(self._follow)

    async def reload(self) -> None:
        """Serve the current release, also if it failed before, and read the named queries anew."""
        async with self._busy:
            self._refused = ""
            await asyncio.to_thread(self._reload)

    def _follow(self) -> bool:
        try:
            snapshot = current_snapshot(self._state)
        except PlanKGError:
            return False  # a build is about to put another there, or everything was removed
        if snapshot.release in (self._serving(), self._refused):
            return False
        before = self._serving()
        try:
            self._swap(snapshot.path)
            self._renew()
        except PlanKGError as error:
            self._refused = snapshot.release
            self._log.write("release_refused", release=snapshot.release[:16], reason=str(error))
            return False
        self._log.write("release", release=snapshot.release[:16], before=before[:16])
        return True

    def _reload(self) -> None:
        if self._follow():
            return
        try:
            self._renew()
        except PlanKGError as error:
            self._log.write("reload_refused", reason=str(error))
        else:
            self._log.write("reload", release=self._serving()[:16])
