"""Which years and days of a wording are the plan's own, and which a person must confirm."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple, TypeGuard

from plangen.deadline import By, Deadline, Term
from plangen.deadline.observance import observances
from plangen.draft.roll import Roll
from plangen.rules.kinds import flat


class Change(NamedTuple):
    """A word of a wording, what it becomes, and what to ask of it."""

    start: int
    old: str
    new: str
    """The old word where it stays."""
    question: str = ""
    moved: tuple[int, int] | None = None
    """The month and day that fell on a rest day."""


_AD: Final = "(?:19|20)[0-9]{2}"
_HAN: Final = "二[〇零○][〇零○一二三四五六七八九]{2}"
_YEAR: Final = re.compile(rf"(?<![0-9])(?P<y>{_AD})(?=\s?年)|(?P<han>{_HAN})(?=年)")
_SPAN: Final = re.compile(rf"(?<![0-9]){_AD}\s?年?\s?[—－–～~至到-]+\s?(?P<last>{_AD})(?=\s?年)")
_NUMBER: Final = re.compile(rf"[〔\[［](?P<y>{_AD})[〕\]］]")
"""The year of a document's number."""
_DAY: Final = re.compile(
    rf"(?<![0-9])(?:(?P<y>{_AD})\s?年\s?)?"
    r"(?P<m>1[0-2]|0?[1-9])\s?月\s?(?P<d>3[01]|[12][0-9]|0?[1-9])\s?[日号]"
)
_LONE_DAY: Final = re.compile(
    rf"(?<![0-9])(?:(?P<y>{_AD})\s?[年/.-]\s?)?"
    r"(?P<m>1[0-2]|0?[1-9])\s?[月/.·-]\s?(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
)
"""A day as a deadline may write it: 2022-06-30, 6.30 too."""
_LONE_YEAR: Final = re.compile(rf"(?<![0-9])(?P<y>{_AD})(?=\s*年|[-/.][0-9])|(?P<han>{_HAN})(?=年)")

_TITLE: Final = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_CITED: Final = "核对今年的文件名和文号"
_VERSION: Final = re.compile(r"\s?年?(?:版|[修制]订|修[正改])")
_DUE: Final = re.compile("(?:之|以)?前|止|[^，。；、\n]{0,2}完成")
_AS_OF: Final = re.compile("截[至止]到?$")
_START: Final = re.compile("起|开始|之?后")
_FROM: Final = re.compile(r"[—－–～~至到-]\s?$")
_TO: Final = re.compile(r"\s?[—－–～~至到-]+\s?[0-9]")
_HELD: Final = re.compile("定于|[举召]行|召开|举办|开幕|通过")
_YEARLY: Final = re.compile("每年$")
_SINCE_THEN: Final = re.compile(r"\s?年[^，。；\n]{0,10}(?:以来|至今)")
_SINCE: Final = re.compile(r"[自从]$")
_BEGINS: Final = re.compile(r"\s?年度?(?:起|开始)")
_TOWARDS: Final = re.compile("[到至]$")
_BASE: Final = re.compile("[比较同与]$")
_BASED: Final = re.compile(r"\s?年度?(?:的?基[数础准期]|为基[数准期]|同期|相比)")
_REVIEW: Final = re.compile("(?:总结|回顾|巩固|消化)[^，。；\n]{0,6}$")
_LEFT: Final = re.compile(r"\s?年度?[^，。；\n]{0,4}(?:遗留|结转|未完)")
_CAMPAIGN: Final = re.compile(
    r"\s?年度?[^，。；\n]{0,4}?((?:争创|创建|迎接|迎检|普查|换届)[^，。；\n]{0,20})"
)
"""What is not done every year."""
_PERIOD: Final = re.compile("十([三四五六])五(?=规划|时期|期间|”|末|收官)")
_PERIOD_ENDS: Final = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
_COUNTED: Final = re.compile(
    "第[0-9一二三四五六七八九十百]+(?:个(?=[“《]?(?:国际|世界|全国|中国))|届)"
)
"""What is counted from year to year, as in 第31个全国助残日."""
_BREAK: Final = re.compile("[。；\n]")
_DIGITS: Final = str.maketrans("0123456789", "〇一二三四五六七八九")
_FIGURES: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def rolled(text: str, roll: Roll) -> Iterator[Change]:
    """What becomes of the years and days of a title, a sentence, a cell."""
    taken: list[tuple[int, int]] = []
    for found in _DAY.finditer(text):
        taken.append(found.span())
        yield from _day(found, roll)
    for found in _SPAN.finditer(text):
        taken.append(found.span())
        if roll.old <= (last := int(found["last"])) < roll.new:
            question = f"“{found[0]}年”到{last}年为止，核对还要不要写"
            yield Change(found.start(), found[0], found[0], question)
    years = [
        change
        for found in _YEAR.finditer(text)
        if not any(start <= found.start() < stop for start, stop in taken)
        and (change := _year(found, roll))
    ]
    yield from years
    yield from _asked(text, roll, cites=any(each.question.endswith(_CITED) for each in years))


def _asked(text: str, roll: Roll, *, cites: bool) -> Iterator[Change]:
    """What stays, though it may be last year's; of a number whose title `cites` asks, nothing."""
    for found in _NUMBER.finditer(text):
        if int(found["y"]) == roll.old and not cites:
            question = f"这是{roll.old}年的文号，核对今年有没有新的文件"
            yield Change(found.start(), found[0], found[0], question)
    for found in _PERIOD.finditer(text):
        if roll.old <= (last := _PERIOD_ENDS[found[1]]) < roll.new:
            question = f"“十{found[1]}五”到{last}年为止，核对"
            yield Change(found.start(), found[0], found[0], question)
    for found in _COUNTED.finditer(text):
        question = f"“{found[0]}”是{roll.old}年的，核对今年是第几"
        yield Change(found.start(), found[0], found[0], question)


def rolled_deadline(deadline: Deadline, roll: Roll) -> Iterator[Change]:
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
                yield Change(found.start(), found[0], found[0], question)
        else:
            yield _next(found, roll, _new_goal(said, roll) if deadline.milestone else "")


def due_by_day(deadline: Deadline) -> bool:
    """Whether a part of a deadline is a day by its number, as 6月底 and an observance are not."""
    return any(map(_by_day, deadline.terms)) and bool(_LONE_DAY.search(deadline.text))


def _by_day(term: Term) -> TypeGuard[By]:
    return isinstance(term, By) and not term.name and not term.milestone


def _day(found: re.Match[str], roll: Roll) -> Iterator[Change]:
    """A day of a sentence: due then, or the start of something, or when something is held."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    year = int(found["y"] or roll.old)
    if year < roll.old or _YEARLY.search(before) or _is_observance(after):
        return
    if after.startswith(("以来", "至今")):
        return
    if found["y"]:
        yield Change(found.start("y"), found["y"], str(roll.year(year)))
    fact = bool(_AS_OF.search(before))
    spans = bool(_FROM.search(before) or _TO.match(after)) and not fact
    due = bool(_DUE.match(after)) and not spans
    yield from _moved(found, roll.year(year), roll, due=due)
    held = fact or _HELD.search(_clause(before, after))
    if (spans and held) or not (spans or due or _START.match(after)):
        question = f"{roll.old}年的日子是{found['m']}月{found['d']}日，核对今年是哪一天"
        yield Change(found.start(), found[0], found[0], question)


def _clause(before: str, after: str) -> str:
    return _BREAK.split(before)[-1][-12:] + _BREAK.split(after)[0][:20]


def _is_observance(after: str) -> bool:
    said = after.lstrip("“”\"'（(")
    return any(said.startswith(name) for name in observances())


def _moved(found: re.Match[str], year: int, roll: Roll, *, due: bool) -> Iterator[Change]:
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
    yield Change(found.start("m"), found["m"], _like(found["m"], new.month), why, moved)
    yield Change(found.start("d"), found["d"], _like(found["d"], new.day), why, moved)


def _like(old: str, new: int) -> str:
    """A number with a nought before it where the old one had one."""
    return f"{new:02}" if old.startswith("0") else str(new)


def _said(found: re.Match[str]) -> int:
    return int(found["y"] or found["han"].translate(_FIGURES))


def _next(found: re.Match[str], roll: Roll, question: str = "") -> Change:
    new = str(roll.year(_said(found)))
    return Change(found.start(), found[0], new if found["y"] else new.translate(_DIGITS), question)


def _year(found: re.Match[str], roll: Roll) -> Change | None:
    """What becomes of a year that is said without a day; None where it stays, and nobody asks."""
    text, said = found.string, _said(found)
    before, after = text[: found.start()], text[found.end() :]
    if _VERSION.match(after) or _SINCE_THEN.match(after):
        return None
    if title := _title_around(text, found.start()):
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
    return Change(found.start(), found[0], found[0], question) if question else None


def _of_the_year(found: re.Match[str], roll: Roll, before: str, after: str) -> Change:
    said = roll.old
    if _SINCE.search(before) and _BEGINS.match(after):
        question = f"{said}年没有改：那年已经开始的不动，今年才开始的改成{roll.new}年"
        return Change(found.start(), found[0], found[0], question)
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
    """Whether the year before is what this one is measured against, or what it takes over from."""
    ahead = _BASE.search(before) or _REVIEW.search(before)
    return bool(ahead or _BASED.match(after) or _LEFT.match(after))


def _title_around(text: str, place: int) -> str:
    """The title in 《》 that a place is in; empty where it is in none."""
    titles: Iterable[re.Match[str]] = _TITLE.finditer(text)
    return next((each[0][1:-1] for each in titles if each.start() < place < each.end()), "")


def _is_own(title: str, roll: Roll) -> bool:
    """Whether a title is the plan's own, but for the year, or for a place or office before it."""
    named, own = (re.sub(f"{_AD}年|{_HAN}年", "", flat(each)) for each in (title, roll.title))
    return named in own or own in named
