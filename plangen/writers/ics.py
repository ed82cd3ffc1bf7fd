"""Checklists as calendars: an all-day event for each due date, with reminders (RFC 5545)."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from plangen.checklists import Checklist, ChecklistLine, Cover
from plangen.deadline.dates import expand
from plangen.workdays import OFFICIAL, Workdays
from plangen.writers.markdown import details, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Alarm, Calendar, Event, Todo
    from icalendar.prop import vInline

PRODUCT: Final = "-//plangen//task checklists//ZH"
REMINDERS: Final = (timedelta(days=7), timedelta(days=1))
"""How long before what is due, or on the last working day before that."""
OPENS: Final = time(9)
"""When reminders ring: offices are at work by then."""
SUMMARY: Final = 60
"""The most characters of a summary; a longer line ends at a mark of punctuation if it can."""

_OFTEN: Final = ("FREQ=DAILY", "FREQ=WEEKLY")
"""How the rules of daily and weekly duties begin."""
_END: Final = b"END:VCALENDAR\r\n"
_COMPONENT: Final = re.compile(rb"BEGIN:(VEVENT|VTODO)\r\n(.*?)END:\1\r\n", re.DOTALL)
_ALARMS: Final = re.compile(rb"BEGIN:VALARM\r\n.*?END:VALARM\r\n", re.DOTALL)
_UID: Final = re.compile(rb"^UID:([\x21-\x7e]+\.plangen)\r\n", re.MULTILINE)
_KEPT: Final = re.compile(
    rb"^(?:UID|DTSTAMP|DTSTART|DTEND|RRULE|SUMMARY)[;:].*\r\n(?:[ \t].*\r\n)*", re.MULTILINE
)
"""What is left of an event that is cancelled."""
_FOLD: Final = re.compile(rb"\r\n[ \t]")
_MOST_KEPT: Final = 4096
"""Tasks kept as written, of some 2 kB each."""


class IcsChecklists:
    """Writes the checklists of one plan.

    A task has an event for each date; a daily or weekly duty has a recurring event, and an event
    for each date outside its rule. What goes on all year is looked at in one event at its end. A
    task without any date is a to-do without one (VTODO), so that nothing is lost and no calendar
    is empty, which the standard forbids. No METHOD is set: PUBLISH would ask for an organizer's
    mail address (RFC 5546), which a plan does not have.
    """

    def __init__(self, cover: Cover, workdays: Workdays = OFFICIAL) -> None:
        self._cover = cover
        self._workdays = workdays
        self._stamp = datetime.combine(cover.dated, time(), UTC)
        self._kept: dict[bytes, bytes] = {}

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.1 ms where its tasks are shared."""
        head = self._head(checklist).to_ical().removesuffix(_END)
        reviews = [event.to_ical() for event in self._reviews(checklist)]
        return b"".join([head, *map(self._block, checklist.lines), *reviews, _END])

    @staticmethod
    def cancelling(data: bytes, earlier: bytes) -> bytes:
        """The calendar with what an earlier one has beside it, as cancelled events.

        Whoever takes in both keeps no event of a task that was taken away, nor one under the UID
        that another version of this program gave it (20260325-task).
        """
        present = set(_UID.findall(_FOLD.sub(b"", data)))
        gone: dict[bytes, bytes] = {}
        for kind, body in _COMPONENT.findall(earlier):
            uid = _UID.search(_FOLD.sub(b"", body))
            if uid and uid[1] not in present:
                gone.setdefault(uid[1], _cancelled(kind, _ALARMS.sub(b"", body)))
        return b"".join([data.removesuffix(_END), *gone.values(), _END])

    def _head(self, checklist: Checklist) -> "Calendar":
        from icalendar import Calendar

        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("x-wr-calname", _text(f"{self._cover.title}（{checklist.name}）"))
        calendar.add("x-wr-caldesc", _text(f"依据：{self._cover.basis}"))
        return calendar

    def _block(self, line: ChecklistLine) -> bytes:
        """The components of a task; those of a shared one are made once."""
        if not line.shared:
            return self._written(line)
        block = self._kept.get(line.digest)
        if block is None:
            if len(self._kept) == _MOST_KEPT:
                self._kept.clear()
            block = self._kept[line.digest] = self._written(line)
        return block

    def _written(self, line: ChecklistLine) -> bytes:
        return b"".join(component.to_ical() for component in self._components(line))

    def _components(self, line: ChecklistLine) -> "Iterator[Event | Todo]":
        ruled, left_out = _ruled(line)
        if ruled:
            event = self._event(line, ruled[0], "every")
            if not line.rule.startswith("FREQ=DAILY"):
                self._remind(event, ruled[0], [_weekday_before(ruled[0])], _summary(line.titled))
            event.add("rrule", _rule(line.rule, until=ruled[-1]))
            if left_out:
                event.add("exdate", left_out)
            yield event
        steps = dict(zip(line.due, line.steps, strict=False))
        for day, period in zip(line.due, line.periods, strict=True):
            if day not in ruled and day != line.review:
                event = self._event(line, day, period, steps.get(day, ""))
                rings = self._rings(dict(line.moved).get(day, day), _reminders(line))
                self._remind(event, day, rings, _summary(line.titled))
                yield event
        if not line.due:
            yield self._todo(line)

    def _reviews(self, checklist: Checklist) -> "Iterator[Event]":
        """One event for all that goes on until a day: it is looked at, not handed in."""
        reviewed: dict[date, list[ChecklistLine]] = {}
        for line in checklist.lines:
            if line.review:
                reviewed.setdefault(line.review, []).append(line)
        for day, lines in reviewed.items():
            event = _all_day(day)
            summary = "年底盘点常年工作"
            if len(lines) > 1:
                summary += f" {len(lines)} 项"
            texts = [f"{joined('；', line.titled)}（{line.basis}）{line.news}" for line in lines]
            description = "\n".join([*texts, f"依据：{self._cover.basis}"])
            key = f"review:{checklist.audience.name.lower()}:{checklist.id}:{day.year}"
            self._say(event, key, self._plan_of(lines[0]), summary, description)
            self._remind(event, day, self._rings(day, REMINDERS), "年底盘点常年工作")
            yield event

    def _event(self, line: ChecklistLine, day: date, period: str, step: str = "") -> "Event":
        event = _all_day(day)
        key = line.task
        if period:
            key += f":{period}"
        summary = _summary(line.titled)
        if step:
            summary = f"{summary.rstrip('。')}：{step}"
        self._say(event, key, self._plan_of(line), summary, self._description(line))
        return event

    def _todo(self, line: ChecklistLine) -> "Todo":
        from icalendar import Todo

        todo = Todo()
        summary, plan = _summary(line.titled), self._plan_of(line)
        self._say(todo, line.task, plan, summary, self._description(line))
        return todo

    def _plan_of(self, line: ChecklistLine) -> str:
        """The year and the series of a line's plan: 2026.drug-control."""
        if not line.plan:
            return f"{self._cover.year}.{self._cover.series}"
        series, _, year = line.plan.partition(":")
        return f"{year}.{series}"

    def _description(self, line: ChecklistLine) -> str:
        rows = [line.titled]
        for label, text in details(line, self._cover.news):
            rows.append(f"{label}：{text}")
        rows.append(f"依据：{self._cover.basis}")
        return "\n".join(rows)

    def _say(
        self, component: "Event | Todo", key: str, plan: str, summary: str, description: str
    ) -> None:
        """Add what events and to-dos have alike.

        The UID has the task and, of a recurrence, the period (2026Q1), but never a date: an event
        whose day is moved is the same event. It does not name the unit either: in the calendar of
        somebody who holds two checklists, a task that stands on both is one event. Ids and series
        are ASCII without spaces, commas or colons.
        """
        component.add("uid", f"{key}@{plan}.plangen")
        component.add("dtstamp", self._stamp)
        component.add("summary", _text(summary))
        component.add("description", _text(description))

    def _rings(self, latest: date, before: Iterable[timedelta]) -> list[date]:
        """The working days to ring on, none before the day of issue; `latest` is one itself."""
        days = {self._workdays.before(latest - reminder) for reminder in before}
        return sorted(day for day in days if day >= self._cover.dated)

    def _remind(self, event: "Event", day: date, rings: Iterable[date], text: str) -> None:
        """Ring when offices open."""
        for ring in rings:
            at = datetime.combine(ring, OPENS) - datetime.combine(day, time())
            event.add_component(_alarm(text, at))


def _cancelled(kind: bytes, body: bytes) -> bytes:
    """An event or to-do as cancelled: its UID, day and summary, as they were written."""
    free = b"TRANSP:TRANSPARENT\r\n" if kind == b"VEVENT" else b""
    kept = b"".join(_KEPT.findall(body))
    return b"BEGIN:%s\r\n%sSTATUS:CANCELLED\r\n%sEND:%s\r\n" % (kind, kept, free, kind)


def _weekday_before(day: date) -> date:
    """The day before; the Friday before a Sunday or Monday."""
    back = {6: 2, 0: 3}.get(day.weekday(), 1)
    return day - timedelta(days=back)


def _reminders(line: ChecklistLine) -> tuple[timedelta, ...]:
    """None for a daily duty, the day before for a weekly one."""
    if line.rule.startswith("FREQ=DAILY"):
        return ()
    if line.rule.startswith(_OFTEN):
        return REMINDERS[-1:]
    return REMINDERS


def _all_day(day: date) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _ruled(line: ChecklistLine) -> tuple[tuple[date, ...], list[date]]:
    """The due dates that come of a daily or weekly rule, and the days of it that are left out.

    Others may stand beside them: 每周、6·26国际禁毒日; a week before a holiday is due earlier.
    """
    if not line.rule.startswith(_OFTEN):
        return (), []
    due = set(line.due)
    for start in line.due:
        dates = expand(line.rule, start, line.due[-1])
        if dates[:1] == (start,):
            kept = tuple(day for day in dates if day in due)
            return kept, [day for day in dates if day not in due and day < kept[-1]]
    return (), []


def _rule(rule: str, until: date) -> dict[str, list[str] | date]:
    """The parts of a rule, as icalendar takes them."""
    parts: dict[str, list[str] | date] = {}
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        parts[name] = value.split(",")
    parts["UNTIL"] = until
    return parts


def _alarm(text: str, at: timedelta) -> "Alarm":
    """A reminder, so long from the beginning of its event's first day."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(text))
    alarm.add("trigger", at)
    return alarm


def _summary(text: str) -> str:
    """The first line of a text, shortened if need be."""
    first = text.strip().partition("\n")[0].rstrip()
    if len(first) <= SUMMARY:
        return first
    start = first[: SUMMARY - 1]
    mark = max(map(start.rfind, "，。；、：,;"))
    if mark >= SUMMARY // 2:
        start = start[:mark]
    return f"{start}…"


def _text(text: str) -> "vInline":
    r"""A text with its marks escaped; icalendar's own vText takes \N for a line break."""
    from icalendar.prop import vInline

    for mark, written in {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}.items():
        text = text.replace(mark, written)
    return vInline(text)
