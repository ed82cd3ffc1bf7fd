"""清单: everybody's checklist, all tasks or what is to be reported, of one plan or of several."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from starlette.responses import FileResponse, Response

from plangen.checklists.asking import Asking, reporting_period
from plangen.delivery import Order, default_folder, deliver
from plangen.delivery.report import remarks, summary
from plangen.delivery.run import plan_key
from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn
from plangen.plan import Plan
from plangen.progress.carrying import asking_for
from plangen.readers.settings import ReturnAddress
from plangen.web.jobs import Job
from plangen.web.made_papers import open_paper
from plangen.web.opening import NoSuchPaper, zipped
from plangen.web.settings_form import write_settings
from plangen.web.visit import Visit
from plangen.web.year_plans import left_out_of_year, others_of_year

_LISTED = 500
"""So many checklists are shown one by one."""


@dataclass(frozen=True, slots=True)
class DeliveredList:
    """The files of one checklist."""

    audience: str
    name: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ListsMade:
    """What a job has delivered."""

    summary: str
    remarks: tuple[str, ...]
    edited: tuple[str, ...]
    """Files that were left as they are because somebody has edited them."""


def show(visit: Visit) -> Response:
    """What lists may ask for, and those that were made of that."""
    others, job = others_of_year(visit), visit.job
    lists = list(_lists(_folder(visit)))
    back = visit.open_plan.workspace.settings.returning
    return visit.page(
        "lists.html",
        here="papers",
        periods=list(_periods(int(visit.open_plan.plan.year))),
        others=others,
        left_out=left_out_of_year(visit),
        chosen=visit.request.query_params.getlist("with"),
        lists=lists[:_LISTED],
        lists_count=len(lists),
        result=job.result if job and isinstance(job.result, ListsMade) else None,
        back=back,
        is_set=back != ReturnAddress(),
        query=visit.request.url.query,
    )


def _periods(year: int) -> Iterator[tuple[str, str]]:
    """What may be asked about, as it is written and in words."""
    written = [f"{year}Q{quarter}" for quarter in range(1, 5)]
    written += [f"{year}-{month:02}" for month in range(1, 13)]
    for period in written:
        yield period, reporting_period(period).label


def _plans(visit: Visit) -> tuple[Plan, ...]:
    """The plan and those that are ticked. Raises CannotGoOn for two of one series."""
    plans = [visit.open_plan.plan]
    wanted = visit.request.query_params.getlist("with")
    for other in others_of_year(visit):
        if other.name in wanted:
            plans.append(other.plan)
    if len({str(plan.series) for plan in plans}) < len(plans):
        raise CannotGoOn("选中的方案里有同一系列的两份；只选一份")
    return tuple(plans)


def _asking(visit: Visit, plans: tuple[Plan, ...]) -> Asking:
    period = reporting_period(visit.asked("due")) if visit.asked("due") else None
    settings = visit.open_plan.workspace.settings
    return asking_for(plans, settings, visit.folder.ledgers, period)


def _folder(visit: Visit) -> Path:
    plans = _plans(visit)
    return Path(default_folder(plans, str(visit.folder.papers), _asking(visit, plans)))


def _lists(folder: Path) -> Iterator[DeliveredList]:
    """The checklists that were delivered, by audience and name."""
    files: dict[tuple[str, str], list[Path]] = {}
    for path in _files(folder):
        if path.parent != folder:
            above = path.parent.relative_to(folder).as_posix()
            files.setdefault((above, path.stem), []).append(path)
    for (audience, stem), paths in files.items():
        yield DeliveredList(audience, stem.partition("_")[0], tuple(paths))


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.*")) if ".plangen" not in path.parts]


def act(visit: Visit) -> Response:
    """Make the lists, open one, or write to whom they go back."""
    asked = visit.said("do")
    if asked == "open":
        return open_paper(visit)
    if asked == "return":
        fields = {name: visit.said(name) for name in ("to", "phone", "mail", "days", "by")}
        write_settings(visit.open_plan.workspace, "return", fields)
        return visit.again("存好了；再生成一次，清单上就有了。")
    return _start(visit, overwrite=visit.said("overwrite") == "1")


def _start(visit: Visit, *, overwrite: bool) -> Response:
    open_plan, plans = visit.open_plan, _plans(visit)
    settings, asking = open_plan.workspace.settings, _asking(visit, plans)
    since = {}
    if len(plans) == 1:
        data = read_bytes(open_plan.path, "方案文件")
        issued = open_plan.workspace.last_issued(open_plan.plan, other_than=data)
        if issued and issued.plan:
            since = {plan_key(plans[0]): issued.plan}
    order = Order(
        plans,
        default_folder(plans, str(visit.folder.papers), asking),
        settings.workdays,
        open_plan.workspace.templates,
        overwrite=overwrite,
        asking=asking,
        since=since,
    )

    def work(job: Job) -> ListsMade:
        outcome = deliver(order, job.advance)
        edited = (*outcome.edited, *outcome.stray)
        return ListsMade(summary(outcome), tuple(remarks(outcome)), edited)

    return visit.start(Job("生成任务清单", visit.here), work)


def send(visit: Visit) -> Response:
    """All checklists in one archive; the day tells one from another."""
    folder = _folder(visit)
    paths = _files(folder)
    if not paths:
        raise NoSuchPaper(folder.name)
    name = f"{folder.name}_{date.today()}.zip"
    return FileResponse(zipped(folder, visit.desk.scratch / name, paths), filename=name)
