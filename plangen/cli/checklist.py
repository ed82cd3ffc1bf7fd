"""`plangen checklist`: everybody's checklist, delivered to a folder or an address."""

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from plangen.cli.program import FAULTY, UNUSABLE, code, program, say_registers, show
from plangen.cli.progress_options import folder_option
from plangen.cli.terminal import say, tell
from plangen.findings.finding import CannotGoOn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangen.checklists.asking import Asking
    from plangen.delivery import Order, Outcome
    from plangen.plan import Plan
    from plangen.readers.plan_file import PlanFile
    from plangen.workspace import Workspace


@program.command(short_help="给每个单位、科室、责任领导各生成一份任务清单。")
@click.argument("plans", metavar="方案.yaml…", nargs=-1, required=True)
@click.option(
    "--unit",
    "names",
    metavar="名称",
    multiple=True,
    help="只给这个单位、科室或责任领导；可以写几次。",
)
@click.option("--group", "groups", metavar="名称", multiple=True, help="只给这个单位组的各单位。")
@click.option(
    "--format", "formats", metavar="docx,xlsx,ics,md", help="要哪几种格式；不写，四种都要。"
)
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    help="写到哪里；不写，就是 build/年度/清单标题。也可以是 s3:// 这样的地址。",
)
@click.option(
    "--jobs", metavar="个数", type=click.IntRange(1), help="用几个进程；不写，程序自己定。"
)
@click.option("--scheduler", metavar="tcp://…", default="", help="交给一个 Dask 集群来做。")
@click.option(
    "--since",
    metavar="旧方案.yaml",
    multiple=True,
    help="清单里加一栏“较上年”（同一年度的，“较上次”）：和这份方案比，哪些任务是新的、取消了，"
    "指标、时限、责任有什么变化。几份方案的，各写一份。不写，印发过的方案就和印发的比。",
)
@click.option(
    "--due",
    metavar="2026Q2",
    help="只问到这个季度（2026Q2）、这个月（2026-06）、这一年（2026）为止该完成、还没有销号的任务。",
)
@folder_option
@click.option("--resume", is_flag=True, help="上次中断了，从停下的地方接着做。")
@click.option("--overwrite", is_flag=True, help="被人改过的清单也覆盖。")
@click.pass_context
def checklist(
    ctx: click.Context,
    /,
    plans: tuple[str, ...],
    names: tuple[str, ...],
    groups: tuple[str, ...],
    formats: str | None,
    output: str | None,
    since: tuple[str, ...],
    due: str | None,
    folder: Path,
    **how: Any,
) -> None:
    """给每个单位、科室、责任领导各生成一份任务清单，另有目录 index.xlsx。

    写几份方案，一个单位还是一份清单，各方案的任务都在里面。台账上有的，清单里先填好。
    再运行一次，只写有变化的；目录的“变化”“变化内容”两栏说哪些要重新发，变了什么。
    """
    from plangen.checklists.asking import reporting_period
    from plangen.delivery import choose, default_folder
    from plangen.delivery.report import open_groups, remarks, summary
    from plangen.findings.text import as_text
    from plangen.progress.carrying import asking_for
    from plangen.workspace import Workspace

    how["formats"] = _formats(ctx, formats)
    period = reporting_period(due) if due else None
    workspace = Workspace.of(Path(plans[0]))
    files = [workspace.read_plan(Path(plan)) for plan in plans]
    show(files)
    say_registers(files)
    earlier = [_earlier_plan(ctx, name) for name in since]
    exit_code = code(files)
    wanted = _newest_first(files)
    if len(wanted) == len(files):
        if len(plans) == 1 and not since:
            how["since"] = issued_before(workspace, wanted[0], Path(plans[0]))
        else:
            how["since"] = _compared(wanted, earlier)
        for plan in wanted:
            _note_calendar(plan, workspace)
        asking = asking_for(wanted, workspace.settings, folder, period)
        chosen = choose([plan.register for plan in wanted], (*names, *groups))
        where = output or default_folder(wanted, "build", asking)
        delivery = order(wanted, workspace, where, asking, chosen=chosen, **how)
        outcome = _deliver(delivery)
        for file in files:
            if file.plan is not None:
                for finding in open_groups(file.plan, outcome, file.name):
                    tell(as_text(finding, {file.name: file.text.split("\n")}))
        for remark in remarks(outcome):
            tell(remark)
        tell(f"已生成 {where}（{summary(outcome)}）")
        exit_code = FAULTY if outcome.edited or outcome.stray else exit_code
    ctx.exit(exit_code)


def _newest_first(files: "Sequence[PlanFile]") -> "tuple[Plan, ...]":
    """The plans that could be read. Raises CannotGoOn for two of one series and year."""
    plans: dict[tuple[str, int], Plan] = {}
    for file in files:
        if file.plan is not None:
            key = (str(file.plan.series), int(file.plan.year))
            if key in plans:
                raise CannotGoOn(f"{file.name}：和另一份是同一系列、同一年度的方案；只写一份")
            plans[key] = file.plan
    return tuple(sorted(plans.values(), key=lambda plan: int(plan.year), reverse=True))


def _note_calendar(plan: "Plan", workspace: "Workspace") -> None:
    from plangen.tasks import calendar_note

    if note := calendar_note(plan, workspace.settings.workdays):
        say(f"提示：{note}，公布以后再生成一次")


def _compared(plans: "Sequence[Plan]", earlier: "Sequence[Plan]") -> "dict[str, Plan]":
    """By the key of a plan the earlier one that it is compared with. Raises CannotGoOn.

    One plan is compared with whatever is named, several each with that of its series whose year is
    the nearest.
    """
    from plangen.delivery.run import plan_key

    pairs: dict[str, Plan] = {}
    for old in earlier:
        same = [plan for plan in plans if plan.series == old.series or len(plans) == 1]
        if not same:
            raise CannotGoOn(f"--since：没有和《{old.name}》同一系列的方案；核对写的是哪一份")
        nearest = min(same, key=lambda plan: abs(int(plan.year) - int(old.year)))
        if plan_key(nearest) in pairs:
            raise CannotGoOn(f"--since：《{nearest.name}》只能和一份方案比；去掉多余的")
        pairs[plan_key(nearest)] = old
    return pairs


def _earlier_plan(ctx: click.Context, name: str) -> "Plan":
    """The plan to compare with; where it cannot be used, say why and exit."""
    from plangen.history.revision import plan_at

    file = plan_at(name)
    show([file], err=True)
    if file.plan is None:
        ctx.exit(UNUSABLE)
    return file.plan


def issued_before(workspace: "Workspace", plan: "Plan", path: Path) -> "dict[str, Plan]":
    """By its key the plan as it was last issued, where that is not how it is now."""
    from plangen.delivery.run import plan_key
    from plangen.files import read_bytes

    file = workspace.last_issued(plan, other_than=read_bytes(path, "方案文件"))
    return {plan_key(plan): file.plan} if file and file.plan else {}


def _formats(ctx: click.Context, listed: str | None) -> tuple[str, ...]:
    """The formats that a user lists, in the program's own order."""
    from plangen.delivery import FORMATS

    if not listed:
        return tuple(FORMATS)
    chosen = {name.strip().lower() for name in listed.split(",")}
    if not chosen <= set(FORMATS):
        param = next(param for param in ctx.command.params if param.name == "formats")
        raise click.BadParameter(f"只能写 {'、'.join(FORMATS)}，用英文逗号隔开", param=param)
    return tuple(name for name in FORMATS if name in chosen)


def order(
    plans: "tuple[Plan, ...]", workspace: "Workspace", where: str, asking: "Asking", **how: Any
) -> "Order":
    """What to deliver of plans, by the settings and templates of their workspace."""
    from plangen.delivery import Order

    settings = workspace.settings
    return Order(plans, where, settings.workdays, workspace.templates, asking=asking, **how)


def _deliver(order: "Order") -> "Outcome":
    """Deliver, with a bar that shows the speed and the time that is left."""
    from plangen.delivery import deliver

    started, ready = monotonic(), 0

    def rate(_: object) -> str:
        return f"{ready / max(monotonic() - started, 0.001):.0f} 份/秒"

    with click.progressbar(
        length=1,
        label="生成清单",
        hidden=not sys.stderr.isatty(),
        file=sys.stderr,
        show_pos=True,
        item_show_func=rate,
    ) as progress:

        def advance(done: int, total: int) -> None:
            nonlocal ready
            progress.length = total
            progress.update(done - ready, done)
            ready = done

        try:
            return deliver(order, advance)
        except KeyboardInterrupt:
            newline = "\n" if sys.stderr.isatty() else ""  # the bar has left the line open
            say(f"{newline}写好的清单都是完整的；再运行时加 --resume，从停下的地方接着做。")
            raise click.Abort from None  # of Ctrl-C itself, Click would say an empty line first
