"""`plangen git-diff`: what git runs to compare two versions of a plan."""

import os
import sys

import click

from plangen.cli.program import program
from plangen.cli.terminal import emit


@program.command("git-diff", hidden=True)
@click.argument("words", nargs=-1, required=True)
def git_diff(words: tuple[str, ...]) -> None:
    """按 git 外部比较命令的约定，比较一份方案的两个版本。"""
    from plangen.git import coloured
    from plangen.history.git_report import difference

    terminal = sys.stdout.isatty() or "GIT_PAGER_IN_USE" in os.environ
    colour = coloured(terminal=terminal)
    try:
        emit(difference(words, colour=colour), color=colour)
    except BrokenPipeError:  # who reads has seen enough; git takes any failure for a fault of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
