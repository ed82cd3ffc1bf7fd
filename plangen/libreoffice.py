"""LibreOffice, run to convert files: in a profile of its own, for a limited time."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

_LONGEST: Final = 300.0
"""Seconds."""
_PLACES: Final = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where it is installed without being on the path."""
_SECURITY: Final = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>"""
_SETTING: Final = (
    f'<item oor:path="{_SECURITY}"><prop oor:name="{{}}"><value>true</value></prop></item>'
)
_FORBIDDEN: Final = ("DisableMacrosExecution", "BlockUntrustedRefererLinks")
"""Macros are not run, nothing that a file refers to is fetched."""


def soffice() -> str | None:
    """Where LibreOffice is; None where there is none."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in _PLACES if Path(place).is_file()), None)


def convert(
    sources: Sequence[Path],
    suffix: str,
    folder: Path,
    *,
    filter_in: str = "",
    longest: float = _LONGEST,
) -> None:
    """Write each file anew into a folder, in the format of a suffix such as `pdf`.

    `filter_in` is LibreOffice's name of the format that the files are in: without it, a damaged
    file is read as plain text.

    Raises FileNotFoundError without LibreOffice, CalledProcessError where it cannot, and
    TimeoutExpired after `longest` seconds.
    """
    program = soffice()
    if program is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        user = Path(profile) / "user"
        user.mkdir()
        settings = "".join(map(_SETTING.format, _FORBIDDEN))
        (user / "registrymodifications.xcu").write_text(_SETTINGS.format(settings), "utf-8")
        reading = [f"--infilter={filter_in}"] if filter_in else []
        _run(
            [
                *(program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"),
                *reading,
                *("--convert-to", suffix, "--outdir", str(folder), *map(str, sources)),
            ],
            longest,
        )


def _run(command: list[str], longest: float) -> None:
    """Run a command; what it has started ends with it when its time is over."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            code = process.wait(longest)
        except BaseException:
            _end(process)
            raise
    if code:
        raise subprocess.CalledProcessError(code, command)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
