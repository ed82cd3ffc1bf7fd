"""`plangen draft`: next year's plan, ready to edit."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.chinese_click import four_digit_year
from plangen.cli.program import FAULTY, plan_of, program, say_unmerged, show
from plangen.cli.results import no_ledger, progress_options, results_of
from plangen.cli.terminal import say, tell
from plangen.files import read_bytes, save_edit
from plangen.findings.finding import CannotGoOn

if TYPE_CHECKING:
    from plangen.draft import Draft
    from plangen.plan import Plan
    from plangen.readers.plan_file import PlanFile
    from plangen.workspace import Workspace


@program.command(short_help="照上年度的方案，拟下一年度的稿子。")
@click.argument("year", metavar="年度", type=four_digit_year)
@click.option(
    "--from",
    "source",
    metavar="方案.yaml",
    help="照哪一份方案拟；不写，就是 plans 文件夹里上一年的那一份。",
)
@click.option(
    "-o", "--output", metavar="文件", help="不写，就和那份方案放在一起，文件名换成新年度。"
)
@progress_options
@click.pass_context
def draft(
    ctx: click.Context,
    /,
    year: int,
    source: str | None,
    output: str | None,
    progress: bool,
    as_of: date,
    folder: Path,
) -> None:
    """照一份方案，拟下一年度的稿子：方案自己的年份往后推，发文时才填的空出来，其余照旧。

    要人拿主意的，每处一条“# 待定：”的注释；定下来一处，删去一条。已有的文件不会改动。
    """
    from plangen.draft import draft as drafted
    from plangen.readers.decoding import encoded
    from plangen.workspace import Workspace

    path = Path(source) if source else _last_year(year)
    workspace = Workspace.of(path)
    file = workspace.read_plan(path)
    plan = plan_of(file)
    target = Path(output) if output else _beside(path, plan.year, year)
    with suppress(OSError):  # what its register names is found from there; `save` says why not
        target.parent.mkdir(parents=True, exist_ok=True)
    if source is None:
        file = _as_issued(workspace, file, path)
        plan = plan_of(file)
    results = results_of(plan, workspace, as_of, folder) if progress else None
    made = drafted(path, file.text, plan, year, target, results)
    if target.exists():
        raise CannotGoOn(f"{target} 已经有了，没有改动；用 -o 换一个文件名，或先移开它")
    if made.file.plan is None:
        show([made.file])
        say(f"方案推到{year}年就有上面的错误，没有写出 {target}。")
        ctx.exit(FAULTY)
    save_edit(target, encoded(made.file.text, like=read_bytes(path, "方案文件")), None)
    if source is None:
        tell(f"照 {path} 拟的。")
    if progress and results is None:
        tell(no_ledger(folder, plan.year))
    _tell(made, made.file.plan, target)
    say_unmerged([target.parent])


def _as_issued(workspace: "Workspace", file: "PlanFile", path: Path) -> "PlanFile":
    """The plan as it was last issued, were its file has been changed since."""
    issued = workspace.last_issued(plan_of(file))
    if issued is None or issued.text == file.text:
        return file
    tell(f"{path} 印发以后又改过；照最后印发的 {issued.name} 拟，要照改过的拟，写 --from {path}")
    return workspace.read_plan(path, issued.text.encode())


def _last_year(year: int) -> Path:
    """The one plan of the year before in the folder plans, or in this one without such."""
    from plangen.workspace import Workspace

    folder = Path("plans") if Path("plans").is_dir() else Path()
    paths = Workspace(folder).of_year(year - 1)
    if len(paths) == 1:
        return paths[0]
    place = "plans 文件夹里" if folder.name else "这个文件夹里"
    plans = f"没有{year - 1}年的方案"
    if paths:
        names = "、".join(map(str, paths))
        plans = f"有 {len(paths)} 份{year - 1}年的方案（{names}）"
    raise click.UsageError(f"{place}{plans}；用 --from 写出照哪一份拟")


def _beside(path: Path, old: int, year: int) -> Path:
    """Beside last year's file: 防汛2025.yaml beside 防汛2024.yaml, else 2025.yaml."""
    stem = str(year)
    if str(old) in path.stem:
        stem = path.stem.replace(str(old), str(year))
    return path.with_name(f"{stem}.yaml")


def _tell(made: "Draft", plan: "Plan", target: Path) -> None:
    """Say what is still to be decided, and what was done without a question."""
    count = len(plan.questions)
    if count:
        tell(f"已生成 {target}，有 {count} 处待定：")
    else:
        tell(f"已生成 {target}，没有待定的地方。")
    for question in plan.questions:
        tell(f"  第{question.line}行  {question.removeprefix('待定').lstrip('：: ')}")
    waivers = f"豁免保留 {len(plan.waivers)} 条" if plan.waivers else "没有要保留的豁免"
    if made.waivers:
        waivers += f"，删去用不着了的 {_counted(made.waivers)}"
    tell(f"不用问的：年份改了 {made.years} 处；{waivers}。")
    if made.register:
        tell(f"名册还用原来那个文件，写作 from: {made.register}")
    if made.others:
        counted = _counted([finding.code for finding in made.others])
        tell(f"检查还发现别的问题 {counted}，见 plangen check {target}")
    if count:
        tell(f"下一步：改 {target}，定下来一处，删去一条“# 待定：”。")


def _counted(codes: Sequence[str]) -> str:
    return f"{len(codes)} 处（{'、'.join(sorted(set(codes)))}）"
