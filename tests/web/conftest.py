"""A service over the sample plan, and clients that ask it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from web_sample import published, service_over
from werkzeug.serving import make_server

from plankg.web import Service, create_app


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(published(tmp_path_factory.mktemp("snapshots")))


@pytest.fixture
def client(service: Service) -> FlaskClient:
    return create_app(service).test_client()


@pytest.fixture(scope="session")
def live_server(service: Service) -> Iterator[str]:
    """Serve on a free port of the loopback interface; the value is the server's address."""
    server = make_server("127.0.0.1", 0, create_app(service), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
