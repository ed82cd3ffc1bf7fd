"""Of which plan a returned list is, and who has filled it in; where that cannot be told, why."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from plangen.checklists import Audience
from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest
from plangen.progress.asked import AskedList, AskedPlan
from plangen.progress.returned.book import ReturnedBook
from plangen.progress.returned.columns import ListColumn
from plangen.progress.returned.tables import ReturnedTable
from plangen.progress.written_day import written_day
from plangen.typography import blankless

_TITLE: Final = re.compile(r"任务清单|《.+》")
_PLACES: Final = "省市县区旗镇乡"
_PLACE: Final = re.compile(rf".{{1,10}}[{_PLACES}]")
_OFFICE: Final = re.compile(r"(?!.*(?:[院所站局校园]|中心|公司)).{0,8}[科办部处室股组]")
"""What a unit's own office is called, but for one that is a unit of its own."""
_BRACKETS: Final = re.compile("[（()）]")
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)年")


class NotTold(CannotGoOn):
    """A list whose plan, or whose unit, cannot be told; the message says why and what to do."""


def plan_of(table: ReturnedTable, book: ReturnedBook, plans: Sequence[AskedPlan]) -> AskedPlan:
    """The plan that a list is of. Raises NotTold."""
    top = (*table.top, *_first_texts(book)) if not table.top else table.top
    titles = [text for text in map(blankless, top) if _TITLE.search(text)]
    named = _titled(titles, plans) or _titled(["".join(map(blankless, top))], plans)
    if book.facts.get("series"):
        return _by_facts(book, titles, named, plans)
    if len(named) == 1:
        return named[0]
    if titles:
        known = "、".join(plan.plan.name for plan in plans)
        raise NotTold(f"标题是“{titles[0][:40]}”，不是 {known} 的清单；用 --plan 指明是哪份方案")
    if len(plans) == 1:
        return plans[0]
    counts = {plan.key: _rows_of(plan, table) for plan in plans}
    having = [plan for plan in plans if counts[plan.key]]
    if len(having) == 1 and 2 * counts[having[0].key] > len(table.rows):
        return having[0]
    raise NotTold("看不出是哪份方案的清单，没有标题；用 --plan 指明，一次只收这份方案的")


def _rows_of(plan: AskedPlan, table: ReturnedTable) -> int:
    """How many rows are of tasks of a plan, by 标识 or by their words, and due when those are."""
    count = 0
    for row in table.rows:
        task = row[ListColumn.KEY].partition("@")[0]
        day = written_day(row[ListColumn.DUE], None)
        if task in plan.tasks:
            count += day is None or day in plan.tasks[task].due
        elif day is not None and day.year == plan.name[1]:
            count += blankless(row[ListColumn.TASK]) in plan.wordings
    return count


def _first_texts(book: ReturnedBook) -> Iterable[str]:
    """The texts of a workbook's first rows, for a list that stands under no title of its own."""
    for sheet in book.sheets:
        if not sheet.hidden:
            for row in sheet.rows[:3]:
                yield from filter(None, row)


def _titled(titles: Iterable[str], plans: Sequence[AskedPlan]) -> list[AskedPlan]:
    text = "\n".join(titles)
    return [plan for plan in plans if any(title in text for title in plan.titles)]


def _by_facts(
    book: ReturnedBook,
    titles: Sequence[str],
    named: Sequence[AskedPlan],
    plans: Sequence[AskedPlan],
) -> AskedPlan:
    """The plan by the file's hidden marks, but for a list that bears the title of another one."""
    series, year = book.facts["series"], book.facts.get("year", "")
    for plan in plans:
        if plan.name == (series, int(year) if year.isdecimal() else 0):
            own = "".join(title for title in titles if "任务清单" in title)
            years = set(_YEAR.findall(own) or _YEAR.findall("".join(titles)))
            right = {str(plan.name[1]), *_YEAR.findall("".join(plan.titles))}
            if years and not years & right:
                said = f"标题写的是{min(years)}年，标识却是{year}年的；核对是哪一年的清单"
                raise NotTold(said)
            return named[0] if len(named) == 1 else plan
    raise NotTold(f"是 {series} {year}年的清单，不在这次收的方案里；用 --plan 指明那份方案")


def list_of(
    table: ReturnedTable,
    book: ReturnedBook,
    plan: AskedPlan,
    unit: str,
    whos: Iterable[str],
) -> tuple[AskedList, str]:
    """The list that was filled in, and the name of the member who filled in a group's shared one.

    `unit` is who has filled it in, as whoever collects says, `whos` whom the lists of the file
    name: where one is the unit of the file's hidden marks, those mark its list alone. Raises
    NotTold.
    """
    written = unit or table.who
    holders = plan.who(written) if written else frozenset[str]()
    own = book.facts.get("id", "")
    marks_another = holders and own not in holders and any(own in plan.who(who) for who in whos)
    marked = None if marks_another else plan.of(own)
    if marked is not None and marked.audience is Audience.GROUP:
        return marked, _member(marked, written, holders)
    if len(holders) > 1:
        raise NotTold(f"叫“{written}”的有 {len(holders)} 家；用 --unit 写编号说明是哪一家")
    asked = plan.of(next(iter(holders), ""))
    if marked is not None and not unit:
        return _agreed(marked, asked, written, plan), ""
    if asked is None:
        raise NotTold(_unknown(written, plan))
    return asked, _member(asked, "", holders) if asked.audience is Audience.GROUP else ""


def _agreed(marked: AskedList, asked: AskedList | None, written: str, plan: AskedPlan) -> AskedList:
    """The list by its marks, where what is written above it says no other."""
    if not written or asked is marked or (asked is None and _is_within(written, marked, plan)):
        return marked
    if asked is None:
        raise NotTold(
            f"表上的填报单位“{written}”名册里没有，标识是“{marked.name}”的；用 --unit 说明是谁报的"
        )
    raise NotTold(f"表上写的是“{written}”，标识却是“{marked.name}”的；用 --unit 说明是谁报的")


def _is_within(written: str, marked: AskedList, plan: AskedPlan) -> bool:
    """Whether a name is that of a unit with its place before it, or an office of it behind.

    For 滨海医院: 南安市滨海医院, 滨海医院（防保科）; not 滨海医院城东分院.
    """
    said = _BRACKETS.sub("", blankless(written))
    for name in plan.names:
        place, known, office = said.partition(blankless(name))
        if known and plan.who(name) == {marked.id}:
            is_place = not place or _PLACE.fullmatch(place) or name[0] in _PLACES
            if is_place and (not office or _OFFICE.fullmatch(office)):
                return True
    return False


def _member(group: AskedList, written: str, holders: frozenset[str]) -> str:
    """Who of an open group has filled in the list that its members share."""
    if not written or group.id in holders:
        raise NotTold(
            f"是“{group.name}”各单位共用的清单，没有写是谁填的；"
            "请对方在表头填上填报单位，或者用 --unit 说明是哪一家报的，或者在名册里列出成员"
        )
    return written


def _unknown(written: str, plan: AskedPlan) -> str:
    if not written:
        return "没有标识，也没有写填报单位；用 --unit 说明是谁报的"
    meant = did_you_mean(nearest(written, plan.names))
    return f"“{written}”没有这份方案的任务；{meant or '用 --unit 说明是谁报的'}"
