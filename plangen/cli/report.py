"""`plangen report`: how the tasks of a period went, as a paper that goes to everybody."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import CLEAN, format_of, overwrite_option, program
from plangen.cli.progress_options import asked_plans, folder_option, later_day, ledgers_of
from plangen.cli.terminal import save_output, tell
from plangen.findings.finding import CannotGoOn

if TYPE_CHECKING:
    from plangen.progress.asked import AskedPlan
    from plangen.progress.bulletin.making import Bulletin


@program.command(short_help="通报：一个季度（半年、月、全年）的进展情况，DOCX、Markdown 或 JSON。")
@click.argument("plans", metavar="[方案.yaml…]", nargs=-1)
@click.option(
    "--period",
    "written",
    metavar="2026Q2",
    required=True,
    help="哪一期：季度 2026Q2，半年 2026H1，月份 2026-06，全年 2026。",
)
@click.option("--no-ranking", is_flag=True, help="各单位按名册排列，不排名次。")
@click.option(
    "--behind-only", is_flag=True, help="附件的台账只列欠进度的；单位多、任务多的时候用。"
)
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="文件",
    multiple=True,
    help="写到哪里，后缀写 .docx、.md 或 .json；可以写几次；不写，就是 build/年度/标题.docx。",
)
@click.option(
    "--as-of",
    metavar="日期",
    callback=later_day,
    help="统计截至哪一天；不写，就是这一期的最后一天，还没有到的，是今天。",
)
@folder_option
@overwrite_option
@click.pass_context
def report(
    ctx: click.Context,
    /,
    plans: tuple[str, ...],
    written: str,
    no_ranking: bool,
    behind_only: bool,
    outputs: tuple[str, ...],
    as_of: date | None,
    folder: Path,
    overwrite: bool,
) -> None:
    """统计应完成、已完成、欠进度的任务和指标，说明存在的问题，附各单位完成情况和台账。

    每次通报的数留在 progress/年度/通报 里，下一期与它比较。
    """
    from plangen.progress.bulletin.ordering import BulletinWish, keep_record, ordered
    from plangen.progress.bulletin.papers import BULLETIN_WRITERS
    from plangen.progress.bulletin.period import report_period

    period = report_period(written)
    kinds = [format_of(None, output, BULLETIN_WRITERS, "txt") for output in outputs]
    if "txt" in kinds:
        raise click.UsageError("-o 的后缀写 .docx、.md 或 .json")
    wish = BulletinWish.of(period, as_of, ranking=not no_ranking, behind_only=behind_only)
    workspace, asked = asked_plans(ctx, plans)
    asked = [plan for plan in asked if plan.name[1] == period.year]
    if not asked:
        raise CannotGoOn(f"--period {written}：没有{period.year}年的方案；写出方案的文件名")
    ledgers = ledgers_of(asked, folder)
    made = ordered(wish, ledgers.plans, ledgers.strays, workspace.settings, folder)
    paths = [Path(output) for output in outputs] or [_default(asked, made)]
    for path, kind in zip(paths, kinds or ["docx"], strict=True):
        data = BULLETIN_WRITERS[kind](made, workspace.templates)
        save_output(path, data, kind, overwrite=overwrite)
    keep_record(made, folder)
    _tell(made, paths)
    ctx.exit(CLEAN)


def _default(asked: "list[AskedPlan]", made: "Bulletin") -> Path:
    from plangen.exports import paper_path

    return paper_path(asked[0].plan, made.title, "docx", Path("build"))


def _tell(made: "Bulletin", paths: list[Path]) -> None:
    if made.later:
        tell(
            f"提示：台账里有 {made.later} 行是{made.as_of}以后报送或者决定的，按现在的台账统计；"
            "台账只留最新的报送，那一天的样子看不出来"
        )
    if made.changes is None:
        tell("提示：没有留存以前通报的记录，这一期不作比较")
    for group, members in made.open_groups:
        known = f"只统计了报送的 {members} 家" if members else "按 1 家统计"
        tell(f"提示：“{group}”没有列出成员，{known}；在名册里列出成员，才知道谁没有报")
    whole = made.whole
    tell(
        f"应完成 {whole.due.count}，已完成 {whole.due_finished.count}，完成率 {whole.rate.words}；"
        f"欠进度 {whole.behind.count}，其中逾期未完成 {whole.overdue.count}"
    )
    for path in paths:
        tell(f"已生成 {path}")
