"""Which years and days of a wording are the plan's own, and which a person must confirm."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, TypeGuard

from plangen.deadline import By, Deadline, Term
from plangen.deadline.observance import observances
from plangen.draft.standing import staged, standing
from plangen.draft.years import AD, HAN, SPAN, YEAR, Roll, Rolled, stays
from plangen.language.kinds import flat
from plangen.numerals import DIGITS, to_int

_SCHOOL_YEAR: Final = re.compile(
    rf"(?<![0-9])(?P<y>{AD})(?=\s?[—－–～~至到-]+\s?(?P<last>{AD})\s?学年)"
)
_DOTTED: Final = re.compile(rf"(?<![0-9.])(?P<y>{AD})(?=([./-])[01]?[0-9]\2[0-3]?[0-9](?![0-9.]))")
"""The year of 2022.6.30 and 2022-06-30."""
_DAY: Final = re.compile(
    rf"(?<![0-9])(?:(?P<y>{AD})\s?年\s?)?"
    r"(?P<m>1[0-2]|0?[1-9])\s?月\s?(?P<d>3[01]|[12][0-9]|0?[1-9])\s?[日号]"
)
_LONE_DAY: Final = re.compile(
    rf"(?<![0-9])(?:(?P<y>{AD})\s?[年/.-]\s?)?"
    r"(?P<m>1[0-2]|0?[1-9])\s?[月/.·-]\s?(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
)
"""A day as a deadline may write it: 2022-06-30, 6.30 too."""
_LONE_YEAR: Final = re.compile(rf"(?<![0-9])(?P<y>{AD})(?=\s*年|[-/.][0-9])|(?P<han>{HAN})(?=年)")

_TITLE: Final = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_CITED: Final = "核对今年的文件名和文号"
_VERSION: Final = re.compile(r"\s?年?(?:版|[修制]订|修[正改])")
_DUE: Final = re.compile(
    rf"(?:[、和及](?:{AD}\s?年\s?)?[01]?[0-9]\s?月\s?[0-3]?[0-9]\s?[日号])*"
    r"(?:(?:之|以)?前|止|[^，。；、\n]{0,2}完成)"
)
"""Before it, or before the day after it too: 6月20日和12月10日前."""
_AS_OF: Final = re.compile("截[至止]到?$")
_START: Final = re.compile("起|开始|之?后")
_EVER_SINCE: Final = re.compile("起(?!施行|执行|实施|至|到|[—－–～~-])")
_NAMED_DAY: Final = re.compile("日[”」]?[（(]$")
_FROM: Final = re.compile(r"[—－–～~至到-]\s?$")
_TO: Final = re.compile(r"\s?[—－–～~至到-]+\s?[0-9]")
_HELD: Final = re.compile("定于|[举召]行|召开|举办|开幕|通过")
_YEARLY: Final = re.compile("每年$")
_SINCE_THEN: Final = re.compile(r"\s?年[^，。；\n]{0,10}(?:以来|至今)")
_SINCE: Final = re.compile(r"[自从]$")
_BEGINS: Final = re.compile(r"\s?年度?(?:起|开始)")
_TERM_BEGINS: Final = re.compile(r"\s?年[春秋]季?学期(?:起|开始)")
_TOWARDS: Final = re.compile("[到至]$")
_BASE: Final = re.compile("[比较同与]$")
_BASED: Final = re.compile(r"\s?年度?(?:的?基[数础准期]|为基[数准期]|同期|相比)")
_REVIEW: Final = re.compile("(?:总结|回顾|巩固|消化)[^，。；\n]{0,6}$")
_LEFT: Final = re.compile(r"\s?年度?[^，。；\n]{0,4}(?:遗留|结转|未)")
_CAMPAIGN: Final = re.compile(
    r"\s?年度?[^，。；\n]{0,4}?((?:争创|创建|迎接|迎检|普查|换届)[^，。；\n]{0,20})"
)
"""What is not done every year."""
_BREAK: Final = re.compile("[。；\n]")
_CHINESE: Final = str.maketrans("0123456789", DIGITS)


def rolled(text: str, roll: Roll) -> Iterator[Rolled]:
    """What becomes of the years and days of a title, a sentence, a cell."""
    phrases = [*_phrases(text, roll)]
    yield from (change for *_, changes in phrases for change in changes)
    years = [
        change
        for found in YEAR.finditer(text)
        if not any(start <= found.start() < stop for start, stop, _ in phrases)
        and (change := _year(found, roll))
    ]
    yield from years
    yield from standing(text, roll, cites=any(each.question.endswith(_CITED) for each in years))


def _phrases(text: str, roll: Roll) -> Iterator[tuple[int, int, list[Rolled]]]:
    """Where a year does not stand for itself, and what becomes of it there."""
    for found in _DAY.finditer(text):
        yield *found.span(), [*_day(found, roll)]
    for found in SPAN.finditer(text):
        yield *found.span(), [*_span(found, roll)]
    for found in _SCHOOL_YEAR.finditer(text):
        yield found.start(), found.end("last"), [*_school_year(found, roll)]
    for found in _DOTTED.finditer(text):
        yield *found.span(), [_next(found, roll)] if _said(found) == roll.old else []
    for start, stop, question in staged(text, roll):
        yield start, stop, [question]


def _span(found: re.Match[str], roll: Roll) -> Iterator[Rolled]:
    if roll.old <= (last := int(found["last"])) < roll.new:
        yield stays(found, f"“{found[0]}年”到{last}年为止，核对还要不要写")


def _school_year(found: re.Match[str], roll: Roll) -> Iterator[Rolled]:
    """Both years of one that is partly the plan's."""
    if roll.old in (_said(found), last := int(found["last"])):
        yield _next(found, roll)
        yield Rolled(found.start("last"), found["last"], str(roll.year(last)))


def rolled_deadline(deadline: Deadline, roll: Roll) -> Iterator[Rolled]:
    """What becomes of a deadline's years and days; a milestone keeps its year."""
    text = str(deadline.text)
    due = {(term.on.month, term.on.day) for term in deadline.terms if _by_day(term)}
    for found in _LONE_DAY.finditer(text):
        is_due = (int(found["m"]), int(found["d"])) in due
        yield from _moved(found, roll.year(int(found["y"] or roll.old)), roll, due=is_due)
    for found in _LONE_YEAR.finditer(text):
        said = _said(found)
        if deadline.milestone and said != roll.old:
            if question := _reached(said, roll):
                yield Rolled(found.start(), found[0], found[0], question)
        else:
            yield _next(found, roll, _new_goal(said, roll) if deadline.milestone else "")


def due_by_day(deadline: Deadline) -> bool:
    """Whether a part of a deadline is a day by its number, as 6月底 and an observance are not."""
    return any(map(_by_day, deadline.terms)) and bool(_LONE_DAY.search(deadline.text))


def _by_day(term: Term) -> TypeGuard[By]:
    return isinstance(term, By) and term.is_plain


def _day(found: re.Match[str], roll: Roll) -> Iterator[Rolled]:
    """A day of a sentence: due then, or the start of something, or when something is held."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    year = int(found["y"] or roll.old)
    if year < roll.old or _YEARLY.search(before) or _is_observance(after):
        return
    if after.startswith(("以来", "至今")) or _NAMED_DAY.search(before):
        return
    if found["y"]:
        yield Rolled(found.start("y"), found["y"], str(roll.year(year)))
    if found["y"] and _EVER_SINCE.match(after):
        question = f"{year}年改成了{roll.year(year)}年，{year}年已经开始的改回来"
        yield stays(found, question)
    fact = bool(_AS_OF.search(before))
    spans = bool(_FROM.search(before) or _TO.match(after)) and not fact
    due = bool(_DUE.match(after)) and not spans
    yield from _moved(found, roll.year(year), roll, due=due)
    held = fact or _HELD.search(_clause(before, after))
    if (spans and held) or not (spans or due or _START.match(after)):
        question = f"{roll.old}年的日子是{found['m']}月{found['d']}日，核对今年是哪一天"
        yield Rolled(found.start(), found[0], found[0], question)


def _clause(before: str, after: str) -> str:
    return _BREAK.split(before)[-1][-12:] + _BREAK.split(after)[0][:20]


def _is_observance(after: str) -> bool:
    said = after.lstrip("“”\"'（(")
    return any(said.startswith(name) for name in observances())


def _moved(found: re.Match[str], year: int, roll: Roll, *, due: bool) -> Iterator[Rolled]:
    """The month and the day of a day, where they become others."""
    month, day = int(found["m"]), int(found["d"])
    try:
        date(4, month, day)
    except ValueError:
        return
    new = roll.day(year, month, day, due=due)
    if (new.month, new.day) == (month, day):
        return
    moved, why = (month, day), roll.why(month, day, new)
    yield Rolled(found.start("m"), found["m"], _like(found["m"], new.month), why, moved)
    yield Rolled(found.start("d"), found["d"], _like(found["d"], new.day), why, moved)


def _like(old: str, new: int) -> str:
    """A number with a nought before it where the old one had one."""
    return f"{new:02}" if old.startswith("0") else str(new)


def _said(found: re.Match[str]) -> int:
    return to_int(found["y"] or found["han"])


def _next(found: re.Match[str], roll: Roll, question: str = "") -> Rolled:
    new = str(roll.year(_said(found)))
    return Rolled(found.start(), found[0], new if found["y"] else new.translate(_CHINESE), question)


def _year(found: re.Match[str], roll: Roll) -> Rolled | None:
    """What becomes of a year that is said without a day; None where it stays, and nobody asks."""
    text, said = found.string, _said(found)
    before, after = text[: found.start()], text[found.end() :]
    if _VERSION.match(after) or _SINCE_THEN.match(after):
        return None
    if title := _title_around(text, found.start()):
        if said == roll.old - 1 and _is_own(title, roll):
            question = f"上年的方案，年份由{said}年改成了{roll.year(said)}年，核对名称和文号"
            return _next(found, roll, question)
        if said != roll.old:
            return None
        question = f"引用的文件，年份由{said}年改成了{roll.year(said)}年，{_CITED}"
        return _next(found, roll, "" if _is_own(title, roll) else question)
    if said == roll.old:
        return _of_the_year(found, roll, before, after)
    if said == roll.old - 1 and _is_compared(before, after):
        question = f"{said}年改成了{roll.year(said)}年，核对，数据和基数一起换"
        return _next(found, roll, question)
    if said == roll.old + 1 and not _TOWARDS.search(before):
        return _next(found, roll, f"{said}年改成了{roll.year(said)}年，核对")
    question = _reached(said, roll) if said > roll.old else ""
    return Rolled(found.start(), found[0], found[0], question) if question else None


def _of_the_year(found: re.Match[str], roll: Roll, before: str, after: str) -> Rolled:
    said = roll.old
    if _TERM_BEGINS.match(after) or (_SINCE.search(before) and _BEGINS.match(after)):
        question = f"{said}年没有改：那年已经开始的不动，今年才开始的改成{roll.new}年"
        return Rolled(found.start(), found[0], found[0], question)
    if _AS_OF.search(before):
        return _next(found, roll, f"{said}年改成了{roll.new}年，核对数据")
    if campaign := _CAMPAIGN.match(after):
        return _next(found, roll, f"{said}年的“{campaign[1]}”，今年还做不做")
    return _next(found, roll, _new_goal(said, roll) if _TOWARDS.search(before) else "")


def _new_goal(said: int, roll: Roll) -> str:
    return f"目标年份由{said}年改成了{roll.year(said)}年，核对"


def _reached(said: int, roll: Roll) -> str:
    """What to ask of a year that was ahead of the old plan."""
    if said > roll.new:
        return ""
    return f"{said}年的目标{'今年到期' if said == roll.new else '已经过期'}，核对还要不要写"


def _is_compared(before: str, after: str) -> bool:
    """Whether the year before is what this one is measured against, or what it starts from."""
    ahead = _BASE.search(before) or _REVIEW.search(before) or _AS_OF.search(before)
    return bool(ahead or _BASED.match(after) or _LEFT.match(after))


def _title_around(text: str, place: int) -> str:
    """The title in 《》 that a place is in; empty where it is in none."""
    titles: Iterable[re.Match[str]] = _TITLE.finditer(text)
    return next((each[0][1:-1] for each in titles if each.start() < place < each.end()), "")


def _is_own(title: str, roll: Roll) -> bool:
    """Whether a title is the plan's own, but for the year, or for a place or office before it."""
    named, own = (re.sub(f"{AD}年|{HAN}年", "", flat(each)) for each in (title, roll.title))
    return named in own or own in named
