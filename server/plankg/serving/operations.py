"""What those who run the service ask it: is it alive, is it ready, what has it counted."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Mapping
from typing import Any

from plankg.serving.exchange import Reply, Request
from plankg.serving.measurements import Measurements
from plankg.serving.problems import problem

Operation = Callable[[Request], Reply]


def operations(
    release: Callable[[], str],
    workers: Callable[[], int],
    measurements: Measurements,
    metrics_for: str,
) -> Mapping[str, Operation]:
    """Return the operations by their paths.

    Args:
        release: says which release is served, empty while none is.
        workers: says how many processes can run queries.
        measurements: what is shown as metrics.
        metrics_for: who may see them: ``all``, ``local`` or ``none``.
    """

    def alive(_: Request) -> Reply:
        return _json(200, {"status": "ok", "release": release()})

    def ready(_: Request) -> Reply:
        served, running = release(), workers()
        is_ready = bool(served) and running > 0
        status = "ready" if is_ready else "not ready"
        members = {"status": status, "release": served, "workers": running}
        return _json(200 if is_ready else 503, members)

    def metrics(request: Request) -> Reply:
        if metrics_for == "none" or (metrics_for == "local" and not _is_local(request)):
            return problem(404, "metrics are not shown here; server.metrics says to whom they are")
        return measurements.page()

    return {"/healthz": alive, "/readyz": ready, "/metrics": metrics}


def _is_local(request: Request) -> bool:
    # A proxy on this machine would make everyone local.
    if b"x-forwarded-for" in request.headers or b"forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.client).is_loopback
    except ValueError:
        # fair use counts an IPv6 client by its network
        return request.client == "::/64"


def _json(status: int, members: dict[str, Any]) -> Reply:
    headers = ((b"content-type", b"application/json"), (b"cache-control", b"no-store"))
    return Reply(status, headers, json.dumps(members).encode())
