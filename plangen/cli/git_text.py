"""`plangen git-text`: what git runs to see a plan, a DOCX or a ledger as text."""

from pathlib import Path

import click

from plangen.cli.program import program
from plangen.cli.terminal import emit_bytes
from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn


@program.command("git-text", hidden=True)
@click.argument("file", metavar="文件")
def git_text(file: str) -> None:
    """按 git textconv 的约定，打印方案、DOCX 或台账的文字。"""
    from plangen.history.textconv import text_of

    path = Path(file)
    emit_bytes(_ledger(path) if path.suffix == ".csv" else text_of(path))


def _ledger(path: Path) -> bytes:
    """A ledger in words; a table that is none as it is."""
    from plangen.progress.ledger import ledger_of
    from plangen.progress.ledger_words import ledger_text

    data = read_bytes(path, "文件")
    try:
        return ledger_text(ledger_of(data, path.name)).encode()
    except CannotGoOn:
        return data
