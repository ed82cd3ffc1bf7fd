"""`plangen git-text`: what git runs to see a plan or a DOCX as text."""

from pathlib import Path

import click

from plangen.cli.program import program
from plangen.cli.terminal import emit_bytes


@program.command("git-text", hidden=True)
@click.argument("file", metavar="文件")
def git_text(file: str) -> None:
    """按 git textconv 的约定，打印方案或 DOCX 的文字。"""
    from plangen.history.textconv import text_of

    emit_bytes(text_of(Path(file)))
