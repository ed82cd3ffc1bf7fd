"""Files read and written for the commands: every trouble said in Chinese, no file half written."""

import os
import re
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from plangen.finding import CannotGoOn, Finding, Mark
from plangen.nearest import nearest

if TYPE_CHECKING:
    from plangen.inspection import Unusable
    from plangen.plan import Plan
    from plangen.readers.plan_file import PlanFile
    from plangen.readers.register_file import Beside
    from plangen.readers.settings import Settings


_MOST = 64 * 1024 * 1024
_YEAR = re.compile(r"^year: *['\"]?([0-9]{4})", re.MULTILINE)
_HEAD = 65536
"""How much of a file is looked at to see whether it is last year's plan."""


def read_plan(path: Path, data: bytes | None = None) -> "PlanFile":
    """Read a plan, or `data` in its place; what cannot be read gives the finding that says so."""
    from plangen.readers.decoding import MAX_BYTES, too_large
    from plangen.readers.plan_file import PlanFile, read

    what = "方案文件；写出文件夹里方案的文件名，例如 plans/2022.yaml"
    found = data if data is not None else _bytes(path, MAX_BYTES, what)
    if isinstance(found, bytes):
        return read(found, str(path), settings_beside(path), _files_beside(path))
    finding = Finding(Mark(str(path)), "unreadable-file", *found) if found else too_large(str(path))
    return PlanFile(None, (finding,), "", usable=False)


def read_last_year(path: Path, plan: "Plan") -> "Plan | None":
    """Last year's plan of the same series, where its file stands in the same folder."""
    for other in sorted(path.parent.glob("*.y*ml")):
        year = _YEAR.search(head := _head(other))
        if year and int(year[1]) == plan.year - 1 and str(plan.series) in head:
            found = read_plan(other).plan
            if found and (found.series, found.year) == (plan.series, plan.year - 1):
                return found
    return None


def _head(path: Path) -> str:
    """A file's beginning; enough of it to see what it is, in whatever encoding."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(_HEAD).replace(b"\r", b"\n").decode("utf-8-sig", "ignore")
    return ""


def _files_beside(path: Path) -> "Beside":
    """How the reader of a plan gets the file that its register names."""
    from plangen.readers.register_file import MAX_BYTES

    def fetch(name: str) -> bytes | tuple[str, str]:
        found = _bytes(path.parent / name, MAX_BYTES, "名册文件；写出文件夹里名册的文件名")
        if found is None:
            return f"文件超过 {MAX_BYTES // 1024 // 1024} MB，不像是一份名册", "确认选对了文件"
        if isinstance(found, bytes):
            return found
        why, hint = found
        return why, hint.replace(f"“{path.parent}{os.sep}", "“")

    return fetch


def read_docx(path: Path) -> "bytes | Unusable":
    """The bytes of a file to inspect, or why it cannot be read."""
    from plangen.inspection import MAX_BYTES, Unusable, too_large

    found = _bytes(path, MAX_BYTES, " DOCX；写出 DOCX 文件的名字")
    if isinstance(found, bytes):
        return found
    return Unusable("；".join(found)) if found else too_large()


def settings_beside(path: Path) -> "Settings":
    """What the plangen.toml, or else the pyproject.toml, of a plan's workspace sets."""
    from plangen.readers.decoding import MAX_BYTES
    from plangen.readers.settings import FILE, PROJECT_FILE, Settings, read_settings

    for folder in _workspace(path):
        for file in (folder / FILE, folder / PROJECT_FILE):
            if file.is_file():
                found = _bytes(file, MAX_BYTES, "设置文件；删去它或改正")
                if not isinstance(found, bytes):
                    raise CannotGoOn(f"{file}：{'；'.join(found or ('文件太大', '检查它'))}")
                if settings := read_settings(found, str(file)):
                    return settings
    return Settings()


def templates_beside(path: Path) -> list[Path]:
    """Where the workspace of a plan may keep templates of its own."""
    return [folder / "templates" for folder in _workspace(path)]


def paper_path(plan: "Plan", title: str, suffix: str, folder: Path) -> Path:
    """Where a paper of a plan goes unless told: <folder>/<year>/<title>.<suffix>."""
    from pathvalidate import sanitize_filename

    name = sanitize_filename(title, replacement_text="_", platform="universal", max_len=200)
    return folder / str(plan.year) / f"{name}.{suffix}"


def read_beside(path: Path, name: str, what: str) -> bytes:
    """The bytes of a file that the settings of a plan's workspace name; raises CannotGoOn."""
    for folder in _workspace(path):
        if (folder / name).is_file():
            return read_bytes(folder / name, what)
    return read_bytes(path.parent / name, what)


def read_bytes(path: Path, what: str) -> bytes:
    """A file's bytes; `what` says what it should be. Raises CannotGoOn."""
    found = _bytes(path, _MOST, f"{what}；核对文件名")
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
