"""`plangen notice`, `plangen tasks` and `plangen build`: papers made from plans."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.checklists import order
from plangen.cli.program import UNUSABLE, code, emit, format_of, program, say, show
from plangen.disk import paper_path, read_plan, save, settings_beside, templates_beside
from plangen.finding import CannotGoOn, Finding, Mark, Severity

if TYPE_CHECKING:
    from plangen.plan import Plan
    from plangen.readers.plan_file import PlanFile


@program.command(short_help="生成一份方案的 DOCX 公文。")
@click.argument("plan", metavar="方案.yaml")
@click.option(
    "-o", "--output", metavar="文件.docx", help="写到哪里；不写，就是 build/年度/标题.docx。"
)
@click.pass_context
def notice(ctx: click.Context, plan: str, output: str | None) -> None:
    """生成一份方案的公文（DOCX）。"""
    if output is not None and not output.lower().endswith(".docx"):
        raise click.BadParameter("文件名要以 .docx 结尾", param=ctx.command.params[1])
    file = read_plan(Path(plan))
    show([file])
    if file.plan is not None:
        path = Path(output) if output else _notice_path(file.plan, Path("build"))
        save(path, _notice(file.plan, Path(plan)))
        click.echo(f"已生成 {path}")
    ctx.exit(code([file]))


@program.command(short_help="列出任务：做什么、谁做、什么时候做完。")
@click.argument("plan", metavar="方案.yaml")
@click.option("--unit", metavar="名称", help="只列这个单位的。")
@click.option("--department", metavar="名称", help="只列这个科室的。")
@click.option("--due-before", metavar="日期", help="只列到这一天为止（含当天）到期的，如 6月底。")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "json", "csv", "xlsx", "docx", "md"]),
    metavar="table|json|csv|xlsx|docx|md",
    help="不写，看 -o 的后缀；都不写，就在屏幕上列表。",
)
@click.option(
    "-o", "--output", metavar="文件", help="写到哪里；不写，xlsx 和 docx 写到 build/年度。"
)
@click.pass_context
def tasks(
    ctx: click.Context,
    plan: str,
    unit: str | None,
    department: str | None,
    due_before: str | None,
    kind: str | None,
    output: str | None,
) -> None:
    """列出方案的任务（任务分解表）：全部，或者一个单位、一个科室、某日以前到期的。"""
    from plangen.papers import ASSIGNMENT_WRITERS, assignment_table

    kind = format_of(kind, output, ASSIGNMENT_WRITERS, "table")
    file = read_plan(Path(plan))
    show([file], err=True)
    if file.plan is not None:
        workdays, templates = settings_beside(Path(plan)).workdays, templates_beside(Path(plan))
        chosen = (unit, department, due_before)
        table = assignment_table(file.plan, workdays, templates, *chosen)
        data = ASSIGNMENT_WRITERS[kind](table)
        if output is None and kind not in ("xlsx", "docx"):
            emit(data.decode())
        else:
            path = (
                Path(output) if output else paper_path(table.plan, table.title, kind, Path("build"))
            )
            save(path, data)
            click.echo(f"已生成 {path}", err=True)
    ctx.exit(code([file]))


@program.command(short_help="生成每份方案的全部文件。")
@click.argument("plans", metavar="[方案.yaml…]", nargs=-1)
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    default="build",
    help="写到哪个文件夹；不写，就是 build。",
)
@click.pass_context
def build(ctx: click.Context, plans: tuple[str, ...], output: str) -> None:
    """生成每份方案的公文、任务分解表和任务清单；不写方案，就是 plans 文件夹里的每一份。"""
    paths = [Path(name) for name in plans] or sorted(Path("plans").glob("*.yaml"))
    if not paths:
        raise click.UsageError("plans 文件夹里没有方案（*.yaml）；写出方案的文件名", ctx)
    files: list[PlanFile] = []
    made = _Made(output)
    troubles: list[str] = []
    with click.progressbar(
        paths, label="生成", hidden=not sys.stderr.isatty(), file=sys.stderr
    ) as progress:
        for path in progress:
            try:
                files.append(file := read_plan(path))
                if file.plan is not None:
                    made.make(file.plan, path)
            except CannotGoOn as error:
                troubles.append(f"错误：{error}")
    show(files)
    for line in made.said:
        click.echo(line)
    for trouble in troubles:
        say(trouble)
    click.echo(f"共 {len(paths)} 份方案，生成 {made.papers} 个文件、{made.lists} 份清单。")
    ctx.exit(UNUSABLE if troubles else code(files))


class _Made:
    """What a build has made so far, and what is to be said of it."""

    def __init__(self, root: str) -> None:
        self.said: list[str] = []
        self.papers = self.lists = 0
        self._root = root
        self._taken: dict[str, Path] = {}

    def make(self, plan: "Plan", path: Path) -> None:
        """Make the notice, the 任务分解表 and the checklists of a plan."""
        from plangen.papers import ASSIGNMENT_WRITERS, assignment_table

        self._save(_notice_path(plan, Path(self._root)), _notice(plan, path), path)
        workdays = settings_beside(path).workdays
        table = assignment_table(plan, workdays, templates_beside(path))
        for kind in ("docx", "xlsx"):
            place = paper_path(plan, table.title, kind, Path(self._root))
            self._save(place, ASSIGNMENT_WRITERS[kind](table), path)
        self._deliver(plan, path)

    def _save(self, place: Path, data: bytes, path: Path) -> None:
        self._take(str(place), path)
        save(place, data)
        self.papers += 1
        self.said.append(f"{path} → {place}")

    def _deliver(self, plan: "Plan", path: Path) -> None:
        from plangen.delivery import default_folder, deliver
        from plangen.delivery.report import remarks, summary

        where = default_folder(plan, self._root)
        self._take(where, path)
        outcome = deliver(order(plan, path, where))
        self.lists += outcome.lists
        self.said += [*remarks(outcome), f"{path} → {where}（{summary(outcome)}）"]

    def _take(self, place: str, path: Path) -> None:
        if place in self._taken:
            raise CannotGoOn(f"{path} 和 {self._taken[place]} 会写成同一个文件；改标题")
        self._taken[place] = path


def _notice_path(plan: "Plan", folder: Path) -> Path:
    return paper_path(plan, plan.heading, "docx", folder)


def _notice(plan: "Plan", path: Path) -> bytes:
    """The plan's notice, by the templates of its workspace where it has any."""
    from plangen.compose import compose
    from plangen.report import as_text
    from plangen.writers.docx import write
    from plangen.writers.docx.signature import signature_alone

    document = compose(plan, templates_beside(path))
    if signature_alone(document, plan.style):
        at = plan.issue.signature[0]
        message = "落款会独占一面，上面没有正文"
        hint = "增减几个字，或调整段落，再看一遍版面"
        mark = Mark(str(path), at.line, at.column)
        finding = Finding(mark, "signature-alone", message, hint, severity=Severity.WARNING)
        click.echo(as_text(finding, {}))
    return write(document, plan.style)
