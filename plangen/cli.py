"""The commands: parse, call, write files, print, exit code."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen import __version__
from plangen.chinese_click import Group, Year, explain
from plangen.disk import notice_path, read_docx, read_plan, save, templates_beside
from plangen.finding import CannotGoOn, Finding, Mark, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangen.plan import Plan
    from plangen.readers.plan_file import PlanFile

CLEAN, FAULTY, UNUSABLE = 0, 1, 2


def main() -> None:
    """Run the program; no error reaches the user as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(program.main(prog_name="plangen", standalone_mode=False))
    except CannotGoOn as error:
        _say(f"错误：{error}")
    except click.Abort:
        _say("已中断。")
    except click.UsageError as error:
        if error.ctx is not None:
            _say(error.ctx.get_usage())
            _say(f"查看帮助：{error.ctx.command_path} -h")
        _say(f"错误：{explain(error)}")
    except click.ClickException as error:
        _say(f"错误：{explain(error)}")
    sys.exit(UNUSABLE)


def _say(text: str) -> None:
    click.echo(text, err=True)


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="年度工作实施方案：写一份 YAML，检查它，生成党政机关公文格式（GB/T 9704-2012）的 DOCX。",
)
@click.version_option(
    __version__, "-V", "--version", message="plangen %(version)s", help="显示版本。"
)
@click.pass_context
def program(ctx: click.Context) -> None:
    """Show the help when no command is given."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


text_or_json = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="给人看的文字，或给程序读的 JSON。",
)


@program.command(short_help="检查方案：格式、引用、时限。")
@click.argument("plans", metavar="方案.yaml…", nargs=-1, required=True)
@text_or_json
@click.pass_context
def check(ctx: click.Context, plans: tuple[str, ...], style: str) -> None:
    """检查方案的格式、引用和时限，一次列出全部问题。

    没有错误，退出码是 0；有错误是 1；文件读不了是 2。
    """
    from plangen.report import as_json, summary

    files = [read_plan(Path(name)) for name in plans]
    findings = [finding for file in files for finding in file.findings]
    if style == "json":
        _emit(as_json(findings) + "\n")
    else:
        _show(files)
        click.echo(summary(findings, len(files)))
    ctx.exit(_code(files))


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
    _show([file])
    if file.plan is not None:
        path = Path(output) if output else notice_path(file.plan, Path("build"))
        save(path, _notice(file.plan, Path(plan)))
        click.echo(f"已生成 {path}")
    ctx.exit(_code([file]))


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
    """生成每份方案的全部文件；不写方案，就是 plans 文件夹里的每一份。"""
    paths = [Path(name) for name in plans] or sorted(Path("plans").glob("*.yaml"))
    if not paths:
        raise click.UsageError("plans 文件夹里没有方案（*.yaml）；写出方案的文件名", ctx)
    files: list[PlanFile] = []
    written: dict[Path, Path] = {}
    troubles: list[str] = []
    with click.progressbar(
        paths, label="生成", hidden=not sys.stderr.isatty(), file=sys.stderr
    ) as progress:
        for path in progress:
            try:
                files.append(file := read_plan(path))
                if file.plan is not None:
                    place = notice_path(file.plan, Path(output))
                    if place in written:
                        raise CannotGoOn(f"{path} 和 {written[place]} 会写成同一个文件；改标题")
                    save(place, _notice(file.plan, path))
                    written[place] = path
            except CannotGoOn as error:
                troubles.append(f"错误：{error}")
    _show(files)
    for place, path in written.items():
        click.echo(f"{path} → {place}")
    for trouble in troubles:
        _say(trouble)
    click.echo(f"共 {len(paths)} 份方案，生成 {len(written)} 个文件。")
    ctx.exit(UNUSABLE if troubles else _code(files))


@program.command(short_help="检查任何 DOCX 是否合公文格式。")
@click.argument("files", metavar="文件.docx…", nargs=-1, required=True)
@text_or_json
@click.option("--render", is_flag=True, help="再用 LibreOffice 排出每一页，量版面。")
@click.pass_context
def inspect(ctx: click.Context, files: tuple[str, ...], style: str, render: bool) -> None:
    """检查 DOCX 是否合党政机关公文格式（GB/T 9704-2012），不论是不是本程序生成的。

    没有错误，退出码是 0；有错误是 1；文件不能检查是 2。
    """
    from plangen.inspection import inspect
    from plangen.inspection.report import as_json, as_text

    results = {name: inspect(read_docx(Path(name)), render=render) for name in files}
    click.echo((as_json if style == "json" else as_text)(results))
    severities = {each.severity for result in results.values() for each in result.departures}
    unusable = any(result.unusable for result in results.values())
    ctx.exit(UNUSABLE if unusable else FAULTY if Severity.ERROR in severities else CLEAN)


@program.command(short_help="打印方案格式的 JSON Schema。")
def schema() -> None:
    """打印方案格式的 JSON Schema，供编辑器和别的程序用。"""
    _emit(_resource("schema/plan.schema.json"))


@program.command(short_help="新建一个工作文件夹。")
@click.argument("folder", metavar="文件夹")
@click.option("--year", type=Year(), metavar="年度", help="不写，就是今年。")
def init(folder: str, year: int | None) -> None:
    """新建一个单位的工作文件夹：一份可以照着填的方案、编辑器设置、说明。已有的文件不会改动。"""
    year = year or date.today().year
    root = Path(folder)
    starter = {
        f"plans/{year}.yaml": _resource("workspace/plan.yaml").replace("2026", str(year)),
        "schema/plan.schema.json": _resource("schema/plan.schema.json"),
        ".vscode/settings.json": _resource("workspace/settings.json"),
        "README.md": _resource("workspace/README.md").replace("2026", str(year)),
    }
    if taken := [name for name in starter if (root / name).exists()]:
        raise CannotGoOn(f"{root} 里已经有 {'、'.join(taken)}，没有改动；换一个文件夹")
    for name, text in starter.items():
        save(root / name, text.encode())
        click.echo(f"已生成 {root / name}")
    plan = root / "plans" / f"{year}.yaml"
    click.echo(f"下一步：改 {plan}，再运行 plangen check 和 plangen notice。")


def _emit(text: str) -> None:
    """Print what a program reads: UTF-8 into a file or a pipe, whatever the system's encoding."""
    if not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    click.echo(text, nl=False)


def _resource(name: str) -> str:
    from plangen.resources import resource

    return resource(name).read_text("utf-8")


def _show(files: "Iterable[PlanFile]") -> None:
    from plangen.report import as_text

    for file in files:
        lines = {finding.mark.file: file.text.split("\n") for finding in file.findings[:1]}
        for finding in file.findings:
            click.echo(as_text(finding, lines))


def _code(files: "Iterable[PlanFile]") -> int:
    files = list(files)
    if not all(file.usable for file in files):
        return UNUSABLE
    return CLEAN if all(file.plan for file in files) else FAULTY


def _notice(plan: "Plan", path: Path) -> bytes:
    """The plan's notice, by the templates of its workspace where it has any."""
    from plangen.compose import compose
    from plangen.report import as_text
    from plangen.writers.docx import write
    from plangen.writers.docx_signature import signature_alone

    document = compose(plan, templates_beside(path))
    if signature_alone(document, plan.style):
        at = plan.issue.signature[0]
        message = "落款会独占一面，上面没有正文"
        hint = "增减几个字，或调整段落，再看一遍版面"
        mark = Mark(str(path), at.line, at.column)
        finding = Finding(mark, "signature-alone", message, hint, severity=Severity.WARNING)
        click.echo(as_text(finding, {}))
    return write(document, plan.style)
