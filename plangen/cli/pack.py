"""`plangen pack`: a workspace in one file."""

from pathlib import Path

import click

from plangen.cli.program import program
from plangen.cli.terminal import tell
from plangen.findings.finding import CannotGoOn


@program.command(short_help="把工作文件夹打成一个 ZIP，备份或者带走。")
@click.argument("folder", metavar="[文件夹]", default=".")
@click.option("-o", "--output", metavar="文件.zip", help="不写，就是文件夹名.zip，放在它旁边。")
@click.option("--overwrite", is_flag=True, help="已经有这个文件，也覆盖。")
def pack(folder: str, output: str | None, overwrite: bool) -> None:
    """把方案、名册、设置、模板、台账和印发留存的都打进一个 ZIP，带着每个文件的校验码。

    能重新生成的（build、site）不在里面。恢复用 plangen unpack。
    """
    from plangen.packing import pack as make

    root = Path(folder).resolve()
    if not root.is_dir():
        raise CannotGoOn(f"没有 {folder} 这个文件夹；写出工作文件夹")
    target = Path(output) if output else root.with_name(f"{root.name}.zip")
    if target.exists() and not overwrite:
        raise CannotGoOn(f"{target} 已经有了，没有覆盖；用 -o 换一个名字，或加 --overwrite")
    tell(f"已生成 {target}（{make(root, target)} 个文件）")
