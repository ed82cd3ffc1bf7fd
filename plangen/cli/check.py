"""`plangen check`: what is wrong with plans, by form, references, deadlines and rules."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import exit_code, plan_paths, program, say_registers, say_unmerged, show
from plangen.cli.results import last_years_results
from plangen.cli.terminal import emit, tell
from plangen.files import read_bytes, save, save_edit
from plangen.findings.finding import Finding, Severity

if TYPE_CHECKING:
    from plangen.checking.examination import Examination
    from plangen.checking.session import RuleChoice
    from plangen.readers.plan_file import PlanFile


@program.command(short_help="检查方案：格式、引用、时限，和审核公文的规则。")
@click.argument("plans", metavar="[方案.yaml…]", nargs=-1)
@click.option("--select", multiple=True, metavar="规则", help="只查这条或这类规则；可以写几次。")
@click.option("--ignore", multiple=True, metavar="规则", help="不查这条或这类规则；可以写几次。")
@click.option("--issuing", is_flag=True, help="就要发文：待定的、看不懂的时限都算错误。")
@click.option("--diff", is_flag=True, help="显示 --fix 会怎样改，不动文件。")
@click.option("--fix", is_flag=True, help="改正不用斟酌的：标点、括号、日期、数字的写法。")
@click.option("--baseline", metavar="文件", help="不报这个文件里记下的问题。")
@click.option("--update-baseline", is_flag=True, help="把现有的问题都记到 --baseline 的文件里。")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    metavar="text|json|sarif|github",
    help="给人看的文字，或给程序读的格式。",
)
@click.pass_context
def check(
    ctx: click.Context,
    /,
    plans: tuple[str, ...],
    issuing: bool,
    diff: bool,
    fix: bool,
    baseline: str | None,
    update_baseline: bool,
    style: str,
    **rules: tuple[str, ...],
) -> None:
    """检查方案的格式、引用和时限，再按审核公文的规则看一遍，一次列出全部问题。

    不写方案，就是 plans 文件夹里的每一份。没有错误，退出码是 0；有错误是 1；文件读不了是 2。
    每条规则的说明见 plangen rule。
    """
    from plangen.checking.session import RuleChoice, examine_file

    choice = RuleChoice(**rules, issuing=issuing, results=last_years_results)
    if update_baseline and not baseline:
        raise click.UsageError("--update-baseline 要和 --baseline 一起写", ctx)
    examined = {path: examine_file(path, choice) for path in plan_paths(ctx, plans)}
    if diff:
        ctx.exit(_differ(examined, choice))
    if fix:
        _mend(examined, choice, beside=style != "text")
    findings: list[Finding] = []
    for examination in examined.values():
        findings += examination.findings
    every = len(findings)
    if baseline and update_baseline:
        _update(Path(baseline), findings, examined, choice)
        findings = []
    elif baseline:
        findings = _beyond(findings, Path(baseline))
    say_registers(_files(examined))
    _report(findings, examined, style, every - len(findings))
    say_unmerged(path.parent for path in examined)
    faulty = any(finding.severity is Severity.ERROR for finding in findings)
    ctx.exit(exit_code(usable=_usable(examined), clean=not faulty))


def _files(examined: "dict[Path, Examination]") -> "list[PlanFile]":
    return [examination.file for examination in examined.values()]


def _usable(examined: "dict[Path, Examination]") -> bool:
    return all(file.usable for file in _files(examined))


def _differ(examined: "dict[Path, Examination]", choice: "RuleChoice") -> int:
    """Show what can be mended, and why a plan cannot be; the exit code."""
    from plangen.checking.session import mending

    differences = ""
    for path, examination in examined.items():
        differences += mending(path, examination, choice).difference
    emit(differences)
    unread = [file for file in _files(examined) if file.plan is None]
    show(unread, err=True)
    return exit_code(usable=_usable(examined), clean=not unread and not differences)


def _mend(examined: "dict[Path, Examination]", choice: "RuleChoice", *, beside: bool) -> None:
    """Mend what can be, and show how, `beside` the results; what was mended is examined anew."""
    from plangen.checking.session import examine_file, mending
    from plangen.readers.decoding import recoded

    for path, examination in examined.items():
        change = mending(path, examination, choice)
        if change.difference:
            tell(change.difference.removesuffix("\n"), err=beside)
            save_edit(path, change.data, change.old)
            tell("，".join([f"已改 {path}", *recoded(change.old, change.data)]), err=beside)
            examined[path] = examine_file(path, choice)


def _update(
    path: Path,
    findings: list[Finding],
    examined: "dict[Path, Examination]",
    choice: "RuleChoice",
) -> None:
    """Write a baseline that accepts all findings, and say what goes in and what goes out."""
    from collections import Counter

    from plangen.checking.baseline import accepted, updated

    is_new = not path.exists()
    old = Counter() if is_new else accepted(read_bytes(path, "基线文件"), str(path))
    whole = []
    for file in _files(examined):
        if file.plan is not None and not choice.select and not choice.ignore:
            whole.append(file.name)
    update = updated(old, findings, path.parent, whole)
    save(path, update.text.encode())
    if is_new:
        tell(f"已把 {len(findings)} 处记入 {path}", err=True)
        return
    added, dropped = update.added.total(), update.dropped.total()
    tell(f"{path}：新记 {added} 处，划去 {dropped} 处，照旧 {update.kept} 处", err=True)
    for line in update.told():
        tell(f"  {line}", err=True)
    if len(whole) < len(examined):
        tell("  没有读成的方案、没有查的规则，以前记下的照旧", err=True)


def _beyond(findings: list[Finding], path: Path) -> list[Finding]:
    """The findings that a baseline does not accept."""
    from plangen.checking.baseline import accepted, beyond

    return beyond(findings, accepted(read_bytes(path, "基线文件"), str(path)), path.parent)


def _report(
    findings: list[Finding], examined: "dict[Path, Examination]", style: str, accepted: int
) -> None:
    from plangen.findings.github import as_github
    from plangen.findings.grouping import grouped
    from plangen.findings.json import as_json
    from plangen.findings.sarif import as_sarif
    from plangen.findings.text import as_text, summary
    from plangen.rules.registry import titles

    waived = sum(examination.waived for examination in examined.values())
    counts = summary(findings, len(examined), waived, accepted)
    if style == "json":
        emit(as_json(grouped(findings)) + "\n")
    elif style == "sarif":
        emit(as_sarif(grouped(findings), titles()))
    elif style == "github":
        emit(as_github(findings, counts), commands=True)
    else:
        lines = {file.name: file.text.split("\n") for file in _files(examined)}
        for finding in grouped(findings):
            tell(as_text(finding, lines))
        tell(counts)
