"""公文: the notice, the 任务分解表 and everybody's checklist, made, opened and downloaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from starlette.responses import FileResponse, Response

from plangen.compose import compose
from plangen.delivery import Order, default_folder, deliver
from plangen.delivery.report import summary
from plangen.exports import (
    ASSIGNMENT_WRITERS,
    assignment_table,
    notice_docx,
    notice_path,
    paper_path,
    unfilled_number,
)
from plangen.findings.finding import CannotGoOn
from plangen.fingerprint import PaperState, save_paper, state_of
from plangen.page_findings import page_findings
from plangen.web.jobs import Job
from plangen.web.opening import NoSuchPaper, open_here, paper_in, zipped
from plangen.web.plan_folder import OpenPlan
from plangen.web.visit import Visit

_LISTED = 500
"""So many checklists are shown one by one."""


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A paper of a plan, and what became of it since it was made."""

    key: str
    """notice, table-docx, table-xlsx."""
    label: str
    path: Path
    made: datetime | None = None
    """None where it is not there."""
    is_edited: bool = False
    """Whether somebody has edited it, or put another file in its place."""


@dataclass(frozen=True, slots=True)
class DeliveredList:
    """The files of one checklist."""

    audience: str
    name: str
    files: tuple[Path, ...]


def show(visit: Visit) -> Response:
    """The papers, as they stand in the folder."""
    open_plan = visit.open_plan
    document = partial(compose, open_plan.plan, open_plan.workspace.templates)
    lists = list(_lists(visit))
    job = visit.job
    return visit.page(
        "papers.html",
        papers=list(_papers(visit)),
        lists=lists[:_LISTED],
        lists_count=len(lists),
        result=job.result if job else None,
        remarks=list(page_findings(open_plan.plan, document, open_plan.name)),
        unfilled=list(unfilled_number(open_plan.plan, open_plan.name)),
        of=_place(visit),
    )


def _place(visit: Visit) -> Any:
    """How a template writes a path: from the folder of the papers, with slashes."""
    return lambda path: path.relative_to(visit.folder.papers).as_posix()


def _papers(visit: Visit) -> Iterator[PaperEntry]:
    open_plan, folder = visit.open_plan, visit.folder.papers
    table = assignment_table(open_plan.plan, open_plan.workspace.settings.workdays, ())
    yield _entry("notice", "公文", notice_path(open_plan.plan, folder))
    for kind, label in (("docx", "任务分解表（Word）"), ("xlsx", "任务分解表（Excel）")):
        yield _entry(f"table-{kind}", label, paper_path(open_plan.plan, table.title, kind, folder))


def _entry(key: str, label: str, path: Path) -> PaperEntry:
    if not path.is_file():
        return PaperEntry(key, label, path)
    edited = state_of(path.read_bytes()) in (PaperState.EDITED, PaperState.FOREIGN)
    made = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return PaperEntry(key, label, path, made, edited)


def _lists_folder(visit: Visit) -> Path:
    return Path(default_folder([visit.open_plan.plan], str(visit.folder.papers)))


def _lists(visit: Visit) -> Iterator[DeliveredList]:
    """The checklists that were delivered, by audience and name."""
    folder = _lists_folder(visit)
    files: dict[tuple[str, str], list[Path]] = {}
    for path in sorted(folder.glob("*/*.*")):
        if path.parent.name != ".plangen":
            files.setdefault((path.parent.name, path.stem), []).append(path)
    for (audience, stem), paths in files.items():
        yield DeliveredList(audience, stem.partition("_")[0], tuple(paths))


def act(visit: Visit) -> Response:
    """Make what a button says, or open it."""
    asked = visit.said("do")
    if asked == "open":
        path = paper_in(visit.folder.papers, visit.said("path"))
        open_here(path)
        return visit.go(visit.address("papers"), f"已经在打开 {path.name}。")
    overwrite = visit.said("overwrite") == "1"
    if asked == "lists":
        return _start_delivery(visit, overwrite=overwrite)
    made = []
    for entry in _papers(visit):
        if asked in ("all", entry.key):
            _refuse_edited(entry, overwrite=overwrite)
            made.append(entry)
    remarks = [_make(visit.open_plan, entry) for entry in made]
    said = "".join(f"{remark}。" for remark in remarks if remark)
    return visit.go(visit.address("papers"), f"已生成{'、'.join(e.label for e in made)}。{said}")


def _refuse_edited(entry: PaperEntry, *, overwrite: bool) -> None:
    if entry.is_edited and not overwrite:
        raise CannotGoOn(
            f"{entry.label}生成以后有人改过，没有覆盖；先把要留下的另存，或者在它那一行选“仍然覆盖”"
        )


def _make(open_plan: OpenPlan, entry: PaperEntry) -> str:
    """Write a paper; what is to be said of it."""
    plan, workspace = open_plan.plan, open_plan.workspace
    if entry.key == "notice":
        for finding in unfilled_number(plan, open_plan.name):
            raise CannotGoOn(f"{finding.message}；填上顺序号再生成")
        data = notice_docx(plan, workspace.templates)
    else:
        kind = entry.path.suffix[1:]
        table = assignment_table(plan, workspace.settings.workdays, workspace.templates)
        data = ASSIGNMENT_WRITERS[kind](table)
    remark = save_paper(entry.path, data, overwrite=entry.is_edited)
    return remark.replace(f"{entry.path} ", f"{entry.label}")


def _start_delivery(visit: Visit, *, overwrite: bool) -> Response:
    open_plan = visit.open_plan
    settings = open_plan.workspace.settings
    order = Order(
        (open_plan.plan,),
        str(_lists_folder(visit)),
        settings.workdays,
        open_plan.workspace.templates,
        overwrite=overwrite,
    )

    def work(job: Job) -> tuple[str, tuple[str, ...]]:
        outcome = deliver(order, job.advance)
        return summary(outcome), (*outcome.edited, *outcome.stray)

    return visit.start(Job("生成任务清单", visit.address("papers")), work)


def send(visit: Visit) -> Response:
    """A paper to download."""
    path = paper_in(visit.folder.papers, visit.request.path_params["path"])
    return FileResponse(path, filename=path.name)


def send_lists(visit: Visit) -> Response:
    """All checklists in one archive."""
    folder = _lists_folder(visit)
    paths = [path for path in sorted(folder.rglob("*.*")) if ".plangen" not in path.parts]
    if not paths:
        raise NoSuchPaper(folder.name)
    archive = zipped(folder, visit.desk.scratch / f"{folder.name}.zip", paths)
    return FileResponse(archive, filename=archive.name)
