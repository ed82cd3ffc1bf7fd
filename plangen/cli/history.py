"""`plangen log` and `plangen git-setup`, and what git itself calls: a plan's past."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import CLEAN, colours, emit, program

if TYPE_CHECKING:
    from plangen.history.setup import Setup


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
    from plangen.history.past import past, past_of
    from plangen.history.past_report import as_json, as_text

    found = past(Path(plan))
    found = past_of(found, item) if item else found
    if style == "json":
        emit(as_json(found))
    else:
        colour = colours()
        emit(as_text(found, colour=colour), color=colour)
    ctx.exit(CLEAN)


@program.command("git-setup", short_help="让 git 用方案的话显示改动，按条目合并。")
@click.option("--remove", is_flag=True, help="撤去写过的设置，恢复原样。")
@click.option("--yes", is_flag=True, help="不问，直接写。")
def git_setup(*, remove: bool, yes: bool) -> None:
    """设置本文件夹所在的 git 仓库：git diff、git log -p、git show 用方案的话显示改动。

    DOCX 按文字比较；合并两个人的改动时，按条目合并。先显示要写什么，问过再写。
    """
    from plangen.history.setup import setup

    found = setup(Path.cwd(), remove=remove)
    if not found:
        click.echo("没有要撤去的。" if remove else "已经设置好了，不用再写。")
        return
    _show(found, remove=remove)
    if yes or click.confirm("要撤去吗？" if remove else "要写入吗？"):
        found.make()
        click.echo("已撤去。" if remove else _NEXT)


_NEXT = (
    "已写入。下一步：把 .gitattributes 提交到仓库；"
    "git 的设置不随仓库走，每台电脑上都要运行一次 plangen git-setup。"
)


def _show(found: "Setup", *, remove: bool) -> None:
    """Say exactly what will be written or taken away."""
    from plangen.history.setup import ATTRIBUTES

    verb = "撤去" if remove else "写入"
    if found.before != found.after:
        click.echo(f"{found.attributes} 里要{verb}：")
        for line in ATTRIBUTES.split("\n"):
            click.echo(f"  {line}")
    if found.settings:
        click.echo(f"本仓库 git 的设置（git config --local）里要{verb}：")
        for key, value in found.settings:
            click.echo(f"  {key}" if value is None else f"  {key} = {value}")


@program.command("git-diff", hidden=True)
@click.argument("words", nargs=-1, required=True)
def git_diff(words: tuple[str, ...]) -> None:
    """按 git 外部比较命令的约定，比较一份方案的两个版本。"""
    from plangen.history.git_report import difference
    from plangen.repository import coloured

    terminal = sys.stdout.isatty() or "GIT_PAGER_IN_USE" in os.environ
    colour = coloured(terminal=terminal)
    try:
        emit(difference(words, colour=colour), color=colour)
    except BrokenPipeError:  # who reads has seen enough; git takes any failure for a fault of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@program.command("git-text", hidden=True)
@click.argument("file", metavar="文件")
def git_text(file: str) -> None:
    """按 git textconv 的约定，打印方案或 DOCX 的文字。"""
    from plangen.history.textconv import text_of

    sys.stdout.buffer.write(text_of(Path(file)))
