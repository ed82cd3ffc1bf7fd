"""A folder's plans, read for a site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plangen.exports import notice_path
from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn
from plangen.readers.plan_file import PlanFile
from plangen.site.pages import PlanPages, SiteOptions, folder_name
from plangen.site.plan_pages import plan_pages
from plangen.site.publishing import refuse_classified
from plangen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan's file, read once."""

    path: Path
    data: bytes
    file: PlanFile
    folder: str
    """The site's folder for it."""

    def pages(self, options: SiteOptions) -> PlanPages:
        """The plan's pages; raises ValueError for a file without a plan."""
        if self.file.plan is None:
            raise ValueError(f"{self.path} holds no plan")
        return plan_pages(self.path, self.data, self.file.plan, self.folder, options)


def read_plans(places: Iterable[Path]) -> list[PlanSource]:
    """The plans of workspaces' folders, and plans named by their files, the latest year first.

    Raises CannotGoOn for a folder without plans, and for plans that bear a classification.
    """
    paths: dict[Path, None] = {}
    for place in places:
        paths |= dict.fromkeys(_plans_in(place) if place.is_dir() else [place])
    files = [(path, Workspace.of(path).read_plan(path)) for path in paths]
    refuse_classified((file.name, file.plan) for _, file in files if file.plan)
    sources: list[PlanSource] = []
    taken: set[str] = set()
    for path, file in files:
        name = folder_name(path.stem, int(file.plan.year), taken) if file.plan else ""
        taken.add(name)
        sources.append(PlanSource(path, read_bytes(path, "方案文件"), file, name))
    sources.sort(key=lambda source: -int(source.file.plan.year) if source.file.plan else 0)
    return sources


def _plans_in(folder: Path) -> list[Path]:
    """The files of a workspace's plans: those in its folder `plans`, or in itself."""
    plans = folder / "plans" if (folder / "plans").is_dir() else folder
    paths = sorted(plans.glob("*.y*ml"))
    if not paths:
        raise CannotGoOn(f"{plans} 里没有方案（*.yaml）；写出工作文件夹")
    return paths


def site_title(plans: Sequence[PlanPages]) -> str:
    """What a site is called: the issuer of all its plans, where that is one, and 工作方案."""
    issuers = {str(entry.plan.issuer) for entry in plans}
    return f"{issuers.pop()}工作方案" if len(issuers) == 1 else "工作方案"


def single_names(plans: Sequence[PlanPages]) -> dict[str, PlanPages]:
    """The plans by the names of their files, as other papers have them: 2026/标题.html.

    Raises CannotGoOn where two have one.
    """
    named: dict[str, PlanPages] = {}
    for entry in plans:
        name = notice_path(entry.plan, Path(), "html").as_posix()
        if name in named:
            raise CannotGoOn(f"有两份方案会写成同一个文件 {name}；改标题")
        named[name] = entry
    return named
