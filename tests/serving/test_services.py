"""SERVICE goes where the settings of the service allow it, and nowhere without them."""

from __future__ import annotations

from pathlib import Path

from serving_sample import Running, serving, until

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a plan:Task }"


def beyond(endpoint: str) -> str:
    return f"SELECT ?n {{ SERVICE <{endpoint}> {{ {COUNT} }} }}"


def test_an_endpoint_is_asked_only_where_the_settings_name_it(
    service: Running, state: Path
) -> None:
    far = f"http://127.0.0.1:{service.port}/sparql"
    own = service.ask(COUNT)
    assert own.json()["results"]["bindings"]
    refused = service.ask(beyond(far))
    assert (refused.status, refused.headers["content-type"]) == (422, "application/problem+json")
    assert "SERVICE is switched off" in refused.json()["detail"]
    with serving(state, limits={"services": (f"{far} private",)}) as allowing:
        assert allowing.ask(beyond(far)).json() == own.json()
        elsewhere = allowing.ask(beyond(f"http://127.0.0.1:{allowing.port}/sparql"))
        assert elsewhere.status == 422
        assert "not among those allowed" in elsewhere.json()["detail"]
        assert far not in elsewhere.json()["detail"]
        assert until(lambda: allowing.events("services"))
    (told,) = allowing.events("services")
    assert told["allowed"] == f"{far} private"
