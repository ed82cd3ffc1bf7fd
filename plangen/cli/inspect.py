"""`plangen inspect`: any DOCX against GB/T 9704-2012."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from plangen.cli.program import exit_code, program
from plangen.cli.terminal import tell
from plangen.findings.finding import Severity


@program.command(short_help="检查任何 DOCX 是否合公文格式。")
@click.argument("files", metavar="文件.docx…", nargs=-1, required=True)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="给人看的文字，或给程序读的 JSON。",
)
@click.option("--render", is_flag=True, help="再用 LibreOffice 排出每一页，量版面。")
@click.pass_context
def inspect(ctx: click.Context, files: tuple[str, ...], style: str, render: bool) -> None:
    """检查 DOCX 是否合党政机关公文格式（GB/T 9704-2012），不论是不是本程序生成的。

    没有错误，退出码是 0；有错误是 1；文件不能检查是 2。
    """
    from plangen.docx_file.archive import read_docx
    from plangen.findings.departure_report import as_json, as_text
    from plangen.inspection import inspect

    results = {}
    quick = len(files) == 1 and not render
    with click.progressbar(
        files, label="检查", hidden=quick or not sys.stderr.isatty(), file=sys.stderr
    ) as bar:
        for name in bar:
            seen = partial(_tell_page, bar)
            results[name] = inspect(read_docx(Path(name)), render=render, seen=seen)
    report = as_json if style == "json" else as_text
    tell(report(results))
    usable, severities = True, set[Severity]()
    for result in results.values():
        usable = usable and not result.unusable
        severities.update(departure.severity for departure in result.departures)
    ctx.exit(exit_code(usable=usable, clean=Severity.ERROR not in severities))


def _tell_page(bar: Any, number: int, pages: int) -> None:
    """Show how far the measuring of a document has come."""
    bar.label = f"量第{number}面，共{pages}面"
    bar.render_progress()
