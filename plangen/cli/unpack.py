"""`plangen unpack`: a workspace out of the file that it was packed into."""

from pathlib import Path

import click

from plangen.cli.program import program
from plangen.cli.terminal import tell


@program.command(short_help="从打好的 ZIP 恢复工作文件夹。")
@click.argument("source", metavar="文件.zip")
@click.argument("folder", metavar="[文件夹]", required=False)
def unpack(source: str, folder: str | None) -> None:
    """核对每个文件的校验码，都对才写；文件夹里有内容不同的同名文件，就一个也不写。

    不写文件夹，就是 ZIP 的名字。
    """
    from plangen.packing import unpack as restore

    target = Path(folder) if folder else Path(source).with_suffix("")
    written, there = restore(Path(source), target)
    same = f"，{there} 个原来就有" if there else ""
    tell(f"已恢复 {target}（{written} 个文件{same}）")
