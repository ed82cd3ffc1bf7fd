"""Files read and written whole: every trouble said in Chinese, no file half written."""

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest

_MOST = 64 * 1024 * 1024


def read_bytes(path: Path, what: str) -> bytes:
    """A file's bytes; `what` says what it should be. Raises CannotGoOn."""
    found = bytes_of(path, _MOST, f"{what}；核对文件名")
    if not isinstance(found, bytes):
        raise CannotGoOn(f"{path}：{'；'.join(found or ('文件太大', '核对文件名'))}")
    return found


def save(path: Path, data: bytes) -> None:
    """Write the whole file under a temporary name, then give it its own; raises CannotGoOn.

    A file that was there keeps its permissions, and a link to it stays one.
    """
    path = path.resolve() if path.is_symlink() else path
    temporary = path.with_name(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise CannotGoOn(f"写不了 {path}：{'；'.join(_trouble(error, path))}") from error


def bytes_of(path: Path, most: int, what: str) -> bytes | tuple[str, str] | None:
    """A file's bytes; or why it cannot be read and what to do; or None above `most` bytes.

    `what` is what the file should be and what to do where it is none, parted by ；.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind, remedy = what.split("；")
            found = f"是一个文件夹，不是{kind}" if path.is_dir() else "不是普通文件"
            return found, remedy
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
    return f"系统报告：{getattr(error, 'strerror', None) or error}", "检查路径和磁盘空间"
