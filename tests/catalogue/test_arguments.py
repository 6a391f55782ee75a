"""Arguments become terms of their parameter's type, or an error that says what is allowed."""

from __future__ import annotations

import pytest

from plankg.catalogue.arguments import Parameter, bind
from plankg.engine import Term
from plankg.errors import ParameterError

DESCRIPTION = {"zh": "说明", "en": "What it is"}


def parameter(type_: str, **fields: object) -> Parameter:
    values: dict[str, object] = {"name": "p", "description": DESCRIPTION, "example": "e"} | fields
    return Parameter(type=type_, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("type_", "text", "term"),
    [
        ("string", " 科技局 ", Term("科技局")),
        ("body", "江阴市科学技术局", Term("江阴市科学技术局")),
        ("words", "孵化　科创\t gdp", Term("孵化 科创 gdp")),
        ("iri", "https://x/a#b", Term.iri("https://x/a#b")),
        ("iri", "https://x/县/一", Term.iri("https://x/县/一")),
        ("integer", "2020", Term.typed("2020", "integer")),
        ("integer", "-07", Term.typed("-7", "integer")),
        ("date", "2020-03-15", Term.typed("2020-03-15", "date")),
        ("date", "20200315", Term.typed("2020-03-15", "date")),
        ("integer", "  ", Term("")),
        ("iri", "", Term("")),
    ],
)
def test_a_text_becomes_a_term_of_the_type(type_: str, text: str, term: Term) -> None:
    assert parameter(type_).term(text) == term


@pytest.mark.parametrize(
    ("type_", "text", "message"),
    [
        ("iri", "no iri", "no absolute IRI"),
        ("iri", "/id/x", "no absolute IRI"),
        ("iri", "https://x/ y", "no absolute IRI"),
        ("iri", "https://x/<y>", "no absolute IRI"),
        ("integer", "1.5", "no whole number"),
        ("integer", "二", "no whole number"),
        ("integer", "9" * 19, "no whole number"),
        ("date", "2020-13-01", "no day; write year-month-day"),
        ("date", "2020", "no day"),
        ("words", "a b c d e f", "more than 5 words"),
    ],
)
def test_an_unfit_text_is_told(type_: str, text: str, message: str) -> None:
    with pytest.raises(ParameterError, match=rf"^p='.*{message}"):
        parameter(type_).term(text)


def test_only_allowed_values_are_taken() -> None:
    choice = parameter("string", allowed=("yes", "no"), default="no")
    assert choice.term("") == Term("no")
    assert choice.term("yes") == Term("yes")
    with pytest.raises(ParameterError, match="p='maybe' is none of yes, no"):
        choice.term("maybe")


def test_every_parameter_is_bound_and_absent_ones_to_the_empty_text() -> None:
    parameters = {
        "p": parameter("string", required=True),
        "year": parameter("integer", name="year"),
    }
    assert bind(parameters, {"p": "x"}) == {"_p": Term("x"), "_year": Term("")}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "the parameter 'p' is missing; give one, as in p=e"),
        ({"p": "  "}, "the parameter 'p' is missing"),
        ({"p": "x", "q": "y"}, "there is no parameter 'q' here; known are: p"),
    ],
)
def test_missing_and_unknown_arguments_are_told(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        bind({"p": parameter("string", required=True)}, arguments)
