"""`plangen notice`: the DOCX notice of one plan."""

from pathlib import Path

import click

from plangen.cli.program import FAULTY, code, overwrite_option, program, show
from plangen.cli.terminal import say, tell


@program.command(short_help="生成一份方案的 DOCX 公文。")
@click.argument("plan", metavar="方案.yaml")
@click.option(
    "-o", "--output", metavar="文件.docx", help="写到哪里；不写，就是 build/年度/标题.docx。"
)
@overwrite_option
@click.pass_context
def notice(ctx: click.Context, plan: str, output: str | None, overwrite: bool) -> None:
    """生成一份方案的公文（DOCX）。"""
    if output is not None and not output.lower().endswith(".docx"):
        raise click.BadParameter("文件名要以 .docx 结尾", param=ctx.command.params[1])
    from plangen.exports import notice_docx, notice_path, unfilled_number
    from plangen.findings.text import as_text
    from plangen.fingerprint import save_paper
    from plangen.page_findings import page_findings
    from plangen.workspace import Workspace

    workspace = Workspace.of(Path(plan))
    file = workspace.read_plan(Path(plan))
    show([file])
    if file.plan is not None:
        for finding in unfilled_number(file.plan, file.name):
            tell(as_text(finding, {file.name: file.text.split("\n")}))
            ctx.exit(FAULTY)
        path = Path(output) if output else notice_path(file.plan, Path("build"))
        for finding in page_findings(file.plan, workspace.templates, file.name):
            tell(as_text(finding, {}))
        data = notice_docx(file.plan, workspace.templates)
        if remark := save_paper(path, data, overwrite=overwrite, plan=Path(plan)):
            say(f"提示：{remark}")
        tell(f"已生成 {path}")
    ctx.exit(code([file]))
