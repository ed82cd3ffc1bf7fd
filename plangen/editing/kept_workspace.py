"""The plans that an edited plan is held to, read once and again only where their files change."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from plangen.files import file_stamp
from plangen.plan import Plan
from plangen.readers.plan_file import PlanFile
from plangen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _KeptFile:
    """What reading a plan gave, and the files that it was read from as they were then."""

    file: PlanFile
    stamps: dict[Path, tuple[int, int, int]]

    @property
    def is_current(self) -> bool:
        return all(file_stamp(path) == before for path, before in self.stamps.items())


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
            before = file_stamp(path)
            file = Workspace(path.parent).read_plan(path)
            stamps = {path: before, **_of_register(path, file)}
            kept = self._kept[path] = _KeptFile(file, stamps)
        return kept.file

    def last_issued(self, plan: Plan, *, other_than: bytes | None = None) -> PlanFile | None:
        """The plan as it was last issued."""
        issued = self.issued(plan)
        if other_than is not None or not issued:
            return super().last_issued(plan, other_than=other_than)
        return self.read_plan(issued[-1])


def _of_register(path: Path, file: PlanFile) -> dict[Path, tuple[int, int, int]]:
    """The register that a plan names: beside it, or where one is kept with an issued plan."""
    plan = file.plan or file.partial
    if plan is None or not plan.register.source:
        return {}
    name = str(plan.register.source).replace("\\", "/")
    places = (path.parent / name, path.with_suffix("") / PurePosixPath(name).name)
    return {place: file_stamp(place) for place in places}
