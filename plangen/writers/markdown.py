"""Checklists and the 任务分解表 as Markdown for chat and mail, readable before it is rendered."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from plangen.assignments import filled_columns
from plangen.checklists import Checklist, ChecklistLine, Cover, Reported
from plangen.checklists.line import NO_UNIT
from plangen.checklists.rows import paper_rows, reported_of
from plangen.tasks import TaskRow

_ANYWHERE: Final = re.compile(r"[\\`*_\[~]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|#$")
"""What Markdown might take for a mark of its own, wherever it stands in a line."""
_BLANK: Final = "＿＿"
_SIGNED: Final = ("填报人", "电话", "审核人", "填报日期")
_AT_THE_START: Final = re.compile(r"[-+=>#]|[0-9]+(?=[.)](?:\s|$))")
"""What would begin a list, a quotation, a heading or a rule."""


class MarkdownChecklists:
    """Writes the checklists of one plan."""

    def __init__(self, cover: Cover) -> None:
        self._title = f"# {escaped(cover.title)}"
        self._basis = f"依据：{escaped(cover.basis)}"
        self._news = cover.news
        self._returning = cover.returning

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.05 ms where its tasks are shared."""
        owner = f"{checklist.audience.label}：{escaped(checklist.holder)}"
        blocks = [self._title, owner, self._basis]
        rows = chain.from_iterable(map(paper_rows, checklist.shown))
        for number, line in enumerate(rows, 1):
            entry = _shared_entry if line.reported is None else _entry
            blocks.append(entry(line, number, self._news))
        blocks.append("　".join(f"{label}：{_BLANK}" for label in _SIGNED))
        if self._returning:
            blocks.append(escaped(self._returning))
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


def _entry(line: ChecklistLine, number: int, news: str) -> str:
    """An entry of the numbered list; all but the first line of its text are listed under it."""
    head = f"{number}. "
    first, *others = _lines(line.titled) or [""]
    points = [*map(escaped, others)]
    for label, text in details(line, news):
        points.append(f"{label}：{escaped(text)}")
    if not line.dropped:
        points += _form(line)
    rows = [head + escaped(first)]
    for point in points:
        rows.append(f"{' ' * len(head)}- {point}")
    return "\n".join(rows)


_shared_entry = lru_cache(maxsize=4096)(_entry)


def _form(line: ChecklistLine) -> Iterator[str]:
    """What the unit fills in, on one line; what it has reported already stands in it."""
    said = reported_of(line)
    if said is None:
        yield _blank_form(line.measure)
        return
    yield _filled_form(line.measure, said)
    if said.ruling:
        yield f"局里意见：{inline(joined('；', said.ruling))}"
    if said.others:
        yield inline(joined("；", said.others))


@lru_cache(maxsize=256)
def _blank_form(measure: str) -> str:
    return _filled_form(measure, Reported())


def _filled_form(measure: str, said: Reported) -> str:
    counted = f"（{measure}）" if measure != NO_UNIT else ""
    cells = {
        "完成情况": said.state,
        "完成日期": said.done_on,
        f"实际完成值{counted}": said.value,
        "进展说明": said.note,
        "存在问题": said.problem,
        "申请延期至": said.extension_asked,
        "佐证材料名称": said.evidence,
    }
    texts = []
    for label, text in cells.items():
        if measure or not label.startswith("实际完成值"):
            texts.append(f"{label}：{inline(joined('；', text)) or _BLANK}")
    return "　".join(texts)


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
