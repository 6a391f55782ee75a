"""Publishing brings a server from any release to another, whole or not declared."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from remote_server import Server, oxigraph, turtle
from scripted_server import Reply, scripted

from plankg.cli import main
from plankg.cli.init import make_workspace
from plankg.engine import Limits
from plankg.errors import InputError, PlanKGError
from plankg.iris import Iris
from plankg.remote import EndpointError, RemoteEngine
from plankg.remote.contents import Contents, contents_of
from plankg.remote.graph_store import Body, GraphStore
from plankg.remote.publication import Publication, publication_in
from plankg.remote.publishing import changes_to, publish
from plankg.remote.transport import Credentials
from plankg.snapshot_sources import SnapshotSources
from plankg.sparql_prefixes import prefixes
from plankg.store import build_snapshot, open_snapshot

GRAPH = f"{Iris().base}graph/"
ONTOLOGY = f"{Iris().base}ontology"
UPDATES = pytest.mark.parametrize("updates", [False, True], ids=["one by one", "at once"])
IS = "SELECT ?s ?o { GRAPH ?g { ?s <urn:x:is> ?o FILTER(isLiteral(?o)) } } ORDER BY ?s ?o"
Changed = Callable[..., SnapshotSources]


def told(server: Server) -> Publication:
    return publication_in(f"{GRAPH}publication", server.store().read(f"{GRAPH}publication"))


@UPDATES
def test_each_graph_is_there_and_the_release_is_told(
    server: Server, small: SnapshotSources, updates: bool
) -> None:
    server.load(small, updates=updates)
    assert server.graphs() == {
        f"{GRAPH}a": 1,
        f"{GRAPH}b": 1,
        ONTOLOGY: 2,
        f"{GRAPH}publication/merged": 4,
        f"{GRAPH}publication": 14,
    }
    assert told(server).release == small.release
    assert server.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["0"]]


def quads_of(server: Server) -> set[tuple[str, ...]]:
    """Return the rows of graph, subject, predicate, object that a server holds of ours."""
    merged = f"{GRAPH}publication/merged"
    rows = server.rows("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
    named = [(row[0].strip("<>"), *row[1:]) for row in rows]
    return {
        ("" if graph == merged else graph, *triple)
        for graph, *triple in named
        if graph != f"{GRAPH}publication"
    }


def quads_here(folder: Path, sources: SnapshotSources) -> set[tuple[str, ...]]:
    """Return what a store of our own serves of a release, as `quads_of` does."""
    engine = open_snapshot(build_snapshot(folder, sources).path)
    query = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    body = engine.answer(query, {}, "tsv", Limits()).body.decode().replace('"', "")
    rows = [line.split("\t") for line in body.splitlines()[1:]]
    return {(row[0].strip("<>"), *row[1:]) for row in rows}


def without_proposals(sources: SnapshotSources) -> Contents:
    """Return what was published of a release once, when proposals were left out."""
    contents = contents_of(sources, default_graph=False)
    graphs = {name: it for name, it in contents.graphs.items() if name not in sources.proposals}
    return dataclasses.replace(contents, graphs=graphs)


@UPDATES
def test_what_is_published_is_what_a_store_of_our_own_serves_of_every_kind(
    server: Server, of_every_kind: SnapshotSources, tmp_path: Path, updates: bool
) -> None:
    server.load(of_every_kind, updates=updates)
    here = quads_here(tmp_path, of_every_kind)
    assert quads_of(server) == here
    kinds = {graph for graph, *_ in here} - {""}
    assert len(kinds) == len(of_every_kind.graphs) >= 7


@UPDATES
def test_proposals_are_replaced_and_removed_as_other_graphs_are(
    server: Server, of_every_kind: SnapshotSources, tmp_path: Path, updates: bool
) -> None:
    for proposals in (
        {f"{GRAPH}proposals/a": b"<urn:x:a> <urn:x:is> 'one' ."},
        {f"{GRAPH}proposals/a": b"<urn:x:a> <urn:x:is> 'two' .", f"{GRAPH}proposals/b": b""},
        {},
    ):
        sources = dataclasses.replace(of_every_kind, proposals=proposals)
        server.load(sources, updates=updates)
        assert quads_of(server) == quads_here(tmp_path, sources)


@UPDATES
def test_a_release_that_was_published_without_its_proposals_is_completed(
    server: Server, of_every_kind: SnapshotSources, tmp_path: Path, updates: bool
) -> None:
    older = without_proposals(of_every_kind)
    publish(server.store(), changes_to(server.store(), older), _quiet)
    assert quads_of(server) != quads_here(tmp_path, of_every_kind)
    with RemoteEngine.open(server.query, prefixes()) as engine:
        said = server.load(of_every_kind, updates=updates)
        assert [line for line in said if " of " in line] == [f"1 of 1: {GRAPH}proposals, 0.0 MB"]
        assert quads_of(server) == quads_here(tmp_path, of_every_kind)
        # Whoever serves from there notices, though the release is the same.
        assert engine.release == of_every_kind.release
        assert engine.refresh() is True
        asked = f"ASK {{ GRAPH <{GRAPH}proposals> {{ ?s ?p ?o }} }}"
        assert b"true" in engine.answer(asked, {}, "json", Limits(seconds=60)).body
        assert engine.refresh() is False


@UPDATES
def test_the_same_again_sends_nothing(
    server: Server, small: SnapshotSources, updates: bool
) -> None:
    server.load(small, updates=updates)
    assert server.load(small, updates=updates) == []


@UPDATES
@pytest.mark.parametrize("gone", ["a", "publication/merged"])
def test_what_somebody_has_removed_is_sent_again(
    server: Server, small: SnapshotSources, updates: bool, gone: str
) -> None:
    server.load(small, updates=updates)
    before = server.graphs()
    server.store().delete(f"{GRAPH}{gone}")
    server.load(small, updates=updates)
    assert server.graphs() == before
    assert told(server).release == small.release
    assert server.load(small, updates=updates) == []


@UPDATES
def test_a_default_graph_that_somebody_has_emptied_is_filled_again(
    server: Server, small: SnapshotSources, updates: bool
) -> None:
    server.load(small, updates=updates, default_graph=True)
    server.store().put("", turtle(""))
    server.load(small, updates=updates, default_graph=True)
    assert server.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["4"]]


@UPDATES
def test_only_what_changed_is_sent_and_what_is_no_more_is_removed(
    server: Server, small: SnapshotSources, changed: Changed, updates: bool
) -> None:
    server.load(small, updates=updates)
    server.store().put("urn:others", turtle("<urn:x:others> <urn:x:is> 'theirs' ."))
    newer = changed(small, b="<urn:x:b> <urn:x:is> 'b' .", c="<urn:x:c> <urn:x:is> 'c' .")
    said = server.load(newer, updates=updates)
    assert [line for line in said if ONTOLOGY in line or f"{GRAPH}b," in line] == []
    assert set(server.graphs()) == {
        *(f"{GRAPH}{name}" for name in ("b", "c", "publication", "publication/merged")),
        ONTOLOGY,
        "urn:others",
    }
    merged = f"SELECT ?o {{ GRAPH <{GRAPH}publication/merged> {{ ?s <urn:x:is> ?o }} }} ORDER BY ?o"
    assert [row[0] for row in server.rows(merged) if row[0][0] != "_"] == ["b", "c", "o"]
    assert told(server).release == newer.release


@UPDATES
def test_an_empty_graph_is_published_and_replaced(
    server: Server, small: SnapshotSources, changed: Changed, updates: bool
) -> None:
    for text in ("", "<urn:x:a> <urn:x:is> 'a' .", ""):
        server.load(changed(small, a=text), updates=updates)
        assert server.graphs().get(f"{GRAPH}a", 0) == (1 if text else 0)


@UPDATES
def test_the_servers_own_default_graph_is_loaded_where_that_is_wanted(
    server: Server, small: SnapshotSources, changed: Changed, updates: bool
) -> None:
    server.load(small, updates=updates, default_graph=True)
    query = "SELECT ?o { ?s <urn:x:is> ?o FILTER(isLiteral(?o)) } ORDER BY ?o"
    assert server.rows(query) == [["a"], ["b"], ["o"]]
    server.load(changed(small, c=""), updates=updates, default_graph=True)
    assert server.rows(query) == [["o"]]
    server.load(small, updates=updates)
    assert server.rows(query) == []


def test_a_default_graph_of_somebody_else_is_left_alone(
    server: Server, small: SnapshotSources
) -> None:
    server.store().put("", turtle("<urn:x:others> <urn:x:is> 'theirs' ."))
    with pytest.raises(InputError, match="holds something else already"):
        server.load(small, default_graph=True)
    assert server.graphs() == {}


class _BreaksOff(GraphStore):
    """A server that is lost after some requests that write."""

    left = 0

    def _lose(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise EndpointError("lost")

    def put(self, graph: str, body: Body) -> None:
        self._lose()
        super().put(graph, body)

    def add(self, graph: str, body: Body) -> None:
        self._lose()
        super().add(graph, body)

    def delete(self, graph: str) -> None:
        self._lose()
        super().delete(graph)

    def update(self, text: str) -> None:
        self._lose()
        super().update(text)


@UPDATES
def test_wherever_it_breaks_off_no_reader_is_misled_and_the_next_run_ends_it(
    small: SnapshotSources, changed: Changed, updates: bool
) -> None:
    newer = changed(small, a="<urn:x:a> <urn:x:is> 'new' .", c="<urn:x:c> <urn:x:is> 'c' .")
    ended = False
    count = 0
    with oxigraph() as server:
        while not ended:
            server.load(small)
            store = _BreaksOff(
                f"{server.address}/store", server.update if updates else "", Credentials(), 30.0
            )
            store.left = count
            try:
                publish(store, changes_to(store, contents_of(newer, default_graph=False)), _quiet)
                ended = True
            except EndpointError:
                release = told(server).release
                # With updates readers see the old release, without them none, never the new one.
                assert release == small.release if updates or count == 0 else release == ""
                if release:
                    assert server.rows(IN_PLANS) == [["a"], ["b"]]
            server.load(newer, updates=updates)
            assert server.rows(IN_PLANS) == [["c"], ["new"]]
            assert told(server).release == newer.release
            assert [name for name in server.graphs() if "staged" in name] == []
            count += 1
    assert count > 4


IN_PLANS = f"""SELECT ?o {{ GRAPH ?g {{ ?s <urn:x:is> ?o }}
FILTER(STRSTARTS(STR(?g), "{GRAPH}") && !STRSTARTS(STR(?g), "{GRAPH}publication")) }} ORDER BY ?o"""


def _quiet(_: str) -> None:
    """Say nothing."""


def test_what_was_sent_before_it_broke_off_is_not_sent_again(
    server: Server, small: SnapshotSources
) -> None:
    for updates in (False, True):
        store = _BreaksOff(
            f"{server.address}/store", server.update if updates else "", Credentials(), 30.0
        )
        store.left = 3  # what is told first, one graph, and that it is there
        with pytest.raises(EndpointError):
            publish(store, changes_to(store, contents_of(small, default_graph=False)), _quiet)
        said = server.load(small, updates=updates)
        assert [line for line in said if f": {GRAPH}a," in line] == []
        for graph in server.graphs():
            server.store().delete(graph)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(400, b"no dot"), "answered 400: no dot; see its own log"),
        (Reply(401), "set PLANKG_PUBLISH_TOKEN"),
        (Reply(403), "set PLANKG_PUBLISH_TOKEN"),
        (Reply(405), "address of its Graph Store service"),
        (Reply(413), "raise its limit on the size of a request"),
        (Reply(501), "address of its Graph Store service"),
        (Reply(500, b"out of space"), "answered 500: out of space"),
    ],
)
def test_what_a_server_refuses_is_told_with_what_to_do(
    small: SnapshotSources, reply: Reply, message: str
) -> None:
    with scripted(Reply(404), reply) as server:
        store = GraphStore(f"{server.address}/store", "", Credentials(), 10.0)
        with pytest.raises(PlanKGError, match=message):
            publish(store, changes_to(store, contents_of(small, default_graph=False)), _quiet)


def test_a_busy_server_is_asked_again() -> None:
    with scripted(Reply(503), Reply(204)) as server:
        GraphStore(f"{server.address}/store", "", Credentials(), 10.0).put("urn:a", turtle(""))
    assert [(method, path) for method, path, _, _ in server.asked] == [
        ("PUT", "/store?graph=urn%3Aa")
    ] * 2


def test_a_user_is_told_as_the_server_wants_it() -> None:
    challenge = {"WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth", algorithm="MD5"'}
    user = Credentials("", "me", "secret")
    with scripted(Reply(204)) as server:
        GraphStore(f"{server.address}/store", "", user, 10.0).put("urn:a", turtle(""))
    assert server.asked[0][2]["Authorization"] == "Basic bWU6c2VjcmV0"
    with scripted(Reply(401), Reply(401, headers=challenge), Reply(204)) as server:
        store = GraphStore(f"{server.address}/store", "", user, 10.0)
        store.put("urn:a", turtle("<urn:a> <urn:b> 1 ."))
        store.put("urn:b", turtle("<urn:a> <urn:b> 2 ."))
    told = [headers.get("Authorization", "") for _, _, headers, _ in server.asked]
    assert [one.partition(" ")[0] for one in told] == ["Basic", "", "Digest", "Digest"]
    assert server.asked[2][3] == b"<urn:a> <urn:b> 1 ."
    assert "secret" not in "".join(told)


@pytest.fixture
def of_small(monkeypatch: pytest.MonkeyPatch, small: SnapshotSources) -> None:
    monkeypatch.setattr("plankg.cli.publish.bring_up_to_date", lambda _: None)
    monkeypatch.setattr("plankg.publication.snapshot_sources", lambda _: small)


def test_the_command_tells_what_it_does(
    server: Server, of_small: None, capsys: pytest.CaptureFixture[str], small: SnapshotSources
) -> None:
    command = ["publish", "--to", f"{server.address}/store", "--update", server.update]
    release = small.release[:16]
    assert main([*command, "--dry-run"]) == 0
    assert f"4 graphs to send, 0 graphs to remove for release {release}" in capsys.readouterr().err
    assert server.graphs() == {}
    assert main(command) == 0
    err = capsys.readouterr().err
    assert f"1 of 4: {GRAPH}a, 0.0 MB" in err
    assert f"/store holds release {release}" in err
    assert main(command) == 0
    assert "nothing to do" in capsys.readouterr().err


def test_the_command_says_in_one_line_what_is_wrong(
    of_small: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "--to", "nowhere"]) == 2
    assert "no address of an endpoint" in capsys.readouterr().err
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert main(["publish", "--to", f"http://127.0.0.1:{port}/store"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert f"plankg: 'http://127.0.0.1:{port}/store' cannot be reached" in lines[0]


def test_the_endpoint_is_compared_with_a_store_of_our_own(
    loaded: Server,
    sources: SnapshotSources,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = init_workspace(tmp_path)
    build_snapshot(made / ".plankg", sources)
    monkeypatch.setattr("plankg.cli.publish.bring_up_to_date", lambda _: None)
    monkeypatch.setattr("plankg.publication.snapshot_sources", lambda _: sources)
    command = ["publish", "--workspace", made, "--to", f"{loaded.address}/store"]
    assert main([*map(str, command), "--verify", loaded.query]) == 0
    assert "named queries as a store of our own does" in capsys.readouterr().err
    # Other graphs and rows here than there.
    other = dataclasses.replace(sources, plans={})
    build_snapshot(made / ".plankg", other)
    assert main([*map(str, command), "--verify", loaded.query]) == 1
    err = capsys.readouterr().err
    assert f"{GRAPH}second: 2 triples there, 0 here" in err
    assert "workload-of-bodies, 0 rows: " in err
    assert "do not serve from it" in err.splitlines()[-1]


def _with_another_triple(store: GraphStore) -> None:
    store.put(f"{GRAPH}proposals", turtle("<urn:x:proposals> <urn:x:is> 2 ."))


def _with_less_in_the_default_graph(store: GraphStore) -> None:
    store.put(f"{GRAPH}publication/merged", turtle("<urn:x:plans> <urn:x:is> 1 ."))


def _with_something_else_in_the_default_graph(store: GraphStore) -> None:
    store.put(
        f"{GRAPH}publication/merged",
        turtle(
            "<urn:x:plans> <urn:x:is> 1 . <urn:x:links> <urn:x:is> 1 . <urn:x:o> <urn:x:is> 1 ."
        ),
    )


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (_with_another_triple, "graph/proposals: 1 triples, of which some are others"),
        (_with_less_in_the_default_graph, "the default graph: 1 triples there, 3 here"),
        (
            _with_something_else_in_the_default_graph,
            "ontology: the default graph leaves 1 of its triples out there, 0 here",
        ),
    ],
)
def test_a_graph_that_is_another_one_is_noticed_by_verifying_and_sent_again(
    server: Server,
    of_every_kind: SnapshotSources,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    harm: Callable[[GraphStore], None],
    told: str,
) -> None:
    made = init_workspace(tmp_path)
    build_snapshot(made / ".plankg", of_every_kind)
    monkeypatch.setattr("plankg.cli.publish.bring_up_to_date", lambda _: None)
    monkeypatch.setattr("plankg.publication.snapshot_sources", lambda _: of_every_kind)
    command = ["publish", "--workspace", str(made), "--to", f"{server.address}/store"]
    command += ["--verify", server.query]
    assert main(command) == 0
    assert "8 graphs: the same" in capsys.readouterr().err
    # Of a release that it tells, the server holds another graph, in which no named query looks.
    harm(server.store())
    assert main(command) == 1
    err = capsys.readouterr().err
    assert told in err
    assert " otherwise (" in err.splitlines()[-1]
    assert "publish with --again" in err.splitlines()[-1]
    assert "named queries otherwise" not in err
    assert main([*command, "--again"]) == 0
    err = capsys.readouterr().err
    assert "8 graphs to send, 0 graphs to remove" in err
    assert "8 graphs: the same" in err


def init_workspace(parent: Path) -> Path:
    folder = parent / "workspace"
    make_workspace(folder)
    return folder
