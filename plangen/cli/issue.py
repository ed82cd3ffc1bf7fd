"""`plangen issue`: a plan as it is issued, kept for good."""

from datetime import date
from pathlib import Path

import click

from plangen.cli.program import CLEAN, FAULTY, plan_of, program
from plangen.cli.progress_options import later_day
from plangen.cli.terminal import tell


@program.command(short_help="印发：留存方案和公文，以后的修订都和它比。")
@click.argument("plan", metavar="方案.yaml", required=False)
@click.option(
    "--on",
    "day",
    metavar="日期",
    callback=later_day,
    help="哪一天印发的；不写，就是方案的成文日期。",
)
@click.option("--verify", is_flag=True, help="核对留存的文件有没有被改过，不印发。")
@click.pass_context
def issue(ctx: click.Context, plan: str | None, day: date | None, verify: bool) -> None:
    """把印发的方案原样留在 issued 文件夹：方案、名册、公文、任务分解表，和它们的校验码。

    以后改方案，文件名不用换：diff、checklist 不写和哪份比，就和最后印发的比；draft 照最后印发的拟。
    印发过的编号不能再改，check 会报。有错误、有待定的方案不能印发。
    """
    if verify:
        ctx.exit(_verify(Path(plan) if plan else Path("plans") / "x"))
    if plan is None:
        raise click.UsageError("写出印发哪一份方案，例如 plangen issue plans/2026.yaml", ctx)
    ctx.exit(_issue(ctx, Path(plan), day))


def _issue(ctx: click.Context, path: Path, day: date | None) -> int:
    from plangen.checking.session import RuleChoice, examine_file
    from plangen.files import read_bytes
    from plangen.findings.finding import Severity
    from plangen.findings.text import as_text
    from plangen.issuing import issue as keep

    data = read_bytes(path, "方案文件")
    examined = examine_file(path, RuleChoice((), (), issuing=True), data)
    lines = {examined.file.name: examined.file.text.split("\n")}
    plan = plan_of(examined.file)
    errors = []
    for finding in examined.findings:
        if finding.severity is Severity.ERROR:
            errors.append(finding)
            tell(as_text(finding, lines))
    if errors:
        tell(f"有 {len(errors)} 处错误，没有印发；改正以后再来。")
        return FAULTY
    kept = keep(path, data, plan, day)
    for place in kept:
        tell(f"已留存 {place}")
    if not kept:
        tell(f"{path} 和最后印发的一样，没有新的要留存。")
    return CLEAN


def _verify(plan: Path) -> int:
    from plangen.issuing import altered
    from plangen.workspace import Workspace

    root = Workspace.of(plan).root
    checked, faulty = 0, False
    for listed, trouble in altered(root):
        checked += 1
        faulty |= bool(trouble)
        tell(f"{listed}：{trouble or '和印发时一样'}")
    if not checked:
        tell(f"{root} 里还没有印发过的方案。")
    return FAULTY if faulty else CLEAN
