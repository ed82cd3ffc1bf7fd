"""Which task a returned row is of: by its 标识, else by its words among the unit's own tasks."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from plangen.progress.asked import AskedList, AskedRow
from plangen.progress.returned.columns import ListColumn
from plangen.progress.returned.tables import ReturnedRow
from plangen.progress.written_day import written_day
from plangen.readers.derived_ids import is_made_from
from plangen.typography import blankless

ALIKE: Final = 90
"""From this likeness on (0 to 100) two wordings are of the same task."""
_FOREIGN: Final = 50
"""Below this likeness, words and 标识 of a row are not of the same task."""
_CLEAR: Final = 4
"""By how much the best wording must be liker than that of another task."""
_NUMBERED: Final = re.compile(r"(?:\d{1,3}[.、．]|[（(]\d{1,3}[）)])(?!\d)")
"""A number that somebody has put before a task: 12.做好宣传."""
_MARKS: Final = re.compile(r"[^\w%‰≥≤<>=+.-]|(?<!\d)\.|[_]")
_NOTED: Final = re.compile(r"\n(?:指标：|你单位|牵头单位：|责任单位：)")


@dataclass(frozen=True, slots=True)
class RowMatch:
    """The task of a row, or why none could be told."""

    asked: AskedRow | None
    trouble: str = ""
    """Why there is none, and what to do."""
    changed: str = ""
    """What of the bureau's own cells somebody has changed."""


def match_row(row: ReturnedRow, asked: AskedList, year: int | None) -> RowMatch | None:
    """The task of a row; None for one that neither names a task nor answers: a heading, a note."""
    key = row[ListColumn.KEY]
    if key in asked.rows:
        return _by_key(row, asked.rows[key], asked)
    by_words = _by_words(row, asked, year)
    if by_words.asked is None and not row.answered and not key:
        return None
    if key and by_words.asked is not None and not _is_of(key, by_words.asked):
        said = f"标识“{key}”和工作任务的文字不是同一条；核对是哪一条"
        return RowMatch(None, said)
    if key and by_words.asked is None:
        return RowMatch(None, f"标识“{key}”不在{asked.name}现在的清单里；核对是不是撤销了的任务")
    return by_words


def _is_of(key: str, known: AskedRow) -> bool:
    """Whether a 标识 is of a task: its id, or the one that its words gave before it had that."""
    task = key.partition("@")[0]
    item = known.row.item
    words = (known.row.text, item.title or "", item.text or "")
    return known.task == task or any(is_made_from(task, text) for text in words if text)


def _by_key(row: ReturnedRow, known: AskedRow, asked: AskedList) -> RowMatch:
    words = row[ListColumn.TASK]
    if _is_of_another_period(row, known, asked):
        said = f"标识是“{known.dated_place}”的，到期日却是另一期的；核对是哪一期"
        return RowMatch(None, said)
    if words in ("", known.wording):
        return RowMatch(known, changed=_changed(row, known))
    if _likeness(row, known) >= ALIKE:
        reworded = "" if _says_the_same(row, known) else "工作任务"
        return RowMatch(known, changed=_changed(row, known) or reworded)
    for other in asked.rows.values():
        if other.task != known.task and _likeness(row, other) >= ALIKE:
            return RowMatch(
                None,
                f"标识是“{known.place}”的，文字却是“{other.place}”的，"
                "多半是排序时没有选中所有的列；核对是哪一条",
            )
    if _likeness(row, known) < _FOREIGN:
        said = f"标识是“{known.place}”的，文字却换成了别的；核对是哪一条"
        return RowMatch(None, said)
    return RowMatch(known, changed="工作任务")


def _is_of_another_period(row: ReturnedRow, known: AskedRow, asked: AskedList) -> bool:
    """Whether a row bears the due date of the same task in another period: its 标识 was dragged."""
    day = _day_of(row)
    if day is None or day == known.due:
        return False
    return any(other.task == known.task and other.due == day for other in asked.rows.values())


def _says_the_same(row: ReturnedRow, known: AskedRow) -> bool:
    """Whether a row words its task as the list did, marks aside: 98% made 90% is another one."""
    words = blankless(row[ListColumn.TASK])
    if words in known.wordings:
        return True
    bare = _NUMBERED.sub("", words, count=1)
    wordings = set(map(_unmarked, known.wordings))
    return not wordings.isdisjoint((_unmarked(words), _unmarked(bare)))


def _unmarked(words: str) -> str:
    """Words without the marks that a copy loses or turns into others."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", words))


def _changed(row: ReturnedRow, known: AskedRow) -> str:
    """Which of the dates that a list gives are not as it gave them."""
    day = _day_of(row)
    if ListColumn.DUE in row.cells and day is not None and day != known.due:
        return "到期日"
    said = row[ListColumn.DEADLINE]
    if said and blankless(said) != blankless(known.deadline):
        return "完成时限"
    return ""


def _day_of(row: ReturnedRow) -> date | None:
    return written_day(row[ListColumn.DUE], None)


def _by_words(row: ReturnedRow, asked: AskedList, year: int | None) -> RowMatch:
    alike: dict[str, float] = {}
    for known in asked.rows.values():
        likeness = alike[known.task] if known.task in alike else _likeness(row, known)
        alike[known.task] = likeness
    ranked = sorted(alike.values(), reverse=True)
    if not row[ListColumn.TASK] or not ranked or ranked[0] < ALIKE:
        return RowMatch(
            None, f"{asked.name}的清单里没有这条任务；核对是哪一条，补上标识或原来的文字"
        )
    best = []
    for task, likeness in alike.items():
        if likeness > ranked[0] - _CLEAR:
            best.append(task)
    if len(best) > 1:
        best = [task for task in best if alike[task] == ranked[0] == 100]
    alike_rows = [known for known in asked.rows.values() if known.task in best]
    if len(best) == 1:
        return _by_period(row, alike_rows, year)
    same = _of_that_day(row, alike_rows, year)
    if len(same) != 1:
        return RowMatch(None, "和清单里几条任务都像，分不清是哪一条；补上标识或原来的文字")
    return RowMatch(same[0])


def _by_period(row: ReturnedRow, periods: list[AskedRow], year: int | None) -> RowMatch:
    """The one row of a task, or that of its periods whose date or deadline the row bears."""
    if len(periods) == 1:
        return RowMatch(periods[0], changed=_changed(row, periods[0]))
    same = _of_that_day(row, periods, year)
    if len(same) == 1:
        return RowMatch(same[0])
    return RowMatch(
        None, f"“{periods[0].place}”一年有 {len(periods)} 期，看不出是哪一期；补上到期日"
    )


def _of_that_day(row: ReturnedRow, asked: list[AskedRow], year: int | None) -> list[AskedRow]:
    """Those with the due date that a row bears, or else with its deadline."""
    day = written_day(row[ListColumn.DUE], year)
    same = [known for known in asked if day and known.due == day]
    if not same and not row[ListColumn.DUE] and row[ListColumn.DEADLINE]:
        said = blankless(row[ListColumn.DEADLINE])
        same = [known for known in asked if blankless(known.deadline) == said]
    return same


def _likeness(row: ReturnedRow, known: AskedRow) -> float:
    heading, own = row[ListColumn.HEADING], known.row.heading
    if heading and own and fuzz.ratio(blankless(heading), blankless(own)) < ALIKE:
        return 0.0
    best = 0.0
    for words in _worded(row):
        for wording in known.wordings:
            best = max(best, fuzz.ratio(words, wording, score_cutoff=best))
    return best


def _worded(row: ReturnedRow) -> Iterator[str]:
    """A row's task as it stands there, without the notes that a list puts under it, and bare."""
    words = row[ListColumn.TASK]
    yield blankless(words)
    own = blankless(_NOTED.split(words, maxsplit=1)[0])
    yield own
    if number := _NUMBERED.match(own):
        yield own[number.end() :]


def missing_rows(taken: Mapping[str, object], asked: AskedList, as_of: date) -> list[AskedRow]:
    """The rows of a list that nothing came back for; of what recurs, those that are due."""
    missing = []
    for key, row in asked.rows.items():
        waits = row.period and row.due is not None and row.due > as_of
        if key not in taken and not waits:
            missing.append(row)
    return missing
