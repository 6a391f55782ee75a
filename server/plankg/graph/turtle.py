"""Writes Turtle that is the same for the same graph: sorted, one object a line, no blank nodes.

Why not rdflib's own serializer: docs/decisions/0005-turtle-writer.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

# The local names that need no escape; a subset of what Turtle allows.
_LOCAL = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff-]*")
_FORBIDDEN_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_SHORT_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_INTEGER = re.compile(r"[+-]?[0-9]+")

# Control signs, line separators and invisible signs are written by number, so that every line
# tool sees the same lines and nothing hides in a diff.
_BY_NUMBER = {"Cc", "Cf", "Zl", "Zp"}


def write_turtle(graph: Graph) -> bytes:
    """Return `graph` as UTF-8 Turtle, with those of its prefixes that it uses.

    Subjects, predicates and objects are in code point order, ``a`` before other predicates.

    Raises:
        ValueError: the graph has a blank node, or an IRI with a sign that no IRI may have.
    """
    writer = _Writer(graph)
    body = "".join(f"\n{block}" for block in writer.blocks())
    return (writer.header() + body).encode()


class _Writer:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._used: set[str] = set()
        namespaces = {prefix: str(iri) for prefix, iri in graph.namespaces()}
        self._namespaces = namespaces
        # Longest first, so that vocab/role/ wins over a prefix for vocab/.
        self._by_length = sorted(namespaces.items(), key=lambda item: (-len(item[1]), item[0]))
        self._names: dict[str, str] = {}

    def header(self) -> str:
        """Return the declarations of the prefixes used so far."""
        return "".join(
            f"@prefix {name}: <{self._namespaces[name]}> .\n" for name in sorted(self._used)
        )

    def blocks(self) -> Iterable[str]:
        """Return one block for each subject."""
        by_subject: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in self._graph:
            by_subject[subject][predicate].append(value)
        return [
            self._block(subject, by_subject[subject]) for subject in sorted(by_subject, key=_key)
        ]

    def _block(self, subject: Node, statements: dict[Node, list[Node]]) -> str:
        predicates = sorted(statements, key=lambda node: (node != RDF.type, _key(node)))
        groups = [self._group(predicate, statements[predicate]) for predicate in predicates]
        return f"{self._term(subject)}\n" + " ;\n".join(groups) + " .\n"

    def _group(self, predicate: Node, values: list[Node]) -> str:
        verb = "a" if predicate == RDF.type else self._term(predicate)
        objects = [self._term(value) for value in sorted(values, key=_key)]
        if len(objects) == 1:
            return f"    {verb} {objects[0]}"
        return f"    {verb}\n" + " ,\n".join(f"        {item}" for item in objects)

    def _term(self, node: Node) -> str:
        if isinstance(node, Literal):
            return self._literal(node)
        if isinstance(node, URIRef):
            name = self._names.get(node)
            if name is None:
                name = self._names[node] = self._iri(str(node))
            return name
        raise ValueError(f"only IRIs and literals can be published, not {node!r}")

    def _iri(self, iri: str) -> str:
        for prefix, namespace in self._by_length:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self._used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        if _FORBIDDEN_IN_IRI.search(iri):
            raise ValueError(f"not an IRI: {iri!r}; mint it with plankg.iris")
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        text = str(literal)
        if literal.language:
            return f"{_quoted(text)}@{literal.language}"
        datatype = literal.datatype
        if datatype is None or datatype == XSD.string:
            return _quoted(text)
        if datatype == XSD.integer and _INTEGER.fullmatch(text):
            return text
        if datatype == XSD.boolean and text in {"true", "false"}:
            return text
        return f"{_quoted(text)}^^{self._term(datatype)}"


def _key(node: Node) -> tuple[int, str, str, str]:
    """Order IRIs before literals, both by code points, whatever Python's hashes are."""
    if isinstance(node, Literal):
        datatype = "" if node.datatype in {None, XSD.string} else str(node.datatype)
        return (1, str(node), node.language or "", datatype)
    return (0, str(node), "", "")


def _quoted(text: str) -> str:
    return f'"{"".join(_escaped(char) for char in text)}"'


def _escaped(char: str) -> str:
    if char in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[char]
    if char.isascii() and char.isprintable():
        return char
    if unicodedata.category(char) in _BY_NUMBER:
        code = ord(char)
        return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
    return char
