"""催办: whom to remind of what on a day; a paper, a calendar and a mail's draft for each."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from starlette.responses import FileResponse, Response

from plangen.delivery.naming import stems
from plangen.findings.finding import CannotGoOn
from plangen.progress.reminder_folder import NamedReminder, folder_name, write_reminders
from plangen.progress.reminder_papers import STEM, ReminderOffice, ReminderPaper
from plangen.progress.reminding import reminders
from plangen.progress.standing import standing_day
from plangen.web.jobs import Job
from plangen.web.made_papers import open_paper
from plangen.web.opening import NoSuchPaper, zipped
from plangen.web.screens.tasks import day_of
from plangen.web.settings_form import write_settings
from plangen.web.visit import Visit
from plangen.web.year_plans import YearLedgers


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """Somebody who is to be reminded, of what, and the papers that were made of it."""

    stem: str
    """How a form names it."""
    paper: ReminderPaper
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class RemindersMade:
    """What a job has written."""

    units: int
    files: int
    troubles: tuple[str, ...]
    """What was left as it is because somebody has edited it."""
    remarks: tuple[str, ...]
    stems: tuple[str, ...]


def show(visit: Visit) -> Response:
    """Everybody who is to be reminded, the most urgent first."""
    year = YearLedgers(visit)
    office, folder = _office(visit, year), _folder(visit, year)
    rows = [_row(office, folder, named) for named in _named(visit, year)]
    rows.sort(key=lambda row: (-row.paper.red, -row.paper.yellow, -row.paper.blue))
    job = visit.job
    settings = visit.open_plan.workspace.settings
    return visit.page(
        "reminding.html",
        here="ledger",
        day=office.as_of,
        answer_by=office.answer_by,
        rows=rows,
        made_count=sum(bool(row.files) for row in rows),
        result=job.result if job and isinstance(job.result, RemindersMade) else None,
        has_ledger=any(ledger.lines for ledger in year.ledgers),
        year=year,
        settings=settings,
        query=visit.request.url.query,
    )


def _as_of(visit: Visit) -> date:
    return day_of(visit.asked("day")) if visit.asked("day") else date.today()


def _office(visit: Visit, year: YearLedgers) -> ReminderOffice:
    workspace = visit.open_plan.workspace
    plans, day = [ledger.asked for ledger in year.ledgers], _as_of(visit)
    return ReminderOffice(plans, day, workspace.settings, workspace.templates, visit.folder.papers)


def _folder(visit: Visit, year: YearLedgers) -> Path:
    name = folder_name(int(visit.open_plan.plan.year), _office(visit, year))
    return visit.folder.papers / name


def _named(visit: Visit, year: YearLedgers) -> Iterator[NamedReminder]:
    """The reminders of the day, each with the place of its papers."""
    day = standing_day(_as_of(visit), visit.open_plan.workspace.settings)
    due = list(reminders(year.pairs, day))
    yield from zip(due, stems([reminder.holder for reminder in due], STEM), strict=True)


def _row(office: ReminderOffice, folder: Path, named: NamedReminder) -> ReminderRow:
    reminder, stem = named
    path = folder / stem
    made = [path.with_name(f"{path.name}{suffix}") for suffix in (".docx", ".eml", ".ics")]
    return ReminderRow(stem, office.paper(reminder), tuple(file for file in made if file.is_file()))


def act(visit: Visit) -> Response:
    """Make the papers of those who are ticked, open one, or write who answers for them."""
    asked = visit.said("do")
    if asked == "open":
        return open_paper(visit)
    if asked == "remind":
        fields = {name: visit.said(name) for name in ("contact", "mail", "days")}
        write_settings(visit.open_plan.workspace, "remind", fields)
        return visit.again("存好了；再生成一次，催办通知上就有了。")
    return _start(visit)


def _start(visit: Visit) -> Response:
    year = YearLedgers(visit)
    office, folder = _office(visit, year), _folder(visit, year)
    ticked = visit.all_said("unit")
    chosen = [named for named in _named(visit, year) if named[1] in ticked]
    if not chosen:
        raise CannotGoOn("还没有选要催谁；在表的最前面打勾")
    overwrite = visit.said("overwrite") == "1"

    def work(job: Job) -> RemindersMade:
        files, troubles, remarks = 0, [], []
        job.advance(0, len(chosen))
        for written in write_reminders(office, chosen, folder, overwrite=overwrite):
            files += written.files
            for trouble in written.troubles:
                troubles.append(trouble.replace(f"{folder}{os.sep}", ""))
            remarks += written.remarks
            job.step()
        names = tuple(stem for _, stem in chosen)
        return RemindersMade(len(chosen), files, tuple(troubles), tuple(remarks), names)

    return visit.start(Job("生成催办文件", visit.here), work)


def send(visit: Visit) -> Response:
    """All papers of the day in one archive."""
    folder = _folder(visit, YearLedgers(visit))
    paths = sorted(path for path in folder.rglob("*.*") if path.is_file())
    if not paths:
        raise NoSuchPaper(folder.name)
    archive = zipped(folder, visit.desk.scratch / f"{folder.name}.zip", paths)
    return FileResponse(archive, filename=archive.name)
