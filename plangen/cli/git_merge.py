"""`plangen git-merge`: what git runs to merge two edits of one plan."""

from pathlib import Path

import click

from plangen.cli.program import program
from plangen.cli.terminal import say
from plangen.files import read_bytes, save
from plangen.findings.finding import CannotGoOn

CONFLICT = 1


@program.command("git-merge", hidden=True, short_help="由 git 调用：合并一份方案的两种改动。")
@click.argument("base", metavar="原文")
@click.argument("ours", metavar="我方")
@click.argument("theirs", metavar="对方")
@click.argument("path", metavar="[文件名]", default="")
@click.argument("labels", metavar="[名称…]", nargs=-1)
@click.option(
    "--marker-size",
    metavar="个数",
    type=click.IntRange(1),
    default=7,
    help="冲突标记写几个字符；不写，是 7。",
)
@click.pass_context
def git_merge(
    ctx: click.Context,
    base: str,
    ours: str,
    theirs: str,
    path: str,
    labels: tuple[str, ...],
    marker_size: int,
) -> None:
    """按编号合并一份方案的两种改动，写进“我方”；两边改了同一处的，标成冲突。

    由 git 这样调用：plangen git-merge --marker-size %L %O %A %B %P %S %X %Y
    """
    from plangen.git import merged_lines
    from plangen.merge import TangledError
    from plangen.merge.texts import merge_texts
    from plangen.readers.decoding import encoded

    paths = [Path(base), Path(ours), Path(theirs)]
    files = [read_bytes(file, "方案文件；这个命令由 git 调用") for file in paths]
    names = _names(labels)
    lines, clean = merged_lines(paths, names, marker_size)
    save(paths[1], lines)
    try:
        by_lines = _text(lines) if clean else None
        text, conflicts = merge_texts(list(map(_text, files)), by_lines, names, marker_size)
    except (CannotGoOn, UnicodeDecodeError, TangledError) as error:
        say(f"{path or ours}：没有按编号合并，改由 git 按行合并（{_reason(error)}）")
        ctx.exit(0 if clean else CONFLICT)
    if text != _text(lines):
        save(paths[1], encoded(text, like=files[1]))
    if conflicts:
        say(f"{path or ours}：有 {len(conflicts)} 处要由人来定：")
        for line in conflicts:
            say(f"  {line}")
        say("  改法：在文件里找 <<<<<<<，上半是我方，下半是对方；留下要的，删去标记，再 git add")
        ctx.exit(CONFLICT)


def _names(labels: tuple[str, ...]) -> tuple[str, str]:
    """Our side and theirs as git labels them; before 2.44 it gives only placeholders such as %X."""
    _, ours, theirs, *_ = (*labels, "", "", "")
    if ours and theirs and not ours.startswith("%"):
        return ours, theirs
    return "ours", "theirs"


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _reason(error: Exception) -> str:
    match error:
        case CannotGoOn():
            return str(error)
        case UnicodeDecodeError():
            return "文件的编码不是 UTF-8"
    return "两边的移动互相矛盾"
