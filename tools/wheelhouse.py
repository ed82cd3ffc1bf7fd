"""Gathers the wheels for machines without a network, a folder for each kind of machine.

python tools/wheelhouse.py [--output build/wheelhouse]: every supported Python; beside the wheels
lie how to install them, their digests, licences and a bill of materials (CycloneDX).
"""

import argparse
import re
import shutil
import sys
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import wheels
from kit import made
from licences import bill_of_materials, licence_list
from wheels import Machine, Package

from plangen.digests import digest_list, digest_of

BASIC: Final = ("web",)
EXTRAS: Final = ("web", "pdf", "render", "typst")
_GLIBC: Final = re.compile(r"manylinux_(\d+)_(\d+)_")
_INSTALL: Final = """在这个文件夹里打开命令窗口，输入一行（不用联网）：

    {python} -m pip install --no-index --find-links . "plangen[web]"

要读写 PDF 的，把 web 换成 web,pdf,typst。然后 plangen serve 打开工作台，plangen manual 打开手册。

需要：{needs}。
"""


def main() -> None:
    """Make a folder for each kind of machine and print what each holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=wheels.ROOT / "build" / "wheelhouse")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        own = wheels.build_plangen(Path(folder))
        for machine in wheels.MACHINES:
            target = chosen.output / machine.name
            shutil.rmtree(target, ignore_errors=True)
            gathered = gather(own, machine, wheels.pythons(), target)
            size = sum(path.stat().st_size for path in gathered)
            needed = needs(machine, gathered, basic_names(machine))
            sys.stdout.write(f"{machine.name}: {len(gathered)} wheels, {size:,} bytes; {needed}\n")


def gather(own: Path, machine: Machine, pythons: Sequence[str], target: Path) -> list[Path]:
    """Fetch plangen's wheel and all that it needs into a folder; returns them.

    Raises RuntimeError where a wheel cannot be had.
    """
    target.mkdir(parents=True)
    for python in pythons:
        wheels.download(wheels.requirements(EXTRAS, machine, python), machine, python, target)
    shutil.copy(own, target)
    gathered = sorted(target.glob("*.whl"))
    describe(gathered, machine, basic_names(machine), target)
    return gathered


def basic_names(machine: Machine) -> set[str]:
    """The names of what all but PDF needs."""
    return wheels.named(wheels.requirements(BASIC, machine, wheels.pythons()[-1]))


def describe(gathered: Sequence[Path], machine: Machine, basic: Set[str], target: Path) -> None:
    """Write how to install, digests, licences and bill of materials beside the wheels."""
    packed: dict[Package, list[Path]] = {}
    for path in gathered:
        packed.setdefault(wheels.package(path), []).append(path)
    (own,) = [package for package in packed if package.name == "plangen"]
    python = "py" if machine == wheels.WINDOWS else "python3"
    install = _INSTALL.format(python=python, needs=needs(machine, gathered, basic))
    (target / "安装.txt").write_text(install, "utf-8-sig", newline="\r\n")
    (target / "许可.txt").write_text(licence_list(packed), "utf-8-sig", newline="\r\n")
    digests = {path.name: digest_of(path.read_bytes()) for path in gathered}
    (target / "SHA256SUMS").write_bytes(digest_list(digests))
    others = {package: paths for package, paths in packed.items() if package != own}
    bill = bill_of_materials(own, others, made())
    (target / "sbom.cdx.json").write_text(bill, "utf-8")


def needs(machine: Machine, gathered: Iterable[Path], basic: Set[str]) -> str:
    """What must be on the machine, by the tags of wheels, those of `basic` packages and the rest.

    Example: `64 位（x86_64）的 Linux，glibc 2.17 以上（读写 PDF 要 2.28 以上）；Python 3.11`.
    """
    pythons = wheels.pythons()
    versions = f"Python {'、'.join(pythons[:-1])} 或 {pythons[-1]}"
    if machine == wheels.WINDOWS:
        return f"64 位的 Windows 10 以上；{versions}"
    libraries = [glibc(path) for path in gathered if wheels.name(path) in basic]
    for_all = max(glibc(path) for path in gathered)
    processor = machine.name.removeprefix("manylinux_2_28_")
    library = f"glibc {_dotted(max(libraries))} 以上"
    if for_all > max(libraries):
        library += f"（读写 PDF 要 {_dotted(for_all)} 以上）"
    return f"64 位（{processor}）的 Linux，{library}；{versions}"


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def glibc(wheel: Path) -> tuple[int, int]:
    """The oldest C library that a wheel runs with; (0, 0) where it needs none.

    Example: `x-1-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl` → `(2, 17)`.
    """
    versions = []
    for tag in wheels.tags(wheel):
        if match := _GLIBC.match(tag.platform):
            versions.append((int(match[1]), int(match[2])))
    return min(versions, default=(0, 0))


if __name__ == "__main__":
    main()
