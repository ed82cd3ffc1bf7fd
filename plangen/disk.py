"""Files read and written for the commands: every trouble said in Chinese, no file half written."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from plangen.finding import CannotGoOn, Finding, Mark
from plangen.nearest import nearest

if TYPE_CHECKING:
    from plangen.gbt9704 import Style
    from plangen.inspection import Unusable
    from plangen.plan import Plan
    from plangen.readers.plan_file import PlanFile


def read_plan(path: Path) -> "PlanFile":
    """Read a plan; a file that cannot be read gives the finding that says so."""
    from plangen.readers.decoding import MAX_BYTES, too_large
    from plangen.readers.plan_file import PlanFile, read

    found = _bytes(path, MAX_BYTES, "方案文件；写出文件夹里方案的文件名，例如 plans/2022.yaml")
    if isinstance(found, bytes):
        return read(found, str(path), style_beside(path))
    finding = Finding(Mark(str(path)), "unreadable-file", *found) if found else too_large(str(path))
    return PlanFile(None, (finding,), "", usable=False)


def read_docx(path: Path) -> "bytes | Unusable":
    """The bytes of a file to inspect, or why it cannot be read."""
    from plangen.inspection import MAX_BYTES, Unusable, too_large

    found = _bytes(path, MAX_BYTES, " DOCX；写出 DOCX 文件的名字")
    if isinstance(found, bytes):
        return found
    return Unusable("；".join(found)) if found else too_large()


def style_beside(path: Path) -> "Style":
    """The bureau's own style, from the plangen.toml of the plan's workspace where there is one."""
    from plangen.gbt9704 import STANDARD
    from plangen.readers.decoding import MAX_BYTES
    from plangen.readers.settings import FILE, read_style

    for folder in _workspace(path):
        if (folder / FILE).is_file():
            found = _bytes(folder / FILE, MAX_BYTES, "设置文件；删去它或改正")
            if not isinstance(found, bytes):
                raise CannotGoOn(f"{folder / FILE}：{'；'.join(found or ('文件太大', '检查它'))}")
            return read_style(found, str(folder / FILE))
    return STANDARD


def templates_beside(path: Path) -> list[Path]:
    """Where the workspace of a plan may keep templates of its own."""
    return [folder / "templates" for folder in _workspace(path)]


def notice_path(plan: "Plan", folder: Path) -> Path:
    """Where a plan's notice goes unless told: <folder>/<year>/<title>.docx."""
    from pathvalidate import sanitize_filename

    name = sanitize_filename(plan.heading, replacement_text="_", platform="universal", max_len=200)
    return folder / str(plan.year) / f"{name}.docx"


def save(path: Path, data: bytes) -> None:
    """Write the whole file under a temporary name, then give it its own; raises CannotGoOn."""
    temporary = path.with_name(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise CannotGoOn(f"写不了 {path}：{'；'.join(_trouble(error, path))}") from error


def _workspace(path: Path) -> tuple[Path, Path]:
    """A plan's folder and the one above it: plans stand in a workspace's `plans`, or beside it."""
    return path.parent, path.parent.parent


def _bytes(path: Path, most: int, what: str) -> bytes | tuple[str, str] | None:
    """A file's bytes; or why it cannot be read and what to do; or None when it is too large."""
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
        return "找不到这个文件", f"是不是想写“{path.parent / near}”？" if near else "核对文件名"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "路径中间有一个同名的文件，不是文件夹", "换一个文件夹，或移开那个文件"
    if isinstance(error, PermissionError):
        return "没有权限", "检查文件的权限；正用 Word 或 WPS 打开着的，先关闭"
    return f"系统报告：{getattr(error, 'strerror', None) or error}", "检查路径和磁盘空间"
