"""What pool and worker say to each other: a question, then an answer or an error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from plankg import errors
from plankg.engine import Answer, Dataset, Engine, Limits, Term
from plankg.errors import EngineCrashedError, PlanKGError
from plankg.pool.frames import Header, header_text

# By their names, so that nothing else can be made to come about.
_ERRORS: dict[str, type[PlanKGError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, PlanKGError)
}


# Half a pair of surrogates is in no text, but in what some clients send.
_HALVES = "surrogatepass"


# Named tuples for what is made for each question: a frozen dataclass takes eight times as long.
class Question(NamedTuple):
    """The arguments of `Engine.answer`, without what only the asking side needs."""

    query: str
    bindings: Mapping[str, Term]
    format: str
    limits: Limits
    dataset: Dataset | None
    base: str

    def ask(self, engine: Engine) -> Answer:
        """Return the engine's answer."""
        return engine.answer(
            self.query,
            self.bindings,
            self.format,
            self.limits,
            dataset=self.dataset,
            base=self.base,
        )

    def as_frame(self) -> tuple[bytes, bytes]:
        """Return the question as it is sent: a header's text, and the query as the body."""
        if self.bindings or self.dataset:
            header = _question_header(self)
        else:
            header = _plain_header(self.format, self.limits, self.base)
        return header, self.query.encode("utf-8", _HALVES)

    @classmethod
    def of(cls, header: Header, body: bytes) -> Question:
        """Return the question that was sent."""
        dataset = header["dataset"]
        return cls(
            body.decode("utf-8", _HALVES),
            {name: Term(*parts) for name, parts in header["bindings"].items()},
            header["format"],
            _limits(*header["limits"]),
            Dataset(*map(tuple, dataset)) if dataset else None,
            header["base"],
        )


@lru_cache(maxsize=64)
def _limits(rows: int, size: int, seconds: float, memory: int) -> Limits:
    return Limits(rows, size, seconds, memory)


def _question_header(question: Question) -> bytes:
    limits, dataset = question.limits, question.dataset
    return header_text(
        {
            "bindings": {
                name: (term.value, term.kind, term.datatype, term.language)
                for name, term in question.bindings.items()
            },
            "format": question.format,
            "limits": (limits.rows, limits.size, limits.seconds, limits.memory),
            "dataset": dataset and (dataset.default_graphs, dataset.named_graphs),
            "base": question.base,
        }
    )


@lru_cache(maxsize=256)
def _plain_header(format: str, limits: Limits, base: str) -> bytes:  # noqa: A002
    return _question_header(Question("", {}, format, limits, None, base))


def answer_header(answer: Answer, *, leaves: bool = False) -> bytes:
    """Return what is sent of an answer beside its body; `leaves` if its worker answers no more."""
    return _answer_header(answer.status, answer.media_type, answer.release, leaves, answer.triples)


@lru_cache(maxsize=64)
def _answer_header(
    status: int, media_type: str, release: str, leaves: bool, triples: int | None
) -> bytes:
    said = {"status": status, "media_type": media_type, "release": release, "leaves": leaves}
    return header_text(said if triples is None else said | {"triples": triples})


def error_header(error: PlanKGError, *, leaves: bool = False) -> bytes:
    """Return an error as it is sent."""
    return header_text({"error": type(error).__name__, "message": str(error), "leaves": leaves})


def answer_of(header: Header, body: bytes) -> Answer:
    """Return the answer that was sent, or raise the error."""
    if "error" in header:
        kind = _ERRORS.get(header["error"], EngineCrashedError)
        raise kind(header["message"])
    return Answer(
        header["status"], header["media_type"], body, header["release"], header.get("triples")
    )
