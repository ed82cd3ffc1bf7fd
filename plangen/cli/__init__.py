"""The commands: parse, call, write files, print, exit code; one file a command, named after it."""

import atexit
import gc
import signal
import sys

import click

from plangen.cli.chinese_click import explain
from plangen.cli.program import UNUSABLE, program
from plangen.cli.terminal import say
from plangen.findings.finding import CannotGoOn

__all__ = ["main", "program"]


_COLLECT_AFTER = 500_000
"""How many objects are made before the garbage collector first looks for cycles among them."""


def main() -> None:
    """Run the program; no error reaches the user as a traceback."""
    gc.set_threshold(_COLLECT_AFTER)
    atexit.register(gc.freeze)  # the memory goes with the process: nothing is to be searched then
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="replace")
    try:
        if sys.stdout is None:
            raise CannotGoOn("标准输出是关着的，结果没有地方写")
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
