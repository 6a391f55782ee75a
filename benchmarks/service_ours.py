"""Serves a snapshot folder by PlanKG as `plankg serve` does, without looking for what to build."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from plankg.cli.serve import listen
from plankg.serving.assembly import ServedWorkspace
from plankg.serving.configuration import load_configuration
from plankg.serving.engines import open_pool
from plankg.serving.event_log import EventLog
from plankg.workspace import packaged_workspace


def main(state: Path, port: int) -> None:
    settings = load_configuration(None, os.environ).settings
    with listen("127.0.0.1", port) as listener:
        log = EventLog(settings.log.format)
        workspace = replace(packaged_workspace(), state=state)
        served = ServedWorkspace(workspace, settings, log, open_pool(workspace, settings))
        try:
            served.pool.wait()
            served.server.run(listener)
        finally:
            served.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
