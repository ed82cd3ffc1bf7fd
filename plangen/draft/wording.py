"""Which years of a wording are the plan's own and move, which are history and stay, which to ask.

2024 → 2025:
    2024年6月底前完成建档。                    → 2025年6月底前完成建档。
    执行2024年3月印发的办法，2024年继续检查。  → 执行2024年3月印发的办法，2025年继续检查。
    2024年起，按月报送。                      stays, and is asked: 起始的时间没有改 …
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from plangen.deadline import Deadline, Validity
from plangen.draft import cues
from plangen.draft.fates import ROLL, STAGED, Fate, fate_of, in_policy, later, title_around
from plangen.draft.questions import Question, is_leap
from plangen.draft.standing import staged, standing
from plangen.draft.years import Mention, Roll, mentions

_SNIPPET: Final = 8
"""So many characters after a year show a person which one is meant."""
_LEAP_DAY: Final = (2, 29)


class WordingEdit(NamedTuple):
    """Words of a wording and what replaces them."""

    start: int
    old: str
    new: str


class Asked(NamedTuple):
    """Words of a wording that a person must look at."""

    start: int
    question: Question
    words: str


class Rolled(NamedTuple):
    """What becomes of a wording."""

    edits: list[WordingEdit]
    asked: list[Asked]
    kept: list[Mention]
    """Dates of the old year that stay without a question."""
    silent: int
    """How many years moved without a question."""


def rolled(text: str, roll: Roll, *, is_column: bool = False) -> Rolled:
    """What becomes of a title, a sentence, a cell, or of the head of a column."""
    every = [*mentions(text)]
    stages = [*staged(text, roll)]
    fates = []
    for mention in every:
        fate = fate_of(mention, every, roll)
        if mention.years and any(start <= mention.start < stop for start, stop in stages):
            fate = STAGED
        if is_column and fate.question is Question.PAST:
            fate = Fate(moves=True, question=Question.BASE)
        fates.append(fate)
    result = _rolled(text, [*zip(every, fates, strict=True)], roll)
    result.asked.extend(Asked(*asked) for asked in standing(text, roll, cues.cut))
    return result


def rolled_deadline(deadline: Deadline, roll: Roll) -> Rolled:
    """What becomes of a deadline: every year moves, but for a milestone's (到2027年).

    How long a policy holds (有效期至2027年12月31日) is judged as a sentence is.
    """
    if any(isinstance(term, Validity) for term in deadline.terms):
        return rolled(deadline.text, roll)
    fates = []
    for mention in mentions(deadline.text):
        if not deadline.milestone:
            fates.append((mention, ROLL))
        elif mention.last_year > roll.old:
            fates.append((mention, later(mention, roll)))
        else:
            fates.append((mention, Fate(moves=True, question=Question.GOAL)))
    return _rolled(deadline.text, fates, roll)


def _rolled(text: str, fates: list[tuple[Mention, Fate]], roll: Roll) -> Rolled:
    """The edits and questions of a wording whose mentions have these fates."""
    moved = [mention for mention, fate in fates if fate.moves]
    edits = [edit for mention in moved for edit in _edits(mention, roll)]
    new = _edited(text, edits)
    asked, kept, silent = [], [], 0
    for mention, (moves, question) in fates:
        words = _snippet(mention, new, moves=moves)
        if moves and _loses_a_day(mention, roll):
            asked.append(Asked(mention.start, Question.LEAP, words))
        if question:
            asked.append(Asked(mention.start, question, words))
        elif moves:
            silent += bool(mention.years)
        elif mention.last_year == roll.old and mention.has_month:
            kept.append(mention)
    return Rolled(edits, asked, kept, silent)


def due_days(text: str, roll: Roll) -> Iterator[tuple[int, int]]:
    """The months and days on which a wording has something due in the plan's year."""
    for mention in mentions(text):
        own = mention.last_year in (0, roll.old) and not mention.is_period
        if own and cues.DUE.match(mention.after) and not in_policy(mention):
            for month, day, _ in mention.days:
                yield month, day


def _edits(mention: Mention, roll: Roll) -> Iterator[WordingEdit]:
    for year in mention.years:
        yield WordingEdit(year.start, year.word, year.as_year(roll.year(year.number)))
    if _loses_a_day(mention, roll):
        for month, day, start in mention.days:
            if (month, day) == _LEAP_DAY:
                yield WordingEdit(start, "29", "28")


def _loses_a_day(mention: Mention, roll: Roll) -> bool:
    """Whether it names 29 February, which the new year lacks."""
    return not is_leap(roll.new) and any(day[:2] == _LEAP_DAY for day in mention.days)


def _edited(text: str, edits: list[WordingEdit]) -> str:
    """The new text; every replacement is as long as what it replaces."""
    for start, old, new in edits:
        text = text[:start] + new + text[start + len(old) :]
    return text


def _snippet(mention: Mention, new: str, *, moves: bool) -> str:
    """The words as the draft has them, with some that follow: “2025年起，按月报送”.

    Of a title that stays the whole.
    """
    if not moves and (title := title_around(mention)):
        return title
    stop = min(mention.end + _SNIPPET, mention.sentence[1])
    is_last = stop - mention.end <= 1
    start = mention.start - len(mention.before[-_SNIPPET:]) if is_last else mention.start
    return f"“{new[start:stop]}”"
