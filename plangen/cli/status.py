"""`plangen status`: how the tasks stand on a day."""

from datetime import date
from pathlib import Path

import click

from plangen.cli.program import CLEAN, format_of, overwrite_option, program
from plangen.cli.progress_options import as_of_option, asked_plans, folder_option
from plangen.cli.terminal import emit, save_output, tell


@program.command(
    short_help="进展：各单位、科室、责任领导、目标的任务到了哪一步，亮什么灯，谁还没有报。"
)
@click.argument("plans", metavar="[方案.yaml…]", nargs=-1)
@click.option("--unit", "units", metavar="名称", multiple=True, help="只看这个单位的；可以写几次。")
@click.option(
    "--department",
    "departments",
    metavar="名称",
    multiple=True,
    help="只看这个科室的。",
)
@click.option(
    "--light",
    "lights",
    type=click.Choice(["红", "黄", "蓝", "绿", "灰"]),
    metavar="红|黄|蓝|绿|灰",
    multiple=True,
    help="只看亮这种灯的；可以写几次。",
)
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
    units: tuple[str, ...],
    departments: tuple[str, ...],
    lights: tuple[str, ...],
    kind: str | None,
    output: str | None,
    as_of: date,
    folder: Path,
    overwrite: bool,
) -> None:
    """按台账和方案算出来：红，过期没有完成；黄，落后；蓝，快到期；绿，完成或者正常；灰，不适用。

    -o 台账.xlsx 一行一条任务，带着填决定的栏；填好了，用 plangen collect 收进台账。
    """
    from plangen.progress.ledger import NAME, read_ledger
    from plangen.progress.standing import Light, StandingLine, standing_day, standings
    from plangen.progress.status_choice import chosen_lines
    from plangen.progress.status_report import STATUS_WRITERS
    from plangen.progress.status_table import status_table

    kind = format_of(kind, output, STATUS_WRITERS, "table")
    if kind == "xlsx" and not output:
        raise click.UsageError("xlsx 要写到文件里：-o 文件.xlsx")
    workspace, asked = asked_plans(ctx, plans)
    day = standing_day(as_of, workspace.settings)
    lines: list[StandingLine] = []
    for plan in asked:
        ledger = read_ledger(folder / str(plan.name[1]) / NAME)
        lines += standings(plan, ledger, day)
    lines = list(chosen_lines(lines, asked, units, departments))
    lit = list(map(Light, lights)) or list(Light)
    table = status_table(as_of, [plan.plan.name for plan in asked], lines, lit)
    data = STATUS_WRITERS[kind](table)
    if output:
        save_output(Path(output), data, kind, overwrite=overwrite)
        tell(f"已生成 {output}", err=True)
    else:
        emit(data.decode())
    ctx.exit(CLEAN)
