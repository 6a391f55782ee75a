"""Questions about the text of a query that come before the engine: its form, what it may not do.

The engine offers no parse tree, so its parser is asked instead wherever an answer must be
certain; patterns of our own only choose between answers that are both safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from plankg.errors import UnanswerableQueryError

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: dict[str, Form] = {
    "SELECT": "SELECT",
    "ASK": "ASK",
    "CONSTRUCT": "CONSTRUCT",
    "DESCRIBE": "DESCRIBE",
}

# All of them possessive, so that no text can make them try again what they have passed over.
_COMMENT = r"#[^\r\n]*+"
_SPACE = rf"(?:\s|{_COMMENT})*+"
_IRI = r'<[^<>"{}|^`\\\x00-\x20]*+>'
# SPARQL 1.1 grammar, rule 4: what may stand before the word that names a query's form. VERSION is
# of SPARQL 1.2, which the engine accepts.
_PROLOGUE = re.compile(
    rf"(?:\s|{_COMMENT}|BASE{_SPACE}{_IRI}"
    rf"|PREFIX{_SPACE}[^\s:<]*+:{_SPACE}{_IRI}"
    rf"|VERSION\s*+(?:\"[^\"]*+\"|'[^']*+'))*+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)
_STRING_OR_COMMENT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\r\n]|\\.)*+"'
    r"|'(?:[^'\\\r\n]|\\.)*+'"
    rf"|{_IRI}|{_COMMENT}",
    re.DOTALL,
)

# A run of signs that white space or a comment ends (comments stand alone), strings of one line and
# IRIs taken whole; a quotation mark that begins no string is a run by itself. For queries without a
# backslash, without strings of several lines, and without what is doubtful.
_RUN = re.compile(
    rf"(?:\"[^\"\r\n]*+\"|'[^'\r\n]*+'|{_IRI}|[^ \t\r\n#\"'<]++|<)++|[\"']|{_COMMENT}"
)
# What has two readings without a parser: signs between < and > that are an IRI, or a comparison
# with the beginning of a string or comment behind it. No expression begins with a scheme and //.
_DOUBTFUL = re.compile(
    r"<(?![A-Za-z][A-Za-z0-9+.-]*+://)[^<>\"{}|^`\\\x00-\x20'#]*+['#][^<>\"{}|^`\\\x00-\x20]*+>"
)
# Brackets around comments alone, each of them one sign here: the grammar lets no comment stand
# there, and with a space in its place the text would be another.
_HOLLOW = re.compile(r"[(\[] (?:# )++[)\]]")

_SERVICE = re.compile("service", re.IGNORECASE)
# A SERVICE clause as it is written plainly; what is passed over on the way to it stands first.
_CLAUSE = re.compile(
    rf"{_STRING_OR_COMMENT.pattern}"
    rf"|(?<![\w:?$@.%\\-])(?P<word>SERVICE(?:(?:\s|{_COMMENT})++SILENT)?){_SPACE}"
    rf"(?P<iri>{_IRI})",
    re.IGNORECASE | re.DOTALL,
)
_MOST_CLAUSES = 8
# A word that nobody writes, and that is no keyword.
_NO_KEYWORD = "zqsrvcq"

# The parser's list of what it would have taken: strings, classes of characters, bare words.
_EXPECTED = re.compile(
    r""""(?:[^"\\]|\\.)*"|(?P<characters>\[(?:'(?:\\[^']*|[^'\\])'|[^\]'])*\])|[^\s,"\[][^,]*"""
)
_LIST = re.compile(r"expected (?:one of )?(?P<items>.*)", re.DOTALL)
# What stands in that list without being something to write.
_REASONS = {
    "Prefix not found": "the prefix before this place is not declared",
    "IRI parsing failed": "the IRI before this place is not valid",
    "The SELECT contains a variable that is unbound": "a variable is selected that is neither"
    " grouped nor aggregated",
}
_POSITION = re.compile(r"^error at (\d+):(\d+): ", re.DOTALL)


def form_of(query: str) -> Form | None:
    """Return the form of a query by its first word, or None where that is none of the four."""
    word = _first_word(query)
    return _FORMS.get(word)


def is_update(query: str) -> bool:
    """Say whether the first word is one that begins an update."""
    return _first_word(query) in _UPDATES


@lru_cache(maxsize=64)  # asked more than once for one request, with others between
def canonical(query: str) -> str:
    """Return the text that a query is known by: no comments, white space one space.

    Source: SPARQL 1.1 §19.3 (white space), §19.4 (comments).

    Two queries with one canonical text ask the same. Those that ask the same may have two: words
    and names stay as they are, and so does the whole of a query with a backslash, which may hide
    any sign (§19.2), with a string of several lines or one without an end, or with signs that are
    an IRI by one reading and a comparison by another.
    """
    if "\\" in query or '"""' in query or "'''" in query:
        return query
    # As most programs write: single spaces, and # nowhere but where an IRI ends. That is found out
    # in a tenth of the time; if one begins a comment, no more is lost than that the comment counts.
    if query.count("#") == query.count("#>") and " ".join(query.split()) == query:
        return query
    if _DOUBTFUL.search(query):
        return query
    runs = _RUN.findall(query)
    if '"' in runs or "'" in runs:
        return query
    kept = [run for run in runs if run[0] != "#"]
    if len(kept) < len(runs) and _HOLLOW.search(" ".join(_marked(runs))):
        return query
    return " ".join(kept)


def _marked(runs: Sequence[str]) -> Iterator[str]:
    """Return runs with each comment as one sign."""
    return ("#" if run[0] == "#" else run for run in runs)


def may_name_graphs(query: str) -> bool:
    """Say whether `query` may look beyond the default graph; where it says no, that is certain.

    GRAPH and FROM are the only words that do, and only an escape can hide them.
    """
    lowered = query.lower()
    if "\\u" in lowered:
        return True
    if not _has_graph_word(lowered):
        return False
    # Most often it is a word of a comment, or of a string.
    code = without_comments_and_strings(lowered)
    # A backslash outside of both may have made a sign look like the beginning of one.
    return "\\" in code or _has_graph_word(code)


def _has_graph_word(lowered: str) -> bool:
    return "graph" in lowered or "from" in lowered


def calls_service(query: str, parses: Callable[[str], bool]) -> bool:
    """Say whether a query has a SERVICE clause; one that doesn't parse has none.

    The word may as well stand in a string, a comment, an IRI or a name. So each "service" is
    replaced by a word that is no keyword: if the query still parses, none was one.
    """
    renamed, count = _SERVICE.subn(_NO_KEYWORD, query)
    return bool(count) and parses(query) and not parses(renamed)


def redirected(query: str, services: Mapping[str, str], parses: Callable[[str], bool]) -> str:
    """Return `query` with the endpoints of its SERVICE clauses replaced by their stand-ins.

    Only ``SERVICE <IRI>`` with an IRI of `services` is replaced; `calls_service` on the query
    without these says whether there is another. A query that doesn't parse is returned as it is.

    Raises:
        UnanswerableQueryError: a SERVICE clause goes to another place, or isn't written plainly.
    """
    if not _SERVICE.search(query) or not parses(query):
        return query
    clauses = [
        found
        for found in _CLAUSE.finditer(query)
        if found["iri"] and found["iri"][1:-1] in services
    ]
    if len(clauses) > _MOST_CLAUSES or not _are_all(clauses, query, parses):
        raise UnanswerableQueryError(_refusal(services))
    return _replaced(
        query, clauses, lambda found: f"{found['word']} <{services[found['iri'][1:-1]]}>"
    )


def _are_all(clauses: Sequence[re.Match[str]], query: str, parses: Callable[[str], bool]) -> bool:
    """Say whether these are SERVICE clauses, and no other is in the query."""
    # Each is one, if without the keyword there the query is none; and then GRAPH could stand there,
    # which has the same grammar.
    broken = (
        _replaced(query, [clause], lambda found: f"{_NO_KEYWORD} {found['iri']}")
        for clause in clauses
    )
    rest = _replaced(query, clauses, lambda found: f"GRAPH {found['iri']}")
    return not any(map(parses, broken)) and parses(rest) and not calls_service(rest, parses)


def _replaced(
    query: str, clauses: Sequence[re.Match[str]], by: Callable[[re.Match[str]], str]
) -> str:
    for found in reversed(clauses):
        query = f"{query[: found.start()]}{by(found)} {query[found.end() :]}"
    return query


def _refusal(services: Mapping[str, str]) -> str:
    if not services:
        return (
            "SERVICE is switched off here: ask the other endpoint itself, or leave the clause out"
        )
    # Not which ones: they may lie in a private network, and are the operator's business.
    return (
        "SERVICE goes only to endpoints that are allowed here, each named by its IRI, and at most"
        f" {_MOST_CLAUSES} times in a query: this one is not among those allowed"
    )


def readable_message(message: str) -> str:
    """Return the parser's message with its place in words: ``line 2, column 9: expected …``."""
    placed = _POSITION.sub(r"line \1, column \2: ", message.strip())
    return _LIST.sub(lambda found: _expected(found["items"]), placed, count=1)


def without_comments_and_strings(query: str) -> str:
    """Return a query with comments, strings and IRIs blanked out, all offsets unchanged."""
    return _STRING_OR_COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), query)


def _expected(items: str) -> str:
    """Return what the parser expected, its long classes of letters and digits as "a name"."""
    found = list(_EXPECTED.finditer(items))
    for reason, told in _REASONS.items():
        if any(item[0].strip() == reason for item in found):
            return told
    words = [item[0].strip() for item in found if not item["characters"]]
    if any("'z'" in (item["characters"] or "") for item in found):
        words.append("a name")
    if not words:
        return "the query cannot go on like this here"
    return f"expected {'one of ' if len(words) > 1 else ''}{', '.join(words)}"


def _first_word(query: str) -> str:
    if query.startswith("SELECT "):  # as most do
        return "SELECT"
    prologue = _PROLOGUE.match(query)
    word = _WORD.match(query, prologue.end() if prologue else 0)
    return word[0].upper() if word else ""
