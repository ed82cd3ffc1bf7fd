"""`plangen tasks`: the tasks of a plan: what, who, by when."""

from pathlib import Path

import click

from plangen.cli.program import code, format_of, overwrite_option, program, show
from plangen.cli.terminal import emit, save_output, say, tell


@program.command(short_help="列出任务：做什么、谁做、什么时候做完。")
@click.argument("plan", metavar="方案.yaml")
@click.option("--unit", metavar="名称", help="只列这个单位的。")
@click.option("--department", metavar="名称", help="只列这个科室的。")
@click.option("--official", metavar="姓名", help="只列这位责任领导的。")
@click.option(
    "--where",
    "fields",
    metavar="栏目=值",
    multiple=True,
    help="只列自定栏目是这个值的，如 任务来源=会议议定；可以写几次，都要符合。",
)
@click.option("--due-before", metavar="日期", help="只列到这一天为止（含当天）到期的，如 6月底。")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "json", "csv", "xlsx", "docx", "md"]),
    metavar="table|json|csv|xlsx|docx|md",
    help="不写，看 -o 的后缀；都不写，就在屏幕上列表。",
)
@click.option(
    "-o", "--output", metavar="文件", help="写到哪里；不写，xlsx 和 docx 写到 build/年度。"
)
@overwrite_option
@click.pass_context
def tasks(
    ctx: click.Context,
    plan: str,
    unit: str | None,
    department: str | None,
    official: str | None,
    fields: tuple[str, ...],
    due_before: str | None,
    kind: str | None,
    output: str | None,
    overwrite: bool,
) -> None:
    """列出方案的任务（任务分解表）：全部，或者一个单位、一个科室、一位责任领导、某日以前到期的。"""
    from plangen.exports import ASSIGNMENT_WRITERS, assignment_table, paper_path
    from plangen.tasks import calendar_note
    from plangen.workspace import Workspace

    kind = format_of(kind, output, ASSIGNMENT_WRITERS, "table")
    workspace = Workspace.of(Path(plan))
    file = workspace.read_plan(Path(plan))
    show([file], err=True)
    if file.plan is not None:
        chosen = (unit, department, official, due_before, fields)
        workdays, templates = workspace.settings.workdays, workspace.templates
        if note := calendar_note(file.plan, workdays):
            say(f"提示：{note}，公布以后再生成一次")
        seasons = workspace.settings.seasons
        table = assignment_table(file.plan, workdays, templates, *chosen, seasons=seasons)
        data = ASSIGNMENT_WRITERS[kind](table)
        if output is None and kind not in ("xlsx", "docx"):
            emit(data.decode())
        else:
            path = paper_path(table.plan, table.title, kind, Path("build"))
            if output:
                path = Path(output)
            save_output(path, data, kind, overwrite=overwrite)
            tell(f"已生成 {path}", err=True)
    ctx.exit(code([file]))
