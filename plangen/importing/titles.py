"""The lines that a title is made of."""

import re
from typing import Final

from plangen.importing.lines import Line, could_be_title, doc_number_in, ends_with_kind

TITLE_LINES: Final = 6
"""The most lines of a title."""


def take_title(lines: list[Line]) -> list[str]:
    """Take the lines of a title from the beginning; none where the text begins at once."""
    title: list[str] = []
    while lines and len(title) < TITLE_LINES and goes_on(title, lines[0]):
        title.append(lines.pop(0).text)
    return title


def goes_on(title: list[str], line: Line) -> bool:
    """Whether a line is the next of a title that has these."""
    if not could_be_title(line):
        return False
    joined = "".join(title)
    if not title or not ends_with_kind(joined):
        return True
    if re.fullmatch("[（(].*[）)]", line.text):
        return not doc_number_in(line.text)
    carries = "印发" in joined or "转发" in joined
    if carries and not joined.endswith(("通知", "函", "意见", "决定")):
        return True
    return ends_with_kind(line.text) and len(line.text) < 12 and not _begins_title(line.text)


def _begins_title(text: str) -> bool:
    return text.startswith(("关于", "中共", "国务院"))
