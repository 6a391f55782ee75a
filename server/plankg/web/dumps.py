"""The published data as whole files, streamed one graph or one plan at a time.

So memory is bounded by the largest plan, whatever engine answers. A file that cannot be finished
breaks off with an error, and the server drops the connection: a client never takes a part for the
whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from plankg.web.service import Service


def nquads(service: Service) -> Iterator[bytes]:
    """Yield everything that the endpoint serves as N-Quads, the default graph too."""
    for graph, content, is_apart in _graphs(service, "ntriples"):
        name = f" <{graph}> .\n".encode()
        yield content.replace(b" .\n", name)
        if not is_apart:
            yield content


def trig(service: Service) -> Iterator[bytes]:
    """Yield everything that the endpoint serves as TriG, the default graph too."""
    known = b""
    for graph, content, is_apart in _graphs(service, "turtle"):
        prefixes, body = _split_prefixes(content)
        if prefixes != known:
            yield prefixes
            known = prefixes
        yield f"<{graph}> {{\n".encode() + body + b"}\n"
        if not is_apart:
            yield body


def gzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield `chunks` packed by gzip, with no time in it: equal content gives equal bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for chunk in chunks:
        if packed := packer.compress(chunk):
            yield packed
    yield packer.flush()


def table_rows(service: Service, table: str, plans: Iterable[str]) -> Iterator[bytes]:
    """Yield a table of the plans as CSV, its header once."""
    is_first = True
    for plan in plans:
        content = service.tables(table, tuple(_plan_graphs(service, table, plan)), service.base)
        yield content if is_first else content.partition(b"\n")[2]
        is_first = False


def graph_of(service: Service, plan: str) -> str:
    """Return the named graph that holds a plan."""
    return f"{service.base}graph/{plan.removeprefix(f'{service.base}id/')}"


def _plan_graphs(service: Service, table: str, plan: str) -> Iterator[bytes]:
    graph = graph_of(service, plan)
    yield service.data("graph_data", "ntriples", graph=graph)
    if table == "ledger":
        yield service.data("graph_data", "ntriples", graph=f"{graph}/ledger")


def _graphs(service: Service, rdf_format: str) -> Iterator[tuple[str, bytes, bool]]:
    """Yield each named graph's name, its content, and whether the default graph leaves it out."""
    for row in service.ask("graphs").rows:
        graph = row["graph"]
        content = service.data("graph_data", rdf_format, graph=graph)
        yield graph, content, bool(service.ask("graph_is_apart", graph=graph).boolean)


def _split_prefixes(turtle: bytes) -> tuple[bytes, bytes]:
    """Return the declarations at the beginning of a Turtle document, and the rest."""
    lines = turtle.splitlines(keepends=True)
    count = next((at for at, line in enumerate(lines) if not line.startswith(b"@")), len(lines))
    return b"".join(lines[:count]), b"".join(lines[count:])
