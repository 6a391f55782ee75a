"""New releases are served while requests run; none fails, and each answer says which it is of."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from serving_sample import PATIENT, Running, new, serving, until
from web_sample import published

from plankg.store import current_snapshot, open_current

MARK = "https://w3id.org/plankg/id/mark"
QUERY = f"SELECT ?o {{ <{MARK}> <http://www.w3.org/2000/01/rdf-schema#label> ?o }}"
QUICK = {"watch_s": 0.05, "workers": 2}


def publish(folder: Path, number: int) -> str:
    """Publish the sample with a mark of its own; return the release."""
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    return published(folder, f'\n<{MARK}> <{label}> "release {number}" .\n'.encode()).release


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(tmp_path, 0)
    return tmp_path


class Asker(threading.Thread):
    """Asks without pause: the same question, new ones, a page; keeps what came."""

    def __init__(self, service: Running) -> None:
        super().__init__()
        self.service = service
        self.stopped = threading.Event()
        self.answers: list[tuple[int, str, str]] = []
        self.pages: list[int] = []

    def run(self) -> None:
        number = 0
        while not self.stopped.is_set():
            number += 1
            for query in (QUERY, new(QUERY, number)):
                reply = self.service.ask(query, Accept="text/csv")
                label = reply.body.decode().splitlines()[1:]
                release = reply.headers.get("x-plankg-release", "")
                self.answers.append((reply.status, release, "".join(label)))
            self.pages.append(self.service.get("/", Accept="text/html").status)

    def stop(self) -> None:
        self.stopped.set()
        self.join(PATIENT)


def test_releases_follow_each_other_while_requests_run(folder: Path) -> None:
    said = {current_snapshot(folder).release: "release 0"}
    with serving(folder, server=QUICK) as service:
        asker = Asker(service)
        asker.start()
        try:
            for number in (1, 2, 3):
                release = publish(folder, number)
                said[release] = f"release {number}"
                assert until(
                    lambda release=release: (
                        service.ask(QUERY).headers["x-plankg-release"] == release
                    )
                )
        finally:
            asker.stop()
        assert service.get("/readyz").json()["release"] == release
    assert {status for status, _, _ in asker.answers} == {200}
    assert set(asker.pages) == {200}
    # What an answer says is what its release says, never a mixture.
    assert all(label == said[of] for _, of, label in asker.answers)
    assert len({of for _, of, _ in asker.answers}) >= 3


def test_a_kept_answer_is_not_given_for_another_release(folder: Path) -> None:
    with serving(folder, server=QUICK) as service:
        first = [service.ask(QUERY, Accept="text/csv") for _ in range(3)][-1]
        release = publish(folder, 7)
        assert until(lambda: service.get("/readyz").json()["release"] == release)
        assert until(lambda: b"release 7" in service.ask(QUERY, Accept="text/csv").body)
        again = service.ask(QUERY, Accept="text/csv", If_None_Match=first.headers["etag"])
    assert b"release 0" in first.body
    assert again.status == 200


def test_a_release_that_cannot_be_loaded_is_told_and_the_old_one_stays(folder: Path) -> None:
    old = current_snapshot(folder).release
    with serving(folder, server=QUICK) as service:
        publish(folder, 1)
        assert until(lambda: service.get("/readyz").json()["release"] != old)
        good = service.get("/readyz").json()["release"]
        # Damaged before it is named.
        third = published(folder / "apart", b"").release
        broken = folder / "snapshots" / third[:16]
        (folder / "apart" / "snapshots" / third[:16]).rename(broken)
        (broken / "data.nq").write_bytes(b"damaged")
        (folder / "current").write_text(f"{third[:16]}\n")
        assert until(lambda: service.events("release_refused"))
        assert service.get("/readyz").json()["release"] == good
        assert service.ask(QUERY).status == 200
    (event,) = service.events("release_refused")
    assert "checksum" in event["reason"]


BUILD = """
import sys
from pathlib import Path
from test_releases import publish
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 200):
    print(publish(Path(sys.argv[1]), number), flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_builds_killed_at_any_moment_leave_a_release_that_is_served(folder: Path) -> None:
    moments = random.Random(16)  # noqa: S311 - the same moments each time
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with serving(folder, server=QUICK) as service:
        asker = Asker(service)
        asker.start()
        for attempt in range(3):
            command = [sys.executable, "-c", BUILD, str(folder), str(attempt * 1000)]
            build = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            )
            assert build.stdout.readline()  # it has published once, and goes on
            time.sleep(moments.random() / 3)
            build.send_signal(signal.SIGKILL)
            build.communicate()
            # A reader that comes now finds a whole release.
            assert open_current(folder).release == current_snapshot(folder).release
        asker.stop()
        latest = current_snapshot(folder).release
        assert until(lambda: service.get("/readyz").json()["release"] == latest)
    assert {status for status, _, _ in asker.answers} == {200}
    assert set(asker.pages) == {200}


def test_sighup_reads_the_named_queries_anew(folder: Path, tmp_path: Path) -> None:
    from plankg.cli.init import make_workspace

    root = tmp_path / "workspace"
    make_workspace(root)
    state = root / ".plankg"
    publish(state, 0)
    query = root / "queries" / "catalogue" / "marks.rq"
    command = [sys.executable, "-c", SERVE, str(root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        port = int(process.stdout.readline())
        service = Running(None, port, None)  # type: ignore[arg-type]
        assert service.get("/queries/marks.csv").status == 404
        query.write_text(MARKS.replace("LABEL", "?label"))
        process.send_signal(signal.SIGHUP)
        assert until(lambda: service.get("/queries/marks.csv").body == b"label\nrelease 0\n")
        query.write_text("a query without its header")
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGHUP)
        assert service.get(f"/queries/marks.csv?{quote('x')}=1").status == 400
        assert service.get("/queries/marks.csv").body == b"label\nrelease 0\n"
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=PATIENT)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0
    assert "reload_refused" in told
    assert "marks.rq" in told


SERVE = """
import sys
from pathlib import Path
from plankg.cli.serve import listen
from plankg.serving.assembly import ServedWorkspace
from plankg.serving.event_log import EventLog
from plankg.serving.engines import open_pool
from plankg.serving.settings import Settings
from plankg.workspace import open_workspace
with listen("127.0.0.1", 0) as listener:
    workspace, settings = open_workspace(Path(sys.argv[1])), Settings()
    served = ServedWorkspace(workspace, settings, EventLog(), open_pool(workspace, settings))
    try:
        served.pool.wait()
        print(listener.getsockname()[1], flush=True)
        served.server.run(listener)
    finally:
        served.close()
"""
MARKS = f"""\
#+ title: {{zh: 标记, en: Marks}}
#+ description: {{zh: 每个标记, en: Each mark}}
#+ rows: counts

SELECT LABEL WHERE {{ <{MARK}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}
ORDER BY ?label
"""
