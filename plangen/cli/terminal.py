"""Printing: no text steers a terminal or a code host, and a full disk is reported."""

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import click

from plangen.findings.finding import CannotGoOn
from plangen.typography import UNSEEN

_COLOURED: Final = re.compile(f"(\x1b\\[[0-9;]*m)|{UNSEEN.pattern}")
_COMMANDS: Final = re.compile(r"^([^\S\n]*):(?=:)|(##)(?=\[|vso\[)", re.MULTILINE)
"""What makes a line of a build's log a command to a code host: ::error, ##[group], ##vso[…]."""


def tell(text: str, *, err: bool = False) -> None:
    """Print a line, or several, for people."""
    click.echo(printable(text), err=err)


def say(text: str) -> None:
    """Print beside the results."""
    tell(text, err=True)


def emit(text: str, *, color: bool | None = None, commands: bool = False) -> None:
    """Print what a program reads: UTF-8 into a file or a pipe, whatever the system's encoding.

    Colours stay where `color` is True; else they go where there is no terminal. `commands` are
    those to a code host: they stay.
    """
    if not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    click.echo(printable(text, colours=bool(color), commands=commands), nl=False, color=color)


def emit_bytes(data: bytes) -> None:
    """Print a file as it is; on a terminal, as text."""
    if sys.stdout.isatty():
        emit(data.decode("utf-8", "replace"))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


def save_output(path: Path, data: bytes, kind: str, *, overwrite: bool) -> None:
    """Write what was asked for; a DOCX or XLSX that somebody has edited is not overwritten.

    Raises CannotGoOn where it is not, or cannot be, written.
    """
    from plangen.files import save

    if kind not in ("docx", "xlsx"):
        save(path, data)
        return
    from plangen.fingerprint import save_paper

    if remark := save_paper(path, data, overwrite=overwrite):
        say(f"提示：{remark}")


def colours() -> bool:
    """Whether colours are seen, and wanted (NO_COLOR)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def printable(text: str, *, colours: bool = False, commands: bool = False) -> str:
    r"""A text that only shows what it says: ESC becomes \u001b, which JSON reads as the same.

    `colours` keeps the sequences that colour; `commands` keeps lines that begin with ::.
    """
    unseen = _COLOURED if colours else UNSEEN
    text = unseen.sub(_escape, text)
    if commands:
        return text
    return _COMMANDS.sub(_disarmed, text)


def _escape(match: re.Match[str]) -> str:
    if match.re is _COLOURED and match[1]:
        return match[1]
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return re.sub("(....)", r"\\u\1", units)


def _disarmed(match: re.Match[str]) -> str:
    return "# #" if match[2] else f"{match[1]}："


@contextmanager
def output_troubles() -> Iterator[None]:
    """Say in one line why the results cannot be written; what is not yet written is dropped."""
    try:
        yield
    except OSError as error:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise CannotGoOn(f"结果没有写完：{_reason(error)}") from error


def _reason(error: OSError) -> str:
    if isinstance(error, BrokenPipeError):
        return "接收结果的程序先结束了"
    if error.errno == errno.ENOSPC:
        return "磁盘满了；先腾出空间"
    reason = f"系统报告：{error.strerror or error}"
    if error.filename:
        return f"{error.filename}：{reason}"
    return reason
