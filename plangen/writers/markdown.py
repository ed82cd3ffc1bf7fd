"""Checklists and the 任务分解表 as Markdown for chat and mail, readable before it is rendered."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from plangen.assignments import filled_columns
from plangen.checklists import Checklist, ChecklistLine, Cover
from plangen.tasks import TaskRow

_ANYWHERE: Final = re.compile(r"[\\`*_\[~]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|#$")
"""What Markdown might take for a mark of its own, wherever it stands in a line."""
_AT_THE_START: Final = re.compile(r"[-+=>#]|[0-9]+(?=[.)](?:\s|$))")
"""What would begin a list, a quotation, a heading or a rule."""


class MarkdownChecklists:
    """Writes the checklists of one plan."""

    def __init__(self, cover: Cover) -> None:
        self._title = f"# {escaped(cover.title)}"
        self._basis = f"依据：{escaped(cover.basis)}"
        self._news = cover.news

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.05 ms where its tasks are shared."""
        owner = f"{checklist.audience.label}：{escaped(checklist.name)}"
        entries = (
            _entry(line, number, self._news) for number, line in enumerate(checklist.shown, 1)
        )
        blocks = [self._title, owner, self._basis, *entries]
        return ("\n\n".join(blocks) + "\n").encode()


def write_assignments(title: str, basis: str, rows: Sequence[TaskRow]) -> str:
    """The 任务分解表 as a table, with its title and what it is drawn from."""
    columns, bodies = filled_columns(rows)
    table = "\n".join(map(_row, [columns, ["---"] * len(columns), *bodies]))
    return f"# {escaped(title)}\n\n依据：{escaped(basis)}\n\n{table}\n"


def details(line: ChecklistLine, news: str) -> Iterator[tuple[str, str]]:
    """What is known of a task besides its text: each label with a text of one line.

    `news` labels what is new of it.
    """
    facts = {
        "依据条款": joined("；", line.basis),
        "完成时限": joined("；", line.deadline),
        "主管科室": joined(" ", line.people),
        "佐证材料": joined("；", line.evidence),
        news: joined("；", line.news),
    }
    for label, text in facts.items():
        if text:
            yield label, text


def inline(text: str) -> str:
    """A stretch within a line, to be read as it stands: 6~8月 and not a struck 8月."""
    return _ANYWHERE.sub(r"\\\g<0>", text)


def escaped(text: str) -> str:
    """A text of one line, to be read as it stands."""
    text = inline(text.strip())
    start = _AT_THE_START.match(text)
    if start is None:
        return text
    if start[0].isdecimal():
        return f"{start[0]}\\{text[start.end() :]}"
    return f"\\{text}"


@lru_cache(maxsize=4096)
def _entry(line: ChecklistLine, number: int, news: str) -> str:
    """An entry of the numbered list; all but the first line of its text are listed under it."""
    head = f"{number}. "
    first, *others = _lines(line.titled) or [""]
    points = [*map(escaped, others)]
    for label, text in details(line, news):
        points.append(f"{label}：{escaped(text)}")
    rows = [head + escaped(first)]
    for point in points:
        rows.append(f"{' ' * len(head)}- {point}")
    return "\n".join(rows)


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(map(_cell, texts))} |"


def _cell(text: str) -> str:
    lines = (inline(line).replace("|", r"\|") for line in _lines(text))
    return "<br>".join(lines)


def joined(by: str, text: str) -> str:
    """A text of several lines in one."""
    return by.join(_lines(text))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
