"""`plangen git-text`: what git runs to see a plan or a DOCX as text."""

import sys
from pathlib import Path

import click

from plangen.cli.program import program


@program.command("git-text", hidden=True)
@click.argument("file", metavar="文件")
def git_text(file: str) -> None:
    """按 git textconv 的约定，打印方案或 DOCX 的文字。"""
    from plangen.history.textconv import text_of

    sys.stdout.buffer.write(text_of(Path(file)))
