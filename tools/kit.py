"""Packs plangen for Windows without installation: Python, all wheels, workbench, manual, example.

python tools/kit.py [--output build] [--official]: `plangen-win64.zip` and `plangen-win64-pdf.zip`,
which adds PDF. With --official only Python's own site will do, as for a release.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import wheels
import windows_python
from licences import licence_list

from plangen.digests import digest_list, digest_of
from plangen.handbook import handbook

KIT: Final = "plangen-win64.zip"
PDF: Final = "plangen-win64-pdf.zip"
FOLDER: Final = "plangen"
"""The one folder that both archives unpack into."""
WORKSPACE: Final = "工作文件夹"
EXTRAS: Final = ("web",)
PDF_EXTRAS: Final = ("web", "pdf", "render", "typst")
_PACKAGES: Final = "python/Lib/site-packages"
_SOURCES: Final = (".c", ".cpp", ".h", ".hpp", ".pxd", ".pxi", ".pyi", ".pyx")
"""What only a compiler or a type checker reads."""
_CARRIED: Final = Path(__file__).with_name("kit_files")
Files = dict[str, bytes]
"""The contents of files by their path, folders parted by `/`."""


def main() -> None:
    """Make both archives and print what takes the room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=wheels.ROOT / "build")
    parser.add_argument("--official", action="store_true")
    chosen = parser.parse_args()
    for archive in build(chosen.output, windows_python.windows_python(chosen.official)):
        sys.stdout.write(sizes(archive))


def build(output: Path, interpreter: Files) -> tuple[Path, Path]:
    """Make the kit and what adds PDF to it; returns both paths.

    Raises RuntimeError where a wheel cannot be had.
    """
    with TemporaryDirectory() as folder:
        own = wheels.build_plangen(Path(folder))
        needed = downloaded(EXTRAS, Path(folder, "kit"))
        for_pdf = downloaded(PDF_EXTRAS, Path(folder, "pdf"))
        known = {path.name for path in needed}
        added = [path for path in for_pdf if path.name not in known]
        output.mkdir(parents=True, exist_ok=True)
        write_zip(output / KIT, with_digests(kit([own, *needed], interpreter)))
        write_zip(output / PDF, unpacked(added) | {"许可（PDF）.txt": _licences(added)})
    return output / KIT, output / PDF


def downloaded(extras: Iterable[str], folder: Path) -> list[Path]:
    """The wheels of what plangen with these extras needs on Windows; raises RuntimeError."""
    python = windows_python.PYTHON
    wanted = wheels.requirements(extras, wheels.WINDOWS, python)
    return wheels.download(wanted, wheels.WINDOWS, python, folder)


def kit(needed: Iterable[Path], interpreter: Mapping[str, bytes]) -> Files:
    """All files of the kit, of the wheels needed and the interpreter's files."""
    files = {f"python/{name}": content for name, content in interpreter.items()}
    files |= unpacked(needed)
    for path in _CARRIED.iterdir():
        content = path.read_text("utf-8").replace("\n", "\r\n")
        files[path.name] = content.encode("utf-8-sig" if path.suffix == ".txt" else "ascii")
    files["python/open_workbench.py"] = files.pop("open_workbench.py")
    files["手册.html"] = handbook().encode()
    files["许可.txt"] = _licences(needed)
    return files | example()


def _licences(needed: Iterable[Path]) -> bytes:
    packages = [wheels.package(path) for path in needed]
    return licence_list(packages).replace("\n", "\r\n").encode("utf-8-sig")


def unpacked(needed: Iterable[Path]) -> Files:
    """The files of wheels that a program needs to run, where the interpreter looks for them.

    A package's own tests, sources for compilers and scripts stay out; licences stay.
    Raises ValueError for a file that belongs elsewhere.
    """
    files = {}
    for wheel in needed:
        with ZipFile(wheel) as archive:
            for name in archive.namelist():
                if not name.endswith("/") and _is_needed(PurePosixPath(name)):
                    files[f"{_PACKAGES}/{name}"] = archive.read(name)
    return files


def _is_needed(path: PurePosixPath) -> bool:
    top = path.parts[0]
    if top.endswith(".data"):
        if path.parts[1] != "scripts":
            raise ValueError(f"{path} belongs outside of site-packages")
        return False
    if top.endswith(".dist-info"):
        return path.name != "RECORD"
    return path.suffix not in _SOURCES and path.parts[1:2] != ("tests",)


def example() -> Files:
    """A workspace to begin with, and last year's notice to try the import on."""
    year = made().year
    with TemporaryDirectory() as folder:
        for start in (year - 1, year):
            _plangen("init", str(start), "--year", str(start), folder=folder)
        _plangen("notice", f"{year - 1}/plans/{year - 1}.yaml", folder=folder)
        (notice,) = Path(folder).glob("build/**/*.docx")
        files = {f"样例/{notice.name}": notice.read_bytes()}
        workspace = Path(folder, str(year))
        for path in workspace.rglob("*"):
            if path.is_file():
                name = path.relative_to(workspace).as_posix()
                files[f"{WORKSPACE}/{name}"] = path.read_bytes()
    return files


def _plangen(*arguments: str, folder: str) -> None:
    command = [sys.executable, "-X", "utf8", "-m", "plangen", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def made() -> datetime:
    """The time that files bear: SOURCE_DATE_EPOCH, else that of the last commit."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        command = ["git", "-C", str(wheels.ROOT), "log", "-1", "--format=%ct"]
        seconds = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return datetime.fromtimestamp(int(seconds), UTC)


def with_digests(files: Files) -> Files:
    """The files and the SHA-256 of each, as `sha256sum -c` reads them."""
    digests = {name: digest_of(files[name]) for name in sorted(files)}
    return files | {"校验码.sha256": digest_list(digests)}


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a ZIP: the same files give the same bytes, of the last commit's time."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = ZipInfo(f"{FOLDER}/{name}", made().timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


def sizes(path: Path) -> str:
    """A table of what an archive holds, in bytes as packed, the largest first."""
    totals: dict[str, int] = {}
    with ZipFile(path) as archive:
        for entry in archive.infolist():
            part = _part(entry.filename)
            totals[part] = totals.get(part, 0) + entry.compress_size
    lines = [f"{path.name}: {path.stat().st_size:,} bytes\n"]
    for part, size in sorted(totals.items(), key=lambda item: -item[1]):
        lines.append(f"{size:>12,}  {part}\n")
    return "".join(lines)


def _part(name: str) -> str:
    """The package that a file of the kit is of, or its first folder."""
    inner = name.removeprefix(f"{FOLDER}/")
    if not inner.startswith(f"{_PACKAGES}/"):
        return inner.partition("/")[0]
    within = inner.removeprefix(f"{_PACKAGES}/").partition("/")[0]
    return re.split(r"[-.]", within)[0]


if __name__ == "__main__":
    main()
