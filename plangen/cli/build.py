"""`plangen build`: all papers of each plan."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.checklist import issued_before, order
from plangen.cli.program import (
    CLEAN,
    FAULTY,
    UNUSABLE,
    code,
    overwrite_option,
    plan_paths,
    program,
    show,
)
from plangen.cli.progress_options import LEDGERS
from plangen.cli.terminal import say, tell
from plangen.findings.finding import CannotGoOn

if TYPE_CHECKING:
    from plangen.plan import Plan
    from plangen.readers.plan_file import PlanFile
    from plangen.workspace import Workspace


@program.command(short_help="生成每份方案的全部文件。")
@click.argument("plans", metavar="[方案.yaml…]", nargs=-1)
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    default="build",
    help="写到哪个文件夹；不写，就是 build。",
)
@overwrite_option
@click.pass_context
def build(ctx: click.Context, plans: tuple[str, ...], output: str, overwrite: bool) -> None:
    """生成每份方案的公文、任务分解表和任务清单；不写方案，就是 plans 文件夹里的每一份。"""
    paths = plan_paths(ctx, plans)
    from plangen.workspace import Workspace

    files: list[PlanFile] = []
    made = _Made(output, overwrite=overwrite)
    with click.progressbar(
        paths, label="生成", hidden=not sys.stderr.isatty(), file=sys.stderr
    ) as progress:
        for path in progress:
            try:
                workspace = Workspace.of(path)
                files.append(file := workspace.read_plan(path))
                if file.plan is not None:
                    made.make(file.plan, path, workspace)
            except CannotGoOn as error:
                made.troubles.append(f"错误：{error}")
    show(files)
    for line in made.lines:
        tell(line)
    for trouble in made.troubles:
        say(trouble)
    tell(f"共 {len(paths)} 份方案，生成 {made.papers} 个文件、{made.lists} 份清单。")
    if made.troubles:
        ctx.exit(UNUSABLE)
    ctx.exit(max(code(files), FAULTY if made.unfinished else CLEAN))


class _Made:
    """What a build has made so far, and the lines that tell of it."""

    def __init__(self, root: str, *, overwrite: bool) -> None:
        self.lines: list[str] = []
        self.troubles: list[str] = []
        """Why something could not be made, or was not overwritten."""
        self.papers = self.lists = 0
        self.unfinished = False
        """Whether a notice was left out for want of its document number."""
        self._root = root
        self._overwrite = overwrite
        self._taken: dict[str, Path] = {}

    def make(self, plan: "Plan", path: Path, workspace: "Workspace") -> None:
        """Make the notice, the 任务分解表 and the checklists of a plan."""
        from plangen.compose import compose
        from plangen.exports import (
            ASSIGNMENT_WRITERS,
            assignment_table,
            notice_docx,
            notice_path,
            paper_path,
            unfilled_number,
        )
        from plangen.findings.text import as_text
        from plangen.page_findings import page_findings

        templates = workspace.templates
        unfilled = [*unfilled_number(plan, str(path))]
        for finding in unfilled or page_findings(
            plan, partial(compose, plan, templates), str(path)
        ):
            tell(as_text(finding, {}))
        self.unfinished |= bool(unfilled)
        if not unfilled:
            place = notice_path(plan, Path(self._root))
            self._save(place, notice_docx(plan, templates), path, edits_return=True)
        table = assignment_table(plan, workspace.settings.workdays, templates)
        for kind in ("docx", "xlsx"):
            place = paper_path(plan, table.title, kind, Path(self._root))
            self._save(place, ASSIGNMENT_WRITERS[kind](table), path)
        self._deliver(plan, path, workspace)

    def _save(self, place: Path, data: bytes, path: Path, *, edits_return: bool = False) -> None:
        """Write a paper; one that somebody has edited stays, and the others are made."""
        from plangen.fingerprint import save_paper

        self._take(str(place), path)
        plan = path if edits_return else None
        try:
            remark = save_paper(place, data, overwrite=self._overwrite, plan=plan)
        except CannotGoOn as error:
            self.troubles.append(f"错误：{error}")
            return
        if remark:
            self.lines.append(f"提示：{remark}")
        self.papers += 1
        self.lines.append(f"{path} → {place}")

    def _deliver(self, plan: "Plan", path: Path, workspace: "Workspace") -> None:
        from plangen.delivery import default_folder, deliver
        from plangen.delivery.report import remarks, summary
        from plangen.progress.carrying import asking_for

        asking = asking_for([plan], workspace.settings, LEDGERS)
        where = default_folder([plan], self._root, asking)
        self._take(where, path)
        since = issued_before(workspace, plan, path)
        outcome = deliver(order((plan,), workspace, where, asking, since=since))
        self.lists += outcome.lists
        self.lines += [*remarks(outcome), f"{path} → {where}（{summary(outcome)}）"]

    def _take(self, place: str, path: Path) -> None:
        if place in self._taken:
            raise CannotGoOn(f"{path} 和 {self._taken[place]} 会写成同一个文件；改标题")
        self._taken[place] = path
