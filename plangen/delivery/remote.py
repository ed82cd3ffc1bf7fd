"""A folder anywhere that fsspec writes: object stores, servers, shares."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

from plangen.delivery.storage import Sink, aside
from plangen.findings.finding import CannotGoOn

_WHOLE: Final = {"memory", "s3", "s3a", "gs", "gcs", "abfs", "az", "adl", "oss", "cos", "obs"}
"""Where a file appears when it is all there; elsewhere it is written aside, then renamed."""


class Remote:
    """A folder behind fsspec. Whoever may write there sees to it that no two runs do at once."""

    def __init__(self, where: str) -> None:
        scheme, _, path = where.partition("://")
        if not scheme or not path.strip("/"):
            raise CannotGoOn(f"写不到 {where}：地址不全；写成 memory://清单、s3://桶/清单 这样")
        try:
            from fsspec.core import url_to_fs  # type: ignore[import-untyped]

            self._system, self._root = url_to_fs(where)
        except ModuleNotFoundError as error:
            raise CannotGoOn(_missing(where, error)) from error
        except (ImportError, ValueError) as error:
            raise CannotGoOn(f"写不到 {where}：没有装这种地址要用的程序库（{error}）") from error
        except Exception as error:
            raise CannotGoOn(f"写不到 {where}：{error}；核对地址") from error
        protocols = self._system.protocol
        names = {protocols} if isinstance(protocols, str) else set(protocols)
        self._at_once = bool(names & _WHOLE)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when there is none."""
        try:
            data: bytes = self._system.cat_file(self._place(path))
        except FileNotFoundError:
            return None
        return data

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep nobody away: most of these places have no locks."""
        yield

    def put(self, path: str, data: bytes) -> None:
        """Write a file, whole, in place of what is there."""
        if self._at_once:
            self._parents(path)
            self._system.pipe_file(self._place(path), data)
        else:
            with self.writing(path) as file:
                file.write(data)

    def put_all(self, files: Mapping[str, bytes]) -> None:
        """Write files in their order; what was answered for is safe there."""
        for path, data in files.items():
            self.put(path, data)

    @contextmanager
    def writing(self, path: str) -> Iterator[Sink]:
        """Write a file in pieces; it gets its name when all are written."""
        self._parents(path)
        if self._at_once:
            with self._system.open(self._place(path), "wb") as file:
                yield file
            return
        temporary = aside()
        self._parents(temporary)
        try:
            with self._system.open(self._place(temporary), "wb") as file:
                yield file
            self._system.mv(self._place(temporary), self._place(path))
        except BaseException:
            with suppress(Exception):
                self._system.rm_file(self._place(temporary))
            raise

    def remove(self, path: str) -> None:
        """Remove a file."""
        with suppress(FileNotFoundError):
            self._system.rm_file(self._place(path))

    def names(self, path: str) -> list[str]:
        """The names of the files in a folder."""
        self._system.invalidate_cache()
        with suppress(FileNotFoundError):
            paths: list[Any] = self._system.ls(self._place(path), detail=False)
            return sorted(str(path).rstrip("/").rpartition("/")[2] for path in paths)
        return []

    def clear(self, path: str) -> None:
        """Remove a folder with all that is in it."""
        with suppress(FileNotFoundError):
            self._system.rm(self._place(path), recursive=True)
        self._system.invalidate_cache()

    def _place(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}"

    def _parents(self, path: str) -> None:
        self._system.makedirs(self._place(path).rpartition("/")[0], exist_ok=True)


def _missing(where: str, error: ModuleNotFoundError) -> str:
    if (error.name or "").partition(".")[0] == "fsspec":
        return f"写到 {where} 要用 fsspec：pip install 'plangen[remote]'"
    return f"写到 {where} 还缺一个软件包：pip install {error.name}"
