"""Checklists as calendars: an all-day event for each due date, with reminders (RFC 5545)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from plangen.checklists import Checklist, ChecklistLine, Cover
from plangen.deadline.dates import expand
from plangen.writers.markdown import details

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Alarm, Calendar, Event, Todo
    from icalendar.prop import vInline

PRODUCT: Final = "-//plangen//task checklists//ZH"
REMINDERS: Final = (timedelta(days=-7), timedelta(days=-1))
"""How long before the day of an event."""
SUMMARY: Final = 60
"""The most characters of a summary; a longer line ends at a mark of punctuation if it can."""

_END: Final = b"END:VCALENDAR\r\n"
_MOST_KEPT: Final = 4096
"""Tasks kept as written, of some 2 kB each."""


class IcsChecklists:
    """Writes the checklists of one plan.

    A task has an event for each date; one with a rule has a recurring event, and an event for
    each date outside the rule. A task without any date is a to-do without one (VTODO), so that
    nothing is lost and no calendar is empty, which the standard forbids. No METHOD is set:
    PUBLISH would ask for an organizer's mail address (RFC 5546), which a plan does not have.
    """

    def __init__(self, cover: Cover) -> None:
        self._cover = cover
        self._stamp = datetime.combine(cover.dated, time(), UTC)
        self._kept: dict[bytes, bytes] = {}

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.1 ms where its tasks are shared."""
        head = self._head(checklist).to_ical().removesuffix(_END)
        return b"".join([head, *map(self._block, checklist.lines), _END])

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
        ruled = _ruled(line)
        if ruled:
            event = self._event(line, ruled[0])
            event.add("rrule", _rule(line.rule, until=ruled[-1]))
            yield event
        for day in line.due:
            if day not in ruled:
                yield self._event(line, day)
        if not line.due:
            yield self._todo(line)

    def _event(self, line: ChecklistLine, day: date) -> "Event":
        from icalendar import Event

        event = Event()
        self._say(event, line, f"{day:%Y%m%d}-{line.task}")
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        for before in REMINDERS:
            event.add_component(_alarm(line, before))
        return event

    def _todo(self, line: ChecklistLine) -> "Todo":
        from icalendar import Todo

        todo = Todo()
        self._say(todo, line, line.task)
        return todo

    def _say(self, component: "Event | Todo", line: ChecklistLine, name: str) -> None:
        """Add what events and to-dos have alike.

        The UID does not name the unit: in the calendar of somebody who holds two checklists, a
        task that stands on both is one event. Ids and series are ASCII without spaces or commas.
        """
        cover = self._cover
        told = [*details(line), ("依据", cover.basis)]
        description = [line.text, *(f"{label}：{said}" for label, said in told)]
        component.add("uid", f"{name}@{cover.year}.{cover.series}.plangen")
        component.add("dtstamp", self._stamp)
        component.add("summary", _text(_summary(line.text)))
        component.add("description", _text("\n".join(description)))


def _ruled(line: ChecklistLine) -> tuple[date, ...]:
    """The due dates that come of the rule, from its first on.

    Others may stand beside them: 每周、6·26国际禁毒日.
    """
    due = set(line.due)
    for start in line.due if line.rule else ():
        dates = expand(line.rule, start)
        if dates[:1] == (start,) and due.issuperset(dates):
            return dates
    return ()


def _rule(rule: str, until: date) -> dict[str, list[str] | date]:
    """The parts of a rule, as icalendar takes them."""
    parts = dict(part.split("=") for part in rule.split(";"))
    return {**{name: value.split(",") for name, value in parts.items()}, "UNTIL": until}


def _alarm(line: ChecklistLine, before: timedelta) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(_summary(line.text)))
    alarm.add("trigger", before)
    return alarm


def _summary(text: str) -> str:
    """The first line of a text, shortened if need be."""
    first = text.strip().partition("\n")[0].rstrip()
    if len(first) <= SUMMARY:
        return first
    start = first[: SUMMARY - 1]
    mark = max(map(start.rfind, "，。；、：,;"))
    return (start[:mark] if mark >= SUMMARY // 2 else start) + "…"


def _text(text: str) -> "vInline":
    r"""A text with its marks escaped; icalendar's own vText takes \N for a line break."""
    from icalendar.prop import vInline

    for mark, written in {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}.items():
        text = text.replace(mark, written)
    return vInline(text)
