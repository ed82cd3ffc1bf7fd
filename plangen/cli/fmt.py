"""`plangen fmt`: plan files in their one canonical layout."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import exit_code, plan_paths, program, say_unmerged
from plangen.cli.terminal import emit, emit_bytes, say, tell
from plangen.files import read_bytes, save_edit
from plangen.findings.finding import CannotGoOn

if TYPE_CHECKING:
    from plangen.source.formatting import Formatted

_STDIN = "-"


@program.command(short_help="把方案文件整理成统一的排版。")
@click.argument("plans", metavar="[方案.yaml…]", nargs=-1)
@click.option("--check", is_flag=True, help="只看哪些要整理，不动文件。")
@click.option("--diff", is_flag=True, help="显示会怎样整理，不动文件。")
@click.pass_context
def fmt(ctx: click.Context, plans: tuple[str, ...], check: bool, diff: bool) -> None:
    """把方案文件整理成统一的排版：键的次序、缩进、引号、换行，一句一行；说明留在原处，内容一字不改。

    旧的方案，还在开头写上最新的格式版本（format: 2），意思不变。

    不写方案，就是 plans 文件夹里的每一份；写 -，从标准输入读，写到标准输出。
    整理好了，退出码是 0；有 YAML 错误的，或 --check、--diff 看到要整理的，是 1；文件读不了是 2。
    """
    names = plans or tuple(map(str, plan_paths(ctx, ())))
    done: list[Formatted] = []
    for name in names:
        try:
            file = _formatted(name)
            _finish(file, check=check, diff=diff)
            done.append(file)
        except CannotGoOn as error:
            say(f"错误：{error}")
    if names != (_STDIN,) and not diff:
        tell(_summary(done, check=check))
    if names != (_STDIN,) and not (check or diff):
        say_unmerged(Path(name).parent for name in names)
    usable = len(done) == len(names) and all(file.usable for file in done)
    clean = not any(file.findings for file in done)
    if check or diff:
        clean = clean and not any(file.changed for file in done)
    ctx.exit(exit_code(usable=usable, clean=clean))


def _formatted(name: str) -> "Formatted":
    from plangen.source.formatting import formatted

    if name == _STDIN:
        return formatted(sys.stdin.buffer.read(), name)
    return formatted(read_bytes(Path(name), "方案文件"), name)


def _finish(file: "Formatted", *, check: bool, diff: bool) -> None:
    """Write a file, or show what would be written, or why it cannot be."""
    from plangen.checking.mending import difference
    from plangen.findings.text import as_text
    from plangen.readers.decoding import recoded

    lines = {file.name: file.before.split("\n")}
    for finding in file.findings:
        tell(as_text(finding, lines), err=True)
    if diff:
        emit(difference(file.before, file.after, file.name))
        if file.changed and file.before == file.after:
            tell(f"{file.name}：文字已经整齐，要改的只是编码、换行或 BOM", err=True)
    elif check:
        if file.changed:
            renewed = "，格式的版本要写成最新的" if file.renewed else ""
            tell(f"要整理 {file.name}{renewed}")
    elif file.name == _STDIN:
        emit_bytes(file.new)
    elif file.changed:
        save_edit(Path(file.name), file.new, file.old)
        words = [f"已整理 {file.name}", *recoded(file.old, file.new)]
        if file.renewed:
            words.append("格式的版本写成了最新的")
        tell("，".join(words))


def _summary(done: "list[Formatted]", *, check: bool) -> str:
    changed = sum(file.changed for file in done)
    faulty = sum(bool(file.findings) for file in done)
    counts = [f"{changed} 个文件要整理" if check else f"整理了 {changed} 个文件"]
    counts.append(f"{len(done) - changed - faulty} 个原来就整齐")
    if faulty:
        counts.append(f"{faulty} 个有错，没有动")
    return "，".join(counts)
