"""The program that the commands belong to, and how they all read, print and exit."""

import sys
from keyword import iskeyword
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

import click

from plangen import __version__
from plangen.cli.chinese_click import ChineseGroup
from plangen.cli.terminal import say, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangen.findings.finding import Finding
    from plangen.plan import Plan
    from plangen.readers.plan_file import PlanFile

CLEAN, FAULTY, UNUSABLE = 0, 1, 2
overwrite_option: Final = click.option(
    "--overwrite",
    is_flag=True,
    help="原来的 DOCX、XLSX 有人改过，或者不是 plangen 生成的，也照样覆盖。",
)
COMMANDS: Final = (
    "check",
    "rule",
    "fmt",
    "notice",
    "tasks",
    "checklist",
    "collect",
    "close",
    "status",
    "remind",
    "report",
    "issue",
    "build",
    "site",
    "diff",
    "log",
    "inspect",
    "serve",
    "lsp",
    "init",
    "draft",
    "import",
    "pack",
    "unpack",
    "manual",
    "schema",
    "git-setup",
    "git-diff",
    "git-text",
    "git-merge",
)
"""Each in the file of its name, in the order in which help lists them."""
CHAPTERS: Final = {
    "check": "检查的提示怎么看",
    "rule": "审核规则与豁免",
    "fmt": "整理方案文件",
    "notice": "生成公文",
    "tasks": "任务分解表",
    "checklist": "任务清单：给每个单位一份",
    "collect": "清单交回来以后",
    "close": "清单交回来以后",
    "status": "清单交回来以后",
    "remind": "催办与通报",
    "report": "催办与通报",
    "issue": "印发、修订和备份",
    "build": "生成公文",
    "site": "内网网站",
    "diff": "比较两份方案",
    "log": "用 git 管方案",
    "inspect": "检查别处来的公文",
    "serve": "工作台：在浏览器里办",
    "lsp": "从样例开始",
    "init": "从样例开始",
    "draft": "起草下一年的方案",
    "import": "从去年的公文开始",
    "pack": "印发、修订和备份",
    "unpack": "印发、修订和备份",
    "schema": "方案文件怎么写",
    "git-setup": "用 git 管方案",
}
"""The chapter of the manual that a command's help names."""


def _module(command: str) -> str:
    """The module of a command; a keyword of Python has a _ behind it."""
    name = command.replace("-", "_")
    return f"plangen.cli.{name}_" if iskeyword(name) else f"plangen.cli.{name}"


@click.group(
    cls=ChineseGroup,
    lazy_subcommands={name: _module(name) for name in COMMANDS},
    chapters=CHAPTERS,
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
        tell(ctx.get_help())


def format_of(kind: str | None, output: str | None, formats: "Iterable[str]", screen: str) -> str:
    """The format asked for, else that of the output's suffix; `screen` in .txt and without output.

    Raises click.UsageError for a suffix that is none of them.
    """
    if kind or not output:
        return kind or screen
    suffix = PurePath(output).suffix[1:].lower()
    if suffix == "txt":
        return screen
    if suffix in formats:
        return suffix
    known = "、".join(f".{name}" for name in (*formats, "txt") if name != screen)
    raise click.UsageError(f"看不出 {output} 要什么格式；后缀写 {known}，或另写 --format")


def plan_paths(ctx: click.Context, names: "Iterable[str]") -> list[Path]:
    """The plans named, else all in the folder plans; raises click.UsageError for none at all."""
    paths = list(map(Path, names)) or sorted(Path("plans").glob("*.yaml"))
    if not paths:
        raise click.UsageError("plans 文件夹里没有方案（*.yaml）；写出方案的文件名", ctx)
    return paths


def show(files: "Iterable[PlanFile]", *, err: bool = False) -> None:
    """Print what reading the files found, but for what the plans waive."""
    from plangen.findings.text import as_text

    for file in files:
        lines = {file.name: file.text.split("\n")}
        for finding in _standing(file):
            tell(as_text(finding, lines), err=err)


def _standing(file: "PlanFile") -> "Sequence[Finding]":
    if file.plan is None or not file.findings:
        return file.findings
    from plangen.checking.waivers import standing

    return standing(file.findings, file.plan, file.name, file.text)


def say_unmerged(folders: "Iterable[Path]") -> None:
    """Say once where git would merge the plans of folders by line, for want of its settings."""
    from plangen.history.clone import lacks_merge

    if any(map(lacks_merge, dict.fromkeys(folders))):
        say("提示：这台电脑上的 git 还不会按条目合并方案；在工作文件夹里运行一次 plangen git-setup")


def say_registers(files: "Iterable[PlanFile]") -> None:
    """Say on a terminal how much was read of registers in files of their own."""
    for file in files:
        if file.plan is not None and file.plan.register.source and sys.stderr.isatty():
            units, groups = len(file.plan.register.units), len(file.plan.register.groups)
            say(f"名册 {file.plan.register.source}：读到 {units} 个单位，{groups} 组")


def plan_of(file: "PlanFile") -> "Plan":
    """The plan of a file; where there is none, say why and end the command."""
    if file.plan is None:
        show([file])
        click.get_current_context().exit(code([file]))
    return file.plan


def code(files: "Iterable[PlanFile]") -> int:
    """The exit code for these files."""
    files = list(files)
    usable = all(file.usable for file in files)
    return exit_code(usable=usable, clean=all(file.plan for file in files))


def exit_code(*, usable: bool, clean: bool) -> int:
    """The exit code where files could be used, and nothing was found in them."""
    if not usable:
        return UNUSABLE
    if not clean:
        return FAULTY
    return CLEAN
