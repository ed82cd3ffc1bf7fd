"""`plangen manual`: the manual in the browser."""

import tempfile
import webbrowser
from pathlib import Path

import click

from plangen.cli.program import program
from plangen.cli.terminal import tell
from plangen.files import save


@program.command(short_help="打开使用手册。")
@click.option("--print", "target", metavar="文件.html", help="写到这个文件，不打开。")
def manual(target: str | None) -> None:
    """在浏览器里打开使用手册；手册是一个网页文件，不用上网，能查找，能打印。"""
    from plangen.handbook import handbook

    path = Path(target or Path(tempfile.mkdtemp(prefix="plangen-"), "手册.html"))
    save(path, handbook().encode())
    if target:
        tell(f"已生成 {path}")
    elif webbrowser.open(path.resolve().as_uri()):
        tell(f"已在浏览器里打开 {path}")
    else:
        tell(f"手册在 {path}；这台电脑上打不开浏览器，请自己打开它。")
