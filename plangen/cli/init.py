"""`plangen init`: a workspace to begin with."""

from datetime import date
from pathlib import Path

import click

from plangen.cli.chinese_click import four_digit_year
from plangen.cli.program import FAULTY, program
from plangen.cli.terminal import tell
from plangen.files import save
from plangen.findings.finding import CannotGoOn
from plangen.samples import sample_plan


@program.command(short_help="新建一个工作文件夹。")
@click.argument("folder", metavar="文件夹")
@click.option("--year", type=four_digit_year, metavar="年度", help="不写，就是今年。")
@click.option("--example", is_flag=True, help="从样例开始；三样都不写，就是它。")
@click.option("--empty", is_flag=True, help="从一份空的方案开始。")
@click.option("--from", "source", metavar="文件", help="从去年的文件（Word、PDF 等）开始。")
@click.option("--title", metavar="标题", help="空的方案的标题。")
@click.option("--issuer", metavar="机关", help="空的方案的发文机关。")
@click.pass_context
def init(
    ctx: click.Context,
    folder: str,
    year: int | None,
    example: bool,
    empty: bool,
    source: str | None,
    title: str | None,
    issuer: str | None,
) -> None:
    """新建一个单位的工作文件夹：一份方案、编辑器和 git 的设置、说明。已有的文件不会改动。

    方案是可以照着填的样例，或者空的，或者由去年的文件读出来。
    """
    from plangen.beginning import workspace_files

    if example + empty + (source is not None) > 1:
        raise click.UsageError("--example、--empty、--from 只写一样")
    if (title or issuer) and not empty:
        raise click.UsageError("--title、--issuer 要和 --empty 一起写")
    if source and year:
        raise click.UsageError("--from 的年度由文件里读出，不写 --year")
    root = Path(folder)
    if source:
        _begin_from(Path(source), root, ctx)
        return
    year = year or date.today().year
    text = _empty(year, title, issuer) if empty else sample_plan(year)
    plan = f"plans/{year}.yaml"
    _make(root, {plan: text, **workspace_files(year)})
    tell(f"下一步：改 {root / plan}，再运行 plangen check 和 plangen notice；")
    tell(f"不用命令的，运行 plangen serve {root}，在浏览器里改。")


def _empty(year: int, title: str | None, issuer: str | None) -> str:
    from plangen.beginning import empty_plan

    issuer = issuer or "某某单位"
    return empty_plan(year, title or f"{issuer}{year}年重点工作实施方案", issuer)


def _begin_from(source: Path, root: Path, ctx: click.Context) -> None:
    """Make the workspace around a plan that is read out of a paper."""
    from plangen.beginning import workspace_files
    from plangen.cli.import_ import import_one

    _refuse_taken(root, workspace_files(date.today().year))
    plan = import_one(source, None, None, None, plans=root / "plans", proposes=False)
    if plan is None:
        ctx.exit(FAULTY)
    _make(root, workspace_files(int(plan.year)))
    tell(f"不用命令的，运行 plangen serve {root}，在浏览器里核对，再起草今年的。")


def _make(root: Path, files: dict[str, str]) -> None:
    _refuse_taken(root, files)
    for name, text in files.items():
        save(root / name, text.encode())
        tell(f"已生成 {root / name}")


def _refuse_taken(root: Path, files: dict[str, str]) -> None:
    """Raise CannotGoOn where one of the files is there already."""
    if taken := [name for name in files if (root / name).exists()]:
        raise CannotGoOn(f"{root} 里已经有 {'、'.join(taken)}，没有改动；换一个文件夹")
