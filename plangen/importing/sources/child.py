"""A reader run in a process of its own, for a limited time: a hostile file cannot stop the rest."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, TypeVar

from plangen.docx_file.archive import Unusable

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

Answer = TypeVar("Answer")


class NoAnswer(Exception):  # noqa: N818 - a fault in a file, not in the program
    """The process has ended without an answer, or has not answered in time."""


def in_child(reader: Callable[[bytes], Answer], data: bytes, longest: float) -> Answer:
    """What a reader, a function of a module, makes of some bytes within `longest` seconds.

    Raises NoAnswer, and the Unusable that the reader raises.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, reader, data), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(longest):
            raise NoAnswer
        answer: Answer | Unusable = ours.recv()
    except EOFError as ended:
        raise NoAnswer from ended
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, Unusable):
        raise answer
    return answer


def _answer(
    theirs: Connection[object, object], reader: Callable[[bytes], object], data: bytes
) -> None:
    try:
        theirs.send(reader(data))
    except Unusable as unusable:
        theirs.send(unusable)
