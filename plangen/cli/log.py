"""`plangen log`: the history of a plan, or of one of its items."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import CLEAN, program
from plangen.cli.results import no_ledger, progress_options, results_of
from plangen.cli.terminal import colours, emit, tell

if TYPE_CHECKING:
    from plangen.comparison.model import ItemReached
    from plangen.history.past import Past


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
@progress_options
@click.pass_context
def log(
    ctx: click.Context,
    /,
    plan: str,
    item: str | None,
    style: str,
    progress: bool,
    as_of: date,
    folder: Path,
) -> None:
    """从早到晚，列出方案在每次 git 提交里、和上一年的方案比，改了什么。

    条目写编号（id），或它在文中的序号，如 二（三）1；不写，就是整份方案。
    同一个文件夹里同系列往年的方案，也一起看。
    """
    from plangen.history.item_past import past_of
    from plangen.history.past import past
    from plangen.history.past_report import as_json, as_text

    if progress and not item:
        raise click.UsageError("--progress 说的是一条的完成情况，要写条目", ctx)
    history = past(Path(plan))
    if item:
        history = past_of(history, item)
    reached = _reached(history, Path(plan), as_of, folder) if progress else []
    if style == "json":
        emit(as_json(history, reached))
    else:
        colour = colours()
        emit(as_text(history, reached, colour=colour), color=colour)
    ctx.exit(CLEAN)


def _reached(history: "Past", path: Path, as_of: date, folder: Path) -> "list[ItemReached]":
    """What was reached of an item in each of its years; says where no ledger tells."""
    from plangen.comparison.reached import item_reached
    from plangen.workspace import Workspace

    reached = []
    for plan, item in history.years:
        results = results_of(plan, Workspace.of(path), as_of, folder)
        of_item = item_reached(item, results) if results else None
        if of_item is not None:
            reached.append(of_item)
    if not reached:
        tell(no_ledger(folder, *(plan.year for plan, _ in history.years)), err=True)
    return reached
