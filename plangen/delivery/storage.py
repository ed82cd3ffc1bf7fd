"""What a place to deliver to can do, whatever is behind it."""

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from itertools import count
from typing import Final, Protocol
from uuid import uuid4

WORK = ".plangen"
"""The program's own folder among what it delivers."""
RUN = f"{WORK}/run"
"""What an unfinished run leaves: its records, and files not yet whole."""
LOCK = f"{WORK}/lock"
"""The file that a run holds, so that no other delivers to the same folder meanwhile."""

_HERE: Final = uuid4().hex[:12]
"""Tells this process, and those forked from it, from those of other computers."""
_NUMBERS: Final = count()


class Sink(Protocol):
    """A file that is being written."""

    def write(self, data: bytes, /) -> int | None:
        """Write all of it."""


class Folder(Protocol):
    """Where files are put, each whole or not at all. Paths are relative, with slashes.

    No path leads out of the folder, not even through a link; CannotGoOn is raised where one would.
    """

    def locked(self) -> AbstractContextManager[None]:
        """Keep other runs away meanwhile; raises CannotGoOn, with who is there."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when there is none."""

    def put(self, path: str, data: bytes) -> None:
        """Write a file in place of what is there; a power cut soon after may still lose it."""

    def put_all(self, files: Mapping[str, bytes]) -> None:
        """Write files in place of what is there; all are safe on the disk before one has its name.

        They get their names in their order.
        """

    def writing(self, path: str) -> AbstractContextManager[Sink]:
        """Write a file in pieces; it gets its name when all that was written before it is safe."""

    def remove(self, path: str) -> None:
        """Remove a file, and the folders above it that this leaves empty."""

    def names(self, path: str) -> list[str]:
        """The names of the files in a folder."""

    def clear(self, path: str) -> None:
        """Remove a folder with all that is in it."""


def aside() -> str:
    """A path for a file that is not yet whole.

    A process has a folder of its own for these: two that make files in one wait for each other.
    """
    return f"{RUN}/{_HERE}-{os.getpid()}/{next(_NUMBERS)}.tmp"
