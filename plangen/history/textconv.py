"""A plan or a DOCX as the text that git compares by line (textconv)."""

import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import SequenceMatcher
from glob import escape
from pathlib import Path
from typing import Final

from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn
from plangen.git import repository_at
from plangen.readers.decoding import decode
from plangen.readers.plan_file import read
from plangen.readers.register.file import Beside

_CONFLICT: Final = re.compile(r"^<{7} .*\n((?:.*\n)*?)={7}\n((?:.*\n)*?)>{7} .*\n", re.MULTILINE)


def text_of(path: Path) -> bytes:
    """A plan or a DOCX as lines that git compares; what is neither as it is.

    Raises CannotGoOn for what is no file.
    """
    data = read_bytes(path, "文件")
    if data.startswith(b"PK") or path.suffix.lower() == ".docx":
        return _document(data).encode()
    text, _ = decode(data, path.name)
    if text is None:
        return data
    return "".join(_plan(text, path.name) or [text]).encode()


def _plan(text: str, name: str) -> list[str]:
    """The lines of a plan; of one in conflict those of both sides, between marks as git's."""
    from plangen.history.plan_text import plan_text

    sides = dict.fromkeys(_CONFLICT.sub(side, text) for side in (r"\1", r"\2"))
    beside = _beside(name)
    plans = [read(side.encode(), name, beside=beside).plan for side in sides]
    texts = [plan_text(plan).splitlines(keepends=True) for plan in plans if plan]
    if len(texts) < len(plans):
        return []
    if len(texts) == 1:
        return texts[0]
    return [*_both(*texts)]


def _both(ours: list[str], theirs: list[str]) -> Iterator[str]:
    """The lines of two texts, what differs between marks as git's."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for same, start, stop, other_start, other_stop in matcher.get_opcodes():
        if same == "equal":
            yield from ours[start:stop]
        else:
            yield from ("<<<<<<<\n", *ours[start:stop], "=======\n")
            yield from (*theirs[other_start:other_stop], ">>>>>>>\n")


def _document(data: bytes) -> str:
    from plangen.docx_file.text import docx_text

    try:
        return docx_text(data)
    except CannotGoOn as error:
        return f"（读不出文字：{error}）\n"


def _beside(name: str) -> Beside:
    """A register's file as it is now: git does not say where, or when, the plan stood."""

    def fetch(wanted: str) -> bytes | tuple[str, str]:
        with suppress(CannotGoOn):
            repository = repository_at(Path.cwd())
            for place in repository.files(f"**/{escape(name)}"):
                file = (repository.root / place).parent / wanted
                if file.is_file():
                    return read_bytes(file, "名册文件")
        return "找不到这个文件", "名册要和方案一起提交"

    return fetch
