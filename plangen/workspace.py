"""A workspace: the folder that a plan stands in, its settings, templates and plans."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Self

from plangen.files import bytes_of, read_bytes
from plangen.findings.finding import CannotGoOn, Finding, Mark
from plangen.plan import Plan
from plangen.readers.decoding import MAX_BYTES, too_large
from plangen.readers.plan_file import PlanFile, read
from plangen.readers.register.file import MAX_BYTES as MAX_REGISTER_BYTES
from plangen.readers.register.file import Beside
from plangen.readers.settings import FILE, PROJECT_FILE, Settings, read_settings

_ISSUED_ON = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:-(?P<number>\d+))?$")
_YEAR = re.compile(r"^year: *['\"]?([0-9]{4})", re.MULTILINE)
LEDGERS = "progress"
"""The folder of the ledgers, a folder a year in it."""
LEDGER = "台账.csv"
"""A year's ledger in its folder."""
ISSUED = "issued"
"""The folder of the plans as they were issued, in that of the workspace."""
_SERIES = re.compile(r"^series: *['\"]?([^'\"#\n]*[^'\"#\n ])", re.MULTILINE)
_HEAD = 65536
"""How many bytes of a file are looked at to see whether it is last year's plan."""


@dataclass(frozen=True)
class Workspace:
    """What belongs to the plans of one folder; settings are read once."""

    plans: Path
    """The folder that the plans stand in; the workspace is it, or the folder above it."""

    @classmethod
    def of(cls, plan: Path) -> Self:
        """The workspace of a plan's file."""
        return cls(plan.parent)

    @property
    def root(self) -> Path:
        """The folder of the workspace: above that of the plans, where they have one."""
        return self.plans.parent if self.plans.name in ("plans", ISSUED) else self.plans

    @property
    def folders(self) -> tuple[Path, Path]:
        """Where what belongs to it is looked for: beside the plans, then above their folder."""
        return self.plans, self.plans.parent

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders in which it may keep templates of its own."""
        return tuple(folder / "templates" for folder in self.folders)

    @cached_property
    def settings(self) -> Settings:
        """What its plangen.toml, or else its pyproject.toml, sets; raises CannotGoOn."""
        for folder in self.folders:
            for name in (FILE, PROJECT_FILE):
                if settings := _settings_in(folder / name):
                    return settings
        return Settings()

    def read_plan(self, path: Path, data: bytes | None = None) -> PlanFile:
        """Read one of its plans, or `data` in its place; a file that cannot be read is a finding.

        The register of a plan as issued is the one that was kept with it. Raises CannotGoOn for
        settings that cannot be read.
        """
        what = "方案文件；写出文件夹里方案的文件名，例如 plans/2022.yaml"
        content = bytes_of(path, MAX_BYTES, what) if data is None else data
        if isinstance(content, bytes):
            beside = _kept(path) if path.parent.name == ISSUED else self.beside
            return read(content, str(path), self.settings, beside)
        if content is None:
            finding = too_large(str(path))
        else:
            finding = Finding(Mark(str(path)), "unreadable-file", *content)
        return PlanFile(None, (finding,), "", usable=False)

    def last_year(self, plan: Plan) -> Plan | None:
        """Last year's plan of the same series, where its file stands among the plans."""
        for path in sorted(self.plans.glob("*.y*ml")):
            head = _head(path)
            if _year(head) == plan.year - 1 and str(plan.series) in head:
                earlier = self.read_plan(path).plan
                if earlier and (earlier.series, earlier.year) == (plan.series, plan.year - 1):
                    return earlier
        return None

    def of_year(self, year: int) -> list[Path]:
        """The files of a year's plans."""
        paths = sorted(self.plans.glob("*.y*ml"))
        return [path for path in paths if _year(_head(path)) == year]

    def issued(self, plan: Plan) -> list[Path]:
        """The files of a plan as it was issued, the latest last."""
        paths = sorted((self.root / ISSUED).glob("*.yaml"), key=_by_day)
        return [path for path in paths if _is_of(_head(path), plan)]

    def last_issued(self, plan: Plan, *, other_than: bytes | None = None) -> PlanFile | None:
        """The plan as it was last issued; `other_than` passes over files of just these bytes."""
        for path in reversed(self.issued(plan)):
            data = read_bytes(path, "印发过的方案")
            if data != other_than:
                return Workspace(path.parent).read_plan(path, data)
        return None

    def is_out(self, plan: Plan) -> bool:
        """Whether units may have lists of the plan: it was issued, or something has come back."""
        ledger = self.root / LEDGERS / str(plan.year) / LEDGER
        return ledger.is_file() or bool(self.issued(plan))

    @property
    def beside(self) -> Beside:
        """How the reader of a plan gets the file that its register names."""

        def fetch(name: str) -> bytes | tuple[str, str]:
            what = "名册文件；写出文件夹里名册的文件名"
            if not (self.plans / name).resolve().is_relative_to(self.plans.resolve().parent):
                return "这个文件在工作文件夹外面", "把名册拷进工作文件夹，和方案放在一起"
            content = bytes_of(self.plans / name, MAX_REGISTER_BYTES, what)
            if content is None:
                most = MAX_REGISTER_BYTES // 1024 // 1024
                return f"文件超过 {most} MB，不像是一份名册", "确认选对了文件"
            if isinstance(content, bytes):
                return content
            why, hint = content
            return why, hint.replace(f"“{self.plans}{os.sep}", "“")

        return fetch

    def read(self, name: str, what: str) -> bytes:
        """The bytes of a file that its settings name; raises CannotGoOn, saying `what` it is."""
        for folder in self.folders:
            if (folder / name).is_file():
                return read_bytes(folder / name, what)
        return read_bytes(self.plans / name, what)


def read_plan(path: Path) -> PlanFile:
    """Read a plan in its workspace; raises CannotGoOn for settings that cannot be read."""
    return Workspace.of(path).read_plan(path)


def _settings_in(path: Path) -> Settings | None:
    """The settings of a file; None where it is not there or sets nothing of ours."""
    if not path.is_file():
        return None
    content = bytes_of(path, MAX_BYTES, "设置文件；删去它或改正")
    if not isinstance(content, bytes):
        raise CannotGoOn(f"{path}：{'；'.join(content or ('文件太大', '检查它'))}")
    return read_settings(content, str(path))


def _kept(path: Path) -> Beside:
    """How the reader of a plan as issued gets the register that was kept with it."""

    def fetch(name: str) -> bytes | tuple[str, str]:
        kept = path.with_suffix("") / PurePosixPath(name.replace("\\", "/")).name
        content = bytes_of(kept, MAX_REGISTER_BYTES, "印发时的名册；从备份里找回来")
        return content or ("没有印发时的名册", "从备份里找回来")

    return fetch


def issued_on(path: Path) -> str:
    """The day that a plan was issued, 2026-06-20, by the name of its file; empty without one."""
    return _by_day(path)[0]


def _by_day(path: Path) -> tuple[str, int]:
    """What files of issued plans sort by: the day in the name, then the number within the day."""
    named = _ISSUED_ON.search(path.stem)
    return (named["day"], int(named["number"] or 1)) if named else ("", 0)


def _is_of(head: str, plan: Plan) -> bool:
    series = _SERIES.search(head)
    return _year(head) == plan.year and (series[1] if series else "") == str(plan.series)


def _year(head: str) -> int | None:
    """The year of a plan, by the beginning of its text; None where that says none."""
    year = _YEAR.search(head)
    return int(year[1]) if year else None


def _head(path: Path) -> str:
    """A file's beginning; enough of it to see what it is, in whatever encoding."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(_HEAD).replace(b"\r", b"\n").decode("utf-8-sig", "ignore")
    return ""
