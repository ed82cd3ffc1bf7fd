"""Reminders written into a folder: what a person has edited there stays, the others are made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from plangen.files import save
from plangen.findings.finding import CannotGoOn
from plangen.fingerprint import save_paper
from plangen.progress.reminder_papers import ReminderOffice, ReminderPaper
from plangen.progress.reminding import Reminder
from plangen.writers.eml import Attachment

NamedReminder = tuple[Reminder, str]
"""A reminder, and where its papers go in the folder, without their suffix."""


@dataclass(slots=True)
class WrittenReminder:
    """What was written for one unit."""

    paper: ReminderPaper
    stem: Path
    files: int = 0
    troubles: list[str] = field(default_factory=list)
    """Why files were left as they are."""
    remarks: list[str] = field(default_factory=list)


def folder_name(year: int, office: ReminderOffice) -> str:
    """Where the reminders of a day go unless told, in the folder of papers."""
    return f"{year}/催办_{office.as_of}"


def lights_of(paper: ReminderPaper) -> str:
    """What a reminder is about, in a line."""
    unheard = "" if paper.has_reported else "，一份都没有报"
    return f"红 {paper.red}，黄 {paper.yellow}，蓝 {paper.blue}{unheard}"


def write_reminders(
    office: ReminderOffice, chosen: Iterable[NamedReminder], where: Path, *, overwrite: bool
) -> Iterator[WrittenReminder]:
    """Write the papers of each: DOCX, calendars and, of what is not classified, a mail's draft."""
    for reminder, stem in chosen:
        paper = office.paper(reminder)
        written = WrittenReminder(paper, where / stem)
        name = PurePath(stem).name
        docx = _save_docx(written, office.docx(paper), overwrite=overwrite)
        attached = [Attachment(f"{name}.docx", docx)]
        for series, calendar in office.calendars(reminder, paper):
            attached.append(Attachment(f"{name}{series}.ics", calendar))
            _save(written, where / f"{stem}{series}.ics", calendar, overwrite=overwrite)
        if not office.classified:
            mail = office.mail(reminder, paper, attached)
            _save(written, where / f"{stem}.eml", mail, overwrite=overwrite)
        yield written


def _save_docx(written: WrittenReminder, data: bytes, *, overwrite: bool) -> bytes:
    """Write the paper; the bytes that stand there then."""
    path = written.stem.with_name(f"{written.stem.name}.docx")
    try:
        remark = save_paper(path, data, overwrite=overwrite)
    except CannotGoOn as error:
        written.troubles.append(str(error))
    else:
        written.files += 1
        if remark:
            written.remarks.append(remark)
    return path.read_bytes()


def _save(written: WrittenReminder, path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write a calendar or a draft; a draft that says something else is not overwritten."""
    standing = path.read_bytes() if path.is_file() else data
    if path.suffix == ".eml" and standing != data and not overwrite:
        written.troubles.append(f"{path} 已经有了，内容不一样，没有覆盖；不要旧的，加 --overwrite")
        return
    save(path, data)
    written.files += 1
