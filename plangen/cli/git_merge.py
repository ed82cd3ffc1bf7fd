"""`plangen git-merge`: what git runs to merge two edits of one plan, or of one ledger."""

from pathlib import Path
from typing import NamedTuple

import click

from plangen.cli.program import program
from plangen.cli.terminal import say
from plangen.files import read_bytes, save
from plangen.findings.finding import CannotGoOn

CONFLICT = 1


@program.command("git-merge", hidden=True, short_help="由 git 调用：合并方案或台账的两种改动。")
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
    """按编号合并一份方案、一本台账的两种改动，写进“我方”；两边改了同一处的，标成冲突。

    由 git 这样调用：plangen git-merge --marker-size %L %O %A %B %P %S %X %Y
    """
    from plangen.git import merged_lines
    from plangen.merge import TangledError

    paths = [Path(base), Path(ours), Path(theirs)]
    files = [read_bytes(file, "方案文件；这个命令由 git 调用") for file in paths]
    names = _names(labels)
    lines, clean = merged_lines(paths, names, marker_size)
    save(paths[1], lines)
    merge = _merged_table if path.endswith(".csv") else _merged_plan
    try:
        merged = merge(files, lines if clean else None, names, marker_size)
    except (CannotGoOn, UnicodeDecodeError, TangledError) as error:
        say(f"{path or ours}：没有按编号合并，改由 git 按行合并（{_reason(error)}）")
        ctx.exit(0 if clean else CONFLICT)
    if merged.data != lines:
        save(paths[1], merged.data)
    for line in merged.notes:
        say(f"{path or ours}：{line}")
    if merged.conflicts:
        say(f"{path or ours}：有 {len(merged.conflicts)} 处要由人来定：")
        for line in merged.conflicts:
            say(f"  {line}")
        say("  改法：在文件里找 <<<<<<<，上半是我方，下半是对方；留下要的，删去标记，再 git add")
        ctx.exit(CONFLICT)


class _Merged(NamedTuple):
    """What a merge comes to."""

    data: bytes
    conflicts: list[str]
    notes: list[str]


def _merged_plan(
    files: list[bytes], by_lines: bytes | None, names: tuple[str, str], marker: int
) -> _Merged:
    """A plan; `by_lines` is git's own merge where it is clean."""
    from plangen.merge.texts import merge_texts
    from plangen.readers.decoding import encoded

    lines = None if by_lines is None else _text(by_lines)
    text, conflicts = merge_texts(list(map(_text, files)), lines, names, marker)
    data = by_lines if by_lines is not None and text == lines else encoded(text, like=files[1])
    return _Merged(data, list(conflicts), [])


def _merged_table(
    files: list[bytes], _by_lines: bytes | None, names: tuple[str, str], marker: int
) -> _Merged:
    """A ledger, or receipts."""
    from plangen.progress.merging import merged_table

    base, ours, theirs = files
    merged = merged_table((base, ours, theirs), names, marker)
    if merged is None:
        raise CannotGoOn("不是台账，也不是收件登记")
    return _Merged(merged.data, merged.conflicts, merged.notes)


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
