"""`plangen checklist`: everybody's checklist, delivered to a folder or an address."""

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from plangen.cli.program import FAULTY, UNUSABLE, code, program, say_registers, show
from plangen.cli.terminal import say, tell

if TYPE_CHECKING:
    from plangen.delivery import Order, Outcome
    from plangen.plan import Plan
    from plangen.workspace import Workspace


@program.command(short_help="给每个单位、科室、责任领导各生成一份任务清单。")
@click.argument("plan", metavar="方案.yaml")
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
    help="清单里加一栏“较上年”（同一年度的，“较上次”）：和这份方案比，哪些任务是新的、取消了，"
    "指标、时限、责任有什么变化。不写，印发过的方案就和印发的比。",
)
@click.option("--resume", is_flag=True, help="上次中断了，从停下的地方接着做。")
@click.option("--overwrite", is_flag=True, help="被人改过的清单也覆盖。")
@click.pass_context
def checklist(
    ctx: click.Context,
    /,
    plan: str,
    names: tuple[str, ...],
    groups: tuple[str, ...],
    formats: str | None,
    output: str | None,
    since: str | None,
    **how: Any,
) -> None:
    """给每个单位、科室、责任领导各生成一份任务清单，另有目录 index.xlsx。

    再运行一次，只写有变化的；目录的“变化”“变化内容”两栏说哪些要重新发，变了什么。
    """
    from plangen.delivery import choose, default_folder
    from plangen.delivery.report import open_groups, remarks, summary
    from plangen.findings.text import as_text
    from plangen.tasks import calendar_note
    from plangen.workspace import Workspace

    how["formats"] = _formats(ctx, formats)
    workspace = Workspace.of(Path(plan))
    file = workspace.read_plan(Path(plan))
    show([file])
    say_registers([file])
    exit_code = code([file])
    if since is not None:
        how["since"] = _earlier_plan(ctx, since)
    elif file.plan is not None:
        how["since"] = issued_before(workspace, file.plan, Path(plan))
    if file.plan is not None:
        if note := calendar_note(file.plan, workspace.settings.workdays):
            say(f"提示：{note}，公布以后再生成一次")
        chosen = choose(file.plan.register, (*names, *groups))
        where = output or default_folder(file.plan, "build")
        outcome = _deliver(order(file.plan, workspace, where, chosen=chosen, **how))
        for finding in open_groups(file.plan, outcome, file.name):
            tell(as_text(finding, {file.name: file.text.split("\n")}))
        for remark in remarks(outcome):
            tell(remark)
        tell(f"已生成 {where}（{summary(outcome)}）")
        exit_code = FAULTY if outcome.edited or outcome.stray else exit_code
    ctx.exit(exit_code)


def _earlier_plan(ctx: click.Context, name: str) -> "Plan":
    """The plan to compare with; where it cannot be used, say why and exit."""
    from plangen.history.revision import plan_at

    file = plan_at(name)
    show([file], err=True)
    if file.plan is None:
        ctx.exit(UNUSABLE)
    return file.plan


def issued_before(workspace: "Workspace", plan: "Plan", path: Path) -> "Plan | None":
    """The plan as it was last issued, where that is not how it is now."""
    from plangen.files import read_bytes

    file = workspace.last_issued(plan, other_than=read_bytes(path, "方案文件"))
    return file.plan if file else None


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


def order(plan: "Plan", workspace: "Workspace", where: str, **how: Any) -> "Order":
    """What to deliver of a plan, by the settings and templates of its workspace."""
    from plangen.delivery import Order

    return Order(plan, where, workspace.settings.workdays, workspace.templates, **how)


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
