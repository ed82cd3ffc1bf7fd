"""Tries the kit as an office would, under wine and without a network, beside the same on Linux.

unshare --net python tools/kit_trial.py [build/plangen-win64.zip]: prints each step with its time;
exit code 1 where a step fails, or a file that it makes differs from the one made on Linux.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.request import HTTPCookieProcessor, build_opener
from zipfile import ZipFile

import kit
import openpyxl
import wheels

PLACE: Final = "年度方案 2026（试用）/一层 又一层"
"""Where the kit is unpacked, under a temporary folder."""
_OUTSIDE: Final = ("192.0.2.1", 9)
"""An address of nobody's, which a machine with a network has a way to."""
_SHIM: Final = "LIBRARY bcryptprimitives.dll\nEXPORTS\n  ProcessPrng = advapi32.SystemFunction036\n"
"""The system library of Windows 10 that wine 8 lacks, as a pointer to what does the same."""
_WITHOUT: Final = "wbemprox=;mscoree=;mshtml=;winemenubuilder.exe="
"""Parts of wine 8 that end a program which asks them, or ask for a download."""
_ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
_STEPS: Final = (
    "check plans/2018.yaml plans/2022.yaml",
    "build plans/2018.yaml plans/2022.yaml",
    "build examples/letter.yaml examples/minutes.yaml examples/order.yaml --output examples/build",
    "draft 2023 --from plans/2022.yaml",
    "import 来文.docx --output plans/imported.yaml",
    "notice plans/imported.yaml",
    "diff plans/2018.yaml plans/2022.yaml --output 对照表.docx",
    "collect 收件 --plan plans/2022.yaml --as-of 2022-06-30",
    "status plans/2022.yaml --as-of 2022-06-30 --output 进展.xlsx",
)
_UNUSABLE: Final = "exit code 2\n"
_NOISE: Final = "wine: "
"""Begins what wine says of its own services."""
_SHOWN: Final = 10
"""Names of files that differ."""
_LONGEST: Final = 300
"""Seconds that a step may take."""


def main() -> None:
    """Unpack, run each step twice, compare, open the workbench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kit", nargs="?", type=Path, default=wheels.ROOT / "build" / kit.KIT)
    chosen = parser.parse_args()
    must_have_no_network()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        wine = Wine(Path(folder, "wine"))
        place = Path(folder, PLACE)
        with ZipFile(chosen.kit) as archive:
            timed(f"unpack {chosen.kit.name}", lambda: archive.extractall(place))
        home = place / kit.FOLDER
        is_same = compared(wine, home, Path(folder, "linux"))
        is_open = opened(wine, home)
        wine.end()
    sys.exit(0 if is_same and is_open else 1)


def must_have_no_network() -> None:
    """End here where there is a way out; bring up the machine's own address where there is none."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outside:
        if outside.connect_ex(_OUTSIDE) == 0:
            sys.exit("there is a network: run this with unshare --net")
    tell("no network but 127.0.0.1")


class Wine:
    """Wine with a home of its own, and with what Windows 10 has."""

    def __init__(self, prefix: Path) -> None:
        self._environment = os.environ | {
            "DISPLAY": "",
            "LC_ALL": "C.UTF-8",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _WITHOUT,
            "WINEPREFIX": str(prefix),
        }
        prefix.mkdir()
        timed("wineboot", lambda: self.start("wineboot", "--init").communicate())
        definition = prefix / "shim.def"
        definition.write_text(_SHIM)
        library = prefix / "drive_c/windows/system32/bcryptprimitives.dll"
        empty = prefix / "empty.o"
        subprocess.run(["x86_64-w64-mingw32-as", "-o", empty, os.devnull], check=True)
        linker = ("x86_64-w64-mingw32-ld", "-shared", "--entry", "0", "-o")
        subprocess.run([*linker, library, definition, empty], check=True)

    def end(self) -> None:
        """End all that runs in this home."""
        subprocess.run(["wineserver", "--kill"], env=self._environment)

    def start(self, *command: str, cwd: Path | None = None) -> "subprocess.Popen[str]":
        """A Windows program under way; what it says on both streams comes by its stdout."""
        return subprocess.Popen(
            ["wine", *command],
            cwd=cwd,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )


def compared(wine: Wine, home: Path, elsewhere: Path) -> bool:
    """Run each step by the kit and by this Python; whether they say and make the same."""
    here = home / kit.WORKSPACE
    (notice,) = (home / "样例").glob("*.docx")
    shutil.copy(notice, here / "来文.docx")
    for name in ("plans", "examples"):
        shutil.copytree(wheels.ROOT / name, here / name, dirs_exist_ok=True)
    shutil.copytree(here, elsewhere)
    is_same = True
    for step in _STEPS:
        if step.startswith("collect"):
            returned(elsewhere, here)
        is_same = run_twice(step, wine, here, elsewhere) and is_same
    return not differences(here, elsewhere) and is_same


def run_twice(step: str, wine: Wine, here: Path, elsewhere: Path) -> bool:
    """Run a step by the kit and by this Python; whether both could, and said the same."""
    start = time.monotonic()
    program = str(here.parent / "plangen.bat")
    said = finished(wine.start("cmd", "/c", program, *step.split(), cwd=here))
    tell(f"{time.monotonic() - start:6.1f} s  plangen {step}\n{said.rstrip()}")
    on_linux = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "plangen", *step.split()],
        cwd=elsewhere,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    is_same = finished(on_linux).replace("/", "\\") == said.replace("/", "\\")
    if not is_same:
        tell("    OTHER WORDS than on Linux")
    return is_same and not said.endswith(_UNUSABLE)


def returned(*workspaces: Path) -> None:
    """Let a unit fill in its list: what comes back is one workbook, the same for all."""
    first = workspaces[0]
    lists = sorted(first.glob("build/2022/*任务清单/单位/*.xlsx"))
    workbook = openpyxl.load_workbook(lists[0])
    sheet = workbook["任务清单"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "完成情况":
                sheet.cell(cell.row + 1, cell.column).value = "已完成"
    for workspace in workspaces:
        (workspace / "收件").mkdir()
    workbook.save(first / "收件" / lists[0].name)
    for workspace in workspaces[1:]:
        shutil.copy(first / "收件" / lists[0].name, workspace / "收件")


def differences(here: Path, elsewhere: Path) -> list[str]:
    """The files that are not the same in both folders, told with how many are."""
    ours, theirs = contents(here), contents(elsewhere)
    differing = []
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            differing.append(name)
    tell(f"{len(ours)} files, {len(differing)} not byte for byte those of Linux")
    for name in differing[:_SHOWN]:
        tell(f"    {name}")
    return differing


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for those that only say who is at work."""
    files = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.endswith("lock"):
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files


def opened(wine: Wine, home: Path) -> bool:
    """Start the workbench as a double click does; whether its first page comes."""
    start = time.monotonic()
    starter = str(home / "打开工作台.bat")
    workbench = wine.start("cmd", "/c", starter, "--no-open", cwd=home)
    said = ""
    for line in workbench.stdout or ():
        said += line
        if match := _ADDRESS.search(line):
            with build_opener(HTTPCookieProcessor()).open(match[0], timeout=60) as answer:
                page = answer.read().decode()
                tell(f"{time.monotonic() - start:6.1f} s  打开工作台.bat: {answer.status}")
            return "</html>" in page
    tell(f"打开工作台.bat: NO ADDRESS\n{said}")
    return False


def finished(process: "subprocess.Popen[str]") -> str:
    """What a program says until it ends, without wine's own words; a code other than 0 behind."""
    heard, _ = process.communicate(timeout=_LONGEST)
    lines = [line for line in heard.splitlines(keepends=True) if not line.startswith(_NOISE)]
    said = "".join(lines)
    return said if process.returncode == 0 else f"{said}exit code {process.returncode}\n"


def timed(what: str, work: Callable[[], object]) -> None:
    """Do something and tell how long it took."""
    start = time.monotonic()
    work()
    tell(f"{time.monotonic() - start:6.1f} s  {what}")


def tell(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
