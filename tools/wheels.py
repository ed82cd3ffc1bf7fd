"""The wheels of plangen and of all it needs, for machines that are not this one."""

import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from packaging.tags import Tag
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT: Final = Path(__file__).parent.parent
CONSTRAINTS: Final = ROOT / "constraints.txt"
_PYTHON: Final = "Programming Language :: Python :: "
_APPROVED: Final = "License :: OSI Approved :: "

_HOMES: Final = ("home", "homepage", "repository", "source", "source code")
"""What packages call the page where they live."""


@dataclass(frozen=True)
class Machine:
    """A kind of machine: what uv resolves for, and the tags of wheels that run there."""

    name: str
    resolved_for: str
    tags: tuple[str, ...]


def _linux(processor: str) -> Machine:
    """Linux with the C library of 2018 or later; the wheel for the oldest is taken."""
    ages = ["manylinux1", "manylinux_2_5", "manylinux_2_12", "manylinux2014"]
    ages += [f"manylinux_2_{age}" for age in range(17, 29)]
    tags = tuple(f"{age}_{processor}" for age in ages)
    newest = ages[-1]
    return Machine(f"{newest}_{processor}", f"{processor}-{newest}", tags)


WINDOWS: Final = Machine("win_amd64", "x86_64-pc-windows-msvc", ("win_amd64",))
MACHINES: Final = (WINDOWS, _linux("x86_64"), _linux("aarch64"))


@dataclass(frozen=True)
class Package:
    """What a wheel is of, by its own metadata."""

    name: str
    version: str
    licence: str
    home: str


def pythons() -> list[str]:
    """The versions of Python that pyproject.toml promises, as `3.13`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [line.removeprefix(_PYTHON) for line in project["classifiers"]]
    return [version for version in named if version.startswith("3.")]


def build_plangen(folder: Path) -> Path:
    """Build plangen's own wheel into a folder."""
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    (wheel,) = folder.glob("plangen-*.whl")
    return wheel


def requirements(extras: Iterable[str], machine: Machine, python: str) -> list[str]:
    """What plangen with these extras needs there, each as `name==version` of constraints.txt.

    pip would judge `sys_platform` and `python_version` by the machine it runs on; uv does not.
    """
    chosen = [option for extra in extras for option in ("--extra", extra)]
    resolved = run(
        *("-m", "uv", "pip", "compile", "--quiet", "--no-annotate", "--no-header", *chosen),
        *("--constraint", str(CONSTRAINTS), "--python-version", python),
        *("--python-platform", machine.resolved_for, str(ROOT / "pyproject.toml")),
    )
    return resolved.split()


def download(wanted: Sequence[str], machine: Machine, python: str, folder: Path) -> list[Path]:
    """Fetch the wheels of requirements into a folder; returns them by name.

    Raises RuntimeError where one has no wheel for the machine, or the index cannot be reached.
    """
    tags = [option for tag in machine.tags for option in ("--platform", tag)]
    run(
        *("-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"),
        *("--only-binary", ":all:", "--implementation", "cp", "--python-version", python),
        *(*tags, "--dest", str(folder), *wanted),
    )
    names = named(wanted)
    return [path for path in sorted(folder.glob("*.whl")) if name(path) in names]


def named(wanted: Iterable[str]) -> set[str]:
    """The names of requirements, as wheels are compared by."""
    return {canonicalize_name(line.partition("==")[0]) for line in wanted}


def name(wheel: Path) -> str:
    """The name of a wheel's package, as `named` gives it."""
    return parse_wheel_filename(wheel.name)[0]


def tags(wheel: Path) -> frozenset[Tag]:
    """What a wheel runs on, by its name."""
    return parse_wheel_filename(wheel.name)[3]


def package(wheel: Path) -> Package:
    """Name, version, licence and home page of a wheel; raises ValueError without a licence."""
    metadata = _metadata(wheel)
    home = metadata.get("Home-page", "")
    for line in metadata.get_all("Project-URL", []):
        label, _, address = line.partition(",")
        if label.strip().lower() in _HOMES:
            home = home or address.strip()
    name, version = parse_wheel_filename(wheel.name)[:2]
    return Package(metadata.get("Name", name), str(version), _licence(metadata, wheel.name), home)


def _metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as archive:
        (record,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return message_from_bytes(archive.read(record))


def _licence(metadata: Message, wheel: str) -> str:
    """The licence as an SPDX expression where the wheel has one, else by its classifiers."""
    if expression := metadata.get("License-Expression"):
        return str(expression)
    approved = []
    for line in metadata.get_all("Classifier", []):
        if line.startswith(_APPROVED):
            approved.append(line.removeprefix(_APPROVED))
    named = " / ".join(approved) or str(metadata.get("License", "")).strip().partition("\n")[0]
    if not named:
        raise ValueError(f"{wheel} does not say its licence")
    return named


def run(*arguments: str) -> str:
    """Run this Python; returns what it prints. Raises RuntimeError with all that it said."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout
