"""`plangen git-setup`: git shows and merges plans in their own terms."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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

    pending = setup(Path.cwd(), remove=remove)
    words = _REMOVING if remove else _WRITING
    if not pending:
        tell(words.nothing)
        return
    _show(pending, words.verb)
    if yes or click.confirm(f"要{words.verb}吗？"):
        pending.make()
        tell(words.done)


class _Words(NamedTuple):
    """What is said where the settings are written, or taken away."""

    verb: str
    nothing: str
    done: str


_REMOVING = _Words("撤去", "没有要撤去的。", "已撤去。")
_WRITING = _Words(
    "写入",
    "已经设置好了，不用再写。",
    "已写入。下一步：把 .gitattributes 提交到仓库；"
    "git 的设置不随仓库走，每台电脑上都要运行一次 plangen git-setup。",
)


def _show(pending: "Setup", verb: str) -> None:
    """Say exactly what will be written or taken away."""
    from plangen.history.setup import ATTRIBUTES

    if pending.before != pending.after:
        tell(f"{pending.attributes} 里要{verb}：")
        for line in ATTRIBUTES.split("\n"):
            tell(f"  {line}")
    if pending.settings:
        tell(f"本仓库 git 的设置（git config --local）里要{verb}：")
        for key, value in pending.settings:
            tell(f"  {key}" if value is None else f"  {key} = {value}")
