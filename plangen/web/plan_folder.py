"""The folder that is worked in: its plans by year, and where its papers and ledgers are."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plangen.findings.finding import CannotGoOn
from plangen.plan import Plan
from plangen.readers.plan_file import PlanFile
from plangen.workspace import LEDGERS, Workspace

_CLASSIFICATION: Final = re.compile(r"""^[ \t{,-]*["']?classification["']?[ \t]*:""", re.MULTILINE)
"""A plan that bears 密级 says so here, readable or not."""


class NoSuchPlan(Exception):  # noqa: N818 - it says what happened
    """There is no plan of that name in the folder."""


class ClassifiedPlan(CannotGoOn):
    """The plan bears a classification (密级): it is not for a browser."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name} 标有密级。工作台不打开涉密的方案：浏览器会留下缓存和下载的文件，"
            "涉密文件要在涉密计算机上、按保密规定处理"
        )


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan file of the folder, as it reads now."""

    name: str
    path: Path
    file: PlanFile
    workspace: Workspace

    @property
    def shown(self) -> Plan | None:
        """The plan as far as it can be read, for its title."""
        return self.file.plan or self.file.partial

    @property
    def plan(self) -> Plan:
        """The plan; raises CannotGoOn where errors stand in its way."""
        if self.file.plan is None:
            raise CannotGoOn("这份方案里还有错误，读不全；先到“检查”里改正")
        return self.file.plan


class PlanFolder:
    """A folder with plans, or one that is to have some."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    @property
    def plans(self) -> Path:
        """Where the plans stand: the folder `plans`, or this one where it holds plans itself."""
        inner = self.root / "plans"
        has_own = any(map(_is_plan, self.root.glob("*.y*ml")))
        return self.root if has_own and not inner.is_dir() else inner

    @property
    def papers(self) -> Path:
        """Where what is made goes."""
        return self.root / "build"

    @property
    def ledgers(self) -> Path:
        """Where the years' ledgers are."""
        return self.root / LEDGERS

    @property
    def state(self) -> Path:
        """Where the workbench keeps what is nobody's paper."""
        return self.root / ".plangen"

    @property
    def workspace(self) -> Workspace:
        """Settings and templates as they are now."""
        return Workspace(self.plans)

    @property
    def names(self) -> list[str]:
        """The names of the plan files; links to files elsewhere are left out."""
        names = []
        for path in sorted(self.plans.glob("*.y*ml")):
            if path.suffix in (".yaml", ".yml") and self._is_inside(path) and path.is_file():
                names.append(path.name)
        return names

    def _is_inside(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self.root)

    def path_of(self, name: str) -> Path:
        """The file of a plan. Raises NoSuchPlan for whatever is not a name in the folder."""
        if name not in self.names:
            raise NoSuchPlan(name)
        return self.plans / name

    def open(self, name: str) -> OpenPlan:
        """Read a plan. Raises NoSuchPlan, ClassifiedPlan."""
        path, workspace = self.path_of(name), self.workspace
        file = workspace.read_plan(path)
        if is_classified(file):
            raise ClassifiedPlan(name)
        return OpenPlan(name, path, file, workspace)

    def all_plans(self) -> "list[OpenPlan | ClassifiedPlan]":
        """Every plan, the latest year first; of classified ones, why they are not opened."""
        plans: list[OpenPlan | ClassifiedPlan] = []
        for name in reversed(self.names):
            try:
                plans.append(self.open(name))
            except ClassifiedPlan as refusal:
                plans.append(refusal)
        return plans


def is_classified(file: PlanFile) -> bool:
    """Whether a plan bears a classification, or may: where it cannot be read, its words decide."""
    if file.plan is not None:
        return file.plan.issue.classification is not None
    return bool(_CLASSIFICATION.search(file.text))


def _is_plan(path: Path) -> bool:
    """Whether a file in the folder itself looks like a plan, and not like anybody's settings."""
    try:
        with path.open("rb") as file:
            head = file.read(65536)
    except OSError:
        return False
    return b"\nyear:" in head or head.startswith(b"year:")
