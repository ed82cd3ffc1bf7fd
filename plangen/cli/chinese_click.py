"""Click as a Chinese user meets it: its headings, its help option and its errors."""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from plangen.cli.terminal import output_troubles
from plangen.nearest import did_you_mean, nearest

_RANGE = re.compile(r"\s*\[(?:\d+<=)?x[<>]=\d+\]")
"""What Click says of a number's range, in its own way."""


class _Formatter(click.HelpFormatter):
    def write_heading(self, heading: str) -> None:
        self.write(f"{heading}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _ChineseCommand(click.Command):
    """A command whose help is headed in Chinese."""

    context_class = _Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Say in Chinese what -h does."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份帮助。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line 用法."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list 选项."""
        records = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record:
                names, text = record
                text = _RANGE.sub("", text)
                records.append((names, text.replace("[required]", "必写。")))
        with formatter.section("选项"):
            formatter.write_dl(records)


def four_digit_year(value: str | int) -> int:
    """Read a plan's year; the `type` of a parameter."""
    if re.fullmatch("(19|20)[0-9]{2}", str(value)):
        return int(value)
    raise click.BadParameter("要写四位数字的年份，如 2026")


class ChineseCommand(_ChineseCommand):
    """One command."""


class ChineseGroup(_ChineseCommand, click.Group):
    """The program; a command's module is imported only when the command is asked for.

    `lazy_subcommands` names the module of each command, in the order in which help lists them;
    `chapters` the chapter of the manual that tells of it.
    """

    command_class = ChineseCommand

    def __init__(
        self,
        *args: Any,
        lazy_subcommands: Mapping[str, str],
        chapters: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("subcommand_metavar", "命令 [参数]…")
        super().__init__(*args, **kwargs)
        self._lazy_subcommands = lazy_subcommands
        self._chapters = chapters

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the command line; help and version are printed meanwhile."""
        with output_troubles():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with output_troubles():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context | None = None) -> list[str]:
        """The names of the commands that people call, and not of those that git calls."""
        names = []
        for name in self._lazy_subcommands:
            command = self.get_command(ctx, name)
            if command and not command.hidden:
                names.append(name)
        return names

    def get_command(self, ctx: click.Context | None, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name in self._lazy_subcommands and cmd_name not in self.commands:
            import_module(self._lazy_subcommands[cmd_name])
            if cmd_name in self._chapters:
                chapter = self._chapters[cmd_name]
                self.commands[cmd_name].epilog = f"手册（plangen manual）里讲它的是“{chapter}”。"
        return self.commands.get(cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lists 选项 and 命令."""
        super().format_options(ctx, formatter)
        records = []
        for name in self.list_commands(ctx):
            if command := self.get_command(ctx, name):
                records.append((name, command.get_short_help_str(60)))
        with formatter.section("命令"):
            formatter.write_dl(records)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a mistyped one, ask whether the nearest was meant."""
        if args[0] not in self._lazy_subcommands and not args[0].startswith("-"):
            ctx.fail(f"没有“{args[0]}”这个命令。{_near(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


def explain(error: click.ClickException) -> str:
    """What went wrong on the command line, in Chinese."""
    match error:
        case click.NoSuchOption():
            hint = did_you_mean("”、“".join(error.possibilities or ()))
            return f"没有“{error.option_name}”这个选项。{hint}"
        case click.MissingParameter():
            return f"缺少参数 {_name(error.param)}。"
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            return f"{_name(error.param)} 只能写 {'、'.join(choices)} 中的一个。"
        case click.BadParameter(param=click.Parameter(type=click.IntRange() as limits)):
            return f"{_name(error.param)} 要写{_bounds(limits)}的整数。"
        case click.BadParameter(param=click.Parameter(type=click.Path(dir_okay=True))):
            return f"{_name(error.param)} 写的文件夹没有，或者不是文件夹。"
        case click.BadParameter():
            return f"{_name(error.param)} 不对：{error.message}"
        case click.BadOptionUsage():
            return f"选项“{error.option_name}”用得不对：后面要写一个值，或不该写值。"
        case click.FileError():
            return f"打不开文件 {error.ui_filename}。"
        case click.UsageError() if error.message.startswith("Got unexpected extra"):
            return f"多出了参数：{error.message.partition('(')[2].rstrip(').')}。"
        case _:
            return error.format_message()


def _bounds(limits: click.IntRange) -> str:
    if limits.max is None:
        return f"不小于 {limits.min} "
    return f" {limits.min} 到 {limits.max} "


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.make_metavar(_context())


def _context() -> click.Context:
    return click.Context(click.Command(None))


def _near(word: str, words: list[str]) -> str:
    close = nearest(word, words)
    return did_you_mean(close) or f"可以用的命令：{'、'.join(words)}。"
