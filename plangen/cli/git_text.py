"""`plangen git-text`: what git runs to see a plan, a DOCX, a workbook or a ledger as text."""

from pathlib import Path

import click

from plangen.cli.program import program
from plangen.cli.terminal import emit_bytes
from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn


@program.command("git-text", hidden=True)
@click.argument("file", metavar="文件")
def git_text(file: str) -> None:
    """按 git textconv 的约定，打印方案、DOCX、XLSX 或台账的文字。"""
    from plangen.history.textconv import text_of

    path = Path(file)
    if path.suffix == ".csv":
        emit_bytes(_ledger(path))
    elif path.suffix.lower() in (".xlsx", ".xlsm"):
        emit_bytes(_workbook(path))
    else:
        emit_bytes(text_of(path))


def _ledger(path: Path) -> bytes:
    """A ledger in words; a table that is none as it is."""
    from plangen.progress.ledger import ledger_of
    from plangen.progress.ledger_words import ledger_text

    data = read_bytes(path, "文件")
    try:
        return ledger_text(ledger_of(data, path.name)).encode()
    except CannotGoOn:
        return data


def _workbook(path: Path) -> bytes:
    """The rows of a workbook's sheets, then what stands in it and was not read."""
    from plangen.docx_file.text import blocks_text
    from plangen.importing.sources.workbook import read_xlsx

    cautions: list[str] = []
    try:
        text = blocks_text(read_xlsx(read_bytes(path, "文件"), cautions))
    except CannotGoOn as error:
        text = f"（读不出文字：{error}）\n"
    return "".join([text, *(f"（{caution}）\n" for caution in cautions)]).encode()
