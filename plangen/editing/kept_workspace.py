"""The plans that an edited plan is held to, read once and again only where their files change."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from plangen.plan import Plan
from plangen.readers.plan_file import PlanFile
from plangen.workspace import Workspace

_Stamp: TypeAlias = tuple[int, int] | None
"""When a file was last written, in nanoseconds, and its size; None where there is none."""


@dataclass(frozen=True, slots=True)
class _KeptFile:
    """What reading a plan gave, and the files that it was read from as they were then."""

    file: PlanFile
    stamps: dict[Path, _Stamp]

    @property
    def is_current(self) -> bool:
        return all(_stamp(path) == stamp for path, stamp in self.stamps.items())


@dataclass(frozen=True)
class KeptWorkspace(Workspace):
    """A workspace for many edits of one plan: last year's and the issued plan are kept."""

    _kept: dict[Path, _KeptFile] = field(default_factory=dict, compare=False, repr=False)

    def read_plan(self, path: Path, data: bytes | None = None) -> PlanFile:
        """Read one of its plans, or `data` in its place, which is not kept."""
        if data is not None:
            return super().read_plan(path, data)
        kept = self._kept.get(path)
        if kept is None or not kept.is_current:
            stamp = _stamp(path)
            file = Workspace(path.parent).read_plan(path)
            stamps = {path: stamp, **_register_stamps(path, file)}
            kept = self._kept[path] = _KeptFile(file, stamps)
        return kept.file

    def last_issued(self, plan: Plan, *, other_than: bytes | None = None) -> PlanFile | None:
        """The plan as it was last issued."""
        issued = self.issued(plan)
        if other_than is not None or not issued:
            return super().last_issued(plan, other_than=other_than)
        return self.read_plan(issued[-1])


def _stamp(path: Path) -> _Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _register_stamps(path: Path, file: PlanFile) -> dict[Path, _Stamp]:
    """The register that a plan names: beside it, or where one is kept with an issued plan."""
    plan = file.plan or file.partial
    if plan is None or not plan.register.source:
        return {}
    name = str(plan.register.source).replace("\\", "/")
    places = (path.parent / name, path.with_suffix("") / PurePosixPath(name).name)
    return {place: _stamp(place) for place in places}
