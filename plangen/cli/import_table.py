"""`plangen import 分解表 --into 方案`: a task table's rows, shown, asked about and taken in."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plangen.cli.program import CLEAN, FAULTY, plan_of, show
from plangen.cli.terminal import say, tell
from plangen.files import read_bytes, save_edit
from plangen.findings.finding import CannotGoOn

if TYPE_CHECKING:
    from plangen.importing.joining import Joined

_SHOWN: Final = 12
"""So many rows are listed that no task of the plan is like."""


def take_table(source: str, into: str, *, yes: bool, dry_run: bool) -> int:
    """Take the rows of a task table into a plan; the exit code."""
    from plangen.checking.mending import difference
    from plangen.importing.joining import join
    from plangen.importing.sources.source import read_source
    from plangen.importing.tables import task_grids
    from plangen.readers.decoding import encoded
    from plangen.workspace import Workspace

    path = Path(into)
    workspace = Workspace.of(path)
    before = read_bytes(path, "方案文件")
    file = workspace.read_plan(path, before)
    plan = plan_of(file)
    grids = task_grids(read_source(Path(source)).blocks)
    if not grids:
        raise CannotGoOn(
            f"{source}：没有认出任务表；表头要有“工作任务”“责任单位”“完成时限”这样的栏目"
        )
    joined = join(plan, file.text, grids)
    _tell(joined, source, into)
    if joined.text == file.text:
        return FAULTY if joined.left else CLEAN
    after = workspace.read_plan(path, joined.text.encode())
    if after.plan is None:
        show([after])
        raise CannotGoOn(f"照 {source} 填进去，{into} 就有上面的错误，没有写")
    tell(difference(file.text, joined.text, into).rstrip("\n"))
    if dry_run or not (yes or click.confirm(f"要写进 {into} 吗？")):
        say("没有写。")
        return FAULTY
    save_edit(path, encoded(joined.text, like=before), before)
    tell(f"已写进 {into}。下一步：plangen check {into}，再运行 plangen fmt {into} 排好版面。")
    return FAULTY if joined.left else CLEAN


def _tell(joined: "Joined", source: str, into: str) -> None:
    """Say what of the table is in the plan, and what has no place in it."""
    rows = joined.matches + joined.added + len(joined.left)
    tell(
        f"{source} 共 {rows} 行：{joined.matches} 行和 {into} 的条目对上，填 {joined.filled} 处，"
        f"待定 {joined.asked} 处，新加任务 {joined.added} 件。"
    )
    if joined.left:
        tell(f"没有对上的 {len(joined.left)} 行，没有放进去：")
    for words in joined.left[:_SHOWN]:
        tell(f"  {' '.join(words.split())[:60]}")
    if len(joined.left) > _SHOWN:
        tell(f"  ……等 {len(joined.left)} 行")
