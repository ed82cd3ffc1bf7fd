"""`plangen log`: the history of a plan, or of one of its items."""

from pathlib import Path

import click

from plangen.cli.program import CLEAN, program
from plangen.cli.terminal import colours, emit


@program.command(short_help="一份方案、一条目标或措施的沿革：哪年、哪次提交改了什么。")
@click.argument("plan", metavar="方案.yaml")
@click.argument("item", metavar="[条目]", required=False)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="给人看的文字，或给程序读的 JSON。",
)
@click.pass_context
def log(ctx: click.Context, /, plan: str, item: str | None, style: str) -> None:
    """从早到晚，列出方案在每次 git 提交里、和上一年的方案比，改了什么。

    条目写编号（id），或它在文中的序号，如 二（三）1；不写，就是整份方案。
    同一个文件夹里同系列往年的方案，也一起看。
    """
    from plangen.history.item_past import past_of
    from plangen.history.past import past
    from plangen.history.past_report import as_json, as_text

    history = past(Path(plan))
    if item:
        history = past_of(history, item)
    if style == "json":
        emit(as_json(history))
    else:
        colour = colours()
        emit(as_text(history, colour=colour), color=colour)
    ctx.exit(CLEAN)
