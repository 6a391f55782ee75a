"""A worker: answers one question after the other until its connection ends, or it is killed."""

from __future__ import annotations

from plankg.engine import Answer, Engine
from plankg.errors import EngineCrashedError, MemoryLimitError, PlanKGError
from plankg.pool.confinement import Confinement, give_way, prefer_to_be_killed
from plankg.pool.frames import Frames
from plankg.pool.losses import out_of_memory
from plankg.pool.messages import Question, answer_header, error_header

# A worker that keeps more than this after an answer makes room for a fresh one, which costs some
# milliseconds: memory that a large answer has left in pieces doesn't come back otherwise.
_KEPT = 128 * 1024 * 1024
# The bytes of a question; those of a request are bounded by the web.
_MOST_QUESTION = 64 * 1024 * 1024


def work(engine: Engine, connection: int, further_descriptors: int = 0) -> None:
    """Answer the questions that come on the descriptor `connection` until it ends."""
    prefer_to_be_killed()
    give_way()
    confinement = Confinement(connection, further_descriptors)
    frames = Frames(confinement.connection)
    leaves = False
    while not leaves:
        try:
            header, query = frames.receive(_MOST_QUESTION)
        except (EOFError, OSError):
            return
        leaves = _answer_one(engine, confinement, frames, Question.of(header, query))


def _answer_one(
    engine: Engine, confinement: Confinement, frames: Frames, question: Question
) -> bool:
    """Answer one question and say whether this worker should answer no more."""
    confinement.begin(question.limits.seconds, question.limits.memory)
    said, leaves = _answered(engine, confinement, question)
    confinement.end()
    body = said.body if isinstance(said, Answer) else b""
    leaves = leaves or confinement.grown() - len(body) > _KEPT
    header = (
        answer_header(said, leaves=leaves)
        if isinstance(said, Answer)
        else error_header(said, leaves=leaves)
    )
    return not _send(frames, header, body) or leaves


def _answered(
    engine: Engine, confinement: Confinement, question: Question
) -> tuple[Answer | PlanKGError, bool]:
    try:
        return question.ask(engine), False
    except PlanKGError as error:
        return error, False
    except MemoryError:
        confinement.lift_memory()
        return MemoryLimitError(out_of_memory(question.limits)), True
    except BaseException as error:  # noqa: BLE001 - the engine's panics are no Exception
        told = f"{type(error).__name__}: {error}"
        return EngineCrashedError(f"the engine failed: {told}"), True


def _send(frames: Frames, header: bytes, body: bytes) -> bool:
    try:
        frames.send(header, body)
    except OSError:
        return False
    return True
