"""`plangen git-setup`: git shows and merges plans in their own terms."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import program
from plangen.cli.terminal import tell

if TYPE_CHECKING:
    from plangen.history.setup import Setup


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
        tell("没有要撤去的。" if remove else "已经设置好了，不用再写。")
        return
    _show(found, remove=remove)
    if yes or click.confirm("要撤去吗？" if remove else "要写入吗？"):
        found.make()
        tell("已撤去。" if remove else _NEXT)


_NEXT = (
    "已写入。下一步：把 .gitattributes 提交到仓库；"
    "git 的设置不随仓库走，每台电脑上都要运行一次 plangen git-setup。"
)


def _show(found: "Setup", *, remove: bool) -> None:
    """Say exactly what will be written or taken away."""
    from plangen.history.setup import ATTRIBUTES

    verb = "撤去" if remove else "写入"
    if found.before != found.after:
        tell(f"{found.attributes} 里要{verb}：")
        for line in ATTRIBUTES.split("\n"):
            tell(f"  {line}")
    if found.settings:
        tell(f"本仓库 git 的设置（git config --local）里要{verb}：")
        for key, value in found.settings:
            tell(f"  {key}" if value is None else f"  {key} = {value}")
