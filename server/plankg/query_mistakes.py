"""Says of a query that the parser refuses where a person would point, and what is wrong there.

The parser names the farthest place that it looked at. That is often some signs beyond the mistake,
since it compares long keywords with what stands there, and it tells only which of these was the
longest. So it is asked again about the same tokens, each on a line of its own that nothing it
compares is longer than: then the line that it names is the token that it cannot take. Whether a
text is a query is always its own word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice, pairwise

import pyoxigraph as ox

from plankg.errors import shown
from plankg.loose_tokens import Token, tokens_of
from plankg.sparql_text import readable_message

# More is no query that somebody has typed, and would be read twice.
_LONGEST = 10_000
# Each costs the parser one reading more.
_MOST_TRIED = 20
# ENCODE_FOR_URI, the longest word that the parser compares, has 14 signs.
_ROOM = " " * 20

SENTENCES: Mapping[str, str] = {
    "keyword": "'{word}' is no keyword; did you mean {meant}?",
    "sign": "'{word}' is no sign of SPARQL; write {meant}",
    "unexpected": "'{word}' cannot stand here",
    "end": "the query ends too soon",
    "open": "'{word}' is never closed",
    "close": "'{word}' closes nothing",
    "string": "the string that begins here is never closed",
    "dot": "'{word}' cannot stand here; '.' or ';' is missing before it",
    "triple": "'{word}' cannot stand here; the triple before it is not complete",
    "angled": "'{word}' cannot stand here; an IRI is written between < and >",
    "missing": "'{word}' cannot stand here; {meant} is missing before it",
    "number": "'{word}' cannot stand here; a whole number is wanted",
    "comma": "'{word}' cannot stand here; blanks separate what is selected",
    "variable": "'{word}' cannot stand here; a variable is written ?{word}",
    "brackets": "'{word}' cannot stand here; write brackets around it, as in {meant}",
    "prefix": "the prefix '{word}' is not declared",
    "iri": "'{word}' is no valid IRI",
    "grouped": "{word} is neither grouped nor aggregated: add {meant}",
    "renamed": "{word} has a value already: choose another name after AS",
    "star": "'*' cannot stand beside GROUP BY: name the columns",
}
"""What is said of mistakes, by kind; pages say the same in other languages."""

_PLACE = re.compile(r"error at (\d+):(\d+): ")
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_TERMS = ("string", "iri", "variable", "name", "number")
_BEFORE_VARIABLES = ("SELECT", "DISTINCT", "REDUCED", "BY")
_BEFORE_IRIS = ("BASE", "FROM", "NAMED", "GRAPH")
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
# What other languages write, and input methods of Chinese put in place of the plain signs.
_FOREIGN = {
    "==": "=", "<>": "!=", "AND": "&&", "OR": "||", "LIKE": "CONTAINS",
    "，": ",", "。": ".", "；": ";", "（": "(", "）": ")", "｛": "{", "｝": "}", "？": "?",
    "：": ":", "“": '"', "”": '"', "‘": "'", "’": "'", "、": ",", "＝": "=", "＜": "<", "＞": ">",
}  # fmt: skip
# Source: SPARQL 1.1 §19.8, rules 1 to 127.
_KEYWORDS = (
    "BASE", "PREFIX", "SELECT", "DISTINCT", "REDUCED", "AS", "CONSTRUCT", "DESCRIBE", "ASK",
    "FROM", "NAMED", "WHERE", "GROUP", "BY", "HAVING", "ORDER", "ASC", "DESC", "LIMIT", "OFFSET",
    "VALUES", "OPTIONAL", "GRAPH", "SERVICE", "SILENT", "BIND", "UNDEF", "MINUS", "UNION",
    "FILTER", "IN", "NOT", "EXISTS", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE",
    "GROUP_CONCAT", "SEPARATOR", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "IRI", "URI",
    "BNODE", "RAND", "ABS", "CEIL", "FLOOR", "ROUND", "CONCAT", "STRLEN", "UCASE", "LCASE",
    "ENCODE_FOR_URI", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "YEAR",
    "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "TIMEZONE", "TZ", "NOW", "UUID", "STRUUID",
    "MD5", "SHA1", "SHA256", "SHA384", "SHA512", "COALESCE", "IF", "STRLANG", "STRDT", "sameTerm",
    "isIRI", "isURI", "isBLANK", "isLITERAL", "isNUMERIC", "REGEX", "SUBSTR", "REPLACE", "true",
    "false", "a",
)  # fmt: skip
_KNOWN = {word.upper(): word for word in _KEYWORDS}
# FLTER and FILTER have six sevenths in common; nearer than this stand words that mean another.
_CLOSE = 0.7


@dataclass(frozen=True, slots=True)
class _Mistake:
    at: int
    kind: str
    word: str = ""
    meant: str = ""


Refusal = Callable[[str], str]
"""Asks the parser about a text, as `refusal` does."""


def refusal(query: str, prefixes: Mapping[str, str], base: str) -> str:
    """Return what the parser says of a text that it refuses, and the empty text of one it takes.

    Nothing of the query is evaluated.
    """
    # A variable that no query has is refused after parsing and before evaluation, which an ASK
    # would otherwise begin at once.
    nobody = {ox.Variable("zqnobody"): ox.Literal("")}
    try:
        ox.Store().query(query, base_iri=base, prefixes=dict(prefixes), substitutions=dict(nobody))
    except SyntaxError as error:
        return str(error)
    except (OSError, RuntimeError, ValueError):
        return ""
    return ""


def told_mistake(query: str, message: str, ask: Refusal) -> str:
    """Return where a refused query is wrong, and what is: ``line 2, column 9: …``.

    Args:
        query: the text.
        message: what the parser said of it.
        ask: asks the parser about another text.
    """
    mistake = _found(query, message, ask) if len(query) <= _LONGEST else None
    if mistake is None:
        return readable_message(message)
    line = query.count("\n", 0, mistake.at) + 1
    column = mistake.at - query.rfind("\n", 0, mistake.at)
    word = shown(" ".join(mistake.word.split()))
    told = SENTENCES[mistake.kind].format(word=word, meant=mistake.meant)
    return f"line {line}, column {column}: {told}"


def line_of(told: str) -> int | None:
    """Return the line that `told_mistake` named."""
    line = re.match(r"line (\d+)", told)
    return int(line[1]) if line else None


def _found(query: str, message: str, ask: Refusal) -> _Mistake | None:
    tokens = tokens_of(query)
    for reason, find in _REASONS.items():
        if reason in message:
            return find(query, tokens, ask)
    # These two are proved by a text that is a query, where the parser may have named another place.
    for prove in (_ungrouped, _overridden):
        if proved := prove(query, tokens, ask):
            return proved
    unclosed = next((token for token in tokens if token.kind == "unclosed"), None)
    if unclosed:
        return _Mistake(unclosed.start, "string")
    place = _refused(tokens, ask)
    return None if place is None else _wrong(query, tokens, place)


def _refused(tokens: Sequence[Token], ask: Refusal) -> int | None:
    """Return the number of the token that the parser cannot take; past the last one is the end."""
    lines: list[str] = []
    first_of_line: list[int] = []
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        if before and _adjoin(before, token):
            lines[-1] += token.text
        else:
            lines.append(token.text)
            first_of_line.append(number)
    place = _PLACE.match(ask("".join(f"{line}{_ROOM}\n" for line in lines)))
    if place is None:
        return None
    left = int(place[1]) - 1
    for line, number in zip(lines, first_of_line, strict=True):
        if left <= line.count("\n"):
            return _within(tokens, number, line, int(place[2]) - 1 if left == 0 else 0)
        left -= line.count("\n") + 1
    return len(tokens)


def _adjoin(before: Token, token: Token) -> bool:
    """Say whether two tokens may mean something else with white space between them."""
    touching = before.start + len(before.text) == token.start
    return touching and not {before.text, token.text} & {*"(){}[],;", "&&", "||"}


def _within(tokens: Sequence[Token], first: int, line: str, offset: int) -> int:
    """Return which token of a line is at an offset; the first where the parser looked beyond."""
    number, end = first, len(tokens[first].text)
    while end <= offset < len(line):
        number += 1
        end += len(tokens[number].text)
    return number if offset < len(line) else first


def _wrong(query: str, tokens: Sequence[Token], place: int) -> _Mistake:
    """Return what is wrong with the token that cannot be taken."""
    opened = _opened(tokens[:place])
    if place == len(tokens):
        if opened:
            return _Mistake(opened[-1].start, "open", opened[-1].text)
        return _Mistake(len(query.rstrip()), "end")
    token = tokens[place]
    before = tokens[place - 1] if place else None
    if token.text in _PAIRS.values() and (not opened or _PAIRS[opened[-1].text] != token.text):
        if opened:
            return _Mistake(opened[-1].start, "open", opened[-1].text)
        return _Mistake(token.start, "close", token.text)
    return (
        _of_another_language(token)
        or _misspelt(token)
        or (before and _out_of_place(tokens, place, before, token))
        or _Mistake(token.start, "unexpected", token.text)
    )


def _opened(tokens: Sequence[Token]) -> list[Token]:
    """Return the brackets that are open after these tokens."""
    opened: list[Token] = []
    for token in tokens:
        if token.text in _PAIRS:
            opened.append(token)
        elif opened and token.text == _PAIRS[opened[-1].text]:
            opened.pop()
    return opened


def _of_another_language(token: Token) -> _Mistake | None:
    meant = _FOREIGN.get(token.text.upper())
    return _Mistake(token.start, "sign", token.text, meant) if meant else None


def _misspelt(token: Token) -> _Mistake | None:
    if token.kind != "word" or token.text.upper() in _KNOWN:
        return None
    close = get_close_matches(token.text.upper(), _KNOWN, 1, _CLOSE)
    return _Mistake(token.start, "keyword", token.text, _KNOWN[close[0]]) if close else None


def _out_of_place(
    tokens: Sequence[Token], place: int, before: Token, token: Token
) -> _Mistake | None:
    """Return what is missing before a token, or around it."""
    at, word = token.start, token.text
    known = word.upper() in _KNOWN
    if before.text.upper() in _BEFORE_IRIS or (place > 1 and tokens[place - 2].says("PREFIX")):
        return _Mistake(at, "angled", word)
    if before.text.upper() in ("ORDER", "GROUP"):
        return _Mistake(at, "missing", word, "BY")
    if before.text.upper() in ("LIMIT", "OFFSET"):
        return _Mistake(at, "number", word)
    if word == "," and _word_before(tokens, place) in _BEFORE_VARIABLES:
        return _Mistake(at, "comma", word)
    if token.kind == "word" and not known and before.text.upper() in _BEFORE_VARIABLES:
        return _Mistake(at, "variable", word)
    if word.upper() in _AGGREGATES and _word_before(tokens, place) in _BEFORE_VARIABLES:
        return _Mistake(at, "brackets", word, f"({word}(…) AS ?name)")
    if before.says("FILTER") and token.kind in _TERMS:
        return _Mistake(at, "brackets", word, f"FILTER({word} …)")
    if word in (".", ";", "}") and before.kind in ("name", "iri", "variable"):
        return _Mistake(at, "triple", word)
    opened = _opened(tokens[:place])
    in_group = bool(opened) and opened[-1].text == "{"
    if in_group and token.kind in _TERMS and before.kind in _TERMS:
        return _Mistake(at, "dot", word)
    return None


def _word_before(tokens: Sequence[Token], place: int) -> str:
    """Return the last bare word before a token, in capitals."""
    words = (token.text.upper() for token in reversed(tokens[:place]) if token.kind == "word")
    return next(words, "")


def _undeclared(_: str, tokens: Sequence[Token], ask: Refusal) -> _Mistake | None:
    """Return the first name whose prefix the parser doesn't know."""
    names = {token.text.partition(":")[0]: token for token in reversed(tokens) if _is_name(token)}
    for prefix, token in reversed(names.items()):
        if "Prefix not found" in ask(f"ASK {{ ?s ?p {prefix}:x }}"):
            declared = any(
                one.says("PREFIX") and after.text == f"{prefix}:" for one, after in pairwise(tokens)
            )
            if not declared:
                return _Mistake(token.start, "prefix", f"{prefix}:")
    return None


def _is_name(token: Token) -> bool:
    return token.kind == "name" and not token.text.startswith("_:")


def _no_iri(query: str, _: Sequence[Token], ask: Refusal) -> _Mistake | None:
    for found in re.finditer(r"<[^<>\s][^<>\r\n]*>", query):
        if "IRI parsing failed" in ask(f"ASK {{ ?s ?p {found[0]} }}"):
            return _Mistake(found.start(), "iri", found[0])
    return None


def _ungrouped(query: str, tokens: Sequence[Token], ask: Refusal) -> _Mistake | None:
    """Return the first variable that is selected beside an aggregate and not grouped by.

    That it is one is proved: with other values in the place of all such variables of a selection
    the text is a query, and without one in the place of this one it is none.
    """
    for select in islice(_selections(tokens), _MOST_TRIED):
        bare = dict(islice(_not_aggregated(tokens, select), _MOST_TRIED))
        if not bare or ask(_replaced(query, bare)):
            continue
        for variable in bare:
            others = {other: filled for other, filled in bare.items() if other is not variable}
            if ask(_replaced(query, others)):
                grouped = " ".join(["GROUP BY", *_grouped_by(tokens, select), variable.text])
                return _Mistake(variable.start, "grouped", variable.text, grouped)
    return None


def _replaced(query: str, tokens: Mapping[Token, str]) -> str:
    for token in sorted(tokens, key=lambda token: -token.start):
        query = f"{query[: token.start]}{tokens[token]}{query[token.start + len(token.text) :]}"
    return query


def _grouped_by(tokens: Sequence[Token], select: int) -> Iterator[str]:
    """Yield the variables after the GROUP BY of a selection, up to what is none."""
    depth = 0
    for number, token in enumerate(tokens[select:], select):
        depth += (token.text == "{") - (token.text == "}")
        if depth < 0:
            return
        if depth == 0 and token.says("GROUP"):
            for grouped in tokens[number + 2 :]:
                if not grouped.is_variable:
                    return
                yield grouped.text


def _overridden(query: str, tokens: Sequence[Token], ask: Refusal) -> _Mistake | None:
    """Return the first name after AS in the place of which another makes the text a query."""
    names = (name for word, name in pairwise(tokens) if word.says("AS") and name.is_variable)
    for name in islice(names, _MOST_TRIED):
        if not ask(_replaced(query, {name: f"?zq{name.start}"})):
            return _Mistake(name.start, "renamed", name.text)
    return None


def _starred(_: str, tokens: Sequence[Token], __: Refusal) -> _Mistake | None:
    for select in _selections(tokens):
        for token in tokens[select + 1 : select + 3]:
            if token.text == "*":
                return _Mistake(token.start, "star", "*")
    return None


# What the parser says in the place of what it expected.
_REASONS: Mapping[str, Callable[[str, Sequence[Token], Refusal], _Mistake | None]] = {
    "Prefix not found": _undeclared,
    "IRI parsing failed": _no_iri,
    "SELECT * is not authorized with GROUP BY": _starred,
}


def _selections(tokens: Sequence[Token]) -> Iterator[int]:
    return (number for number, token in enumerate(tokens) if token.says("SELECT"))


def _not_aggregated(tokens: Sequence[Token], select: int) -> Iterator[tuple[Token, str]]:
    """Yield the variables of a selection outside of aggregates, each with what may replace it."""
    brackets: list[bool] = []
    for before, token in zip(tokens[select:], tokens[select + 1 :], strict=False):
        if token.text == "{" or token.text.upper() in ("WHERE", "FROM"):
            return
        if token.text == "(":
            brackets.append(before.text.upper() in _AGGREGATES)
        elif token.text == ")" and brackets:
            brackets.pop()
        elif token.is_variable and not any(brackets) and not before.says("AS"):
            yield token, "1" if brackets else f"(1 AS ?zq{token.start})"
