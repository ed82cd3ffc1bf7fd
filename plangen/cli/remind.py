"""`plangen remind`: who is to be reminded of what, as papers."""

import sys
from datetime import date
from pathlib import Path
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
    from plangen.progress.reminder_folder import WrittenReminder
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
    from plangen.progress.reminder_folder import folder_name
    from plangen.progress.reminder_papers import ReminderOffice

    workspace, asked = asked_plans(ctx, plans)
    chosen = _chosen(workspace, asked, units, as_of, folder)
    if not chosen:
        tell(f"截至{as_of}，没有要催的。")
        ctx.exit(CLEAN)
    office = ReminderOffice(asked, as_of, workspace.settings, workspace.templates, lists)
    year = max(plan.name[1] for plan in asked)
    where = Path(output) if output else Path("build") / folder_name(year, office)
    if office.classified:
        tell(f"提示：方案有密级（{office.classified}），不生成邮件草稿；按保密规定发送")
    written = _write(office, chosen, where, overwrite=overwrite)
    tell(f"已生成 {where}（{len(chosen)} 家，{sum(entry.files for entry in written)} 个文件）")
    ctx.exit(UNUSABLE if any(entry.troubles for entry in written) else CLEAN)


def _write(
    office: "ReminderOffice", chosen: "Sequence[Reminder]", where: Path, *, overwrite: bool
) -> "list[WrittenReminder]":
    """Write the papers of each, and tell of each on a line."""
    from plangen.delivery.naming import stems
    from plangen.progress.reminder_folder import lights_of, write_reminders
    from plangen.progress.reminder_papers import STEM

    names = stems([reminder.holder for reminder in chosen], STEM)
    pairs = list(zip(chosen, names, strict=True))
    with click.progressbar(
        write_reminders(office, pairs, where, overwrite=overwrite),
        length=len(pairs),
        label="生成催办文件",
        hidden=not sys.stderr.isatty(),
        file=sys.stderr,
    ) as progress:
        written = list(progress)
    for entry in written:
        for trouble in entry.troubles:
            say(f"错误：{trouble}")
        for remark in entry.remarks:
            say(f"提示：{remark}")
        tell(f"{entry.paper.name}：{lights_of(entry.paper)} → {entry.stem}")
    return written


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
