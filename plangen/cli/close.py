"""`plangen close`: what the office decides of a reported task."""

from datetime import date
from pathlib import Path

import click

from plangen.cli.program import CLEAN, program
from plangen.cli.progress_options import as_of_option, asked_plans, extend_option, folder_option
from plangen.cli.terminal import tell
from plangen.findings.finding import CannotGoOn


@program.command(short_help="销号；或者退回、延期、定为不适用。")
@click.argument("task", metavar="任务")
@click.option(
    "--unit", "units", metavar="名称", multiple=True, required=True, help="哪一家；可以写几次。"
)
@click.option(
    "--plan", "plans", metavar="方案.yaml", help="哪份方案；不写，就是 plans 里唯一的一份。"
)
@click.option("--return", "returned", is_flag=True, help="退回：报的不实、不全，要重新报。")
@extend_option
@click.option("--waive", is_flag=True, help="定为不适用：这一家不用做。")
@click.option("--reason", metavar="理由", default="", help="退回、延期、不适用，要写理由。")
@click.option("--number", metavar="文号", default="", help="依据的文号或编号。")
@as_of_option
@folder_option
@click.pass_context
def close(
    ctx: click.Context,
    /,
    task: str,
    units: tuple[str, ...],
    plans: str | None,
    returned: bool,
    extend: date | None,
    waive: bool,
    reason: str,
    number: str,
    as_of: date,
    folder: Path,
) -> None:
    """销号：单位报了已完成，局里认可。任务写台账里的编号，或者文中的序号，如 二（三）1。

    另有退回（--return）、延期（--extend）、不适用（--waive），都要写 --reason。
    """
    from plangen.progress.closing import Decision, Ruling, decide

    chosen = []
    for ruling, is_chosen in (
        (Ruling.RETURN, returned),
        (Ruling.EXTEND, extend is not None),
        (Ruling.WAIVE, waive),
    ):
        if is_chosen:
            chosen.append(ruling)
    if len(chosen) > 1:
        raise click.UsageError("--return、--extend、--waive 只能写一个")
    ruling = chosen[0] if chosen else Ruling.CLOSE
    _, asked = asked_plans(ctx, (plans,) if plans else ())
    if len(asked) > 1:
        files = "、".join(plan.file for plan in asked)
        raise CannotGoOn(f"有 {len(asked)} 份方案（{files}）；用 --plan 写明是哪一份")
    decision = Decision(ruling, as_of, extend, reason, number)
    for entry in decide(asked[0], task, units, decision, folder):
        until = f"至{extend}" if extend else ""
        tell(f"{entry.name}：{entry.asked.place}，{ruling}{until}")
    ctx.exit(CLEAN)
