"""`plangen status`: how the tasks stand on a day."""

from datetime import date
from pathlib import Path

import click

from plangen.cli.program import CLEAN, format_of, overwrite_option, program
from plangen.cli.progress_options import as_of_option, asked_plans, folder_option
from plangen.cli.terminal import emit, save_output, tell


@program.command(short_help="进展：各单位、科室、责任领导的任务到了哪一步，亮什么灯，谁还没有报。")
@click.argument("plans", metavar="[方案.yaml…]", nargs=-1)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "json", "md", "xlsx"]),
    metavar="table|json|md|xlsx",
    help="不写，看 -o 的后缀；都不写，就在屏幕上列表。",
)
@click.option("-o", "--output", "output", metavar="文件", help="写到哪里；不写，就显示在屏幕上。")
@as_of_option
@folder_option
@overwrite_option
@click.pass_context
def status(
    ctx: click.Context,
    /,
    plans: tuple[str, ...],
    kind: str | None,
    output: str | None,
    as_of: date,
    folder: Path,
    overwrite: bool,
) -> None:
    """按台账和方案算出来：红，过期没有完成；黄，落后；蓝，快到期；绿，完成或者正常；灰，不适用。"""
    from plangen.progress.ledger import NAME, read_ledger
    from plangen.progress.standing import StandingDay, StandingLine, standings
    from plangen.progress.status_report import STATUS_WRITERS
    from plangen.progress.status_table import status_table

    kind = format_of(kind, output, STATUS_WRITERS, "table")
    if kind == "xlsx" and not output:
        raise click.UsageError("xlsx 要写到文件里：-o 文件.xlsx")
    workspace, asked = asked_plans(ctx, plans)
    settings = workspace.settings
    day = StandingDay(as_of, settings.soon, settings.workdays)
    lines: list[StandingLine] = []
    for plan in asked:
        ledger = read_ledger(folder / str(plan.name[1]) / NAME)
        lines += standings(plan, ledger, day)
    table = status_table(as_of, [plan.plan.name for plan in asked], lines)
    data = STATUS_WRITERS[kind](table)
    if output:
        save_output(Path(output), data, kind, overwrite=overwrite)
        tell(f"已生成 {output}", err=True)
    else:
        emit(data.decode())
    ctx.exit(CLEAN)
