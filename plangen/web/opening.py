"""Files of the folder for whoever sits at this computer: to download, or opened in Word or WPS."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from plangen.findings.finding import CannotGoOn

OPENED: Final = (".docx", ".xlsx", ".csv", ".ics", ".md", ".pdf", ".eml")
"""The kinds of files that the program makes; no other is opened or sent."""


class NoSuchPaper(Exception):  # noqa: N818 - it says what happened
    """There is no such file, or it is not one of ours."""


def paper_in(folder: Path, name: str) -> Path:
    """A file that was made in a folder. Raises NoSuchPaper for any other, links included."""
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
        if inside and path.suffix in OPENED and path.is_file():
            return path
    except (OSError, ValueError):
        pass
    raise NoSuchPaper(name)


def open_here(path: Path) -> None:
    """Open a file as a double click would. Raises CannotGoOn where the system knows no way."""
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - as a double click does
            return
        program = "open" if sys.platform == "darwin" else "xdg-open"
        if shutil.which(program) is None:
            raise OSError(f"没有 {program}")
        subprocess.Popen([program, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise CannotGoOn(
            f"打不开 {path.name}：{error.strerror or error}；请用“下载”，再从下载的文件打开"
        ) from error


def zipped(folder: Path, target: Path, paths: Iterable[Path]) -> Path:
    """Files of a folder in one archive, named as they are in it."""
    import zipfile

    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.relative_to(folder).as_posix())
    return target
