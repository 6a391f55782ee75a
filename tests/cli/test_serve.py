"""The server as a process of its own, on a free port of this machine."""

from __future__ import annotations

import json
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from plankg.cli.serve import listen
from plankg.errors import InputError


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve a workspace; give the process and its address once it has told it."""
    command = [sys.executable, "-m", "plankg", "serve", "--port", "0", "--workspace", str(folder)]
    process = subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        told = process.stdout.readline()
        address = re.search(r"http://([^ ]+)", told)
        assert address, process.stderr.read()
        yield process, address[1]
    finally:
        process.kill()
        process.communicate()


def home_page(address: str) -> str:
    """Return the media type of the page at the address, once it has come."""
    connection = HTTPConnection(address, timeout=10)
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert answer.status == 200
    connection.close()
    return answer.headers["Content-Type"]


def test_the_server_answers_at_the_address_that_it_tells(built: Path) -> None:
    with served(built) as (_, address):
        assert home_page(address).startswith("text/html")


def test_an_address_with_chinese_in_it_is_taken_as_it_is_typed(built: Path) -> None:
    with served(built) as (_, address):
        host, port = address.split(":")
        with socket.create_connection((host, int(port)), timeout=10) as client:
            request = "GET /queries/workload-of-bodies.csv?plan=样本 HTTP/1.0\r\n\r\n"
            client.sendall(request.encode())
            answer = b"".join(iter(lambda: client.recv(4096), b"")).decode()
    # The name of no plan, but an address that is understood.
    head, _, body = answer.partition("\r\n\r\n")
    assert head.split()[1] == "400"
    assert "样本" in json.loads(body)["detail"]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_it_without_a_traceback(built: Path) -> None:
    with served(built) as (process, _):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert "Traceback" not in err
        assert process.returncode in {0, 130}


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_it_can_be_stopped_from_when_it_tells_its_address_also_in_the_background(
    built: Path,
) -> None:
    # A shell starts what runs in the background with SIGINT ignored.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with served(built) as (process, _):
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep nothing")
def test_memory_that_large_answers_took_is_given_back(built: Path) -> None:
    def resident() -> int:
        return int(Path(f"/proc/{process.pid}/statm").read_text().split()[1]) * 4096 // 2**20

    def size_of_answer(number: int) -> int:
        query = f"SELECT ?a ?b ?c ?d{number} {{ ?a ?b ?c . ?d{number} ?e ?f }} LIMIT 60000"
        asked = f"http://{address}/sparql?{urlencode({'query': query, 'format': 'csv'})}"
        with urlopen(asked, timeout=60) as answer:
            return len(answer.read())

    with served(built) as (process, address):
        home_page(address)
        before = resident()
        with ThreadPoolExecutor(6) as clients:
            sizes = list(clients.map(size_of_answer, range(30)))
        assert min(sizes) > 8 * 2**20
        # The last ones may just be on their way.
        for _ in range(100):
            if resident() < before + 24:
                break
            time.sleep(0.1)
        assert resident() < before + 24


def test_a_port_in_use_is_one_line(built: Path, plankg) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = plankg("serve", "--port", port, "--workspace", built)
    assert outcome.code == 2
    assert f"cannot listen on port {port} of '127.0.0.1': it is in use" in outcome.error


def test_a_host_of_no_machine_is_one_line() -> None:
    with pytest.raises(InputError, match=r"no host of that name is known; .+ --host"):
        listen("no such host", 0)


def test_the_last_good_build_is_served_when_a_new_one_fails(built: Path) -> None:
    broken = built / "shapes" / "broken.ttl"
    broken.write_text("<a> <b>")
    try:
        with served(built) as (process, address):
            assert home_page(address)
            process.kill()
            _, err = process.communicate()
    finally:
        broken.unlink()
    assert "the build failed: broken.ttl" in err
    assert "serving the last good build instead" in err


def test_without_an_earlier_build_a_failing_one_is_an_error(workspace: Path, plankg) -> None:
    outcome = plankg("serve", "--port", "0", "--workspace", workspace)
    assert outcome.code == 2
    assert "nothing is published" in outcome.error


def test_a_query_file_with_a_bad_header_is_one_line(built: Path, plankg) -> None:
    bad = built / "queries" / "catalogue" / "bad.rq"
    bad.write_text("SELECT * { ?s ?p ?o }")
    outcome = plankg("serve", "--port", "0", "--workspace", built)
    bad.unlink()
    assert outcome.code == 2
    assert "bad.rq:1: there is no header" in outcome.error


def test_serving_imports_nothing_that_only_builds_need() -> None:
    script = (
        "import sys, plankg.cli.serve, plankg.serving.assembly\n"
        "print(sorted({'rdflib', 'pyshacl', 'lxml', 'owlready2', 'pdfplumber'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert found.stdout.strip() == "[]", found.stderr
