"""The commands: parse, call, write files, print, exit code; one file a command, called as it is."""

import sys

import click

from plangen.cli.chinese_click import explain
from plangen.cli.program import UNUSABLE, program, say
from plangen.findings.finding import CannotGoOn

__all__ = ["main", "program"]


def main() -> None:
    """Run the program; no error reaches the user as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(program.main(prog_name="plangen", standalone_mode=False))
    except CannotGoOn as error:
        say(f"错误：{error}")
    except click.Abort:
        say("已中断。")
    except click.UsageError as error:
        if error.ctx is not None:
            say(error.ctx.get_usage())
            say(f"查看帮助：{error.ctx.command_path} -h")
        say(f"错误：{explain(error)}")
    except click.ClickException as error:
        say(f"错误：{explain(error)}")
    sys.exit(UNUSABLE)
