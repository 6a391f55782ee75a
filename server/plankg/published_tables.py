"""The tables of published plans, made from their graphs for whoever asks: the web's CSV files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# A table's name, the graphs that hold it (any Turtle), and the base of their IRIs; gives CSV.
TableMaker = Callable[[str, Sequence[bytes], str], bytes]


def table_csv(table: str, graphs: Sequence[bytes], base: str) -> bytes:
    """Return a table as ``plankg export`` writes it in CSV; the ledger needs its graph too.

    Raises:
        ParameterError: there is no such table.
        WorkspaceError: a graph is no Turtle.
    """
    # Here, for it takes half a second that nobody should pay who asks for no table.
    from plankg.iris import Iris
    from plankg.tables import rows_from_turtle, write_rows

    return write_rows(rows_from_turtle(graphs, table, Iris(base)), "csv")
