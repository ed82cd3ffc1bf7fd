"""Two edits of a plan file's text merged, with as little of it laid out anew as can be."""

from plangen.layout.merging import merge
from plangen.layout.reading import read
from plangen.layout.tree import File, Mapping
from plangen.layout.writing import write


def merge_texts(
    texts: list[str], by_lines: str | None, names: tuple[str, str], marker: int
) -> tuple[str, tuple[str, ...]]:
    """The text that the edits of base, ours and theirs make, and where they clash.

    `by_lines` is git's own merge where that is clean; it stands if it says the same. Raises
    CannotGoOn where a text is no YAML that a plan could be, and TangledError.
    """
    base, ours, theirs = (read(text) if text.strip() else File(Mapping({})) for text in texts)
    merged = merge(base, ours, theirs)
    if by_lines is not None and not merged.conflicts and read(by_lines) == merged.file:
        return by_lines, ()
    return write(merged.file, names, marker), merged.conflicts
