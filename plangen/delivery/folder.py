"""The folder that files are delivered to: here, or anywhere that fsspec writes."""

# Paths are plain texts here: with 40,000 files, pathlib would take longer than the disk.
# ruff: noqa: PTH103, PTH105, PTH106, PTH108, PTH113, PTH120, PTH123, PTH208

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from io import BufferedWriter
from pathlib import Path

from plangen.delivery.storage import Folder, Sink, aside


class Local:
    """A folder of this computer or of its network."""

    def __init__(self, root: str) -> None:
        self._root = root

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when there is none."""
        try:
            with open(self._place(path), "rb", buffering=0) as file:
                return file.read()
        except FileNotFoundError:
            return None

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return os.path.isfile(self._place(path))

    def put(self, path: str, data: bytes) -> None:
        """Write a file, whole, in place of what is there."""
        with self.writing(path) as file:
            file.write(data)

    @contextmanager
    def writing(self, path: str) -> Iterator[Sink]:
        """Write a file in pieces; it gets its name when all are written."""
        temporary, place = self._place(aside()), self._place(path)
        try:
            with _made(temporary) as file:
                yield file
            _rename(temporary, place)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise

    def remove(self, path: str) -> None:
        """Remove a file, and the folders above it that this leaves empty."""
        with suppress(FileNotFoundError):
            os.unlink(self._place(path))
        with suppress(OSError):
            while path := path.rpartition("/")[0]:
                os.rmdir(self._place(path))

    def names(self, path: str) -> list[str]:
        """The names of the files in a folder."""
        with suppress(FileNotFoundError):
            return sorted(os.listdir(self._place(path)))
        return []

    def clear(self, path: str) -> None:
        """Remove a folder with all that is in it."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self._place(path))

    def _place(self, path: str) -> str:
        return f"{self._root}/{path}"


def _made(path: str) -> BufferedWriter:
    """Open a new file; its folder is made where there is none."""
    try:
        return open(path, "wb")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return open(path, "wb")


def _rename(path: str, other: str) -> None:
    try:
        os.replace(path, other)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(other), exist_ok=True)
        os.replace(path, other)


def is_remote(where: str) -> bool:
    """Whether a place is one for fsspec, such as s3://bucket/checklists."""
    return "://" in where


@lru_cache(maxsize=4)
def open_folder(where: str) -> Folder:
    """The folder of that name or address; the same one every time, within a process."""
    if is_remote(where):
        from plangen.delivery.remote import Remote

        return Remote(where)
    return Local(str(Path(where)))
