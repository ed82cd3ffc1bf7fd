"""Two edits of a plan file's text merged; git's own merge stands where it says the same."""

from plangen.findings.finding import CannotGoOn
from plangen.merge import merge
from plangen.source.reading import read
from plangen.source.tree import Mapping, SourceFile
from plangen.source.writing import write

_NAMES = ("原文", "我方", "对方")


def merge_texts(
    texts: list[str], by_lines: str | None, names: tuple[str, str], marker: int
) -> tuple[str, tuple[str, ...]]:
    """The merged text of base, ours and theirs, and where the edits clash.

    `by_lines` is git's own merge where that is clean; it stands if it makes the same plan. Raises
    CannotGoOn where a text is no YAML that a plan could be, and TangledError.
    """
    merged = merge(*map(_read, _NAMES, texts))
    if by_lines is not None and not merged.conflicts and read(by_lines) == merged.file:
        return by_lines, ()
    return write(merged.file, names, marker), merged.conflicts


def _read(name: str, text: str) -> SourceFile:
    try:
        if not text.strip():
            return SourceFile(Mapping({}))
        return read(text)
    except CannotGoOn as error:
        raise CannotGoOn(f"{name}{error}") from error
