"""The folder that files are delivered to: here, or anywhere that fsspec writes."""

# Paths are plain texts here: with 40,000 files, pathlib would take longer than the disk.
# ruff: noqa: PTH103, PTH105, PTH106, PTH108, PTH112, PTH114, PTH120, PTH123, PTH208

import errno
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from io import BufferedWriter
from pathlib import Path
from typing import Final

from plangen.delivery.durable import Flush, flushing
from plangen.delivery.storage import LOCK, Folder, Sink, aside
from plangen.files import held
from plangen.findings.finding import CannotGoOn

_READ: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
"""Opens no link, and waits for nobody at the other end of a FIFO."""


class Local:
    """A folder of this computer or of its network."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._own: set[str] = {""}
        """Folders below the root that are known to be folders of its own, and no links."""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder's lock."""
        lock = Path(self._place(LOCK))
        lock.parent.mkdir(parents=True, exist_ok=True)
        with held(lock, self._root):
            yield

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when there is none."""
        place = self._place(path)
        try:
            descriptor = os.open(place, _READ)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise _linked(place) from error
            raise
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise CannotGoOn(f"{place} 不是普通文件；移开它，再运行一次")
            return file.read()

    def put(self, path: str, data: bytes) -> None:
        """Write a file, whole, in place of what is there."""
        place = self._place(path)
        with self._aside(None) as (temporary, file):
            file.write(data)
        _rename(temporary, place)

    def put_all(self, files: Mapping[str, bytes]) -> None:
        """Write files, whole, in place of what is there."""
        places = {self._place(path): data for path, data in files.items()}
        temporaries = []
        try:
            with flushing(self._root) as flush:
                for data in places.values():
                    with self._aside(flush) as (temporary, file):
                        temporaries.append(temporary)
                        file.write(data)
            for temporary, place in zip(temporaries, places, strict=True):
                _rename(temporary, place)
        except BaseException:
            for temporary in temporaries:
                with suppress(OSError):
                    os.unlink(temporary)
            raise

    @contextmanager
    def writing(self, path: str) -> Iterator[Sink]:
        """Write a file in pieces; it gets its name when all that was written is safe."""
        place = self._place(path)
        with flushing(self._root) as flush, self._aside(flush) as (temporary, file):
            yield file
        _rename(temporary, place)

    def remove(self, path: str) -> None:
        """Remove a file, and the folders above it that this leaves empty."""
        with suppress(FileNotFoundError):
            os.unlink(self._place(path))
        with suppress(OSError):
            while path := path.rpartition("/")[0]:
                os.rmdir(self._place(path))
                self._own.discard(path)

    def names(self, path: str) -> list[str]:
        """The names of the files in a folder."""
        with suppress(FileNotFoundError):
            return sorted(os.listdir(self._place(f"{path}/")))
        return []

    def clear(self, path: str) -> None:
        """Remove a folder with all that is in it: at once, whatever stops the rest.

        What is left of it half removed would be taken for a run that is half done.
        """
        place, old = self._place(f"{path}/").rstrip("/"), self._place(f"{path}.old/").rstrip("/")
        with suppress(FileNotFoundError):
            shutil.rmtree(old)
        with suppress(FileNotFoundError):
            os.replace(place, old)
            shutil.rmtree(old)
        self._own = {""}

    @contextmanager
    def _aside(self, flush: Flush | None) -> Iterator[tuple[str, BufferedWriter]]:
        """A new file, and its name until it is whole; it goes when it cannot be written."""
        temporary = self._place(aside())
        try:
            with _made(temporary) as file:
                yield temporary, file
                if flush:
                    flush(file)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise

    def _place(self, path: str) -> str:
        """Where a path is; raises CannotGoOn where a link on the way leads elsewhere."""
        parent = path.rpartition("/")[0]
        if parent not in self._own:
            self._look_at(parent)
        return f"{self._root}/{path}"

    def _look_at(self, parent: str) -> None:
        names = parent.split("/")
        for depth in range(1, len(names) + 1):
            folder = "/".join(names[:depth])
            place = f"{self._root}/{folder}"
            with suppress(FileNotFoundError):
                if os.path.islink(place) or _is_junction(place):
                    raise _linked(place)
                if os.path.isdir(place):
                    self._own.add(folder)


def _is_junction(place: str) -> bool:
    """Whether Windows goes elsewhere from a folder."""
    tag = getattr(os.lstat(place), "st_reparse_tag", 0)
    return tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


def _linked(place: str) -> CannotGoOn:
    return CannotGoOn(f"{place} 是一个链接，会写到别的文件夹去；移开它，再运行一次")


def _made(path: str) -> BufferedWriter:
    """Open a new file; its folder is made where there is none."""
    try:
        return open(path, "xb")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return open(path, "xb")


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
