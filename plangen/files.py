"""Files read and written whole: troubles said in Chinese, no half file, nobody's edit lost."""

import errno
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any, Final

from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_MOST: Final = 64 * 1024 * 1024
"""Bytes; no file that a command reads whole is larger."""
FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What a system says of a disk, or somebody's share of it, that is full."""
_WAIT: Final = 3.0
"""Seconds that a file in use is waited for."""
_FAR: Final = 1 << 30
"""The byte that is locked on Windows: away from the text, which others read meanwhile."""


def file_stamp(path: Path) -> tuple[int, int, int]:
    """By which a file that was written anew is told without reading it; zeros where none is."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0, 0
    return status.st_mtime_ns, status.st_size, status.st_ino


def read_bytes(path: Path, what: str) -> bytes:
    """A file's bytes; `what` says what it should be. Raises CannotGoOn."""
    content = bytes_of(path, _MOST, f"{what}；核对文件名")
    if not isinstance(content, bytes):
        raise CannotGoOn(f"{path}：{'；'.join(content or ('文件太大', '核对文件名'))}")
    return content


def is_same(path: Path, pieces: Iterable[bytes]) -> bool:
    """Whether a file is there and holds just these pieces, one after the other."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        for piece in pieces:
            if file.read(len(piece)) != piece:
                return False
        return not file.read(1)


def save(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write the whole file under a temporary name, then give it its own; raises CannotGoOn.

    `data` may come in pieces, so that a large file need not be in memory whole. A file that was
    there keeps its permissions, and a link to it stays one.
    """
    path = path.resolve() if path.is_symlink() else path
    temporary = path.with_name(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if not isinstance(error, OSError):
            raise
        raise CannotGoOn(f"写不了 {path}：{'；'.join(_trouble(error, path))}") from error


def save_edit(path: Path, data: bytes, before: bytes | None) -> None:
    """Write a file anew if it still is as it was `before`; None is a file that is not there yet.

    Raises CannotGoOn where somebody else has changed it since: their edit stays.
    """
    with held(path.with_name(f".{path.name}.lock"), str(path)):
        now = read_bytes(path, "方案文件") if before is not None or path.exists() else None
        if now != before:
            raise CannotGoOn(f"{path} 刚才被别人改过，没有动它；再运行一次")
        save(path, data)


@contextmanager
def held(lock: Path, what: str, wait: float = _WAIT) -> Iterator[None]:
    """Keep other processes that hold the same lock away; those of other computers on a share too.

    The system frees the lock of a process that has died. Raises CannotGoOn where another holds
    `what` for longer than `wait` seconds, and says who. A file system without locks has none.
    """
    file = _locked(lock, what, monotonic() + wait)
    if file is None:
        yield
        return
    try:
        with suppress(OSError):  # a full disk holds no name; the lock holds all the same
            file.write(json.dumps(who_we_are(), ensure_ascii=False).encode())
        yield
    finally:
        with suppress(OSError):  # Windows does not remove a file that is open
            lock.unlink()
        file.close()


def _locked(lock: Path, what: str, deadline: float) -> IO[bytes] | None:
    """The lock's file, empty and locked; None where the file system has no locks."""
    while True:
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        except OSError as error:
            raise CannotGoOn(f"写不了 {lock}：{'；'.join(_trouble(error, lock))}") from error
        file = os.fdopen(descriptor, "r+b", buffering=0)
        try:
            _lock(file)
            if _is_there(file, lock):
                file.truncate(0)
                return file
        except BlockingIOError as error:
            if monotonic() > deadline:
                raise CannotGoOn(f"{what} {_holder(file)}正在用；等那边做完，再运行一次") from error
            sleep(0.05)
        except OSError:
            return None
        file.close()


def _lock(file: IO[bytes]) -> None:
    """Lock an open file; raises BlockingIOError where another process has it."""
    if sys.platform == "win32":
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(errno.EAGAIN, error.strerror) from error
        finally:
            file.seek(0)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_there(file: IO[bytes], lock: Path) -> bool:
    """Whether the file still has its name: its last holder may have removed it meanwhile."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), lock.stat())
    return False


def who_we_are() -> dict[str, Any]:
    """User, computer and process, for others to see."""
    import socket  # as long to import as the rest of this module's work takes

    user = next(filter(None, map(os.environ.get, ("USER", "USERNAME", "LOGNAME"))), "")
    return {"user": user, "host": socket.gethostname(), "pid": os.getpid()}


def _holder(file: IO[bytes]) -> str:
    """Who holds a lock, as its file says: 张三（电脑 pc-3，进程 4711）."""
    try:
        who = {key: str(value)[:80] for key, value in json.loads(file.read(1000)).items()}
        name = f"{who['user'] or '别人'}（电脑 {who['host']}，进程 {who['pid']}）"
        return " ".join(name.split())
    except (OSError, ValueError, AttributeError, KeyError):
        return "别人"


def bytes_of(path: Path, most: int, what: str) -> bytes | tuple[str, str] | None:
    """A file's bytes; or why it cannot be read and what to do; or None above `most` bytes.

    `what` is what the file should be and, after a ；, what to do where it is something else.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind, remedy = what.split("；")
            is_folder = stat.S_ISDIR(status.st_mode)
            return f"是一个文件夹，不是{kind}" if is_folder else "不是普通文件", remedy
        return path.read_bytes() if status.st_size <= most else None
    except (OSError, ValueError) as error:
        return _trouble(error, path)


def _trouble(error: Exception, path: Path) -> tuple[str, str]:
    """Say in Chinese why a file cannot be read or written, and what to do."""
    if isinstance(error, FileNotFoundError):
        names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        near = nearest(path.name, names)
        return "找不到这个文件", did_you_mean(near and str(path.parent / near)) or "核对文件名"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "路径中间有一个同名的文件，不是文件夹", "换一个文件夹，或移开那个文件"
    if isinstance(error, PermissionError):
        return "没有权限", "检查文件的权限；正用 Word 或 WPS 打开着的，先关闭"
    if isinstance(error, OSError) and error.errno in FULL:
        return "磁盘满了", "先腾出空间"
    if isinstance(error, OSError) and error.errno == errno.EROFS:
        return "这里只能读，不能写", "换一个能写的文件夹，或打开光盘、共享文件夹的写权限"
    return f"系统报告：{getattr(error, 'strerror', None) or error}", "检查路径和磁盘空间"
