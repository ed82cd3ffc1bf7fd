"""A plan or a DOCX as the text that git compares by line (textconv)."""

from contextlib import suppress
from glob import escape
from pathlib import Path

from plangen.disk import read_bytes
from plangen.finding import CannotGoOn
from plangen.readers.decoding import decode
from plangen.readers.plan_file import read
from plangen.readers.register_file import Beside
from plangen.repository import repository_at


def text_of(path: Path) -> bytes:
    """A plan or a DOCX as lines that git compares; what is neither as it is. Never fails."""
    data = path.read_bytes()
    if data.startswith(b"PK") or path.suffix.lower() == ".docx":
        return _document(data).encode()
    if plan := read(data, path.name, beside=_beside(path.name)).plan:
        from plangen.history.plan_text import plan_text

        return plan_text(plan).encode()
    text, _ = decode(data, path.name)
    return data if text is None else text.encode()


def _document(data: bytes) -> str:
    from plangen.history.docx_text import docx_text

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
