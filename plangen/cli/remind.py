"""`plangen remind`: who is to be reminded of what, as papers."""

import sys
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from plangen.cli.program import CLEAN, UNUSABLE, overwrite_option, program
from plangen.cli.progress_options import (
    as_of_option,
    asked_plans,
    folder_option,
    ledgers_of,
)
from plangen.cli.terminal import say, tell
from plangen.findings.finding import CannotGoOn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangen.progress.asked import AskedPlan
    from plangen.progress.reminder_papers import ReminderOffice
    from plangen.progress.reminding import Reminder
    from plangen.workspace import Workspace


@program.command(short_help="催办：有红、黄、蓝灯的，一家一份催办通知或督办单、日历和邮件草稿。")
@click.argument("plans", metavar="[方案.yaml…]", nargs=-1)
@click.option("--unit", "units", metavar="名称", multiple=True, help="只催这一家；可以写几次。")
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    help="写到哪里；不写，就是 build/年度/催办_日期。",
)
@click.option(
    "--lists",
    metavar="文件夹",
    default="build",
    type=click.Path(path_type=Path),
    help="任务清单生成在哪个文件夹，附在邮件里；不写，就是 build。",
)
@as_of_option
@folder_option
@overwrite_option
@click.pass_context
def remind(
    ctx: click.Context,
    /,
    plans: tuple[str, ...],
    units: tuple[str, ...],
    output: str | None,
    lists: Path,
    as_of: date,
    folder: Path,
    overwrite: bool,
) -> None:
    """催逾期的、落后的、快到期的、退回的任务，和一份都没有报的单位；不发送，只生成文件。"""
    from plangen.progress.reminder_papers import ReminderOffice

    workspace, asked = asked_plans(ctx, plans)
    chosen = _chosen(workspace, asked, units, as_of, folder)
    if not chosen:
        tell(f"截至{as_of}，没有要催的。")
        ctx.exit(CLEAN)
    office = ReminderOffice(asked, as_of, workspace.settings, workspace.templates, lists)
    year = max(plan.name[1] for plan in asked)
    where = Path(output) if output else Path("build") / str(year) / f"催办_{as_of}"
    if office.classified:
        tell(f"提示：方案有密级（{office.classified}），不生成邮件草稿；按保密规定发送")
    written = _Written(office, where, overwrite=overwrite)
    written.write(chosen)
    tell(f"已生成 {where}（{len(chosen)} 家，{written.files} 个文件）")
    ctx.exit(UNUSABLE if written.troubled else CLEAN)


def _chosen(
    workspace: "Workspace",
    asked: "list[AskedPlan]",
    units: tuple[str, ...],
    as_of: date,
    folder: Path,
) -> "list[Reminder]":
    """The reminders of those named, of everybody where nobody is."""
    from plangen.progress.reminding import reminders
    from plangen.progress.standing import standing_day

    ledgers = ledgers_of(asked, folder).plans
    members = {line.name for _, ledger in ledgers for line in ledger.values() if "/" in line.unit}
    keys = _keys(asked, [unit for unit in units if unit not in members])
    day = standing_day(as_of, workspace.settings)
    chosen = []
    for reminder in reminders(ledgers, day):
        holder = reminder.holder
        if not units or holder.name in units or holder.id.partition("/")[0] in keys:
            chosen.append(reminder)
    return chosen


def _keys(asked: "list[AskedPlan]", units: "Iterable[str]") -> set[str]:
    """The keys of those who bear these names in any of the plans."""
    from plangen.nearest import did_you_mean, nearest

    keys: set[str] = set()
    for unit in units:
        held: set[str] = set()
        names: list[str] = []
        for plan in asked:
            held |= plan.who(unit)
            names += plan.names
        if not held:
            meant = did_you_mean(nearest(unit, names))
            raise CannotGoOn(f"--unit {unit}：没有这些方案的任务；{meant or '核对名称'}")
        keys |= held
    return keys


class _Written:
    """The papers that a run writes; one that somebody has edited stays, the others are made."""

    def __init__(self, office: "ReminderOffice", where: Path, *, overwrite: bool) -> None:
        self.files = 0
        self.troubled = False
        self._office = office
        self._where = where
        self._overwrite = overwrite

    def write(self, chosen: "Sequence[Reminder]") -> None:
        """Write the papers of each, and tell of each on a line."""
        from plangen.delivery.naming import stems
        from plangen.progress.reminder_papers import STEM

        names = stems([reminder.holder for reminder in chosen], STEM)
        with click.progressbar(
            list(zip(chosen, names, strict=True)),
            label="生成催办文件",
            hidden=not sys.stderr.isatty(),
            file=sys.stderr,
        ) as progress:
            lines = [self._write(reminder, stem) for reminder, stem in progress]
        for line in lines:
            tell(line)

    def _write(self, reminder: "Reminder", stem: str) -> str:
        from plangen.writers.eml import Attachment

        office = self._office
        paper = office.paper(reminder)
        name = PurePath(stem).name
        attached = [Attachment(f"{name}.docx", self._save_docx(stem, office.docx(paper)))]
        for series, calendar in office.calendars(reminder, paper):
            attached.append(Attachment(f"{name}{series}.ics", calendar))
            self._save(self._where / f"{stem}{series}.ics", calendar)
        if not office.classified:
            mail = office.mail(reminder, paper, attached)
            self._save(self._where / f"{stem}.eml", mail)
        lights = f"红 {paper.red}，黄 {paper.yellow}，蓝 {paper.blue}"
        unheard = "" if paper.has_reported else "，一份都没有报"
        return f"{paper.name}：{lights}{unheard} → {self._where / stem}"

    def _save_docx(self, stem: str, data: bytes) -> bytes:
        """Write the paper; the bytes that stand there then."""
        from plangen.fingerprint import save_paper

        path = self._where / f"{stem}.docx"
        try:
            remark = save_paper(path, data, overwrite=self._overwrite)
        except CannotGoOn as error:
            say(f"错误：{error}")
            self.troubled = True
        else:
            self.files += 1
            if remark:
                say(f"提示：{remark}")
        return path.read_bytes()

    def _save(self, path: Path, data: bytes) -> None:
        """Write a calendar or a draft; a draft that says something else is not overwritten."""
        from plangen.files import save

        standing = path.read_bytes() if path.is_file() else data
        if path.suffix == ".eml" and standing != data and not self._overwrite:
            say(f"错误：{path} 已经有了，内容不一样，没有覆盖；不要旧的，加 --overwrite")
            self.troubled = True
            return
        save(path, data)
        self.files += 1
