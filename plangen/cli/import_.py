"""`plangen import`: last year's Word, PDF or table as a plan."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plangen.cli.import_edits import take_edits
from plangen.cli.program import CLEAN, FAULTY, UNUSABLE, plan_of, program, say_unmerged, show
from plangen.cli.terminal import say, tell
from plangen.files import save_edit
from plangen.findings.finding import CannotGoOn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangen.importing.accounting import Account
    from plangen.importing.drafting import Imported
    from plangen.importing.sources.source import SourceText
    from plangen.plan import Plan

_UNNAMED: Final = "未命名.yaml"
"""The name of a plan while its year is not known."""
_PLANS: Final = Path("plans")
_SHOWN: Final = 12
"""So many differences are shown one by one."""
_RULES_SHOWN: Final = 6
"""So many rules are named that the plan offends against most."""


@program.command("import", short_help="把往年的 Word、PDF、网页、表格，变成一份方案。")
@click.argument("sources", metavar="[文件…]", nargs=-1)
@click.option(
    "-o", "--output", metavar="方案.yaml", help="不写，就是 plans 文件夹里、以年度为名的一份。"
)
@click.option("--like", metavar="方案.yaml", help="同样的条目用这份方案里的编号。")
@click.option("--register", metavar="名册", help="单位按这份名册认，如 单位名册.xlsx。")
@click.option("--tasks", is_flag=True, help="把“某单位要……”“应当……”的句子也拟成任务，由人定。")
@click.option("--edits", metavar="公文.docx", help="把印出来以后改过的公文，收回它的方案。")
@click.option("--into", metavar="方案.yaml", help="收进、填进哪一份方案。")
@click.option("--yes", is_flag=True, help="收进方案前不用问。")
@click.option("--dry-run", is_flag=True, help="只看会改哪些地方，不动文件。")
@click.pass_context
def import_plan(
    ctx: click.Context,
    sources: tuple[str, ...],
    output: str | None,
    like: str | None,
    register: str | None,
    tasks: bool,
    edits: str | None,
    into: str | None,
    yes: bool,
    dry_run: bool,
) -> None:
    """把已有的公文变成方案：Word、PDF、文本、网页、任务分解表；原来的文件不会改动。

    文字一个不丢：放不进方案的，列在方案末尾的注释里。认不准的，每处一条“# 待定：”的注释。

    公文印出来以后在 Word 里改过，用 --edits 和 --into 把改动收回方案：改动先列出来，问过才写。
    """
    if edits:
        if not into or sources:
            raise click.UsageError("写成 plangen import --edits 公文.docx --into 方案.yaml")
        ctx.exit(take_edits(edits, into, yes=yes, dry_run=dry_run))
    if not sources:
        raise click.UsageError("写出要导入的文件，例如 plangen import 去年的通知.docx")
    if into:
        if len(sources) > 1 or output or like or register:
            raise click.UsageError("--into 一次填一个文件，不和 -o、--like、--register 一起写")
        from plangen.cli.import_table import take_table

        ctx.exit(take_table(sources[0], into, yes=yes, dry_run=dry_run))
    paths = _files(sources)
    if output and not output.endswith((".yaml", ".yml")):
        raise click.UsageError("-o 写方案的文件名，以 .yaml 结尾，例如 plans/2025.yaml")
    if output and len(paths) > 1:
        raise click.UsageError("几个文件各成一份方案，不能都写进一个文件；去掉 -o")
    from plangen.workspace import read_plan

    earlier = plan_of(read_plan(Path(like))) if like else None
    units = Path(register) if register else None
    ctx.exit(_import_each(paths, output, earlier, units, proposes=tasks))


def _files(sources: tuple[str, ...]) -> list[Path]:
    """The files named, those of folders among them; hidden ones are left out."""
    files: list[Path] = []
    for source in sources:
        path = Path(source)
        if not path.is_dir():
            files.append(path)
            continue
        for entry in sorted(path.iterdir()):
            if entry.is_file() and not entry.name.startswith((".", "~$")):
                files.append(entry)
    if not files:
        raise click.UsageError("文件夹里没有文件")
    return files


def _import_each(
    paths: list[Path],
    output: str | None,
    like: "Plan | None",
    register: Path | None,
    *,
    proposes: bool,
) -> int:
    """Import the files one by one, each like the plan before it; the exit code."""
    exit_code = CLEAN
    for path in paths:
        try:
            made = import_one(path, output, like, register, proposes=proposes)
        except CannotGoOn as trouble:  # the other files are imported all the same
            say(f"错误：{trouble}")
            exit_code = UNUSABLE
            continue
        if made:
            like = made
        else:
            exit_code = max(exit_code, FAULTY)
    return exit_code


def import_one(
    path: Path,
    output: str | None,
    like: "Plan | None",
    register: Path | None,
    *,
    proposes: bool,
    plans: Path = _PLANS,
) -> "Plan | None":
    """Import one file into the folder `plans`; None where what it gives is no plan."""
    from plangen.importing.drafting import imported
    from plangen.importing.sources.source import read_source

    source = read_source(path)
    place = Path(output) if output else plans / _UNNAMED
    draft = imported(source, place, date.today(), like, register, proposes=proposes)
    plan = draft.file.plan
    if plan is None:
        show([draft.file])
        say(f"{path} 读出来的方案有上面的错误，没有写出。")
        return None
    target = place if output else place.with_name(f"{plan.year}.yaml")
    if target.exists():
        raise CannotGoOn(f"{target} 已经有了，没有改动；用 -o 换一个文件名，或先移开它")
    target.parent.mkdir(parents=True, exist_ok=True)
    save_edit(target, draft.file.text.encode(), None)
    _tell(source, draft, plan, target)
    say_unmerged([target.parent])
    return plan


def _tell(source: "SourceText", draft: "Imported", plan: "Plan", target: Path) -> None:
    """Say what was made, what is to be decided, and what differs from the source."""
    items = list(plan.items())
    with_unit = 0
    for item in items:
        with_unit += bool(item.responsible or any(task.responsible for task in item.tasks))
    register = plan.register
    bodies = len(register.units) + len(register.departments)
    tell(
        f"已生成 {target}：{len(plan.sections)} 个部分，{len(items)} 条，"
        f"其中 {with_unit} 条有责任单位；名册 {bodies} 个单位，{len(register.groups)} 组。"
    )
    for caution in (*source.cautions, *draft.remarks):
        tell(f"  {caution}")
    if plan.questions:
        tell(f"有 {len(plan.questions)} 处待定：")
    for question in plan.questions:
        tell(f"  第{question.line}行  {question.removeprefix('待定').lstrip('：: ')}")
    _tell_account(draft)
    _tell_findings(draft, target)
    tell(f"下一步：打开 {target} 核对，再运行 plangen check {target}、plangen notice {target}。")


def _tell_account(draft: "Imported") -> None:
    if draft.unplaced:
        tell(f"没有放进去的（{len(draft.unplaced)} 段，列在文件末尾）：")
        _tell_some(draft.unplaced)
    difference = draft.account
    if difference is None:
        return
    tell(f"重新排出来和原文比（{difference.characters} 字）：{_compared(difference)}")
    _tell_some([f"少：{run}" for run in difference.missing])
    _tell_some([f"多：{run}" for run in difference.added])


def _compared(difference: "Account") -> str:
    if difference.is_equal:
        return "一个字不差。"
    missing = sum(map(len, difference.missing))
    added = sum(map(len, difference.added))
    return f"少 {missing} 字，多 {added} 字。"


def _tell_some(lines: "Sequence[str]") -> None:
    for line in lines[:_SHOWN]:
        tell(f"  {line[:60]}")
    if len(lines) > _SHOWN:
        tell(f"  ……等 {len(lines)} 处")


def _tell_findings(draft: "Imported", target: Path) -> None:
    """How many things `check` finds, by rule."""
    from plangen.checking.session import RuleChoice, examine_read
    from plangen.workspace import Workspace

    examined = examine_read(Workspace.of(target), draft.file, RuleChoice((), ()))
    counts = Counter(finding.code for finding in examined.findings)
    del counts["open-question"]
    if counts:
        listed = "、".join(f"{rule} {count}" for rule, count in counts.most_common(_RULES_SHOWN))
        if len(counts) > _RULES_SHOWN:
            listed += "等"
        tell(f"检查发现 {counts.total()} 处（{listed}）。")
