"""`plangen notice`: the notice of one plan, as DOCX or PDF."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import FAULTY, code, overwrite_option, program, show
from plangen.cli.terminal import say, tell

if TYPE_CHECKING:
    from plangen.plan import Plan
    from plangen.workspace import Workspace


@program.command(short_help="生成一份方案的公文（DOCX、PDF）。")
@click.argument("plan", metavar="方案.yaml")
@click.option(
    "-o", "--output", metavar="文件", help="写到哪里；不写，就是 build/年度/标题.docx（或 .pdf）。"
)
@click.option("--pdf", is_flag=True, help="生成 PDF，不经 Word 和 LibreOffice。")
@click.option(
    "--fonts",
    metavar="文件夹",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="生成 PDF 时，还到这个文件夹里找字体；可以写几次。",
)
@overwrite_option
@click.pass_context
def notice(
    ctx: click.Context,
    plan: str,
    output: str | None,
    pdf: bool,
    fonts: tuple[Path, ...],
    overwrite: bool,
) -> None:
    """生成一份方案的公文（DOCX），或者它的 PDF。"""
    suffix = "pdf" if pdf else "docx"
    if output is not None and not output.lower().endswith(f".{suffix}"):
        raise click.BadParameter(f"文件名要以 .{suffix} 结尾", param=ctx.command.params[1])
    if fonts and not pdf:
        raise click.UsageError("--fonts 要和 --pdf 一起用：DOCX 里只写字体的名字")
    from plangen.compose import compose
    from plangen.exports import notice_path, unfilled_number
    from plangen.findings.text import as_text
    from plangen.page_findings import page_findings
    from plangen.workspace import Workspace

    workspace = Workspace.of(Path(plan))
    file = workspace.read_plan(Path(plan))
    show([file])
    if file.plan is not None:
        for finding in unfilled_number(file.plan, file.name):
            tell(as_text(finding, {file.name: file.text.split("\n")}))
            ctx.exit(FAULTY)
        path = Path(output) if output else notice_path(file.plan, Path("build"), suffix)
        document = partial(compose, file.plan, workspace.templates)
        for finding in page_findings(file.plan, document, file.name):
            tell(as_text(finding, {}))
        if pdf:
            _save_pdf(file.plan, workspace, path, fonts)
        else:
            _save_docx(file.plan, workspace, path, overwrite=overwrite, source=Path(plan))
        tell(f"已生成 {path}")
    ctx.exit(code([file]))


def _save_docx(
    plan: "Plan", workspace: "Workspace", path: Path, *, overwrite: bool, source: Path
) -> None:
    from plangen.exports import notice_docx
    from plangen.fingerprint import save_paper

    data = notice_docx(plan, workspace.templates)
    if remark := save_paper(path, data, overwrite=overwrite, plan=source):
        say(f"提示：{remark}")


def _save_pdf(plan: "Plan", workspace: "Workspace", path: Path, fonts: tuple[Path, ...]) -> None:
    from plangen.exports import notice_pdf
    from plangen.files import save

    made = notice_pdf(plan, workspace.templates, fonts)
    save(path, made.data)
    if made.stand_ins:
        say(f"提示：{'；'.join(made.stand_ins)}")
