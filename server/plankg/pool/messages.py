"""What pool and worker say to each other: a question, then an answer or an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plankg import errors
from plankg.engine import Answer, Dataset, Engine, Limits, Term
from plankg.errors import EngineCrashedError, PlanKGError
from plankg.pool.frames import Header

# By their names, so that nothing else can be made to come about.
_ERRORS: dict[str, type[PlanKGError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, PlanKGError)
}


@dataclass(frozen=True, slots=True)
class Question:
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

    def as_header(self) -> Header:
        """Return the question as it is sent."""
        limits, dataset = self.limits, self.dataset
        return {
            "query": self.query,
            "bindings": {
                name: (term.value, term.kind, term.datatype, term.language)
                for name, term in self.bindings.items()
            },
            "format": self.format,
            "limits": (limits.rows, limits.size, limits.seconds, limits.memory),
            "dataset": dataset and (dataset.default_graphs, dataset.named_graphs),
            "base": self.base,
        }

    @classmethod
    def of(cls, header: Header) -> Question:
        """Return the question that was sent."""
        dataset = header["dataset"]
        return cls(
            header["query"],
            {name: Term(*parts) for name, parts in header["bindings"].items()},
            header["format"],
            Limits(*header["limits"]),
            Dataset(*map(tuple, dataset)) if dataset else None,
            header["base"],
        )


def answer_header(answer: Answer) -> Header:
    """Return what is sent of an answer beside its body."""
    return {"status": answer.status, "media_type": answer.media_type, "release": answer.release}


def error_header(error: PlanKGError) -> Header:
    """Return an error as it is sent."""
    return {"error": type(error).__name__, "message": str(error)}


def answer_of(header: Header, body: bytes) -> Answer:
    """Return the answer that was sent, or raise the error."""
    if "error" in header:
        kind = _ERRORS.get(header["error"], EngineCrashedError)
        raise kind(header["message"])
    return Answer(header["status"], header["media_type"], body, header["release"])
