"""The papers of a reminder: 催办通知 or 督办单 as DOCX, a calendar, a draft of the mail."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from plangen.checklists import Checklist, ChecklistLine, cover, titled
from plangen.checklists.rows import identity, rows_of
from plangen.compose import chinese_date, compose_paper
from plangen.delivery import default_folder
from plangen.delivery.naming import stems
from plangen.plan import Plan
from plangen.progress.asked import AskedPlan
from plangen.progress.reminding import Reminder, UrgentTask, urgent_task
from plangen.progress.standing import Light, StandingDay, StandingLine, standing_day
from plangen.readers.settings import Settings
from plangen.writers.docx import write
from plangen.writers.eml import Attachment, MailDraft, write_mail
from plangen.writers.ics import IcsChecklists

STEM: Final = "催办"
"""What the names of the files end in."""
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReminderPaper:
    """A reminder as a template sees it."""

    title: str
    name: str
    """Whom it is for."""
    you: str
    """How it addresses them: 你单位, 你科室, 各单位."""
    action: str
    """催办; 督办 where anything is overdue."""
    plans: tuple[Plan, ...]
    as_of: date
    answer_by: date
    contact: str
    mail: str
    tasks: tuple[UrgentTask, ...]
    red: int
    yellow: int
    """With those that were returned and are not overdue."""
    returned: int
    blue: int
    open: int
    has_reported: bool


@dataclass(frozen=True)
class ReminderOffice:
    """What all reminders of a run share."""

    plans: Sequence[AskedPlan]
    as_of: date
    settings: Settings
    templates: Sequence[Path] = ()
    lists: Path = Path("build")
    """Where `plangen checklist` puts its folders."""
    _stems: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def day(self) -> StandingDay:
        """The day that lights hold for, in the settings' terms."""
        return standing_day(self.as_of, self.settings)

    @cached_property
    def answer_by(self) -> date:
        """The working day by which reminders are to be answered."""
        return self.settings.workdays.after(self.as_of, self.settings.answer_days)

    @property
    def classified(self) -> str:
        """The classification (密级) of the plans, where one has it."""
        for plan in self.plans:
            if plan.plan.issue.classification:
                return str(plan.plan.issue.classification)
        return ""

    def paper(self, reminder: Reminder) -> ReminderPaper:
        """What a reminder says."""
        urgent = reminder.count(Light.RED) > 0
        plans = tuple(plan.plan for plan in reminder.plans or self.plans)
        kind, action = ("督办单", "督办") if urgent else ("催办通知", "催办")
        return ReminderPaper(
            title=titled(plans[0], f"任务{kind}") if len(plans) == 1 else f"重点任务{kind}",
            name=str(reminder.holder.name),
            you=_YOU[reminder.holder.audience.value],
            action=action,
            plans=plans,
            as_of=self.as_of,
            answer_by=self.answer_by,
            contact=self.settings.contact,
            mail=self.settings.mail,
            tasks=tuple(urgent_task(line, self.day) for line in reminder.lines),
            red=reminder.count(Light.RED),
            yellow=reminder.count(Light.YELLOW),
            returned=reminder.returned,
            blue=reminder.count(Light.BLUE),
            open=reminder.open,
            has_reported=reminder.has_reported,
        )

    def docx(self, paper: ReminderPaper) -> bytes:
        """The paper in official layout."""
        plan = paper.plans[0]
        document = compose_paper("reminder", plan, {"paper": paper}, self.templates)
        return write(document, plan.style)

    def calendars(self, reminder: Reminder, paper: ReminderPaper) -> Iterator[tuple[str, bytes]]:
        """A calendar for each plan, with what its name has: the days to come, and the answer."""
        plans = reminder.plans or tuple(self.plans)
        for plan in plans:
            lines = (*self._due(reminder.lines, plan), self._answer(paper))
            holder = replace(reminder.holder, lines=lines)
            writer = IcsChecklists(cover(plan.plan), self.settings.workdays)
            series = f"_{plan.name[0]}" if len(plans) > 1 else ""
            yield series, writer.write(holder)

    def _due(self, lines: Iterable[StandingLine], plan: AskedPlan) -> Iterator[ChecklistLine]:
        """A plan's lines to come as its list words them, on the days to which extended."""
        for line in lines:
            if line.plan is plan and line.due is not None and line.due >= self.as_of:
                row = _listed(line)
                if line.due == line.asked.due:
                    yield row
                else:
                    yield replace(row, due=(line.due,), moved=(), review=None, rule="")

    def _answer(self, paper: ReminderPaper) -> ChecklistLine:
        """Answering the reminder, as a line of a calendar."""
        day = self.answer_by
        return ChecklistLine(
            task=f"reminder-{self.as_of}",
            text=f"报送办理情况（{paper.title}）",
            basis=paper.title,
            deadline=f"{chinese_date(day)}前",
            people=paper.contact,
            evidence="",
            due=(day,),
            periods=("",),
        )

    def mail(self, reminder: Reminder, paper: ReminderPaper, files: Iterable[Attachment]) -> bytes:
        """The draft of the mail, with the papers and the unit's list where that has been made."""
        attached = [*files, *self._lists(reminder)]
        names = "、".join(file.name for file in attached)
        text = (
            f"{paper.name}：\n\n"
            f"现将《{paper.title}》发给{paper.you}，请于{chinese_date(paper.answer_by)}前报送办理情况。"
            f"\n\n附件：{names}\n"
        )
        if paper.contact:
            text += f"联系人：{paper.contact}\n"
        to = self._address(reminder.holder)
        return write_mail(MailDraft(to, paper.title, text, self.as_of, attached))

    def _address(self, holder: Checklist) -> str:
        """The unit's mail address in the register, or one among its contact and telephone."""
        for plan in self.plans:
            for unit in plan.plan.register.units:
                if str(unit.id) == holder.id:
                    said = " ".join(filter(None, (unit.mail, unit.contact, unit.phone)))
                    match = _ADDRESS.search(said)
                    return match[0] if match else ""
        return ""

    def _lists(self, reminder: Reminder) -> Iterator[Attachment]:
        """The workbooks of the unit's checklists that stand in the folder of lists."""
        for plan in reminder.plans or self.plans:
            where = Path(default_folder([plan.plan], str(self.lists)))
            stem = self._stems_of(plan).get(reminder.holder.id.partition("/")[0])
            if stem and (where / f"{stem}.xlsx").is_file():
                path = where / f"{stem}.xlsx"
                yield Attachment(path.name, path.read_bytes())

    def _stems_of(self, plan: AskedPlan) -> Mapping[str, str]:
        """Where the list of each stands, as `plangen checklist` names it."""
        if plan.name[0] not in self._stems:
            held = list(plan.checklists.values())
            names = stems(held, cover(plan.plan).title)
            made = self._stems[plan.name[0]] = {}
            for checklist, stem in zip(held, names, strict=True):
                made[str(checklist.id)] = stem
        return self._stems[plan.name[0]]


_YOU: Final = {"单位": "你单位", "单位组": "各单位", "科室": "你科室", "责任领导": "您"}


def _listed(line: StandingLine) -> ChecklistLine:
    """The row of its checklist that a standing line is about."""
    listed = line.plan.checklists[line.unit.partition("/")[0]]
    for whole in listed.lines:
        if whole.task == line.asked.row.id:
            for row in rows_of(whole):
                if str(identity(row)) == line.asked.key:
                    return row
    raise LookupError(line.asked.key)
