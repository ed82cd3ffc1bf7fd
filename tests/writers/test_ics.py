"""Checklists as calendars: what a calendar program reads is what the checklist says."""

import re
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component
from support.program import ROOT

from plangen.checklists import Audience, Checklist, ChecklistLine, Cover, checklists, cover
from plangen.deadline.dates import expand
from plangen.tasks import task_rows
from plangen.workdays import Workdays
from plangen.workspace import read_plan
from plangen.writers.ics import SUMMARY, IcsChecklists

COVER = Cover(
    series="drug-control",
    year=2027,
    title="卫生健康系统2027年禁毒工作任务清单",
    basis="《卫生健康系统2027年禁毒工作实施方案》（卫健发〔2027〕12号）",
    issuer="某市卫生健康局",
    dated=date(2027, 3, 7),
)
RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY;BYDAY=SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
    "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    "FREQ=MONTHLY;BYMONTHDAY=15,-1",
)

CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
TEXTS = st.lists(
    CHARACTERS
    | st.sampled_from([*",;:\\\"'\n\t 。，；", "\\n", "\\N", "\\,", "👨‍👩‍👧", "禁毒" * 20]),
    max_size=60,
).map("".join)
SAID = TEXTS.filter(str.strip)
DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 31))
DATED = st.frozensets(DAYS, max_size=5).map(lambda days: ("", tuple(sorted(days))))
RECURRING = st.builds(
    lambda rule, since, extra: (
        rule,
        tuple(sorted({*expand(rule, since, date(2027, 12, 31)), *extra})),
    ),
    st.sampled_from(RULES),
    st.dates(date(2027, 1, 1), date(2027, 6, 1)),
    st.frozensets(DAYS, max_size=2),
)


def keys(due: tuple[date, ...]) -> tuple[str, ...]:
    """As of deadlines: the first has none."""
    return tuple(str(number) if number > 1 else "" for number in range(1, len(due) + 1))


@st.composite
def lists(draw: st.DrawFn) -> Checklist:
    ids = draw(
        st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,90}", fullmatch=True), unique=True)
    )
    lines = []
    for place, task in enumerate(ids[:4]):
        rule, due = draw(DATED | RECURRING)
        texts = [draw(SAID), *(draw(TEXTS) for _ in range(4))]
        lines.append(
            ChecklistLine(
                task, *texts, due, rule, draw(st.booleans()), b"%d" % place, periods=keys(due)
            )
        )
    return Checklist(Audience.UNIT, "cdc", draw(SAID), (), tuple(lines))


def line(
    text: str = "开展宣传", due: tuple[date, ...] = (date(2027, 6, 26),), **more: object
) -> ChecklistLine:
    said = {"basis": "二（三）", "deadline": "", "people": "", "evidence": "", **more}
    said.setdefault("periods", keys(due))
    return ChecklistLine("publicity.2", text, due=due, **said)  # type: ignore[arg-type]


def written(*lines: ChecklistLine, name: str = "疾控中心") -> bytes:
    return IcsChecklists(COVER).write(Checklist(Audience.UNIT, "cdc", name, (), lines))


def components(data: bytes) -> list[Component]:
    return Calendar.from_ical(data).subcomponents


def unfolded(data: bytes) -> list[str]:
    """The content lines, read without any library."""
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def texts(data: bytes, name: str) -> list[str]:
    """The texts of a property, read without any library."""
    values = [each.partition(":")[2] for each in unfolded(data) if each.startswith(f"{name}:")]
    back = {"n": "\n", "N": "\n"}
    return [re.sub(r"\\(.)", lambda m: back.get(m[1], m[1]), value) for value in values]


def blocks(data: bytes) -> list[bytes]:
    """The events and to-dos as written."""
    return re.split(rb"(?<=\r\n)(?=BEGIN:(?:VEVENT|VTODO)\r\n)", data)[1:]


def days(event: Component) -> list[date]:
    """Every day of an event, its rule expanded."""
    start = event["dtstart"].dt
    assert type(start) is date
    if "rrule" not in event:
        return [start]
    rule = event["rrule"].to_ical().decode()
    first = datetime.combine(start, time())
    exdates = event.get("exdate", [])
    left_out = {each.dt for one in ([exdates] if exdates else []) for each in one.dts}
    return [day.date() for day in rrulestr(rule, dtstart=first) if day.date() not in left_out]


def one_line(by: str, text: str) -> str:
    return by.join(part.strip() for part in text.split("\n") if part.strip())


def description(line: ChecklistLine) -> str:
    facts = {
        "依据条款": one_line("；", line.basis),
        "完成时限": one_line("；", line.deadline),
        "主管科室": one_line(" ", line.people),
        "佐证材料": one_line("；", line.evidence),
        "依据": COVER.basis,
    }
    return "\n".join([line.text, *(f"{label}：{said}" for label, said in facts.items() if said)])


@given(lists())
def test_a_calendar_says_what_the_checklist_says(checklist: Checklist) -> None:
    data = IcsChecklists(COVER).write(checklist)
    assert texts(data, "X-WR-CALNAME") == [f"{COVER.title}（{checklist.name}）"]
    found = components(data)
    for line in checklist.lines:
        mine = [each for each in found if _task(each) == line.task]
        own = [block for each, block in zip(found, blocks(data), strict=True) if each in mine]
        assert {texts(block, "DESCRIPTION")[0] for block in own} == {description(line)}
        assert {each.name for each in mine} == {"VEVENT" if line.due else "VTODO"}
        for each in mine:
            if "\\" not in description(line):  # icalendar before 7 misreads what it writes
                assert each["description"] == description(line)
                assert line.text.strip().startswith(each["summary"].removesuffix("…"))
            assert each["dtstamp"].dt == datetime(2027, 3, 7, tzinfo=UTC)
        dated = [day for each in mine if each.name == "VEVENT" for day in days(each)]
        assert sorted(dated) == list(line.due)
    assert {_task(each) for each in found} == {line.task for line in checklist.lines}


def _task(component: Component) -> str:
    """The task of a component, from its UID."""
    found = re.fullmatch(r"([^:]+)(?::.+)?@20[0-9]{2}\.drug-control\.plangen", component["uid"])
    assert found
    return found[1]


@given(lists())
def test_lines_are_folded_by_the_standard(checklist: Checklist) -> None:
    data = IcsChecklists(COVER).write(checklist)
    *folded, end = data.split(b"\r\n")
    assert end == b""
    for octets in folded:
        assert 0 < len(octets) <= 75
        assert not set(octets) & {*range(9), *range(10, 32), 127}
        octets.decode()
    assert texts(data, "X-WR-CALDESC") == [f"依据：{COVER.basis}"]


@given(lists())
def test_reminders_ring_at_nine_on_working_days(checklist: Checklist) -> None:
    for each in components(IcsChecklists(COVER).write(checklist)):
        if each.name == "VTODO":
            assert not each.subcomponents
            continue
        assert each["dtend"].dt - each["dtstart"].dt == timedelta(days=1)
        assert each["transp"] == "TRANSPARENT"
        start = datetime.combine(each["dtstart"].dt, time())
        rings = [start + alarm["trigger"].dt for alarm in each.subcomponents]
        assert {ring.time() for ring in rings} <= {time(9)}
        if "rrule" not in each:
            assert not any(Workdays().is_rest(ring.date()) for ring in rings)
            assert all(COVER.dated <= ring.date() < each["dtstart"].dt for ring in rings)
        assert {alarm["action"] for alarm in each.subcomponents} <= {"DISPLAY"}
        assert {alarm["description"] for alarm in each.subcomponents} <= {each["summary"]}


@given(lists())
def test_uids_are_unique_and_files_reproducible(checklist: Checklist) -> None:
    writer = IcsChecklists(COVER)
    data = writer.write(checklist)
    uids = texts(data, "UID")
    assert len(uids) == len(set(uids))
    assert data == writer.write(checklist) == IcsChecklists(COVER).write(checklist)


def test_the_uid_names_the_task_and_the_period_alone() -> None:
    assert texts(written(line()), "UID") == ["publicity.2@2027.drug-control.plangen"]
    moved = line(due=(date(2027, 9, 30),))
    assert texts(written(moved), "UID") == texts(written(line()), "UID"), "the same event"
    other = line("你单位牵头", evidence="照片", people="办公室")
    assert texts(written(other, name="卫生院"), "UID") == texts(written(line()), "UID")
    quarter = line(due=(date(2027, 3, 25),), periods=("2027Q1",))
    assert texts(written(quarter), "UID") == ["publicity.2:2027Q1@2027.drug-control.plangen"]


def triggers(line: ChecklistLine) -> list[str]:
    return [each for each in unfolded(written(line)) if each.startswith("TRIGGER")]


def test_reminders_are_a_week_and_a_day_before() -> None:
    assert triggers(line(due=(date(2027, 6, 25),))) == ["TRIGGER:-P6DT15H", "TRIGGER:-PT15H"]
    sunday = line(due=(date(2027, 6, 27),), moved=((date(2027, 6, 27), date(2027, 6, 25)),))
    assert triggers(sunday) == ["TRIGGER:-P8DT15H", "TRIGGER:-P2DT15H"]
    assert triggers(line(due=(date(2027, 3, 9),))) == ["TRIGGER:-PT15H"], "issued on 7 March"


def test_no_reminder_a_week_ahead_of_a_daily_or_weekly_duty() -> None:
    daily = expand("FREQ=DAILY", date(2027, 3, 8), date(2027, 12, 31))
    weekly = expand("FREQ=WEEKLY;BYDAY=MO", date(2027, 3, 8), date(2027, 12, 31))
    assert triggers(line(due=daily, rule="FREQ=DAILY")) == []
    assert triggers(line(due=weekly, rule="FREQ=WEEKLY;BYDAY=MO")) == ["TRIGGER:-P2DT15H"]


def test_what_goes_on_is_reviewed_once() -> None:
    end = date(2027, 12, 31)
    lines = [line(f"任务{place}", due=(end,), review=end) for place in range(34)]
    (event,) = components(written(*lines))
    assert event["dtstart"].dt == end
    assert event["uid"] == "review:unit:cdc:2027@2027.drug-control.plangen"
    assert str(event["summary"]) == "年底盘点常年工作 34 项"
    assert "任务33（二（三））" in event["description"]
    assert len(event.subcomponents) == 2


def test_a_rule_is_a_recurrence() -> None:
    fridays = expand("FREQ=WEEKLY;BYDAY=FR", date(2027, 3, 8), date(2027, 12, 31))
    kept = tuple(day for day in fridays if day != date(2027, 10, 1))
    (event,) = components(written(line(due=kept, rule="FREQ=WEEKLY;BYDAY=FR")))
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20271231;BYDAY=FR"
    assert event["dtstart"].dt == date(2027, 3, 12)
    assert days(event) == list(kept)


def test_dates_outside_the_rule_are_events_of_their_own() -> None:
    sundays = expand("FREQ=WEEKLY;BYDAY=SU", date(2027, 3, 1), date(2027, 12, 31))
    due = (date(2027, 1, 4), *sundays, date(2027, 12, 31), date(2028, 1, 31))
    found = components(written(line(due=due, rule="FREQ=WEEKLY;BYDAY=SU")))
    assert [(each["dtstart"].dt, "rrule" in each) for each in found] == [
        (date(2027, 3, 7), True),
        (date(2027, 1, 4), False),
        (date(2027, 12, 31), False),
        (date(2028, 1, 31), False),
    ]


def test_a_task_without_a_date_is_a_to_do() -> None:
    data = written(line(due=(), deadline="及时"))
    (todo,) = components(data)
    assert todo.name == "VTODO"
    assert "due" not in todo
    assert texts(data, "UID") == ["publicity.2@2027.drug-control.plangen"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("禁" * SUMMARY, "禁" * SUMMARY),
        ("开展宣传。\n你单位牵头", "开展宣传。"),
        ("禁" * 40 + "，" + "毒" * 40, "禁" * 40 + "…"),
        ("禁" * 10 + "，" + "毒" * 80, "禁" * 10 + "，" + "毒" * 48 + "…"),
    ],
)
def test_a_summary_is_the_first_line_shortened(text: str, summary: str) -> None:
    assert texts(written(line(text)), "SUMMARY") == [summary]
    assert text in texts(written(line(text)), "DESCRIPTION")[0]


def test_lines_shared_and_not_are_written_alike() -> None:
    writer = IcsChecklists(COVER)
    for text in ("甲", "乙"):
        own, shared = (
            Checklist(
                Audience.UNIT, "cdc", "疾控", (), (line(text, shared=same, digest=text.encode()),)
            )
            for same in (False, True)
        )
        assert writer.write(own) == writer.write(shared) == writer.write(shared)


QUARTERS = ("0630", "0930", "1231")
"""The plan of 2018 was issued after the first."""
BY_HAND = {
    2018: {
        "publicity/2": ("0626", "1201", "1204"),
        "dynamic-management/1": QUARTERS,
        "dynamic-management/2": (),
        "dynamic-management/3": QUARTERS,
    },
    2022: {
        "publicity/1": ("0626", "0630", "1201"),
        "issue-plan/1": ("0307",),
        "key-publicity/2": ("0626", "0630"),
    },
}
"""The due dates of the real plans, read by eye: of an item, or of the task at that place in it.

Every other task is due at the year's end.
"""


@pytest.mark.parametrize("year", BY_HAND)
def test_the_calendars_of_a_real_plan(year: int) -> None:
    plan = read_plan(Path(ROOT, "plans", f"{year}.yaml")).plan
    assert plan
    writer = IcsChecklists(cover(plan))
    seen = set()
    rows = task_rows(plan, Workdays())
    places = {
        task.id: f"{item.id}/{place}"
        for item in plan.items()
        for place, task in enumerate(item.tasks, 1)
    }
    for each in checklists(plan, rows):
        found: dict[str, list[str]] = {line.task: [] for line in each.lines if not line.review}
        for one in components(writer.write(each)):
            if not one["uid"].startswith("review:"):
                dates = days(one) if "dtstart" in one else []
                found[_task(one)] += [f"{day:%m%d}" for day in dates]
        for task, said in found.items():
            place = places.get(task, task)
            assert tuple(sorted(said)) == BY_HAND[year].get(place, ("1231",))
            seen.add(place)
    assert seen.issuperset(BY_HAND[year])


def test_the_library_is_loaded_only_to_write() -> None:
    code = "import sys, plangen.writers.ics; print('icalendar' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"
