"""`plangen diff`: what differs between two plans, in the plan's own terms."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import CLEAN, FAULTY, UNUSABLE, format_of, overwrite_option, program, show
from plangen.cli.results import no_ledger, progress_options, results_of
from plangen.cli.terminal import colours, emit, save_output, tell

if TYPE_CHECKING:
    from plangen.plan import Plan
    from plangen.readers.plan_file import PlanFile
    from plangen.results import Results
    from plangen.workspace import Workspace


@program.command(short_help="比较两份方案：新增、删除、调整了什么。")
@click.argument("old", metavar="旧方案.yaml")
@click.argument("new", metavar="[新方案.yaml]", required=False)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["terminal", "json", "md", "html", "docx"]),
    metavar="terminal|json|md|html|docx",
    help="不写，看 -o 的后缀；都不写，就显示在屏幕上。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    help="写到哪里；不写，docx 写到 build/年度，其余显示在屏幕上。",
)
@click.option("--redline", is_flag=True, help="生成新方案的公文，改动用 Word 的修订标出。")
@click.option(
    "--by",
    type=click.Choice(["responsible"]),
    metavar="responsible",
    help="按受影响的单位、科室、责任领导分别列出。",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    metavar="auto|always|never",
    help="屏幕上用不用颜色；不写，是终端就用。",
)
@progress_options
@overwrite_option
@click.pass_context
def diff(
    ctx: click.Context,
    /,
    old: str,
    new: str | None,
    kind: str | None,
    output: str | None,
    redline: bool,
    by: str | None,
    color: str,
    progress: bool,
    as_of: date,
    folder: Path,
    overwrite: bool,
) -> None:
    """比较两份方案；只写一份，就和它最后印发的比，没有印发过的和上次提交时比。

    方案可以是文件，也可以是 git 里的旧版本，如 HEAD~3:plans/2022.yaml。

    没有变化，退出码是 0；有变化是 1；比较不了是 2。
    """
    from plangen.comparison import compare
    from plangen.comparison.reached import with_results
    from plangen.exports import COMPARISON_WRITERS, ComparisonTable
    from plangen.workspace import Workspace

    kind = format_of(kind, output, COMPARISON_WRITERS, "docx" if redline else "terminal")
    if redline and progress:
        raise click.UsageError("--redline 是公文，不能和 --progress 一起用", ctx)
    if redline and (by or kind != "docx"):
        raise click.UsageError("--redline 是公文的 DOCX，不能和 --by 或别的 --format 一起用", ctx)
    before, after = _plans(ctx, old, new)
    comparison = compare(before, after)
    workspace = Workspace.of(Path(new or old))
    templates = workspace.templates
    if progress:
        comparison = with_results(comparison, _results(before, after, workspace, as_of, folder))
    if redline:
        data = _redline(before, after, templates)
        _save(after, f"{after.heading}（修订）", output, data, overwrite=overwrite)
    else:
        coloured = _coloured(color, output)
        table = ComparisonTable(comparison, by is not None, coloured, templates)
        data = COMPARISON_WRITERS[kind](table)
        if output is None and kind != "docx":
            emit(data.decode(), color=coloured)
        else:
            _save(after, f"{after.name}对照表", output, data, kind, overwrite=overwrite)
    ctx.exit(FAULTY if comparison else CLEAN)


def _results(
    before: "Plan", after: "Plan", workspace: "Workspace", as_of: date, folder: Path
) -> "dict[int, Results]":
    """What was reached in the years of both plans; says where no ledger tells."""
    by_year = {}
    for plan in (before, after):
        results = results_of(plan, workspace, as_of, folder)
        if results is not None:
            by_year[results.year] = results
    if not by_year:
        tell(no_ledger(folder, before.year, after.year), err=True)
    return by_year


def _plans(ctx: click.Context, old: str, new: str | None) -> "tuple[Plan, Plan]":
    """The two plans; where one cannot be used, say why and exit."""
    from plangen.history.revision import plan_at

    after = plan_at(new or old)
    if new:
        files = [plan_at(old), after]
    elif after.plan:
        files = [_earlier(Path(old), after.plan), after]
    else:
        files = [after]
    show(files, err=True)
    before = files[0]
    if before.plan is None or after.plan is None:
        ctx.exit(UNUSABLE)
    return before.plan, after.plan


def _earlier(path: Path, plan: "Plan") -> "PlanFile":
    """The plan as it was last issued, or else committed; which it is, is said."""
    from plangen.history.revision import committed
    from plangen.workspace import Workspace

    issued = Workspace.of(path).last_issued(plan) if path.is_file() else None
    if issued is None:
        return committed(path)
    tell(f"和最后印发的 {issued.name} 比", err=True)
    return issued


def _coloured(color: str, output: str | None) -> bool:
    if color == "auto":
        return output is None and colours()
    return color == "always"


def _redline(old: "Plan", new: "Plan", templates: tuple[Path, ...]) -> bytes:
    """The new plan's notice with its changes against the old one's tracked."""
    from plangen.compose import compose
    from plangen.writers.docx.redline import redline

    return redline(compose(old, templates), compose(new, templates), old.style, new.style)


def _save(
    plan: "Plan",
    title: str,
    output: str | None,
    data: bytes,
    kind: str = "docx",
    *,
    overwrite: bool,
) -> None:
    from plangen.exports import paper_path

    path = Path(output) if output else paper_path(plan, title, "docx", Path("build"))
    save_output(path, data, kind, overwrite=overwrite)
    tell(f"已生成 {path}", err=True)
