"""Keeps one request to one release, while a new one may take its place at any moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from plankg.engine import Answer, Dataset, Engine, Limits, Term
from plankg.web.service import Service


class ReleaseChangedError(Exception):
    """Another release took the place of the one that a request began with.

    It is not of the project's error tree: no route may catch it, only the application, which then
    begins the request again.
    """


def of_one_release(service: Service) -> Service:
    """Return `service` with an engine that answers from the release of this moment alone.

    Its answers raise `ReleaseChangedError` as soon as one comes from another.
    """
    return replace(service, engine=_OfOneRelease(service.engine))


class _OfOneRelease:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._release = engine.release

    @property
    def release(self) -> str:
        """The release that the request began with."""
        return self._release

    def answer(
        self,
        query: str,
        bindings: Mapping[str, Term],
        format: str,  # noqa: A002 - the word of the interface
        limits: Limits,
        *,
        dataset: Dataset | None = None,
        base: str = "",
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """Return the whole answer to `query`; see `Engine.answer`."""
        answer = self._engine.answer(
            query, bindings, format, limits, dataset=dataset, base=base, gone=gone
        )
        if answer.release and answer.release != self._release:
            raise ReleaseChangedError(f"the release {self._release!r} was followed by another")
        return answer
